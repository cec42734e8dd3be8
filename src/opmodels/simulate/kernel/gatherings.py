"""Cases that gather until they go on together, and those who are about to go on (E3.18)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.clocks import change_queue, log_event
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.delays import next_time_of_day, record_delay
from opmodels.simulate.kernel.leaving import depart, go_on, schedule
from opmodels.simulate.kernel.queues import start_clock, stop_clock, unlink


@compiled
def append(m, i, lane):  # type: ignore[no-untyped-def]
    """Put a case at the end of a list."""
    line, last = a.case(m)[i], a.queue(m)[lane, 1]
    line[c.LANE], line[c.PREV], line[c.NEXT] = lane, last, -1
    if last < 0:
        a.queue(m)[lane, 0] = i
    else:
        a.case(m)[last, c.NEXT] = i
    a.queue(m)[lane, 1] = i


@compiled
def take_first(m, lane):  # type: ignore[no-untyped-def]
    """Take the first case out of a list that has one."""
    i = a.queue(m)[lane, 0]
    behind = a.case(m)[i, c.NEXT]
    a.queue(m)[lane, 0] = behind
    if behind < 0:
        a.queue(m)[lane, 1] = -1
    else:
        a.case(m)[behind, c.PREV] = -1
    return i


@compiled
def let_go_on(m, i, target):  # type: ignore[no-untyped-def]
    """Let a case go on to a step or end as soon as what happens now is over."""
    a.case(m)[i, c.GOES_TO] = target
    append(m, i, a.clock(m)[c.GOING_LANE])


@compiled
def join_list(m, i, step, lane, phase):  # type: ignore[no-untyped-def]
    """Let a case begin to wait at the end of a list."""
    line, row = a.case(m)[i], a.step(m)[step, c.ROW]
    line[c.SINCE], line[c.DUE], line[c.PHASE] = a.scalar(m)[c.NOW], -1, phase
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_JOIN, row, a.queue_length(m)[row])
    append(m, i, lane)
    change_queue(m, row, 1)
    start_clock(m, i)


@compiled
def leave_list(m, i):  # type: ignore[no-untyped-def]
    """Let the waiting of a case in a list end."""
    unlink(m, i)
    stop_clock(m, i)
    a.case(m)[i, c.PHASE], a.case(m)[i, c.DUE] = c.FREE, -1


@compiled
def join_gathering(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case wait with others; if they are enough now, all go on."""
    law, now = a.gathering(m)[step], a.scalar(m)[c.NOW]
    lane = law[c.GATHERING_LANE]
    join_list(m, i, step, lane, c.GATHERED)
    if law[c.ENOUGH] >= 0 and are_there(m, lane, law[c.ENOUGH]):
        send_off(m, lane, True)
        return
    until = now + law[c.AFTER] if law[c.AFTER] >= 0 else c.NEVER
    if law[c.AT_MINUTE] >= 0:
        until = min(until, next_time_of_day(m, now, law[c.AT_MINUTE]))
    if until < a.clock(m)[c.HORIZON]:
        schedule(m, i, until, codes.DELAY_END)


@compiled
def are_there(m, lane, count):  # type: ignore[no-untyped-def]
    """Whether so many cases are in a list."""
    found, i = 0, a.queue(m)[lane, 0]
    while i >= 0 and found < count:
        found, i = found + 1, a.case(m)[i, c.NEXT]
    return found >= count


@compiled
def gathering_is_over(m, step):  # type: ignore[no-untyped-def]
    """Let all go on, or away, as the time of one of them has come."""
    law = a.gathering(m)[step]
    send_off(m, law[c.GATHERING_LANE], are_there(m, law[c.GATHERING_LANE], law[c.FEWEST]))


@compiled
def send_off(m, lane, enough):  # type: ignore[no-untyped-def]
    """Let all who have gathered go on, or, where they are not enough, where each goes then."""
    while a.queue(m)[lane, 0] >= 0:
        i = a.queue(m)[lane, 0]
        end_gathering(m, i)
        step = a.case(m)[i, c.AT]
        rule = a.rule(m)[step, a.case(m)[i, c.SEG]]
        if enough or rule[c.TOO_FEW_TO] < 0:
            target = go_on(m, i, step, rule[c.THEN])
        else:
            target = depart(m, i, step, rule[c.TOO_FEW_TO], codes.TOO_FEW)
        let_go_on(m, i, target)


@compiled
def end_gathering(m, i):  # type: ignore[no-untyped-def]
    """Take a case out of those who gather, and write down how long it waited."""
    waited = np.int64(a.scalar(m)[c.NOW] - a.case(m)[i, c.SINCE])
    leave_list(m, i)
    record_delay(m, i, a.step(m)[a.case(m)[i, c.AT], c.ROW], waited, waited)
