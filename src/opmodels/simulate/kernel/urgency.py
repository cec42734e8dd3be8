"""Urgent work: it takes workers from work that gives way, and cases worsen while they wait (E3.10, E3.11)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.clocks import log_event
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.gatherings import end_gathering, leave_list
from opmodels.simulate.kernel.leaving import leave
from opmodels.simulate.kernel.matching import look_around
from opmodels.simulate.kernel.queues import (
    begin_service,
    dispatch,
    draw_ms,
    enqueue,
    lane_of,
    set_sort_key,
    start_clock,
    start_waiting,
    unlink,
)
from opmodels.simulate.kernel.randoms import draw_pair
from opmodels.simulate.kernel.shifts import call_for_help, let_loose, resume_paused
from opmodels.simulate.kernel.taking import could_start, find_kept, group_of, take_all, wants_again, works_for


@compiled
def gives_way_before(m, one, other):  # type: ignore[no-untyped-def]
    """Whether one case gives way rather than another: the lower class, the later start, the higher slot."""
    x, y = a.case(m)[one], a.case(m)[other]
    mine = a.rule(m)[x[c.AT], x[c.SEG], c.PRIORITY]
    its = a.rule(m)[y[c.AT], y[c.SEG], c.PRIORITY]
    if mine != its:
        return mine > its
    if x[c.BEGUN] != y[c.BEGUN]:
        return x[c.BEGUN] > y[c.BEGUN]
    return one > other


@compiled
def find_in_pool(m, pool, priority):  # type: ignore[no-untyped-def]
    """Return the case of a lower class that gives way first in a pool, or -1."""
    best = np.int64(-1)
    if a.load(m)[pool, c.BUSY] > a.load(m)[pool, c.CAP]:
        return best
    first = a.pool(m)[pool, c.WORKER_FROM]
    for worker in range(a.pool(m)[pool, c.WORKERS]):
        j = a.worker(m)[first + worker]
        if j < 0 or j >= c.SLOT_MASK or a.case(m)[j, c.PHASE] != c.SERVED:
            continue
        step = a.case(m)[j, c.AT]
        if a.step(m)[step, c.GIVES] == codes.STAYS:
            continue
        if a.rule(m)[step, a.case(m)[j, c.SEG], c.PRIORITY] <= priority or not works_for(m, j, pool, worker):
            continue
        if best < 0 or gives_way_before(m, j, best):
            best = j
    return best


@compiled
def find_lacking(m, i, step):  # type: ignore[no-untyped-def]
    """Return the one requirement that a case does not meet by what it keeps, or -1 where there are more."""
    rule, lacking = a.rule(m)[step, a.case(m)[i, c.SEG]], np.int64(-1)
    for need in range(rule[c.REQ_FROM], rule[c.REQ_TO]):
        if a.step(m)[step, c.SCAN] and a.keeps(m) > 0 and find_kept(m, i, need) >= 0:
            continue
        if lacking >= 0:
            return np.int64(-1)
        lacking = np.int64(need)
    return lacking


@compiled
def find_way(m, i, step):  # type: ignore[no-untyped-def]
    """Return the case that gives way to one that finds nobody free, and in which pool; -1 where none does."""
    rule, need = a.rule(m)[step, a.case(m)[i, c.SEG]], find_lacking(m, i, step)
    nobody = np.int64(-1)
    if need < 0 or (a.step(m)[step, c.SCAN] and wants_again(m, i) == 2):
        return nobody, nobody
    for k in range(a.requirement(m)[need, 0], a.requirement(m)[need, 1]):
        pool = a.alternative(m)[k]
        found = find_in_pool(m, pool, rule[c.PRIORITY])
        if found >= 0:
            return found, pool
    return nobody, nobody


@compiled
def interrupt(m, j, pool):  # type: ignore[no-untyped-def]
    """Stop the work for a case, free what it holds, and let it wait for its turn again."""
    line, now = a.case(m)[j], a.scalar(m)[c.NOW]
    step = line[c.AT]
    row, rule = a.step(m)[step, c.ROW], a.rule(m)[step, line[c.SEG]]
    if a.clock(m)[c.TRACING]:
        log_event(m, j, codes.LOG_PAUSE, row, pool)
    let_loose(m, j, rule[c.REQ_TO] - rule[c.REQ_FROM])
    line[c.LEFT_MS] = line[c.DUE] - now if a.step(m)[step, c.GIVES] == codes.RESUME else line[c.WHOLE_MS]
    line[c.PHASE], line[c.HALTED], line[c.DUE] = c.QUEUED, now, -1
    line[c.WANT_POOL] = line[c.HOLD_DUE] = -1
    set_sort_key(m, j, step)
    enqueue(m, j, step, lane_of(m, j, step))
    start_clock(m, j)
    if a.step(m)[step, c.CALLS]:
        call_for_help(m, row)


@compiled
def make_way(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case take a worker from lower work, if there is any; returns whether it has started."""
    j, pool = find_way(m, i, step)
    if j < 0:
        return False
    interrupt(m, j, pool)
    if a.case(m)[i, c.PHASE] == c.QUEUED:
        unlink(m, i)
    take_all(m, i, step)
    begin_service(m, i, step)
    for freed in range(a.scalar(m)[c.FREED]):
        resume_paused(m, a.freed(m)[freed])
    let_others_help(m, j)
    dispatch(m)
    return True


