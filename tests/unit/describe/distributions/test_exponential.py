"""Without memory."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.exponential import Exponential
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestExponential(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Exponential(mean=12.0), lambda: stats.expon(scale=12)),
        Case(Exponential(mean=1e-3), lambda: stats.expon(scale=1e-3)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mean": 0.0}, "mean must be greater than 0; found 0"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Exponential(**given)
    assert str(caught.value) == message
