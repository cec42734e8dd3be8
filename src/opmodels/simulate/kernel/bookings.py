"""Bookings: the slot a case takes, and what becomes of it (E3.5)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import day_of
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.clocks import log_event
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.delays import record_delay
from opmodels.simulate.kernel.leaving import depart, go_on, schedule
from opmodels.simulate.kernel.queues import draw_ms, start_clock
from opmodels.simulate.kernel.randoms import as_unit, draw_pair


@compiled
def earliest_wanted(m, diary, wanted_ms):  # type: ignore[no-untyped-def]
    """Return the first moment at which a slot is wanted: now, or the midnight that starts the wanted day."""
    now = a.scalar(m)[c.NOW]
    ahead = min(wanted_ms // c.DAY_MS, a.diary_ahead(m)[diary])
    if ahead < 1:
        return now
    return max(now, a.midnight(m)[min(day_of(m, now) + ahead, a.days(m))])


@apart
def find_slot(m, step, wanted_ms):  # type: ignore[no-untyped-def]
    """Return the first bookable slot on or after the wanted day, or -1.

    Whole days of lead count from midnight; a case that wants a later day than can be booked takes the last
    one that can.
    """
    now, diary = a.scalar(m)[c.NOW], 2 * a.step(m)[step, c.DIARY] + (1 if a.scalar(m)[c.WENT_LIVE] else 0)
    first, last = a.diary_from(m)[diary], a.diary_from(m)[diary + 1]
    today, earliest = day_of(m, now), earliest_wanted(m, diary, wanted_ms)
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if a.slot_time(m)[middle] < earliest:
            low = middle + 1
        else:
            high = middle
    limit = c.NEVER if a.step(m)[step, c.LONGEST] < 0 else now + a.step(m)[step, c.LONGEST]
    bookable_until = a.midnight(m)[min(today + a.diary_ahead(m)[diary] + 1, a.days(m))]
    for k in range(low, last):
        if a.slot_time(m)[k] > limit or a.slot_time(m)[k] >= bookable_until:
            return -1
        if a.seats_taken(m)[k] < a.slot_seats(m)[k] and a.slot_opens(m)[k] <= now:
            return k
    return -1


@compiled
def missed_share(m, rule, lead):  # type: ignore[no-untyped-def]
    """Return the share of bookings with this lead in days that are missed."""
    share = 0.0
    for k in range(rule[c.MISSED_FROM], rule[c.MISSED_UNTIL]):
        if a.missed_lead(m)[k] <= lead:
            share = a.missed_share(m)[k]
    return share


@apart
def book_slot(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case book; returns the next step when it finds nothing or cancels at once, else -1."""
    line, row, now = a.case(m)[i], a.step(m)[step, c.ROW], a.scalar(m)[c.NOW]
    rule, key, visit = a.rule(m)[step, line[c.SEG]], np.uint64(line[c.KEY]), a.visits(m)[i, row]
    want, show = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_BOOK], visit)
    wanted = draw_ms(m, rule[c.WANTED], want) if rule[c.WANTED] >= 0 else np.int64(0)
    slot = find_slot(m, step, wanted)
    if slot < 0:
        return depart(m, i, step, rule[c.FULL_TO], codes.NO_SLOT)
    t = a.slot_time(m)[slot]
    line[c.PHASE] = c.COMING
    lead = day_of(m, t) - day_of(m, now)
    if as_unit(show) < missed_share(m, rule, lead):
        line[c.PHASE] = c.MISSING
    if rule[c.CANCELS_TO] >= 0:
        give, notice = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_CANCEL], visit)
        if as_unit(give) < a.cancel_share(m)[step, line[c.SEG]]:
            t -= draw_ms(m, rule[c.NOTICE], notice)
            line[c.PHASE] = c.GIVING_BACK
            if t <= now:
                return depart(m, i, step, rule[c.CANCELS_TO], codes.CANCELLED)
    diary = 2 * a.step(m)[step, c.DIARY] + (1 if a.scalar(m)[c.WENT_LIVE] else 0)
    unwanted = a.slot_time(m)[slot] - earliest_wanted(m, diary, wanted)
    record_delay(m, i, row, a.slot_time(m)[slot] - now, unwanted)
    a.seats_taken(m)[slot] += 1
    line[c.BOOKED] = slot
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_BOOK, row, a.slot_time(m)[slot])
    schedule(m, i, t, codes.SLOT)
    if FULL:
        start_clock(m, i)
    return -1


@apart
def slot_comes(m, i):  # type: ignore[no-untyped-def]
    """The time of a booking, or of giving it back, has come; returns the next step."""
    line = a.case(m)[i]
    step = line[c.AT]
    rule = a.rule(m)[step, line[c.SEG]]
    if line[c.PHASE] == c.GIVING_BACK:
        if line[c.BOOKED] >= 0:
            a.seats_taken(m)[line[c.BOOKED]] -= 1
        return depart(m, i, step, rule[c.CANCELS_TO], codes.CANCELLED)
    if line[c.PHASE] == c.MISSING:
        return depart(m, i, step, rule[c.MISSED_TO], codes.MISSED)
    return go_on(m, i, step, rule[c.THEN])
