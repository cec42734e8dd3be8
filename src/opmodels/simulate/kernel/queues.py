"""Queues as linked lists of slots, one for each step and priority class, and the pools that serve them
(E3.1, E3.3)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.clocks import bin_of, change_queue, count_late, log_event
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.draws import draw_value
from opmodels.simulate.kernel.heap import pack, push
from opmodels.simulate.kernel.quotes import note_wait
from opmodels.simulate.kernel.randoms import as_unit, draw_pair
from opmodels.simulate.kernel.taking import (
    could_start,
    group_of,
    has_free,
    is_live,
    name_worker,
    remember,
    start_now,
)


@compiled
def draw_number(m, table, whole):  # type: ignore[no-untyped-def]
    """Draw from a table."""
    return draw_value(
        a.table_kind(m)[table],
        a.table_offset(m)[table],
        a.table_size(m)[table],
        a.table_values(m),
        as_unit(whole),
    )


@compiled
def draw_ms(m, table, whole):  # type: ignore[no-untyped-def]
    """Draw from a table of minutes and round once to whole milliseconds."""
    return np.int64(draw_number(m, table, whole) * 60_000.0 + 0.5)


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
def start_clock(m, i):  # type: ignore[no-untyped-def]
    """Let the time run that a case can wait before it worsens."""
    line = a.case(m)[i]
    if line[c.WORSE_LEFT] >= 0:
        line[c.WORSE_DUE] = a.scalar(m)[c.NOW] + line[c.WORSE_LEFT]
        push(a.heap(m), a.heap_size(m), pack(line[c.WORSE_DUE], codes.WORSENING, i))


@compiled
def stop_clock(m, i):  # type: ignore[no-untyped-def]
    """Let the time stand still that a case can wait before it worsens."""
    line = a.case(m)[i]
    if line[c.WORSE_DUE] >= 0:
        line[c.WORSE_LEFT] = line[c.WORSE_DUE] - a.scalar(m)[c.NOW]
        line[c.WORSE_DUE] = -1


@compiled
def draw_work(m, i, table, whole):  # type: ignore[no-untyped-def]
    """Return how long the work takes the one who begins it (E3.12)."""
    pool, worker = np.int64(a.taken(m)[i, 0, 0]), np.int64(a.taken(m)[i, 0, 1])
    line = a.pool(m)[pool]
    if line[c.HAS_SPEED] == 0 or worker == c.KEPT_WORKER:
        return draw_ms(m, table, whole)
    live = is_live(m)
    speed = a.pool_speed(m)[pool, live]
    own = line[c.OWN_AFTER if live else c.OWN_BEFORE]
    if own >= 0:
        share, _ = draw_pair(a.key(m)[1], a.pool_hash(m)[pool], a.clock(m)[c.SPEED_PURPOSE], worker)
        speed *= draw_number(m, own, share)
    return np.int64(draw_number(m, table, whole) / speed * 60_000.0 + 0.5)


@compiled
def begin_service(m, i, step):  # type: ignore[no-untyped-def]
    """Start the work for a case that has taken its requirement."""
    now, row = a.scalar(m)[c.NOW], a.step(m)[step, c.ROW]
    line, rule = a.case(m)[i], a.rule(m)[step, a.case(m)[i, c.SEG]]
    if FULL and line[c.WORSE_DUE] >= 0:
        stop_clock(m, i)
    if FULL and a.wanted_again(m) > 0:
        remember(m, i, rule[c.REQ_TO] - rule[c.REQ_FROM])
    line[c.BEGUN], line[c.PHASE] = now, c.SERVED
    if FULL and line[c.LEFT_MS] >= 0:
        take_up_again(m, i, row)
        return
    waited = now - line[c.SINCE]
    if FULL and a.quotes(m) > 0:
        note_wait(m, row, waited)
    group = group_of(m, line[c.SEG])
    a.count(m)[group, row, c.STARTED] += 1
    a.total(m)[group, row, c.WAIT_SUM] += waited
    a.total(m)[group, row, c.WAIT_SQ] += np.float64(waited) * waited
    a.histogram(m)[group, row, bin_of(waited)] += 1
    line[c.WAITED] += waited
    if FULL and a.repeats(m) > 0:
        count_late(m, i, step, group)
    key, visit = np.uint64(line[c.KEY]), a.visits(m)[i, row]
    work, onward = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_WORK], visit)
    length = draw_work(m, i, rule[c.TAKES], work) if FULL else draw_ms(m, rule[c.TAKES], work)
    line[c.EXIT_DRAW], line[c.WORK_MS] = onward, length
    if rule[c.TRAVEL] >= 0:
        _, way = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_WAIT], visit)
        travel = draw_ms(m, rule[c.TRAVEL], way)
        a.total(m)[group, row, c.TRAVEL_SUM] += travel
        length += travel
    line[c.WHOLE_MS], line[c.DUE] = length, now + length
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_START, row, name_worker(m, i))
    push(a.heap(m), a.heap_size(m), pack(line[c.DUE], codes.COMPLETION, i))


@compiled
def take_up_again(m, i, row):  # type: ignore[no-untyped-def]
    """Go on with work that had given way (E3.10)."""
    line, now = a.case(m)[i], a.scalar(m)[c.NOW]
    line[c.WAITED] += now - line[c.HALTED]
    line[c.DUE] = now + line[c.LEFT_MS]
    line[c.LEFT_MS] = -1
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_RESUME, row, np.int64(a.taken(m)[i, 0, 0]))
    push(a.heap(m), a.heap_size(m), pack(line[c.DUE], codes.COMPLETION, i))


@compiled
def dispatch(m):  # type: ignore[no-untyped-def]
    """Start waiting cases, first in order first, until none can start that the freed pools could serve."""
    lanes = a.lanes(m)
    # Who waited for a worker until this millisecond may now start with somebody who was free before (E3.7).
    all_pools = FULL and a.wanted_again(m) > 0
    while True:
        best, best_priority = np.int64(-1), lanes
        for f in range(a.pools(m) if all_pools else a.scalar(m)[c.FREED]):
            pool = np.int64(f) if all_pools else a.freed(m)[f]
            if not has_free(m, pool):
                continue
            for k in range(a.pool_bundle_from(m)[pool], a.pool_bundle_from(m)[pool + 1]):
                bundle = a.pool_bundle(m)[k]
                step = a.bundle(m)[bundle, c.BUNDLE_STEP]
                scan = FULL and a.step(m)[step, c.SCAN] != 0
                for priority in range(min(best_priority + 1, lanes)):
                    head = a.queue(m)[bundle * lanes + priority, 0]
                    if head < 0:
                        continue
                    if scan:
                        while head >= 0 and not could_start(m, head, step):
                            head = a.case(m)[head, c.NEXT]
                        if head < 0:
                            continue
                    if (best < 0 or priority < best_priority or comes_before(m, head, best)) and (
                        scan or could_start(m, head, step)
                    ):
                        best, best_priority = head, priority
                    break
        if best < 0:
            return
        start_waiting(m, best)


@compiled
def start_waiting(m, i):  # type: ignore[no-untyped-def]
    """Start a case that waits and finds what it needs."""
    step = a.case(m)[i, c.AT]
    unlink(m, i)
    start_now(m, i, step)
    begin_service(m, i, step)


@apart
def set_sort_key(m, i, step):  # type: ignore[no-untyped-def]
    """Find the key by which a case is ordered within its priority class."""
    line, row = a.case(m)[i], a.step(m)[step, c.ROW]
    order, key, visit = a.step(m)[step, c.ORDER], np.uint64(line[c.KEY]), a.visits(m)[i, row]
    line[c.SORT_KEY] = 0
    if order == codes.LAST_COME:
        line[c.SORT_KEY] = -line[c.SINCE]
    elif order == codes.RANDOM:
        _, line[c.SORT_KEY] = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_EXIT], visit)
    elif order == codes.SHORTEST:
        work, _ = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_WORK], visit)
        line[c.SORT_KEY] = draw_ms(m, a.rule(m)[step, line[c.SEG], c.TAKES], work)


@compiled
def lane_of(m, i, step):  # type: ignore[no-untyped-def]
    """Return the queue to which a case belongs at a step."""
    rule = a.rule(m)[step, a.case(m)[i, c.SEG]]
    return rule[c.BUNDLE] * a.lanes(m) + rule[c.PRIORITY]
