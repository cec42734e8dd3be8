"""Exchanges: givers and takers wait in two lists until they are brought together (E3.19).

Whoever decides on matches in another way, such as a planner, takes the place of `hold_round` and calls `pair`
for each couple.
"""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import day_of
from opmodels.simulate.kernel.clocks import bin_of, log_event
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.delays import moment_of
from opmodels.simulate.kernel.gatherings import join_list, leave_list, let_go_on
from opmodels.simulate.kernel.leaving import depart, go_on, schedule
from opmodels.simulate.kernel.queues import draw_ms
from opmodels.simulate.kernel.randoms import draw_pair
from opmodels.simulate.kernel.shifts import wake
from opmodels.simulate.kernel.taking import group_of, is_live


@compiled
def law_of_exchange(m, exchange):  # type: ignore[no-untyped-def]
    """Return the rules of an exchange, those of the version in force."""
    return a.exchange(m)[is_live(m) * a.exchanges(m) + exchange]


@compiled
def way_between(m, exchange, giver, taker):  # type: ignore[no-untyped-def]
    """Return how far a giver and a taker are from each other, or -1 where they do not fit."""
    place = (is_live(m) * a.exchanges(m) + exchange) * a.segments(m) + a.case(m)[giver, c.SEG]
    return a.way(m)[place, a.case(m)[taker, c.SEG]]


