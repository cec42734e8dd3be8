"""Like the lognormal with a heavier tail."""

from __future__ import annotations

import math

from scipy import stats

from opmodels.describe.distributions.log_logistic import LogLogistic
from opmodels.simulate.tables import tail_loss
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestLogLogistic(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(LogLogistic(median=3.0, shape=5.0), lambda: stats.fisk(5, scale=3)),
        Case(LogLogistic(median=3.0, shape=8.0), lambda: stats.fisk(8, scale=3)),
        Case(LogLogistic(median=3.0, shape=2.2), lambda: stats.fisk(2.2, scale=3), heavy=True),
    )


def test_infinite_moments() -> None:
    """Mean and variance are infinite where the tail is too heavy, and so is the loss of cutting it."""
    assert LogLogistic(median=3.0, shape=1.0).mean() == math.inf
    assert LogLogistic(median=3.0, shape=0.5).variance() == math.inf
    assert LogLogistic(median=3.0, shape=1.5).mean() < math.inf
    assert LogLogistic(median=3.0, shape=2.0).variance() == math.inf
    assert tail_loss(LogLogistic(median=3.0, shape=2.0)) == math.inf