@compiled
def let_others_help(m, j):  # type: ignore[no-untyped-def]
    """Count all who could serve a case that gave way among those who were freed: it may start at once."""
    rule = a.rule(m)[a.case(m)[j, c.AT], a.case(m)[j, c.SEG]]
    freed = a.scalar(m)[c.FREED]
    for need in range(rule[c.REQ_FROM], rule[c.REQ_TO]):
        for k in range(a.requirement(m)[need, 0], a.requirement(m)[need, 1]):
            a.freed(m)[freed] = a.alternative(m)[k]
            freed += 1
    a.scalar(m)[c.FREED] = freed


@compiled
def enter_level(m, i, step):  # type: ignore[no-untyped-def]
    """Draw how much a case can wait at its level, by the rules of the version to which a step belongs."""
    line = a.case(m)[i]
    line[c.WORSE_LAW] = a.segments(m) if step >= a.clock(m)[c.FIRST_AFTER] else 0
    law = law_of(m, i)
    line[c.WORSE_LEFT] = line[c.WORSE_DUE] = -1
    if law[c.WORSE_TABLE] >= 0:
        until, _ = draw_pair(a.key(m)[0], np.uint64(line[c.KEY]), law[c.WORSE_PURPOSE], 0)
        line[c.WORSE_LEFT] = draw_ms(m, law[c.WORSE_TABLE], until)


@compiled
def law_of(m, i):  # type: ignore[no-untyped-def]
    """Return how a case worsens: by the rules that it followed when it came to its level."""
    return a.segment(m)[a.case(m)[i, c.WORSE_LAW] + a.case(m)[i, c.SEG]]


@compiled
def worsen(m, i):  # type: ignore[no-untyped-def]
    """Let a case that waits get worse; returns where it goes, or -1 when it waits on or is served (E3.11)."""
    line = a.case(m)[i]
    step, law = line[c.AT], law_of(m, i)
    row = a.step(m)[step, c.ROW]
    line[c.WORSE_LEFT] = line[c.WORSE_DUE] = -1
    a.group_count(m)[group_of(m, line[c.SEG]), c.WORSENED_OF] += 1
    if law[c.WORSE_SEGMENT] >= 0:
        line[c.SEG] = law[c.WORSE_SEGMENT]
        enter_level(m, i, step)
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_WORSEN, row, a.segment(m)[line[c.SEG], c.LEVEL])
    if law[c.WORSE_ROUTE] >= 0:
        return leave_worse(m, i, step, law[c.WORSE_ROUTE], law[c.WORSE_PURPOSE])
    if line[c.PHASE] != c.QUEUED:
        start_clock(m, i)
        if FULL and line[c.PHASE] == c.SEEKING:
            look_around(m, i)
        return np.int64(-1)
    unlink(m, i)
    enqueue(m, i, step, lane_of(m, i, step))
    if could_start(m, i, step):
        start_waiting(m, i)
    elif not (a.clock(m)[c.TRACK_WORKERS] and make_way(m, i, step)):
        start_clock(m, i)
    return np.int64(-1)


@compiled
def leave_worse(m, i, step, route, purpose):  # type: ignore[no-untyped-def]
    """Let a case leave where it waits because it has become worse; returns where it goes."""
    line, now = a.case(m)[i], a.scalar(m)[c.NOW]
    if line[c.PHASE] == c.QUEUED:
        unlink(m, i)
        line[c.WAITED] += now - (line[c.HALTED] if line[c.LEFT_MS] >= 0 else line[c.SINCE])
        line[c.LEFT_MS] = -1
    elif FULL and line[c.PHASE] == c.GATHERED:
        end_gathering(m, i)
    elif FULL and line[c.PHASE] == c.SEEKING:
        leave_list(m, i)
        line[c.WAITED] += now - line[c.SINCE]
    elif line[c.PHASE] != c.DELAYED and line[c.BOOKED] >= 0:
        a.seats_taken(m)[line[c.BOOKED]] -= 1
    line[c.PHASE], line[c.DUE] = c.FREE, -1
    _, whole = draw_pair(a.key(m)[0], np.uint64(line[c.KEY]), purpose, 0)
    return leave(m, i, step, route, codes.WORSENED, whole)


@compiled
def end_hold(m, i):  # type: ignore[no-untyped-def]
    """Let a case that waited for its own worker start with anybody, if it can (E3.7)."""
    a.case(m)[i, c.HOLD_DUE] = -1
    step = a.case(m)[i, c.AT]
    if could_start(m, i, step):
        start_waiting(m, i)
