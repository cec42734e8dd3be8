"""Traces stand by the wall clock, and cases can be drawn from them again."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from opmodels.describe.learn.process.traces import HOUR, pick_cases, read_traces, weekday_of
from tests.unit.describe.learn.process.made_logs import MONDAY, make_traces, write_desk


def test_weekdays_begin_with_monday() -> None:
    """The first Monday of 1970 is day 0, the Sunday after it day 6."""
    assert weekday_of(np.array([MONDAY, MONDAY + 6 * 24 * HOUR])).tolist() == [0, 6]


def test_a_log_is_read_case_by_case(tmp_path: Path) -> None:
    """Events of a case stand together and in order; the first of each is told."""
    traces = read_traces(write_desk(tmp_path / "desk.csv"))
    assert (np.diff(traces.case) >= 0).all()
    assert traces.is_first.sum() == traces.cases == 300
    assert (traces.first == traces.begin[traces.starts]).all()
    assert (traces.end >= traces.begin).all()


def test_cases_can_be_drawn_twice() -> None:
    """Each draw is a case of its own with all that was done for it."""
    drawn = pick_cases(make_traces([[0, 1], [2]], [[1, 2], [3]]), np.array([1, 0, 0]))
    assert drawn.case.tolist() == [0, 1, 1, 2, 2]
    assert drawn.activity.tolist() == [2, 0, 1, 0, 1]
    assert drawn.cases == 3
