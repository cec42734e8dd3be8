"""Between the exponential and the bell curve."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.gamma import Gamma
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestGamma(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Gamma(mean=3.0, sd=3.0), lambda: stats.expon(scale=3)),
        Case(Gamma(mean=3.0, sd=1.0), lambda: stats.gamma(9, scale=1 / 3)),
        Case(Gamma(mean=1.0, cv=2.0), lambda: stats.gamma(0.25, scale=4), accuracy=1e-8),
        Case(Gamma(mean=1.0, cv=10.0), lambda: stats.gamma(0.01, scale=100), accuracy=1e-7),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mean": 3.0, "sd": 0.0}, "sd must be greater than 0; found 0"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Gamma(**given)
    assert str(caught.value) == message


def test_ways_agree() -> None:
    """The same spread as sd or as cv is the same curve."""
    assert Gamma(mean=4.0, sd=3.0).shape == pytest.approx(Gamma(mean=4.0, cv=0.75).shape, rel=1e-14)
