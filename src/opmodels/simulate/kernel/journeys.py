"""How a case moves: it enters a step, waits or is served there, and ends (E3)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.bookings import book_slot
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.campaigns import note_end
from opmodels.simulate.kernel.choices import choose
from opmodels.simulate.kernel.clocks import bin_of, change_inside, log_event, touch_pool
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.conditions import holds
from opmodels.simulate.kernel.delays import start_delay
from opmodels.simulate.kernel.effects import leave_effects
from opmodels.simulate.kernel.gatherings import join_gathering
from opmodels.simulate.kernel.heap import pack, push
from opmodels.simulate.kernel.leaving import depart, go_on, schedule
from opmodels.simulate.kernel.matching import join_exchange
from opmodels.simulate.kernel.parts import finish_part, go_apart, has_joined
from opmodels.simulate.kernel.queues import (
    begin_service,
    dispatch,
    draw_ms,
    enqueue,
    lane_of,
    set_sort_key,
    start_clock,
)
from opmodels.simulate.kernel.randoms import draw_pair
from opmodels.simulate.kernel.shifts import call_for_help, resume_paused
from opmodels.simulate.kernel.slots import close_slot
from opmodels.simulate.kernel.taking import group_of, start_now, want_again
from opmodels.simulate.kernel.urgency import find_way, make_way
from opmodels.simulate.kernel.visits import plan_visits


@compiled
def finish_case(m, i, end):  # type: ignore[no-untyped-def]
    """End a case and free its slot."""
    line = a.case(m)[i]
    group, kind = group_of(m, line[c.SEG]), a.step(m)[end, c.ROW]
    met = a.end_met(m)[kind]
    if FULL and a.effects(m) > 0:
        leave_effects(m, i, end)
    if FULL and a.chosen_needs(m) > 0:
        note_end(m, i)
    time = a.scalar(m)[c.NOW] - line[c.ARRIVED]
    a.end_count(m)[group, kind] += 1
    if FULL and a.clock(m)[c.COUNT_ENDS]:
        a.ended(m)[a.segment(m)[line[c.SEG], c.SEG_STREAM], kind] += 1
    a.group_count(m)[group, c.INSIDE] -= 1
    if met == 0:
        a.group_count(m)[group, c.GAVE_UP_FROM + line[c.REASON]] += 1
    else:
        a.group_count(m)[group, c.FINISHED] += 1
    a.system(m)[group, c.LEFT] += 1
    a.system(m)[group, c.TIME_SUM] += time
    a.system(m)[group, c.TIME_SQ] += np.float64(time) * time
    a.system_histogram(m)[group, bin_of(time)] += 1
    if line[c.PERSON] >= 0 and a.people(m) > 0:
        person = a.person(m)[line[c.PERSON]]
        person[c.P_CASES] += 1
        person[c.P_MET] += met
        person[c.P_WAITED] += line[c.WAITED] / 60_000.0
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_END, a.rows(m) + kind, met)
    change_inside(m, -1)
    close_slot(m, i)


@compiled
def join_queue(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case ask for a serve step: it starts, or waits; returns the next step if it is turned away,
    else -1."""
    line, row = a.case(m)[i], a.step(m)[step, c.ROW]
    rule = a.rule(m)[step, line[c.SEG]]
    group = group_of(m, line[c.SEG])
    line[c.SINCE], line[c.SORT_KEY], line[c.DUE] = a.scalar(m)[c.NOW], 0, -1
    if FULL:
        line[c.HOLD_DUE] = -1
    if FULL and a.step(m)[step, c.SCAN]:
        want_again(m, i, step)
    if start_now(m, i, step):
        a.count(m)[group, row, c.JOINED] += 1
        begin_service(m, i, step)
        return -1
    if FULL and a.clock(m)[c.TRACK_WORKERS] and find_way(m, i, step)[0] >= 0:
        a.count(m)[group, row, c.JOINED] += 1
        make_way(m, i, step)
        return -1
    if a.step(m)[step, c.ROOM] >= 0 and a.queue_length(m)[row] >= a.step(m)[step, c.ROOM]:
        return depart(m, i, step, rule[c.TURNED_AWAY_TO], codes.NO_ROOM)
    a.count(m)[group, row, c.JOINED] += 1
    wait_in_line(m, i, step)
    return -1


