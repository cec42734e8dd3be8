"""Begins of work are estimated from when worker and case were last free."""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.process.traces import HOUR
from opmodels.describe.learn.process.working import estimate_begins
from tests.unit.describe.learn.process.made_logs import make_traces


def test_a_worker_without_a_pause_shows_how_long_work_takes() -> None:
    """Who ends something every quarter of an hour works a quarter of an hour on each."""
    ends = [[8 + case / 4] for case in range(40)]
    traces = make_traces([[0]] * 40, ends, who=[[1]] * 40)
    minutes = (traces.end - estimate_begins(traces)) / HOUR * 60
    assert np.allclose(minutes, 15)


def test_long_pauses_are_not_work() -> None:
    """Where the worker was last seen the day before, the usual length is taken."""
    ends = [[24 * (case // 20) + 8 + case % 20 / 4] for case in range(60)]
    traces = make_traces([[0]] * 60, ends, who=[[1]] * 60)
    assert np.allclose((traces.end - estimate_begins(traces)) / HOUR * 60, 15)


def test_a_case_cannot_be_worked_on_before_it_came() -> None:
    """What is done ten minutes after the last thing for the case took ten minutes at most."""
    begins = [[24 * case + 9, 24 * case + 9 + 1 / 6] for case in range(30)]
    traces = make_traces([[0, 1]] * 30, begins, who=[[1, 2]] * 30)
    work = (traces.end - estimate_begins(traces))[traces.activity == 1] / HOUR * 60
    assert np.allclose(work, 10)


def test_nobody_named_takes_no_time() -> None:
    """Without a worker nothing can be said."""
    traces = make_traces([[0, 0]] * 20, [[1, 1.1]] * 20)
    assert np.array_equal(estimate_begins(traces), traces.end)
