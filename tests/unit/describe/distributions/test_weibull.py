"""Ever more, or ever less, likely with time."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.weibull import Weibull
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestWeibull(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Weibull(scale=3.0, shape=1.0), lambda: stats.expon(scale=3)),
        Case(Weibull(scale=3.0, shape=3.0), lambda: stats.weibull_min(3, scale=3)),
        Case(Weibull(scale=3.0, shape=0.7), lambda: stats.weibull_min(0.7, scale=3)),
        Case(Weibull(mean=3.0, shape=0.3)),
        Case(Weibull(mean=3.0, shape=0.15), heavy=True),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mean": 3.0, "shape": 0.01}, "shape must be at least 0.05; found 0.01"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Weibull(**given)
    assert str(caught.value) == message


def test_mean_is_kept() -> None:
    """Described by its mean, the scale is such that the mean comes out."""
    one = Weibull(mean=3.0, shape=0.5)
    assert one.scale == pytest.approx(1.5)
    assert Weibull(scale=1.5, shape=0.5).mean() == pytest.approx(3.0)
    assert one.variance() == pytest.approx(Weibull(scale=1.5, shape=0.5).variance()) == pytest.approx(45.0)
