"""Events stand case by case and in the order of time, however they were given."""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.judging.event_table import make_table
from opmodels.describe.learn.log.stamps import LOST


def test_order_and_numbers() -> None:
    """Cases are numbered without gaps, events sorted by start, then end; an end stands for a lost start."""
    table = make_table(
        ["a", "b", "c"], np.array([7, 3, 7, 7]), np.array([0, 1, 2, 1]), np.array([50, 10, LOST, 20]),
        np.array([60, 20, 20, 90]),
    )  # fmt: skip
    assert table.case.tolist() == [0, 1, 1, 1]
    assert table.activity.tolist() == [1, 2, 1, 0]
    assert table.start.tolist() == [10, 20, 20, 50]
    assert (table.cases, table.firsts.tolist(), table.arrivals.tolist()) == (2, [0, 1, 4], [10, 20])


def test_equal_times_keep_their_order() -> None:
    """Events of a case with the same start and end stay in the order of the file."""
    same = np.zeros(3, np.int64)
    table = make_table(["a", "b", "c"], same, np.array([2, 0, 1]), same, same)
    assert table.activity.tolist() == [2, 0, 1]


def test_nothing() -> None:
    """A table without events has no cases."""
    none = np.zeros(0, np.int64)
    assert make_table([], none, none, none, none).cases == 0
