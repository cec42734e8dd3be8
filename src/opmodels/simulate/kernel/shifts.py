"""How many of a pool are there: shifts, absence, outages and help that is called (E3.3, E3.6, E3.9)."""

from __future__ import annotations

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.clocks import log_event, touch_pool
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.heap import pack, push
from opmodels.simulate.kernel.queues import draw_ms
from opmodels.simulate.kernel.randoms import as_unit, draw_pair
from opmodels.simulate.kernel.taking import give_back, is_live, works_for

ABSENCE_PURPOSE = 0x0AB5E1CE


@compiled
def absent_share(m, pool):  # type: ignore[no-untyped-def]
    """Return the share of a pool's staff who miss a shift, higher after weeks of much work."""
    line, live = a.pool_absence(m)[pool], is_live(m)
    share, rise = line[c.ABSENT + live], line[c.RISE + live]
    if FULL and rise > 0.0:
        share += rise * max(a.utilised(m)[pool] - line[c.ABOVE + live], 0.0)
    return min(share, 1.0)


@compiled
def present(m, pool, size, day):  # type: ignore[no-untyped-def]
    """Return how many of a pool's staff come to a shift: each is absent by a draw of their own."""
    share = absent_share(m, pool)
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
        if i >= 0 and i < c.SLOT_MASK and works_for(m, i, pool, worker):
            a.worker(m)[first + worker] = i + c.SLOT_MASK
            a.load(m)[pool, c.BUSY] -= 1
            a.load(m)[pool, c.PAUSED_HERE] += 1
            if a.case(m)[i, c.PHASE] == c.SERVED:
                a.case(m)[i, c.PHASE] = c.PAUSED
                a.case(m)[i, c.SORT_KEY] = a.case(m)[i, c.DUE] - a.scalar(m)[c.NOW]
            a.case(m)[i, c.PAUSES] += 1
            if FULL and a.clock(m)[c.TRACING]:
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
                line[c.BEGUN] = a.scalar(m)[c.NOW]
                push(a.heap(m), a.heap_size(m), pack(line[c.DUE], codes.COMPLETION, i))
                if FULL and a.clock(m)[c.TRACING]:
                    log_event(m, i, codes.LOG_RESUME, a.step(m)[line[c.AT], c.ROW], pool)
        worker += 1


@compiled
def set_capacity(m, pool):  # type: ignore[no-untyped-def]
    """Let a pool's capacity be what its calendar, its outages and its calls give."""
    line = a.load(m)[pool]
    touch_pool(m, pool)
    before = line[c.CAP]
    line[c.CAP] = max(line[c.BASE] - line[c.DOWN], 0) + line[c.EXTRA]
    rule = c.SHIFT_END_AFTER if is_live(m) else c.SHIFT_END
    if FULL and a.pool(m)[pool, rule] == codes.PAUSE and line[c.CAP] < before:
        pause_beyond(m, pool)
    if FULL:
        resume_paused(m, pool)
    a.freed(m)[0] = pool
    a.scalar(m)[c.FREED] = 1 if line[c.CAP] > before else 0


@compiled
def note_rota(m, pool, size, day):  # type: ignore[no-untyped-def]
    """Note what the calendar says of a pool; returns its posts, with those beside the calendar (E3.14)."""
    line = a.load(m)[pool]
    line[c.ON_ROTA], line[c.ROTA_DAY], line[c.TAKEN_UP] = size, day, line[c.BESIDE]
    return max(size + line[c.BESIDE], 0) if size > 0 else size


@apart
def change_capacity(m):  # type: ignore[no-untyped-def]
    """Let the next change of the calendar happen."""
    line = a.calendar(m)[a.scalar(m)[c.CAL_AT]]
    a.scalar(m)[c.CAL_AT] += 1
    size = line[2]
    if FULL and a.turns(m) > 0:
        size = note_rota(m, line[1], size, line[3])
    a.load(m)[line[1], c.BASE] = present(m, line[1], size, line[3])
    set_capacity(m, line[1])


@compiled
def wake(m, process, t):  # type: ignore[no-untyped-def]
    """Let a process be heard again at a time."""
    push(a.heap(m), a.heap_size(m), pack(t, codes.CALENDAR, process))


