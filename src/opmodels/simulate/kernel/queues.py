"""Queues as linked lists of slots, one for each step and priority class, and the pools that serve them
(E3.1, E3.3)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.clocks import bin_of, change_queue, log_event, touch_pool
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.draws import draw_value
from opmodels.simulate.kernel.heap import push
from opmodels.simulate.kernel.randoms import as_unit, draw_pair


@compiled
def draw_ms(m, table, whole):  # type: ignore[no-untyped-def]
    """Draw from a table of minutes and round once to whole milliseconds."""
    minutes = draw_value(
        a.table_kind(m)[table],
        a.table_offset(m)[table],
        a.table_size(m)[table],
        a.table_values(m),
        as_unit(whole),
    )
    return np.int64(minutes * 60_000.0 + 0.5)


@compiled
def comes_before(m, one, other):  # type: ignore[no-untyped-def]
    """Whether one case is before another: sort key, then joining, then slot; priorities are compared
    apart."""
    x, y = a.case(m)[one], a.case(m)[other]
    if x[c.SORT_KEY] != y[c.SORT_KEY]:
        return x[c.SORT_KEY] < y[c.SORT_KEY]
    if x[c.SINCE] != y[c.SINCE]:
        return x[c.SINCE] < y[c.SINCE]
    return one < other


@compiled
def enqueue(m, i, step, lane):  # type: ignore[no-untyped-def]
    """Put a case into its place in the queue of its step."""
    a.case(m)[i, c.LANE] = lane
    ahead = a.queue(m)[lane, 1]
    while ahead >= 0 and comes_before(m, i, ahead):
        ahead = a.case(m)[ahead, c.PREV]
    behind = a.queue(m)[lane, 0] if ahead < 0 else a.case(m)[ahead, c.NEXT]
    a.case(m)[i, c.PREV], a.case(m)[i, c.NEXT] = ahead, behind
    if ahead < 0:
        a.queue(m)[lane, 0] = i
    else:
        a.case(m)[ahead, c.NEXT] = i
    if behind < 0:
        a.queue(m)[lane, 1] = i
    else:
        a.case(m)[behind, c.PREV] = i
    change_queue(m, a.step(m)[step, c.ROW], 1)


@compiled
def unlink(m, i):  # type: ignore[no-untyped-def]
    """Take a case out of its queue."""
    lane, ahead, behind = a.case(m)[i, c.LANE], a.case(m)[i, c.PREV], a.case(m)[i, c.NEXT]
    if ahead < 0:
        a.queue(m)[lane, 0] = behind
    else:
        a.case(m)[ahead, c.NEXT] = behind
    if behind < 0:
        a.queue(m)[lane, 1] = ahead
    else:
        a.case(m)[behind, c.PREV] = ahead
    change_queue(m, a.step(m)[a.case(m)[i, c.AT], c.ROW], -1)


@compiled
def lowest_free_worker(m, pool):  # type: ignore[no-untyped-def]
    """Return the number of the first worker of a pool who serves nobody, or -1 where workers are not told
    apart."""
    if a.clock(m)[c.TRACK_WORKERS] == 0:
        return -1
    first = a.pool(m)[pool, c.WORKER_FROM]
    for worker in range(a.pool(m)[pool, c.WORKERS]):
        if a.worker(m)[first + worker] < 0:
            return worker
    return -1


@compiled
def take_all(m, i, step):  # type: ignore[no-untyped-def]
    """Take a case's whole requirement, each from the first free alternative; take nothing when one is
    missing."""
    first, last = a.step(m)[step, c.REQ_FROM], a.step(m)[step, c.REQ_TO]
    for need in range(first, last):
        found = -1
        for k in range(a.requirement(m)[need, 0], a.requirement(m)[need, 1]):
            pool = a.alternative(m)[k]
            if a.load(m)[pool, c.CAP] - a.load(m)[pool, c.BUSY] > 0:
                found = pool
                break
        if found < 0:
            for done in range(need - first):
                give_back(m, i, done)
            return False
        touch_pool(m, found)
        a.load(m)[found, c.BUSY] += 1
        worker = lowest_free_worker(m, found)
        a.taken(m)[i, need - first, 0], a.taken(m)[i, need - first, 1] = found, worker
        if worker >= 0:
            a.worker(m)[a.pool(m)[found, c.WORKER_FROM] + worker] = i
    return True


@compiled
def give_back(m, i, place):  # type: ignore[no-untyped-def]
    """Free one worker that a case holds."""
    pool, worker = np.int64(a.taken(m)[i, place, 0]), np.int64(a.taken(m)[i, place, 1])
    touch_pool(m, pool)
    a.load(m)[pool, c.BUSY] -= 1
    if worker >= 0:
        a.worker(m)[a.pool(m)[pool, c.WORKER_FROM] + worker] = -1


@compiled
def begin_service(m, i, step):  # type: ignore[no-untyped-def]
    """Start the work for a case that has taken its requirement."""
    now, row = a.scalar(m)[c.NOW], a.step(m)[step, c.ROW]
    line, rule = a.case(m)[i], a.rule(m)[step, a.case(m)[i, c.SEG]]
    waited = now - line[c.SINCE]
    group = group_of(m, line[c.SEG])
    a.count(m)[group, row, c.STARTED] += 1
    a.total(m)[group, row, c.WAIT_SUM] += waited
    a.total(m)[group, row, c.WAIT_SQ] += np.float64(waited) * waited
    a.histogram(m)[group, row, bin_of(waited)] += 1
    line[c.WAITED] += waited
    key, visit = np.uint64(line[c.KEY]), a.visits(m)[i, row]
    work, onward = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_WORK], visit)
    length = draw_ms(m, rule[c.TAKES], work)
    line[c.EXIT_DRAW], line[c.WORK_MS] = onward, length
    if rule[c.TRAVEL] >= 0:
        _, way = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_WAIT], visit)
        travel = draw_ms(m, rule[c.TRAVEL], way)
        a.total(m)[group, row, c.TRAVEL_SUM] += travel
        length += travel
    line[c.PHASE], line[c.DUE] = c.SERVED, now + length
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_START, row, name_worker(m, i))
    push(a.heap(m), a.heap_size(m), (line[c.DUE] << c.TIME_SHIFT) | (codes.COMPLETION << c.KIND_SHIFT) | i)


@compiled
def group_of(m, segment):  # type: ignore[no-untyped-def]
    """Return the group of a segment."""
    return a.stream(m)[segment, c.GROUP]


@compiled
def dispatch(m):  # type: ignore[no-untyped-def]
    """Start waiting cases, first in order first, until none can start that the freed pools could serve."""
    lanes = a.lanes(m)
    while True:
        best, best_priority = -1, lanes
        for f in range(a.scalar(m)[c.FREED]):
            pool = a.freed(m)[f]
            if a.load(m)[pool, c.CAP] - a.load(m)[pool, c.BUSY] <= 0:
                continue
            for k in range(a.pool_step_from(m)[pool], a.pool_step_from(m)[pool + 1]):
                step = a.pool_step(m)[k]
                for priority in range(min(best_priority + 1, lanes)):
                    head = a.queue(m)[step * lanes + priority, 0]
                    if head < 0:
                        continue
                    if (best < 0 or priority < best_priority or comes_before(m, head, best)) and could_start(
                        m, head, step
                    ):
                        best, best_priority = head, priority
                    break
        if best < 0:
            return
        step = a.case(m)[best, c.AT]
        unlink(m, best)
        take_all(m, best, step)
        begin_service(m, best, step)


@compiled
def could_start(m, i, step):  # type: ignore[no-untyped-def]
    """Whether a case would find its whole requirement free; nothing is taken."""
    first, last = a.step(m)[step, c.REQ_FROM], a.step(m)[step, c.REQ_TO]
    if last - first > 1:
        if not take_all(m, i, step):
            return False
        for place in range(last - first):
            give_back(m, i, place)
        return True
    for k in range(a.requirement(m)[first, 0], a.requirement(m)[first, 1]):
        pool = a.alternative(m)[k]
        if a.load(m)[pool, c.CAP] - a.load(m)[pool, c.BUSY] > 0:
            return True
    return False


@compiled
def name_worker(m, i):  # type: ignore[no-untyped-def]
    """Return pool and worker of the first requirement that a case holds, as one number for the log."""
    return np.int64(a.taken(m)[i, 0, 0]) * 100_000 + np.int64(a.taken(m)[i, 0, 1])
