"""A least, a most usual and a greatest value, straight lines between."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.triangular import Triangular
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestTriangular(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Triangular(low=1.0, mode=2.0, high=4.0), lambda: stats.triang(1 / 3, 1, 3)),
        Case(Triangular(low=1.0, mode=1.0, high=4.0), lambda: stats.triang(0, 1, 3)),
        Case(Triangular(low=0.0, mode=4.0, high=4.0), lambda: stats.triang(1, 0, 4)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"low": 1.0, "mode": 5.0, "high": 4.0}, "mode must be between low and high; found 5"),
        ({"low": 4.0, "mode": 4.0, "high": 4.0}, "high must be greater than low; found 4"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Triangular(**given)
    assert str(caught.value) == message