@compiled
def wait_in_line(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case wait in the queue of a step."""
    line, row, now = a.case(m)[i], a.step(m)[step, c.ROW], a.scalar(m)[c.NOW]
    set_sort_key(m, i, step)
    line[c.PHASE] = c.QUEUED
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_JOIN, row, a.queue_length(m)[row])
    enqueue(m, i, step, lane_of(m, i, step))
    if FULL and line[c.WORSE_LEFT] >= 0:
        start_clock(m, i)
    table = a.rule(m)[step, line[c.SEG], c.PATIENCE]
    if table >= 0:
        patience, _ = draw_pair(
            a.key(m)[0], np.uint64(line[c.KEY]), a.step(m)[step, c.P_WAIT], a.visits(m)[i, row]
        )
        schedule(m, i, now + draw_ms(m, table, patience), codes.GIVE_UP)
    if FULL and line[c.HOLD_DUE] > now:
        push(a.heap(m), a.heap_size(m), pack(line[c.HOLD_DUE], codes.WORSENING, i))
    if FULL and a.step(m)[step, c.CALLS]:
        call_for_help(m, row)


@compiled
def let_go(m, i, row):  # type: ignore[no-untyped-def]
    """Free what a case kept up to a step, or all of it at an end (row -1), and start who waits for it."""
    freed = 0
    for k in range(a.keeps(m)):
        held = a.kept(m)[i, k, 0]
        if held == 0 or (row >= 0 and a.kept(m)[i, k, 1] != row):
            continue
        pool, worker = a.keep_pool(m)[k], np.int64(held) - 2
        touch_pool(m, pool)
        a.load(m)[pool, c.BUSY] -= 1
        if worker >= 0:
            a.worker(m)[a.pool(m)[pool, c.WORKER_FROM] + worker] = -1
        a.kept(m)[i, k, 0] = 0
        a.freed(m)[freed] = pool
        freed += 1
    if freed > 0:
        a.scalar(m)[c.FREED] = freed
        for place in range(freed):
            resume_paused(m, a.freed(m)[place])
        dispatch(m)


@apart
def choose_way(m, i, step):  # type: ignore[no-untyped-def]
    """Take the first line of a branch of which every condition holds; returns the next step.

    Conditions of one line stand one after the other with the same route; the last carries the route, those
    before it carry -1. The last line of all has no condition.
    """
    rule, good = a.rule(m)[step, a.case(m)[i, c.SEG]], True
    last = rule[c.CLAUSE_UNTIL] - 1
    for k in range(rule[c.CLAUSE_FROM], last):
        line = a.clause(m)[k]
        good = good and holds(m, i, line[c.TEST], line[c.SUBJECT], line[c.LEAST])
        if line[c.CLAUSE_ROUTE] < 0:
            continue
        if good:
            return go_on(m, i, step, line[c.CLAUSE_ROUTE])
        good = True
    return go_on(m, i, step, a.clause(m)[last, c.CLAUSE_ROUTE])


@compiled
def count_move(m, i, row):  # type: ignore[no-untyped-def]
    """Count the moves of a case within one millisecond; returns whether it may go on."""
    line = a.case(m)[i]
    if line[c.MOVED_AT] != a.scalar(m)[c.NOW]:
        line[c.MOVED_AT], line[c.MOVES] = a.scalar(m)[c.NOW], 0
    line[c.MOVES] += 1
    if line[c.MOVES] > c.MOST_MOVES:
        a.scalar(m)[c.FAULT_ROW] = row
        return False
    return True


@compiled
def enter(m, i, target):  # type: ignore[no-untyped-def]
    """Let a case go on from step to step until it waits, is served or ends; returns False when it moves
    without end."""
    live = a.clock(m)[c.LIVE]
    moves_over = a.clock(m)[c.MOVE_OVER] and a.case(m)[i, c.ARRIVED] < live <= a.scalar(m)[c.NOW]
    while target >= 0:
        if moves_over and a.twin(m)[target] >= 0:
            target = a.twin(m)[target]
        kind, row = a.step(m)[target, c.KIND], a.step(m)[target, c.ROW]
        is_over = kind == codes.END
        if FULL and a.forks(m) > 0 and not is_over:
            is_over = has_joined(m, i, row)
        if FULL and a.keeps(m) > 0:
            let_go(m, i, np.int64(-1) if is_over else row)
        if is_over:
            if FULL and a.forks(m) > 0 and a.part(m)[i, c.PART_OF] > 0:
                finish_part(m, i, target)
            else:
                finish_case(m, i, target)
            return True
        if not count_move(m, i, row):
            return False
        a.case(m)[i, c.AT] = target
        a.visits(m)[i, row] += 1
        if FULL and a.repeats(m) > 0:
            plan_visits(m, i, target)
        if kind == codes.SERVE:
            target = join_queue(m, i, target)
        elif kind == codes.WAIT:
            start_delay(m, i, target)
            return True
        elif kind == codes.BRANCH:
            target = choose_way(m, i, target)
        elif FULL and kind == codes.CHOOSE:
            target = choose(m, i, target)
        elif FULL and kind == codes.BATCH:
            join_gathering(m, i, target)
            return True
        elif FULL and kind == codes.MATCH:
            join_exchange(m, i, target)
            return True
        elif FULL and kind == codes.SIDE_BY_SIDE:
            go_apart(m, i, target)
            return True
        else:
            target = book_slot(m, i, target)
    return True
