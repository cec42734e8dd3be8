"""The event loop: the next of the heap, the calendar and the arrivals, in the order of rule E1.4."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import choose_person, next_arrival, start_sources
from opmodels.simulate.kernel.clocks import (
    change_inside,
    change_queue,
    flush_hour,
    forget_areas,
    log_event,
    tick,
    touch_pool,
)
from opmodels.simulate.kernel.compiled import compiled, entry
from opmodels.simulate.kernel.heap import drop_first, push, sift_down
from opmodels.simulate.kernel.journeys import depart, enter, leave, slot_comes
from opmodels.simulate.kernel.queues import dispatch, give_back, name_worker, unlink
from opmodels.simulate.kernel.randoms import address_case, as_unit, draw_pair

ADOPTION_PURPOSE = 0x0AD0B710
ABSENCE_PURPOSE = 0x0AB5E1CE
BACKLOG_OCTAVE = 1000


@compiled
def new_slot(m):  # type: ignore[no-untyped-def]
    """Return a slot for a new case: the one freed last, else the next unused one."""
    if a.scalar(m)[c.FREE_TOP] > 0:
        a.scalar(m)[c.FREE_TOP] -= 1
        return a.free(m)[a.scalar(m)[c.FREE_TOP]]
    a.scalar(m)[c.HIGH_WATER] += 1
    return a.scalar(m)[c.HIGH_WATER] - 1


@compiled
def admit(m, stream, key):  # type: ignore[no-untyped-def]
    """Let a new case in; returns its slot."""
    i = new_slot(m)
    line = a.case(m)[i]
    line[:] = 0
    a.visits(m)[i, :] = 0
    line[c.KEY], line[c.ARRIVED], line[c.SEG] = np.int64(key), a.scalar(m)[c.NOW], stream
    line[c.PERSON] = -1
    if a.clock(m)[c.TRACK_PERSONS]:
        line[c.PERSON] = a.stream(m)[stream, c.PERSON_FROM] + choose_person(m, stream, key)
    group = a.stream(m)[stream, c.GROUP]
    a.group_count(m)[group, c.ARRIVALS_OF] += 1
    a.group_count(m)[group, c.INSIDE] += 1
    a.scalar(m)[c.ARRIVALS] += 1
    change_inside(m, 1)
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_ARRIVE, -1, stream)
    return i


@compiled
def entry_step(m, stream, key):  # type: ignore[no-untyped-def]
    """Return where a new case begins: by the rules before go-live, or after it for those who adopt them."""
    before, after = a.stream(m)[stream, c.ENTRY_BEFORE], a.stream(m)[stream, c.ENTRY_AFTER]
    now = a.scalar(m)[c.NOW]
    if now < a.clock(m)[c.LIVE] or after < 0:
        return before
    if before < 0 or now >= a.adoption(m)[3]:
        share = a.adoption(m)[1]
    else:
        share = a.adoption(m)[0] + (a.adoption(m)[1] - a.adoption(m)[0]) * (now - a.adoption(m)[2]) / max(
            a.adoption(m)[3] - a.adoption(m)[2], 1.0
        )
    if before < 0 or share >= 1.0:
        return after
    whole, _ = draw_pair(a.key(m)[0], key, ADOPTION_PURPOSE, 0)
    return after if as_unit(whole) < share else before


@compiled
def arrive(m):  # type: ignore[no-untyped-def]
    """Let the next case arrive, and find the one after it; returns its slot."""
    top = a.arrival(m)[0]
    source = top & ((1 << c.TIME_SHIFT) - 1)
    key, stream = a.place_case(m)[source], a.source(m)[source, c.SOURCE_STREAM]
    t = next_arrival(m, source)
    sift_down(a.arrival(m), a.sources(m), c.NEVER if t == c.NEVER else (t << c.TIME_SHIFT) | source)
    return admit(m, stream, key)


@compiled
def recall(m):  # type: ignore[no-untyped-def]
    """Let in the next case of the backlog; returns its slot."""
    line = a.at_start(m)[a.scalar(m)[c.BACKLOG_AT]]
    a.scalar(m)[c.BACKLOG_AT] += 1
    stream = line[1]
    return admit(m, stream, address_case(a.stream_hash(m)[stream], BACKLOG_OCTAVE, 0, line[2]))


@compiled
def present(m, pool, size, day):  # type: ignore[no-untyped-def]
    """Return how many of a pool's staff come to a shift: each is absent by a draw of their own."""
    share = a.pool_absence(m)[pool, 1 if a.scalar(m)[c.NOW] >= a.clock(m)[c.LIVE] else 0]
    here = size
    if share > 0:
        for worker in range(size):
            whole, _ = draw_pair(
                a.key(m)[0],
                a.pool_hash(m)[pool],
                ABSENCE_PURPOSE + worker * 65_536,
                a.clock(m)[c.FIRST_DAY] + day,
            )
            if as_unit(whole) < share:
                here -= 1
    return here


