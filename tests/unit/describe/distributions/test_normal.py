"""The bell curve, cut off at 0."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.normal import Normal
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestNormal(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Normal(mean=10.0, sd=1.0), lambda: stats.norm(10, 1)),
        Case(Normal(mean=3.0, sd=2.0), lambda: stats.truncnorm(-1.5, math.inf, 3, 2), accuracy=1e-8),
        Case(Normal(mean=0.0, sd=2.0), lambda: stats.halfnorm(0, 2), accuracy=1e-8),
        Case(Normal(mean=1.0, sd=20.0)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mean": -1.0, "sd": 2.0}, "mean must be at least 0; found -1"),
        ({"mean": 1.0, "sd": 0.0}, "sd must be greater than 0; found 0"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Normal(**given)
    assert str(caught.value) == message


def test_cut_raises_the_mean() -> None:
    """Cutting off what is below 0 raises the mean above that of the whole curve and lowers the variance."""
    one = Normal(mean=3.0, sd=2.0)
    assert one.mean() > 3.0
    assert one.variance() < 4.0
