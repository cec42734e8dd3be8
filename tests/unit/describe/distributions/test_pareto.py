"""A tail so heavy that a few cases make up much of the total."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.pareto import Pareto
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestPareto(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Pareto(mean=3.0, shape=5.0), lambda: stats.lomax(5, scale=12)),
        Case(Pareto(mean=3.0, shape=2.5), lambda: stats.lomax(2.5, scale=4.5), heavy=True),
        Case(Pareto(mean=3.0, shape=1.5), heavy=True),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mean": 3.0, "shape": 1.0}, "shape must be greater than 1, for a mean to exist; found 1"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Pareto(**given)
    assert str(caught.value) == message


def test_infinite_variance() -> None:
    """The variance is infinite for a shape of 2 or less; the mean never is."""
    assert Pareto(mean=3.0, shape=2.0).variance() == math.inf
    assert Pareto(mean=3.0, shape=2.0).mean() == 3.0