@compiled
def pause_beyond(m, pool):  # type: ignore[no-untyped-def]
    """Pause the work of the highest workers until no more are busy than are there."""
    first = a.pool(m)[pool, c.WORKER_FROM]
    worker = a.pool(m)[pool, c.WORKERS] - 1
    while a.load(m)[pool, c.BUSY] > a.load(m)[pool, c.CAP] and worker >= 0:
        i = a.worker(m)[first + worker]
        if i >= 0 and i < c.SLOT_MASK:
            a.worker(m)[first + worker] = i + c.SLOT_MASK
            a.load(m)[pool, c.BUSY] -= 1
            a.load(m)[pool, c.PAUSED_HERE] += 1
            if a.case(m)[i, c.PHASE] == c.SERVED:
                a.case(m)[i, c.PHASE] = c.PAUSED
                a.case(m)[i, c.SORT_KEY] = a.case(m)[i, c.DUE] - a.scalar(m)[c.NOW]
            a.case(m)[i, c.PAUSES] += 1
            if a.clock(m)[c.TRACING]:
                log_event(m, i, codes.LOG_PAUSE, a.step(m)[a.case(m)[i, c.AT], c.ROW], pool)
        worker -= 1


@compiled
def resume_paused(m, pool):  # type: ignore[no-untyped-def]
    """Let paused workers go on, the lowest first, before new work is started."""
    first = a.pool(m)[pool, c.WORKER_FROM]
    worker = 0
    while (
        a.load(m)[pool, c.PAUSED_HERE] > 0
        and a.load(m)[pool, c.BUSY] < a.load(m)[pool, c.CAP]
        and worker < a.pool(m)[pool, c.WORKERS]
    ):
        i = a.worker(m)[first + worker] - c.SLOT_MASK
        if i >= 0:
            a.worker(m)[first + worker] = i
            a.load(m)[pool, c.BUSY] += 1
            a.load(m)[pool, c.PAUSED_HERE] -= 1
            line = a.case(m)[i]
            line[c.PAUSES] -= 1
            if line[c.PAUSES] == 0:
                line[c.PHASE], line[c.DUE] = c.SERVED, a.scalar(m)[c.NOW] + line[c.SORT_KEY]
                push(
                    a.heap(m),
                    a.heap_size(m),
                    (line[c.DUE] << c.TIME_SHIFT) | (codes.COMPLETION << c.KIND_SHIFT) | i,
                )
                if a.clock(m)[c.TRACING]:
                    log_event(m, i, codes.LOG_RESUME, a.step(m)[line[c.AT], c.ROW], pool)
        worker += 1


@compiled
def change_capacity(m):  # type: ignore[no-untyped-def]
    """Let the next change of the calendar happen."""
    line = a.calendar(m)[a.scalar(m)[c.CAL_AT]]
    a.scalar(m)[c.CAL_AT] += 1
    pool = line[1]
    touch_pool(m, pool)
    before = a.load(m)[pool, c.CAP]
    a.load(m)[pool, c.CAP] = present(m, pool, line[2], line[3])
    rule = c.SHIFT_END_AFTER if a.scalar(m)[c.NOW] >= a.clock(m)[c.LIVE] else c.SHIFT_END
    if a.pool(m)[pool, rule] == codes.PAUSE and a.load(m)[pool, c.CAP] < before:
        pause_beyond(m, pool)
    resume_paused(m, pool)
    a.freed(m)[0] = pool
    a.scalar(m)[c.FREED] = 1


@compiled
def complete(m, i):  # type: ignore[no-untyped-def]
    """Let a case finish its work and free what it held; returns where it goes, after others have been
    started."""
    line = a.case(m)[i]
    step = line[c.AT]
    row, group = a.step(m)[step, c.ROW], a.stream(m)[line[c.SEG], c.GROUP]
    length = line[c.WORK_MS]
    sums = a.total(m)[group, row]
    sums[c.WORK_DONE] += 1
    sums[c.WORK_SUM] += length
    sums[c.WORK_SQ] += np.float64(length) * length
    held = a.step(m)[step, c.REQ_TO] - a.step(m)[step, c.REQ_FROM]
    for place in range(held):
        give_back(m, i, place)
        a.freed(m)[place] = a.taken(m)[i, place, 0]
    a.scalar(m)[c.FREED] = held
    for place in range(held):
        resume_paused(m, a.freed(m)[place])
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_FINISH, row, name_worker(m, i))
    line[c.PHASE] = c.FREE
    return leave(m, i, step, a.rule(m)[step, line[c.SEG], c.THEN], codes.USUAL, line[c.EXIT_DRAW])


@compiled
def give_up(m, i, t):  # type: ignore[no-untyped-def]
    """Let a case lose its patience; returns where it goes."""
    line = a.case(m)[i]
    unlink(m, i)
    line[c.WAITED] += t - line[c.SINCE]
    line[c.PHASE] = c.FREE
    step = line[c.AT]
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_LEAVE, a.step(m)[step, c.ROW], t - line[c.SINCE])
    return depart(m, i, step, a.rule(m)[step, line[c.SEG], c.GIVES_UP_TO], codes.PATIENCE)


