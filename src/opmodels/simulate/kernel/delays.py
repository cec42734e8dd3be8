"""Delays: a wait step, and the record of waiting that nobody works in (E3.4)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import day_of
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.clocks import bin_of, log_event
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.leaving import schedule, usual_draw
from opmodels.simulate.kernel.queues import draw_ms, start_clock
from opmodels.simulate.kernel.randoms import draw_pair
from opmodels.simulate.kernel.taking import group_of


@apart
def next_time_of_day(m, now, minute):  # type: ignore[no-untyped-def]
    """Return the next moment, now included, at which the wall clock shows a minute of the day."""
    day = day_of(m, now)
    t = moment_of(m, day, minute * 60_000)
    while t < now:
        day += 1
        t = moment_of(m, day, minute * 60_000)
    return t


@compiled
def moment_of(m, day, shown):  # type: ignore[no-untyped-def]
    """Return when the wall clock of a day first shows so many ms after midnight; what it skips, it shows at
    the skip."""
    if day >= a.days(m):
        return a.midnight(m)[a.days(m)] + (day - a.days(m)) * c.DAY_MS + shown
    turn, by = a.turn(m)[day, 0], a.turn(m)[day, 1]
    return a.midnight(m)[day] + (shown if shown < turn else max(turn, shown - by))


@compiled
def weekday_of(m, day):  # type: ignore[no-untyped-def]
    """Return the day of the week, Monday 0, also of days after the last that is known."""
    last = a.days(m) - 1
    return a.weekday(m)[day] if day <= last else (a.weekday(m)[last] + day - last) % 7


@compiled
def use_up(m, now, length, first, last):  # type: ignore[no-untyped-def]
    """Return when a length is over that begins now and runs only within some stretches of the week; at all
    times where there are none."""
    if first == last or length <= 0:
        return now + length
    day, opens = day_of(m, now), now
    while opens < c.LAST_MS:
        for k in range(first, last):
            begin, end = a.clause(m)[k, c.SUBJECT], a.clause(m)[k, c.LEAST]
            midnight = weekday_of(m, day) * 1440
            if midnight <= begin < midnight + 1440:
                opens = max(moment_of(m, day, (begin - midnight) * 60_000), now)
                closes = moment_of(m, day, (end - midnight) * 60_000)
                if closes - opens >= length:
                    return min(opens + length, np.int64(c.LAST_MS))
                length -= max(closes - opens, 0)
        day += 1
    return np.int64(c.LAST_MS)


@apart
def start_delay(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case begin a wait step."""
    line, row, now = a.case(m)[i], a.step(m)[step, c.ROW], a.scalar(m)[c.NOW]
    if a.step(m)[step, c.UNTIL] >= 0:
        until = next_time_of_day(m, now, a.step(m)[step, c.UNTIL])
        line[c.EXIT_DRAW] = usual_draw(m, i, step, a.rule(m)[step, line[c.SEG], c.THEN])
    else:
        length, onward = draw_pair(
            a.key(m)[0], np.uint64(line[c.KEY]), a.step(m)[step, c.P_WORK], a.visits(m)[i, row]
        )
        rule = a.rule(m)[step, line[c.SEG]]
        until = use_up(m, now, draw_ms(m, rule[c.TAKES], length), rule[c.CLAUSE_FROM], rule[c.CLAUSE_UNTIL])
        line[c.EXIT_DRAW] = onward
    record_delay(m, i, row, until - now, until - now)
    line[c.PHASE] = c.DELAYED
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_DELAY, row, until)
    schedule(m, i, until, codes.DELAY_END)
    if FULL:
        start_clock(m, i)


@compiled
def record_delay(m, i, row, length, unwanted):  # type: ignore[no-untyped-def]
    """Write down a delay that begins now, and how much of it the person did not ask for."""
    group = group_of(m, a.case(m)[i, c.SEG])
    a.count(m)[group, row, c.DELAYS] += 1
    a.total(m)[group, row, c.DELAY_SUM] += length
    a.total(m)[group, row, c.DELAY_SQ] += np.float64(length) * length
    a.histogram(m)[group, row, bin_of(length)] += 1
    a.case(m)[i, c.WAITED] += unwanted
