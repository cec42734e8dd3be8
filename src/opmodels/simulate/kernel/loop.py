"""The event loop: the next of the heap, the calendar and the arrivals, in the order of rule E1.4."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.admission import let_in, let_in_one, recall
from opmodels.simulate.kernel.arrivals import start_sources
from opmodels.simulate.kernel.bookings import slot_comes
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.clocks import forget_areas, log_event, tick
from opmodels.simulate.kernel.compiled import apart, compiled, entry
from opmodels.simulate.kernel.effects import leave_effects
from opmodels.simulate.kernel.gatherings import gathering_is_over, take_first
from opmodels.simulate.kernel.heap import close_gap, open_gap
from opmodels.simulate.kernel.journeys import enter
from opmodels.simulate.kernel.leaving import depart, leave
from opmodels.simulate.kernel.matching import hold_round, lose_hope, start_rounds
from opmodels.simulate.kernel.parts import come_together, start_part
from opmodels.simulate.kernel.queues import dispatch, stop_clock, unlink
from opmodels.simulate.kernel.shifts import change_capacity, proceed, release, resume_paused, start_processes
from opmodels.simulate.kernel.taking import give_back, group_of, name_worker
from opmodels.simulate.kernel.turns import next_turn, pause_or_close, take_up_posts
from opmodels.simulate.kernel.urgency import end_hold, worsen
from opmodels.simulate.kernel.visits import await_visit, come_back


@compiled
def keep_or_free(m, i, step, held):  # type: ignore[no-untyped-def]
    """Free what a case holds as its work is done, except what it keeps from now on (E3.8)."""
    freed = 0
    for place in range(held):
        pool, worker = np.int64(a.taken(m)[i, place, 0]), np.int64(a.taken(m)[i, place, 1])
        found = -1
        for k in range(a.step(m)[step, c.KEEPS_FROM], a.step(m)[step, c.KEEPS_UNTIL]):
            if a.keep(m)[k, c.KEEP_POOL] == pool:
                found = k
        if found >= 0:
            at = a.pool(m)[pool, c.KEEP_AT]
            a.kept(m)[i, at, 1] = a.keep(m)[found, c.KEEP_ROW]
            if worker != c.KEPT_WORKER:
                a.kept(m)[i, at, 0] = worker + 2
        elif give_back(m, i, place) >= 0:
            a.freed(m)[freed] = pool
            freed += 1
    for k in range(a.step(m)[step, c.KEEPS_FROM], a.step(m)[step, c.KEEPS_UNTIL]):
        at = a.pool(m)[a.keep(m)[k, c.KEEP_POOL], c.KEEP_AT]
        if a.kept(m)[i, at, 0] > 0:
            a.kept(m)[i, at, 1] = a.keep(m)[k, c.KEEP_ROW]
    a.scalar(m)[c.FREED] = freed
    for place in range(freed):
        resume_paused(m, a.freed(m)[place])


@compiled
def complete(m, i):  # type: ignore[no-untyped-def]
    """Let a case finish its work and free what it held; returns where it goes, after others have been
    started."""
    line = a.case(m)[i]
    step = line[c.AT]
    row, group = a.step(m)[step, c.ROW], group_of(m, line[c.SEG])
    length = line[c.WORK_MS]
    sums = a.total(m)[group, row]
    sums[c.WORK_DONE] += 1
    sums[c.WORK_SUM] += length
    sums[c.WORK_SQ] += np.float64(length) * length
    rule = a.rule(m)[step, line[c.SEG]]
    if FULL and a.clock(m)[c.TRACING]:
        finisher = name_worker(m, i)
    if FULL and a.step(m)[step, c.KEEPS_UNTIL] > a.step(m)[step, c.KEEPS_FROM]:
        keep_or_free(m, i, step, rule[c.REQ_TO] - rule[c.REQ_FROM])
    else:
        release(m, i, rule[c.REQ_TO] - rule[c.REQ_FROM])
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_FINISH, row, finisher)
    line[c.PHASE] = c.FREE
    if FULL and a.effects(m) > 0:
        leave_effects(m, i, step)
    if FULL and a.repeats(m) > 0 and a.series(m)[i, c.VISITS_LEFT] > 0:
        return await_visit(m, i, step)
    return leave(m, i, step, rule[c.THEN], codes.USUAL, line[c.EXIT_DRAW])


@compiled
def give_up(m, i, t):  # type: ignore[no-untyped-def]
    """Let a case lose its patience; returns where it goes."""
    line = a.case(m)[i]
    unlink(m, i)
    if FULL:
        stop_clock(m, i)
    line[c.WAITED] += t - line[c.SINCE]
    line[c.PHASE] = c.FREE
    step = line[c.AT]
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_LEAVE, a.step(m)[step, c.ROW], t - line[c.SINCE])
    return depart(m, i, step, a.rule(m)[step, line[c.SEG], c.GIVES_UP_TO], codes.PATIENCE)


@compiled
def happen(m, kind, i, t):  # type: ignore[no-untyped-def]
    """Let one event of the heap happen; returns where its case goes, or -1 when the event no longer holds."""
    line = a.case(m)[i]
    if kind == codes.COMPLETION:
        return complete(m, i) if line[c.PHASE] == c.SERVED and line[c.DUE] == t else -1
    if kind == codes.GIVE_UP:
        if FULL and line[c.PHASE] == c.SEEKING and line[c.DUE] == t:
            return lose_hope(m, i)
        return give_up(m, i, t) if line[c.PHASE] == c.QUEUED and line[c.DUE] == t else -1
    if FULL and kind == codes.CALENDAR:
        if a.process(m)[i, c.PROCESS_KIND] == c.ROUNDS:
            hold_round(m, i)
        else:
            proceed(m, i)
        return np.int64(-1)
    if FULL and kind == codes.WORSENING:
        if line[c.WORSE_DUE] == t:
            return worsen(m, i)
        if line[c.PHASE] == c.QUEUED and line[c.HOLD_DUE] == t:
            end_hold(m, i)
        return np.int64(-1)
    if line[c.DUE] != t:
        return np.int64(-1)
    if kind == codes.SLOT:
        if line[c.PHASE] != c.COMING and line[c.PHASE] != c.GIVING_BACK and line[c.PHASE] != c.MISSING:
            return np.int64(-1)
        if FULL:
            stop_clock(m, i)
        return slot_comes(m, i)
    if FULL and line[c.PHASE] == c.BETWEEN:
        return come_back(m, i)
    if FULL and line[c.PHASE] == c.GATHERED:
        gathering_is_over(m, line[c.AT])
    if FULL and line[c.PHASE] == c.STARTING:
        return start_part(m, i)
    if FULL and line[c.PHASE] == c.APART:
        return come_together(m, i)
    if line[c.PHASE] != c.DELAYED:
        return np.int64(-1)
    if FULL:
        stop_clock(m, i)
    step = line[c.AT]
    return leave(m, i, step, a.rule(m)[step, line[c.SEG], c.THEN], codes.USUAL, line[c.EXIT_DRAW])


@compiled
def find_status(m):  # type: ignore[no-untyped-def]
    """Return whether the kernel may go on by itself, or what it needs from Python."""
    slots = a.slots(m)
    most = a.clock(m)[c.MOST_TOGETHER] if FULL else 1
    if a.scalar(m)[c.FREE_TOP] + slots - a.scalar(m)[c.HIGH_WATER] <= most:
        return c.NEED_ROOM
    if a.heap_size(m)[0] + slots + 4 * most + a.processes(m) + 8 >= a.heap_room(m):
        return c.NEED_ROOM
    if FULL and a.clock(m)[c.TRACING] and a.scalar(m)[c.LOGGED] + c.LOG_MARGIN + 4 * slots >= a.log_room(m):
        return c.LOG_FULL
    return c.GOING


@compiled
def send_on(m):  # type: ignore[no-untyped-def]
    """Let those go on who were let go by what has just happened; returns a status of `columns` (E3.18)."""
    lane = a.clock(m)[c.GOING_LANE]
    while a.queue(m)[lane, 0] >= 0:
        status = find_status(m)
        if status != c.GOING:
            return status
        i = take_first(m, lane)
        if not enter(m, i, a.case(m)[i, c.GOES_TO]):
            return c.ENDLESS
    return c.GOING


@entry
def begin(m):  # type: ignore[no-untyped-def]
    """Set everything to the start of a run."""
    start_sources(m)
    if FULL:
        start_processes(m)
        start_rounds(m)
    a.scalar(m)[c.NEXT_TICK] = c.HOUR_MS
    if a.clock(m)[c.LIVE] <= 0:
        a.scalar(m)[c.WENT_LIVE] = 1


@compiled
def resume(m):  # type: ignore[no-untyped-def]
    """Take up what was decided, if anything was; returns whether the kernel may go on (E3.14)."""
    if a.scalar(m)[c.POSTS_CHANGED] == 0:
        return c.GOING
    status = find_status(m)
    if status == c.GOING:
        a.scalar(m)[c.POSTS_CHANGED] = 0
        take_up_posts(m)
    return status


@compiled
def hour_status(m):  # type: ignore[no-untyped-def]
    """Do what is due at the full hour; returns whether Python is needed."""
    tick(m)
    return c.STOPPED if a.stop(m)[0] else c.GOING


@compiled
def turning_point(m, t):  # type: ignore[no-untyped-def]
    """Return whether the warm-up ends, or go-live comes, before the next event, at t."""
    if a.scalar(m)[c.WARMED] == 0 and a.clock(m)[c.WARM] <= min(t, a.scalar(m)[c.NEXT_TICK]):
        a.scalar(m)[c.NOW] = a.clock(m)[c.WARM]
        forget_areas(m)
        return c.WARMED_UP
    if a.scalar(m)[c.WENT_LIVE] == 0 and a.clock(m)[c.LIVE] <= t:
        a.scalar(m)[c.WENT_LIVE] = 1
        return c.LIVE_NOW
    return c.GOING


@apart
def find_mark(m):  # type: ignore[no-untyped-def]
    """Return the time of the next thing that is no event of a case: until then only those are looked at."""
    mark = min(a.scalar(m)[c.NEXT_TICK], a.clock(m)[c.HORIZON])
    if a.scalar(m)[c.CAL_AT] < a.changes(m):
        mark = min(mark, a.calendar(m)[a.scalar(m)[c.CAL_AT], 0])
    if a.scalar(m)[c.WARMED] == 0:
        mark = min(mark, a.clock(m)[c.WARM])
    if a.scalar(m)[c.WENT_LIVE] == 0:
        mark = min(mark, a.clock(m)[c.LIVE])
    if FULL and a.turns(m) > 0:
        mark = min(mark, next_turn(m) >> c.TIME_SHIFT)
    return np.int64(-1) if a.scalar(m)[c.BACKLOG_AT] < a.backlog(m) else mark


@compiled
def choose_next(m, key, kind):  # type: ignore[no-untyped-def]
    """Return key and kind of what comes next, also among changes of the calendar and the backlog."""
    if a.scalar(m)[c.CAL_AT] < a.changes(m):
        change = a.calendar(m)[a.scalar(m)[c.CAL_AT], 0] << c.TIME_SHIFT
        change |= np.int64(codes.CALENDAR) << c.KIND_SHIFT
        if change <= key:
            key, kind = change, 1
    if a.scalar(m)[c.BACKLOG_AT] < a.backlog(m) and (kind == 2 or key >> c.TIME_SHIFT > 0):
        key, kind = np.int64(0), 3
    return key, kind


@apart
def pass_mark(m, key):  # type: ignore[no-untyped-def]
    """Do what is due before the next event; returns GOING when that event comes, PASSED when something else
    was done first, or what is needed from Python."""
    turn = next_turn(m) if FULL and a.turns(m) > 0 else np.int64(c.NEVER)
    t = min(min(key, turn) >> c.TIME_SHIFT, a.clock(m)[c.HORIZON])
    status = turning_point(m, t)
    if status != c.GOING:
        return status
    if a.scalar(m)[c.NEXT_TICK] <= t and a.scalar(m)[c.NEXT_TICK] < a.clock(m)[c.HORIZON]:
        status = hour_status(m)
        return c.PASSED if status == c.GOING else status
    return pause_or_close(m, t) if key >= turn or t >= a.clock(m)[c.HORIZON] else c.GOING


@entry
def advance(m):  # type: ignore[no-untyped-def]
    """Run until the horizon, or until Python is needed; returns a status of `columns`."""
    arrival_key, comers = np.int64(codes.ARRIVAL) << c.KIND_SHIFT, a.comers(m)
    if FULL and a.turns(m) > 0:
        status = resume(m)
        if status != c.GOING:
            return status
    if a.scalar(m)[c.WARMED] == 0 and a.clock(m)[c.WARM] <= 0:
        return c.WARMED_UP
    mark = find_mark(m)
    while True:
        if FULL and a.clock(m)[c.GOING_LANE] >= 0:
            status = send_on(m)
            if status != c.GOING:
                return status
        key, kind = a.heap(m)[0] if a.heap_size(m)[0] > 0 else c.NEVER, 0
        if comers > 0:
            first = (a.arrival(m)[0] >> c.TIME_SHIFT << c.TIME_SHIFT) | arrival_key
            if first < key:
                key, kind = first, 2
        if key >> c.TIME_SHIFT >= mark:
            key, kind = choose_next(m, key, kind)
            status = pass_mark(m, key)
            mark = find_mark(m)
            if status == c.PASSED:
                continue
            if status != c.GOING:
                return status
        status = find_status(m)
        if status != c.GOING:
            return status
        a.scalar(m)[c.NOW] = t = key >> c.TIME_SHIFT
        a.scalar(m)[c.EVENTS] += 1
        i, target = key & c.SLOT_MASK, np.int64(-1)
        a.scalar(m)[c.FREED] = 0
        if kind == 0:
            open_gap(a.heap_size(m))
            target = happen(m, (key >> c.KIND_SHIFT) & 7, i, t)
        elif kind == 1:
            change_capacity(m)
            mark = find_mark(m)
        elif kind == 3:
            i, target = recall(m)
            mark = find_mark(m)
        elif not FULL:
            i, target = let_in_one(m)
        elif not let_in(m):
            return c.ENDLESS
        if a.scalar(m)[c.FREED] > 0:
            dispatch(m)
        if target >= 0 and not enter(m, i, target):
            return c.ENDLESS
        close_gap(a.heap(m), a.heap_size(m))
