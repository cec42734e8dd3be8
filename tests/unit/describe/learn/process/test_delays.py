"""Delays are measured in the hours of what comes next, and parted where the past makes a difference."""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.process.delays import learn_delays, measure_delays
from opmodels.describe.learn.process.open_hours import ALWAYS, OpenHours
from opmodels.describe.learn.process.routes import learn_routes
from opmodels.describe.learn.process.traces import HOUR, Traces
from tests.unit.describe.learn.process.made_logs import make_traces

OFFICE = OpenHours((True,) * 5 + (False,) * 2, 9 * HOUR, 17 * HOUR)


def test_only_the_hours_of_the_next_activity_count() -> None:
    """From Friday at four to Monday at ten are two office hours, and 66 of the clock."""
    traces = make_traces([[0, 1, 2]], [[4 * 24 + 16, 7 * 24 + 10, 7 * 24 + 11]])
    delays = measure_delays(traces, traces.begin, {0: ALWAYS, 1: OFFICE, 2: ALWAYS})
    assert (delays / HOUR).tolist() == [0, 2, 1]


def test_what_begins_before_the_last_is_done_has_no_delay() -> None:
    """Two things at the same time have no time between them."""
    traces = make_traces([[0, 1]], [[1, 1.5]], lasts=1)
    assert measure_delays(traces, traces.begin, {0: ALWAYS, 1: ALWAYS}).tolist() == [0, 0]


def draw(slow: float) -> Traces:
    """Return cases that begin with 0 or 1 and then do 2, after an hour on average, or `slow` times it."""
    luck = np.random.default_rng(4)
    first = luck.integers(0, 2, 400)
    gaps = luck.exponential(1, 400) * np.where(first == 0, 1.0, slow)
    begins = [[case, case + 0.001 + gap] for case, gap in enumerate(gaps)]
    return make_traces([[int(one), 2] for one in first], begins)


def test_alike_delays_are_one_kind_and_unlike_ones_two() -> None:
    """What was done before parts the delays where it makes them three times as long, and only there."""
    for slow, kinds in ((1.0, 1), (3.0, 2)):
        traces = draw(slow)
        delays = measure_delays(traces, traces.begin, dict.fromkeys(range(3), ALWAYS))
        found = learn_delays(traces, learn_routes(traces), delays)
        assert len(found.lengths) == kinds
        assert sum(len(seen) for seen in found.lengths.values()) == 400
        assert set(found.kind_of.values()) == set(found.lengths)
