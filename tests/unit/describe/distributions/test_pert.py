"""A least, a most usual and a greatest value, a smooth curve between."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.pert import Pert
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestPert(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Pert(low=1.0, mode=2.0, high=9.0), lambda: stats.beta(1.5, 4.5, 1, 8)),
        Case(Pert(low=0.0, mode=0.0, high=9.0), lambda: stats.beta(1, 5, 0, 9)),
        Case(Pert(low=2.0, mode=4.0, high=4.0), lambda: stats.beta(5, 1, 2, 2)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"low": 2.0, "mode": 1.0, "high": 4.0}, "mode must be between low and high; found 1"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Pert(**given)
    assert str(caught.value) == message


def test_mean() -> None:
    """The mean is (low + 4 mode + high) / 6."""
    assert Pert(low=10.0, mode=20.0, high=60.0).mean() == pytest.approx((10 + 80 + 60) / 6)
