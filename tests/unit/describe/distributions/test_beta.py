"""Between two ends, with any mean and spread that fit there."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.beta import Beta
from opmodels.describe.distributions.errors import DistributionError
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestBeta(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Beta(low=0.0, high=1.0, mean=0.25, sd=0.25), lambda: stats.beta(0.5, 1.5)),
        Case(Beta(low=1.0, high=5.0, mean=2.0, sd=0.5), lambda: stats.beta(2.75, 8.25, 1, 4)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"low": 1.0, "high": 5.0, "mean": 5.0, "sd": 1.0}, "mean must be between low and high; found 5"),
        (
            {"low": 0.0, "high": 1.0, "mean": 0.5, "sd": 0.5},
            "sd must be less than 0.5 with this low, high and mean; found 0.5",
        ),
        ({"low": 1.0, "high": 1.0, "mean": 1.0, "sd": 0.5}, "high must be greater than low; found 1"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Beta(**given)
    assert str(caught.value) == message
