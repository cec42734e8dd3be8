"""Anything between two ends."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.uniform import Uniform
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestUniform(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Uniform(low=0.0, high=1.0), lambda: stats.uniform(0, 1)),
        Case(Uniform(low=20.0, high=1440.0), lambda: stats.uniform(20, 1420)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"low": 3.0, "high": 3.0}, "high must be greater than low; found 3"),
        ({"low": -1.0, "high": 3.0}, "low must be at least 0; found -1"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Uniform(**given)
    assert str(caught.value) == message
