"""Arrivals drawn ahead, for the plain loop: who comes does not depend on what happens (E2.3).

The draws are those of `arrivals` and `queues`, many addresses at once.
"""

from __future__ import annotations

import math

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.admission import BACKLOG_OCTAVE, entry_step
from opmodels.simulate.kernel.arrivals import (
    PERSON_PURPOSE,
    choose_person,
    clock_of,
    day_of,
    draw_days,
    find_planned,
    peak_rate,
    planned_key,
    rate_at,
)
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.draws import draw_value
from opmodels.simulate.kernel.randoms import GOLDEN, JUMP, ONE, S33, address_case, mix
from opmodels.simulate.kernel.tournament import LEAST, WIDTH, play, put
from opmodels.simulate.kernel.wide import draw_candidates, draw_firsts, draw_laters


@compiled
def rate_until(m, stream, t):  # type: ignore[no-untyped-def]
    """Return until when the rate of a stream at a time stays as it is: to the end of the day at most."""
    day = day_of(m, t)
    if a.turn(m)[day, 1] != 0:
        return t
    shape, quarter = a.shape(m)[a.day_shape(m)[stream, day]], min(clock_of(m, t, day) // c.QUARTER_MS, 95)
    after = quarter + 1
    while after < 96 and shape[after] == shape[quarter]:
        after += 1
    return a.midnight(m)[day] + after * c.QUARTER_MS


@compiled
def key_of_block(m, source, block):  # type: ignore[no-untyped-def]
    """Return that of which the keys of the candidates of a block are made (`address_case`)."""
    stream = a.stream_hash(m)[a.source(m)[source, c.SOURCE_STREAM]]
    place = mix(stream + GOLDEN * np.uint64(a.source(m)[source, c.OCTAVE] + 64))
    return mix(place + GOLDEN * np.uint64(block))


@apart
def look_ahead(m, source):  # type: ignore[no-untyped-def]
    """Find the next cases of a source, one or more; returns the time of the first, or NEVER."""
    stream, length = a.source(m)[source, c.SOURCE_STREAM], a.source(m)[source, c.BLOCK_MS]
    low, width = a.source_mark(m)[source, 0], a.source_mark(m)[source, 1]
    per_ms, horizon, uniform = width / c.HOUR_MS, a.clock(m)[c.HORIZON], a.uniform(m)
    block, ordinal, since = a.place(m)[source, 0], a.place(m)[source, 1], a.place_time(m)[source]
    rate, until, found = a.ahead_rate(m)[source], a.ahead(m)[source, p.RATE_UNTIL], np.int64(0)
    while found == 0:
        start = block * length - a.clock(m)[c.EPOCH]
        if start >= horizon:
            return np.int64(c.NEVER)
        if ordinal == 0 and peak_rate(m, stream, max(start, 0), min(start + length, horizon)) <= low:
            block += 1
            continue
        draw_candidates(a.draft(m), uniform, key_of_block(m, source, block), ordinal, a.key(m)[0])
        for n in range(p.WIDE):
            since -= math.log(uniform[p.UNIFORM_GAP, n]) / per_ms
            ordinal += 1
            if since >= length:
                block, ordinal, since = block + 1, np.int64(0), 0.0
                break
            t = start + np.int64(since)
            if t < 0 or t >= horizon:
                continue
            if t >= until:
                rate, until = rate_at(m, stream, t), rate_until(m, stream, t)
            # Written down in any case, and kept if it is one: whether it is could not be guessed.
            a.ahead_time(m)[source, found] = t
            a.ahead_key(m)[source, found] = a.draft(m)[p.DRAFT_CASE, n]
            found += np.int64(low + width * uniform[p.UNIFORM_MARK, n] < rate)
    a.place(m)[source, 0], a.place(m)[source, 1], a.place_time(m)[source] = block, ordinal, since
    a.ahead_rate(m)[source], a.ahead(m)[source, p.RATE_UNTIL] = rate, until
    a.ahead(m)[source, p.AHEAD_AT], a.ahead(m)[source, p.AHEAD_COUNT] = 0, found
    return a.ahead_time(m)[source, 0]


@compiled
def take_ahead(m, source):  # type: ignore[no-untyped-def]
    """Take the next case of a source; returns its key, after its successor has been put in its place."""
    at = a.ahead(m)[source, p.AHEAD_AT]
    key = a.ahead_key(m)[source, at]
    at += 1
    if at < a.ahead(m)[source, p.AHEAD_COUNT]:
        a.ahead(m)[source, p.AHEAD_AT] = at
        t = a.ahead_time(m)[source, at]
    else:
        t = look_ahead(m, source)
    put(a.next_comers(m), source, c.NEVER if t == c.NEVER else (t << c.TIME_SHIFT) | source)
    return key


@compiled
def rule_at(m, step, stream):  # type: ignore[no-untyped-def]
    """Return the number of the rule by which a step treats the cases of a stream."""
    return step * a.segments(m) + a.stream(m)[stream, c.SEGMENT]


@compiled
def take_next(m, line):  # type: ignore[no-untyped-def]
    """Write down who comes next, of a field or a list: when, its key, its stream and where it begins."""
    top = a.next_comers(m)[LEAST]
    t, source = top >> c.TIME_SHIFT, top & ((1 << c.TIME_SHIFT) - 1)
    if source < a.sources(m):
        stream, key = a.source(m)[source, c.SOURCE_STREAM], take_ahead(m, source)
    else:
        place = source - a.sources(m)
        stream, key = a.planned(m)[place, c.PLAN_STREAM], planned_key(m, place)
        put(a.next_comers(m), source, c.NEVER)
    line[p.COMES_AT], line[p.COMES_KEY], line[p.COMES_STREAM] = t, np.int64(key), stream
    line[p.COMES_BY] = rule_at(m, entry_step(m, stream, key, t), stream)


@compiled
def take_backlog(m, line):  # type: ignore[no-untyped-def]
    """Write down the next case of the backlog: it comes at the start, before any other."""
    place = a.scalar(m)[c.COMING_BACKLOG]
    a.scalar(m)[c.COMING_BACKLOG] = place + 1
    stream = a.at_start(m)[place, 1]
    key = address_case(a.stream_hash(m)[stream], BACKLOG_OCTAVE, 0, a.at_start(m)[place, 2])
    line[p.COMES_AT], line[p.COMES_KEY], line[p.COMES_STREAM] = 0, np.int64(key), stream
    line[p.COMES_BY] = rule_at(m, a.at_start(m)[place, 0], stream)


@apart
def lead_far(m, rule, u):  # type: ignore[no-untyped-def]
    """Do what `lead_on` does, where there are many ways."""
    place = rule[p.PLACES_FROM]
    last = place + rule[p.PLACES_BEFORE_LAST]
    while place < last and u >= a.route_cum(m)[place]:
        place += 1
    return a.route_to(m)[place] * a.segments(m) + rule[p.PLAIN_SEGMENT]


@compiled
def lead_on(m, by, u):  # type: ignore[no-untyped-def]
    """Return the number of the rule to which the usual way out of a step leads for one uniform number."""
    rule = a.plain_rule(m)[by]
    if rule[p.PLACES_BEFORE_LAST] > p.FEW_WAYS:
        return lead_far(m, rule, u)
    # All compared, not searched: the processor could not guess where a search ends.
    place = np.int64(0)
    for k in range(p.FEW_WAYS):
        place += np.int64(u >= a.way_cum(m)[by, k])
    return a.way_rule(m)[by, place]


@compiled
def draw_takes(m, rule, u):  # type: ignore[no-untyped-def]
    """Return how long work takes, in ms."""
    minutes = draw_value(rule[p.TAKES_KIND], rule[p.TAKES_FROM], rule[p.TAKES_SIZE], a.table_values(m), u)
    return np.int64(minutes * 60_000.0 + 0.5)


@compiled
def draw_bears(m, rule, u):  # type: ignore[no-untyped-def]
    """Return for how long a case waits until it gives up, in ms."""
    minutes = draw_value(rule[p.BEARS_KIND], rule[p.BEARS_FROM], rule[p.BEARS_SIZE], a.table_values(m), u)
    return np.int64(minutes * 60_000.0 + 0.5)


@compiled
def prepare(m, count):  # type: ignore[no-untyped-def]
    """Find for the next arrivals what their first visit takes, where they go then, and how long they wait."""
    draft, uniform = a.draft(m), a.uniform(m)
    for first in range(0, count, p.WIDE):
        draw_firsts(draft, uniform, first, a.key(m)[0])
    for n in range(count):
        line = a.coming(m)[n]
        rule = a.plain_rule(m)[line[p.COMES_BY]]
        if rule[p.PLAIN_KIND] == codes.SERVE:
            line[p.FIRST_WORK] = draw_takes(m, rule, uniform[p.UNIFORM_WORK, n])
            line[p.FIRST_ONWARD] = lead_on(m, line[p.COMES_BY], uniform[p.UNIFORM_ONWARD, n])
        if rule[p.BEARS_KIND] != p.NO_TABLE:
            line[p.FIRST_PATIENCE] = draw_bears(m, rule, uniform[p.UNIFORM_WAIT, n])


@apart
def draw_undrawn(m):  # type: ignore[no-untyped-def]
    """Find for the next visits of some cases what `prepare` finds for first visits."""
    draft, uniform, undrawn = a.draft(m), a.uniform(m), a.undrawn(m)
    draw_laters(draft, uniform, p.LATER, a.key(m)[0])
    for n in range(undrawn[0]):
        line = a.case(m)[undrawn[1 + n]]
        rule = a.plain_rule(m)[line[p.ONWARD]]
        line[p.NEXT_WORK] = draw_takes(m, rule, uniform[p.UNIFORM_WORK, p.LATER + n])
        line[p.NEXT_ONWARD] = lead_on(m, line[p.ONWARD], uniform[p.UNIFORM_ONWARD, p.LATER + n])
        if rule[p.BEARS_KIND] != p.NO_TABLE:
            line[p.NEXT_BEARS] = draw_bears(m, rule, uniform[p.UNIFORM_WAIT, p.LATER + n])
    undrawn[0] = 0


@compiled
def begin_choosing(m, count):  # type: ignore[no-untyped-def]
    """Choose whose cases the next arrivals are where people are told apart, and begin to where they are not;
    returns how many are open."""
    draft, still = a.draft(m), np.int64(0)
    for n in range(count):
        line = a.coming(m)[n]
        stream, key = line[p.COMES_STREAM], np.uint64(line[p.COMES_KEY])
        if a.stream(m)[stream, c.FRAILTY_TABLE] >= 0:
            person = choose_person(m, stream, key)
            line[p.COMES_PERSON] = a.stream(m)[stream, c.PERSON_FROM] + person
            continue
        draft[p.DRAFT_JUMP, n] = mix(key + a.key(m)[0] + np.uint64(PERSON_PURPOSE))
        draft[p.DRAFT_CANDIDATE, n] = np.uint64(0)
        draft[p.DRAFT_OPEN, still] = np.uint64(n)
        still += 1
    return still


@compiled
def jump_on(m, still):  # type: ignore[no-untyped-def]
    """Choose the persons of those that are open, as `jump` does, in turns: one jump has to wait for the last
    of the same case, but not for those of others."""
    draft = a.draft(m)
    while still > 0:
        left = np.int64(0)
        for place in range(still):
            n = np.int64(draft[p.DRAFT_OPEN, place])
            stream = a.stream(m)[a.coming(m)[n, p.COMES_STREAM]]
            candidate = np.int64(draft[p.DRAFT_CANDIDATE, n])
            a.coming(m)[n, p.COMES_PERSON] = stream[c.PERSON_FROM] + candidate
            key = draft[p.DRAFT_JUMP, n] * JUMP + ONE
            following = np.int64(np.float64(candidate + 1) * (2147483648.0 / np.float64((key >> S33) + ONE)))
            draft[p.DRAFT_JUMP, n], draft[p.DRAFT_CANDIDATE, n] = key, np.uint64(following)
            draft[p.DRAFT_OPEN, left] = np.uint64(n)
            left += np.int64(following < stream[c.PEOPLE])
        still = left


@apart
def fetch(m):  # type: ignore[no-untyped-def]
    """Write down who comes next, until the list is full or nobody comes any more."""
    count = np.int64(0)
    while count < p.COMING:
        line = a.coming(m)[count]
        if a.scalar(m)[c.COMING_BACKLOG] < a.backlog(m):
            take_backlog(m, line)
        elif a.next_comers(m)[LEAST] != c.NEVER:
            take_next(m, line)
        else:
            break
        rule = a.plain_rule(m)[line[p.COMES_BY]]
        a.draft(m)[p.DRAFT_WORK, count] = np.uint64(rule[p.PLAIN_WORK])
        a.draft(m)[p.DRAFT_WAIT, count] = np.uint64(rule[p.PLAIN_WAIT])
        a.draft(m)[p.DRAFT_VISIT, count] = np.uint64(1)
        count += 1
    # Candidates have their keys in the same draft, so the arrivals' are written once all are found.
    for n in range(count):
        a.draft(m)[p.DRAFT_CASE, n] = np.uint64(a.coming(m)[n, p.COMES_KEY])
    if a.clock(m)[c.TRACK_PERSONS]:
        jump_on(m, begin_choosing(m, count))
    prepare(m, count)
    a.scalar(m)[c.COMING_AT], a.scalar(m)[c.COMING_END] = 0, count


@apart
def start_field(m):  # type: ignore[no-untyped-def]
    """Find the first case of every source and list."""
    draw_days(m)
    a.scalar(m)[c.BACKLOG_AT] = a.backlog(m)  # for the loop, they are arrivals
    comers = a.next_comers(m)
    for source in range(a.sources(m)):
        t = look_ahead(m, source)
        comers[comers[WIDTH] + source] = c.NEVER if t == c.NEVER else (t << c.TIME_SHIFT) | source
    for place in range(a.comers(m) - a.sources(m)):
        comers[comers[WIDTH] + a.sources(m) + place] = find_planned(m, place)
    play(comers)
    for place in range(p.COMING):
        a.coming(m)[place, p.COMES_PERSON] = -1
    # As if the last of a list had come, so that the first are fetched.
    a.scalar(m)[c.COMING_AT] = a.scalar(m)[c.COMING_END] = p.COMING