@compiled
def draw_outage(m, process):  # type: ignore[no-untyped-def]
    """Draw the time until an outage and how long it lasts."""
    line = a.process(m)[process]
    every, lasts = draw_pair(
        a.key(m)[0],
        a.pool_hash(m)[line[c.PROCESS_POOL]],
        a.clock(m)[c.OUTAGE_PURPOSE],
        a.process_now(m)[process, c.ORDINAL],
    )
    return draw_ms(m, line[c.PROCESS_EVERY], every), draw_ms(m, line[c.PROCESS_LASTS], lasts)


@compiled
def await_outage(m, process, since):  # type: ignore[no-untyped-def]
    """Find when the next outage comes, counted from a time."""
    every, _ = draw_outage(m, process)
    if since + every < a.process(m)[process, c.PROCESS_UNTIL]:
        wake(m, process, since + every)


@compiled
def start_processes(m):  # type: ignore[no-untyped-def]
    """Find the first outage of every pool that has any."""
    for process in range(a.processes(m)):
        if a.process(m)[process, c.PROCESS_KIND] == c.OUTAGE:
            await_outage(m, process, a.process(m)[process, c.PROCESS_FROM])


@compiled
def proceed(m, process):  # type: ignore[no-untyped-def]
    """Let an outage begin or end, or let help come or go."""
    line, now = a.process(m)[process], a.process_now(m)[process]
    load, time = a.load(m)[line[c.PROCESS_POOL]], a.scalar(m)[c.NOW]
    amount = line[c.PROCESS_AMOUNT]
    touch_pool(m, line[c.PROCESS_POOL])
    if line[c.PROCESS_KIND] == c.CALL:
        if now[c.DOING] == c.CALLED:
            now[c.DOING] = c.HERE
            load[c.EXTRA] += amount
            wake(m, process, time + line[c.PROCESS_STAYS])
        elif a.queue_length(m)[line[c.PROCESS_ROW]] >= line[c.PROCESS_LEAST] and time < line[c.PROCESS_UNTIL]:
            wake(m, process, time + line[c.PROCESS_STAYS])
        else:
            now[c.DOING] = c.IDLE
            load[c.EXTRA] -= amount
    elif now[c.DOING] == c.IDLE:
        _, lasts = draw_outage(m, process)
        now[c.DOING] = c.HERE
        load[c.DOWN] += amount
        wake(m, process, time + lasts)
    else:
        now[c.DOING] = c.IDLE
        load[c.DOWN] -= amount
        now[c.ORDINAL] += 1
        await_outage(m, process, time)
    set_capacity(m, line[c.PROCESS_POOL])


@compiled
def call_for_help(m, row):  # type: ignore[no-untyped-def]
    """Call those on call when a queue has grown to the length that calls them."""
    time = a.scalar(m)[c.NOW]
    for process in range(a.processes(m)):
        line, now = a.process(m)[process], a.process_now(m)[process]
        if (
            line[c.PROCESS_KIND] == c.CALL
            and line[c.PROCESS_ROW] == row
            and now[c.DOING] == c.IDLE
            and a.queue_length(m)[row] >= line[c.PROCESS_LEAST]
            and line[c.PROCESS_FROM] <= time < line[c.PROCESS_UNTIL]
        ):
            now[c.DOING] = c.CALLED
            wake(m, process, time + line[c.PROCESS_AFTER])


@compiled
def let_loose(m, i, held):  # type: ignore[no-untyped-def]
    """Free what a case holds at its step, except what it had kept before."""
    freed = 0
    for place in range(held):
        pool = give_back(m, i, place)
        if pool >= 0:
            a.freed(m)[freed] = pool
            freed += 1
    a.scalar(m)[c.FREED] = freed


@compiled
def release(m, i, held):  # type: ignore[no-untyped-def]
    """Free what a case holds at its step, and let paused work go on there."""
    let_loose(m, i, held)
    if FULL:
        for place in range(a.scalar(m)[c.FREED]):
            resume_paused(m, a.freed(m)[place])