@compiled
def happen(m, kind, i, t):  # type: ignore[no-untyped-def]
    """Let one event of the heap happen; returns where its case goes, or -1 when the event no longer holds."""
    line = a.case(m)[i]
    if kind == codes.COMPLETION:
        return complete(m, i) if line[c.PHASE] == c.SERVED and line[c.DUE] == t else -1
    if kind == codes.GIVE_UP:
        return give_up(m, i, t) if line[c.PHASE] == c.QUEUED and line[c.DUE] == t else -1
    if kind == codes.SLOT:
        return slot_comes(m, i)
    step = line[c.AT]
    return leave(m, i, step, a.rule(m)[step, line[c.SEG], c.THEN], codes.USUAL, line[c.EXIT_DRAW])


@compiled
def find_status(m):  # type: ignore[no-untyped-def]
    """Return whether the kernel may go on by itself, or what it needs from Python."""
    slots = a.slots(m)
    if a.scalar(m)[c.FREE_TOP] == 0 and a.scalar(m)[c.HIGH_WATER] + 1 >= slots:
        return c.NEED_ROOM
    if a.heap_size(m)[0] + slots + 2 >= a.heap_room(m):
        return c.NEED_ROOM
    if a.clock(m)[c.TRACING] and a.scalar(m)[c.LOGGED] + c.LOG_MARGIN + 4 * slots >= a.log_room(m):
        return c.LOG_FULL
    return c.GOING


@entry
def begin(m):  # type: ignore[no-untyped-def]
    """Set everything to the start of a run."""
    start_sources(m)
    a.scalar(m)[c.NEXT_TICK] = c.HOUR_MS
    if a.clock(m)[c.LIVE] <= 0:
        a.scalar(m)[c.WENT_LIVE] = 1


@compiled
def close(m):  # type: ignore[no-untyped-def]
    """Bring every area up to the end of the run."""
    a.scalar(m)[c.NOW] = a.clock(m)[c.HORIZON]
    flush_hour(m, a.clock(m)[c.HORIZON])
    for row in range(a.rows(m)):
        change_queue(m, row, 0)


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


@entry
def advance(m):  # type: ignore[no-untyped-def]
    """Run until the horizon, or until Python is needed; returns a status of `columns`."""
    calendar_key, changes = np.int64(codes.CALENDAR) << c.KIND_SHIFT, a.changes(m)
    arrival_key = np.int64(codes.ARRIVAL) << c.KIND_SHIFT
    end = a.clock(m)[c.HORIZON] << c.TIME_SHIFT
    if a.scalar(m)[c.WARMED] == 0 and a.clock(m)[c.WARM] <= 0:
        return c.WARMED_UP
    while True:
        key = a.heap(m)[0] if a.heap_size(m)[0] > 0 else c.NEVER
        kind = 0
        if a.scalar(m)[c.CAL_AT] < changes:
            change = (a.calendar(m)[a.scalar(m)[c.CAL_AT], 0] << c.TIME_SHIFT) | calendar_key
            if change <= key:
                key, kind = change, 1
        if a.sources(m) > 0:
            first = (a.arrival(m)[0] >> c.TIME_SHIFT << c.TIME_SHIFT) | arrival_key
            if first < key:
                key, kind = first, 2
        if a.scalar(m)[c.BACKLOG_AT] < a.backlog(m) and (kind == 2 or key >> c.TIME_SHIFT > 0):
            key, kind = np.int64(0), 3
        t = min(key, end) >> c.TIME_SHIFT
        status = turning_point(m, t)
        if status != c.GOING:
            return status
        if a.scalar(m)[c.NEXT_TICK] <= t and a.scalar(m)[c.NEXT_TICK] < a.clock(m)[c.HORIZON]:
            status = hour_status(m)
            if status != c.GOING:
                return status
            continue
        if key >= end:
            close(m)
            return c.FINISHED_RUN
        status = find_status(m)
        if status != c.GOING:
            return status
        a.scalar(m)[c.NOW] = t
        a.scalar(m)[c.EVENTS] += 1
        i, target = key & c.SLOT_MASK, np.int64(-1)
        a.scalar(m)[c.FREED] = 0
        if kind == 0:
            drop_first(a.heap(m), a.heap_size(m))
            target = happen(m, (key >> c.KIND_SHIFT) & 7, i, t)
        elif kind == 1:
            change_capacity(m)
        elif kind == 2:
            i = arrive(m)
            target = entry_step(m, a.case(m)[i, c.SEG], np.uint64(a.case(m)[i, c.KEY]))
        else:
            target = a.at_start(m)[a.scalar(m)[c.BACKLOG_AT], 0]
            i = recall(m)
        if a.scalar(m)[c.FREED] > 0:
            dispatch(m)
        if target >= 0 and not enter(m, i, target):
            return c.ENDLESS