@compiled
def join_exchange(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case come to its side of an exchange."""
    line, row, at = a.case(m)[i], a.step(m)[step, c.ROW], a.matching(m)[step]
    a.count(m)[group_of(m, line[c.SEG]), row, c.JOINED] += 1
    line[c.ROOM_LEFT], line[c.TAKEN_ALONG] = a.room_for(m)[step, line[c.SEG]], 0
    lane = a.exchange(m)[at[c.MATCH_EXCHANGE], c.TAKERS if at[c.MATCH_SIDE] else c.GIVERS]
    join_list(m, i, step, lane, c.SEEKING)
    look_around(m, i)
    table = a.rule(m)[step, line[c.SEG], c.PATIENCE]
    if line[c.PHASE] == c.SEEKING and table >= 0:
        patience, _ = draw_pair(
            a.key(m)[0], np.uint64(line[c.KEY]), a.step(m)[step, c.P_WAIT], a.visits(m)[i, row]
        )
        schedule(m, i, a.scalar(m)[c.NOW] + draw_ms(m, table, patience), codes.GIVE_UP)


@compiled
def look_around(m, i):  # type: ignore[no-untyped-def]
    """Where matches are made at once, match a case with those who wait and fit, as long as it can be."""
    at = a.matching(m)[a.case(m)[i, c.AT]]
    exchange, takes = at[c.MATCH_EXCHANGE], at[c.MATCH_SIDE]
    if law_of_exchange(m, exchange)[c.MATCHES_AT_ONCE] == 0:
        return
    while a.case(m)[i, c.PHASE] == c.SEEKING:
        other = find_other(m, i, exchange, takes)
        if other < 0:
            return
        pair(m, exchange, other if takes else i, i if takes else other)


@compiled
def find_other(m, i, exchange, takes):  # type: ignore[no-untyped-def]
    """Return who of the other side fits a case: who waits longest, or is nearest; or -1."""
    law = law_of_exchange(m, exchange)
    best, shortest = np.int64(-1), np.int64(c.NEVER)
    other = a.queue(m)[law[c.GIVERS if takes else c.TAKERS], 0]
    while other >= 0:
        way = way_between(m, exchange, other if takes else i, i if takes else other)
        if 0 <= way < shortest:
            best, shortest = other, way
            if law[c.NEAREST_FIRST] == 0:
                return best
        other = a.case(m)[other, c.NEXT]
    return best


@compiled
def pair(m, exchange, giver, taker):  # type: ignore[no-untyped-def]
    """Bring a giver and a taker together: the taker goes on, and the giver too when it has no room left."""
    one, other = a.case(m)[giver], a.case(m)[taker]
    row = a.step(m)[other[c.AT], c.ROW]
    a.total(m)[group_of(m, other[c.SEG]), row, c.TRAVEL_SUM] += way_between(m, exchange, giver, taker)
    if a.clock(m)[c.TRACING]:
        log_event(m, giver, codes.LOG_MATCH, a.step(m)[one[c.AT], c.ROW], other[c.KEY])
        log_event(m, taker, codes.LOG_MATCH, row, one[c.KEY])
    one[c.ROOM_LEFT] -= 1
    one[c.TAKEN_ALONG] += 1
    let_go_on(m, taker, go_on_matched(m, taker))
    if one[c.ROOM_LEFT] <= 0:
        let_go_on(m, giver, go_on_matched(m, giver))


@compiled
def go_on_matched(m, i):  # type: ignore[no-untyped-def]
    """Let the waiting of a case end well; returns where it goes."""
    line = a.case(m)[i]
    step, group = line[c.AT], group_of(m, line[c.SEG])
    row, waited = a.step(m)[step, c.ROW], a.scalar(m)[c.NOW] - line[c.SINCE]
    a.count(m)[group, row, c.STARTED] += 1
    a.total(m)[group, row, c.WAIT_SUM] += waited
    a.total(m)[group, row, c.WAIT_SQ] += np.float64(waited) * waited
    a.histogram(m)[group, row, bin_of(waited)] += 1
    line[c.WAITED] += waited
    leave_list(m, i)
    return go_on(m, i, step, a.rule(m)[step, line[c.SEG], c.THEN])


@compiled
def lose_hope(m, i):  # type: ignore[no-untyped-def]
    """Let the patience of a case end; returns where it goes."""
    line = a.case(m)[i]
    if line[c.TAKEN_ALONG] > 0:
        return go_on_matched(m, i)
    step, waited = line[c.AT], a.scalar(m)[c.NOW] - line[c.SINCE]
    leave_list(m, i)
    line[c.WAITED] += waited
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_LEAVE, a.step(m)[step, c.ROW], waited)
    return depart(m, i, step, a.rule(m)[step, line[c.SEG], c.GIVES_UP_TO], codes.PATIENCE)


@compiled
def start_rounds(m):  # type: ignore[no-untyped-def]
    """Find the first round of every exchange that has any."""
    for process in range(a.processes(m)):
        if a.process(m)[process, c.PROCESS_KIND] == c.ROUNDS:
            await_round(m, process, a.process(m)[process, c.PROCESS_FROM])


@compiled
def await_round(m, process, since):  # type: ignore[no-untyped-def]
    """Find when the next round is, not before a time."""
    line = a.process(m)[process]
    every = line[c.PROCESS_EVERY]
    if line[c.PROCESS_AFTER] < 0:
        t = (since + every - 1) // every * every
    else:
        days = every // c.DAY_MS
        day = (day_of(m, since) + days - 1) // days * days
        t = moment_of(m, day, line[c.PROCESS_AFTER] * 60_000)
        if t < since:
            t = moment_of(m, day + days, line[c.PROCESS_AFTER] * 60_000)
    if t < min(line[c.PROCESS_UNTIL], a.clock(m)[c.HORIZON]):
        wake(m, process, t)


@compiled
def hold_round(m, process):  # type: ignore[no-untyped-def]
    """Match all who wait: each taker, in the order in which they came, with the first or nearest giver."""
    exchange = a.process(m)[process, c.PROCESS_POOL]
    taker = a.queue(m)[a.exchange(m)[exchange, c.TAKERS], 0]
    while taker >= 0:
        following = a.case(m)[taker, c.NEXT]
        giver = find_other(m, taker, exchange, True)
        if giver >= 0:
            pair(m, exchange, giver, taker)
        taker = following
    await_round(m, process, a.scalar(m)[c.NOW] + 1)
