"""Planned visits: how many, when the next is due, and the pause before it (E3.13)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.clocks import log_event
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.leaving import schedule
from opmodels.simulate.kernel.queues import draw_ms, draw_number
from opmodels.simulate.kernel.randoms import draw_pair


@compiled
def draw_visit(m, i, step):  # type: ignore[no-untyped-def]
    """Draw for a series of visits: the first gives how many there are, the second the gap after a visit."""
    visit = a.visits(m)[i, a.step(m)[step, c.ROW]]
    return draw_pair(a.key(m)[0], np.uint64(a.case(m)[i, c.KEY]), a.repeat(m)[step, c.P_VISITS], visit)


@compiled
def plan_visits(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case that comes to a step begin the series that it has there, go on with one, or have none."""
    line = a.series(m)[i]
    comes_back = line[c.COMES_BACK]
    line[c.COMES_BACK] = 0
    if a.repeat(m)[step, c.REPEATS] == c.ONCE:
        line[c.VISITS_LEFT] = 0
    elif comes_back == 0:
        length, _ = draw_visit(m, i, step)
        table = a.repeat_rule(m)[step, a.case(m)[i, c.SEG], c.SERIES_LENGTH]
        line[c.VISITS_LEFT] = max(np.int64(draw_number(m, table, length) + 0.5), np.int64(1)) - 1
        line[c.VISIT_DUE] = a.scalar(m)[c.NOW]


@compiled
def await_visit(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case whose visit is done wait for the next; returns the step if that is due already, else -1."""
    line, now = a.series(m)[i], a.scalar(m)[c.NOW]
    _, gap = draw_visit(m, i, step)
    since = line[c.VISIT_DUE] if a.repeat(m)[step, c.REPEATS] == c.FROM_PLANNED else now
    due = since + draw_ms(m, a.repeat_rule(m)[step, a.case(m)[i, c.SEG], c.GAP], gap)
    line[c.VISITS_LEFT] -= 1
    line[c.VISIT_DUE] = due
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_PLAN, a.step(m)[step, c.ROW], due)
    if due <= now:
        return come_back(m, i)
    a.case(m)[i, c.PHASE] = c.BETWEEN
    schedule(m, i, due, codes.DELAY_END)
    return np.int64(-1)


@compiled
def come_back(m, i):  # type: ignore[no-untyped-def]
    """Let a case come to its step for a further visit; returns the step."""
    a.series(m)[i, c.COMES_BACK] = 1
    a.case(m)[i, c.PHASE] = c.FREE
    return a.case(m)[i, c.AT]
