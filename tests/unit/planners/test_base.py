"""A plan says how good it is."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.planners.base import Plan


@pytest.mark.parametrize(
    ("objective", "bound", "gap"), [(10.0, 8.0, 0.2), (10.0, 10.0, 0.0), (0.0, 0.0, 0.0)]
)
def test_gap_is_a_share_of_the_objective(objective: float, bound: float, gap: float) -> None:
    """What a better plan could gain at most; nothing where there is nothing to gain."""
    assert Plan(np.zeros(2, np.int64), "feasible", objective, bound).gap == pytest.approx(gap)
