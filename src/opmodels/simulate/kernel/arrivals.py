"""Arrivals: the points of one keyed Poisson field over time and mark, laid in octaves of mark (E2.4)."""

from __future__ import annotations

import math

import numpy as np

from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.draws import draw_value
from opmodels.simulate.kernel.randoms import address_case, as_unit, draw_pair, jump, mix

ARRIVAL_PURPOSE = 0x0A881BA1
BUSY_PURPOSE = 0x0B05DA15
PLANNED_OCTAVE = 1001
PERSON_PURPOSE = 0x0E850115
FRAILTY_PURPOSE = 0x0F8A117E


@compiled
def day_of(m, t):  # type: ignore[no-untyped-def]
    """Return the number of the local day in which `t` lies."""
    midnight, last = a.midnight(m), a.days(m) - 1
    day = min(max(t // c.DAY_MS, 0), last)
    while day < last and midnight[day + 1] <= t:
        day += 1
    while day > 0 and midnight[day] > t:
        day -= 1
    return day


@compiled
def clock_of(m, t, day):  # type: ignore[no-untyped-def]
    """Return what the wall clock shows at a time of a day, in ms after midnight."""
    since = t - a.midnight(m)[day]
    return since + a.turn(m)[day, 1] if since >= a.turn(m)[day, 0] else since


@compiled
def rate_at(m, stream, t):  # type: ignore[no-untyped-def]
    """Return arrivals per hour of a stream at a time."""
    day = day_of(m, t)
    quarter = min(clock_of(m, t, day) // c.QUARTER_MS, 95)
    return a.rate(m)[stream, day] * a.shape(m)[a.day_shape(m)[stream, day], quarter]


@apart
def peak_rate(m, stream, start, end):  # type: ignore[no-untyped-def]
    """Return an upper bound of a stream's rate between two times: exact by quarter hour within two days, by
    day beyond."""
    first, last = day_of(m, start), day_of(m, end - 1)
    most = 0.0
    if last - first > 1:
        for day in range(first, last + 1):
            most = max(most, a.rate(m)[stream, day] * a.shape_peak(m)[a.day_shape(m)[stream, day]])
        return most
    for day in range(first, last + 1):
        rate = a.rate(m)[stream, day]
        row = a.day_shape(m)[stream, day]
        if rate * a.shape_peak(m)[row] <= most:
            continue
        if a.turn(m)[day, 1] != 0:
            most = rate * a.shape_peak(m)[row]
            continue
        q0 = min(max((start - a.midnight(m)[day]) // c.QUARTER_MS, 0), 95)
        q1 = min(max((end - 1 - a.midnight(m)[day]) // c.QUARTER_MS, 0), 95)
        for quarter in range(q0, q1 + 1):
            most = max(most, rate * a.shape(m)[row, quarter])
    return most


@compiled
def next_arrival(m, source):  # type: ignore[no-untyped-def]
    """Find the next case of a source, or what may be one (E2.10); keeps its place in the field and returns
    the time, or NEVER."""
    stream, octave, length = (
        a.source(m)[source, c.SOURCE_STREAM],
        a.source(m)[source, c.OCTAVE],
        a.source(m)[source, c.BLOCK_MS],
    )
    low, width = a.source_mark(m)[source, 0], a.source_mark(m)[source, 1]
    per_ms, most = width / c.HOUR_MS, 1.0
    if FULL and a.effects(m) > 0:
        most = a.effect_most(m)[stream]
    horizon, epoch = a.clock(m)[c.HORIZON], a.clock(m)[c.EPOCH]
    block, ordinal, since = a.place(m)[source, 0], a.place(m)[source, 1], a.place_time(m)[source]
    while True:
        start = block * length - epoch
        if start >= horizon:
            return c.NEVER
        if ordinal == 0 and peak_rate(m, stream, max(start, 0), min(start + length, horizon)) * most <= low:
            block += 1
            continue
        key = address_case(a.stream_hash(m)[stream], octave, block, ordinal)
        gap, mark = draw_pair(a.key(m)[0], key, ARRIVAL_PURPOSE, 0)
        since -= math.log(as_unit(gap)) / per_ms
        ordinal += 1
        if since >= length:
            block, ordinal, since = block + 1, 0, 0.0
            continue
        t = start + np.int64(since)
        if t < 0:
            continue
        if t >= horizon:
            return c.NEVER
        if low + width * as_unit(mark) < rate_at(m, stream, t) * most:
            a.place(m)[source, 0], a.place(m)[source, 1], a.place_time(m)[source] = block, ordinal, since
            a.place_case(m)[source] = key
            return t


@apart
def draw_days(m):  # type: ignore[no-untyped-def]
    """Draw this replication's busy days, and stand every source at the start of the run."""
    for stream in range(a.streams(m)):
        for day in range(a.days(m)):
            factor = 1.0
            table = a.stream(m)[
                stream, c.BUSY_AFTER if a.midnight(m)[day] >= a.clock(m)[c.LIVE] else c.BUSY_TABLE
            ]
            if table >= 0:
                whole, _ = draw_pair(
                    a.key(m)[0], a.need_hash(m)[stream], BUSY_PURPOSE, a.clock(m)[c.FIRST_DAY] + day
                )
                factor = draw_value(
                    a.table_kind(m)[table],
                    a.table_offset(m)[table],
                    a.table_size(m)[table],
                    a.table_values(m),
                    as_unit(whole),
                )
            a.rate(m)[stream, day] = a.base_rate(m)[stream, day] * factor
    for source in range(a.sources(m)):
        a.place(m)[source, 0] = a.clock(m)[c.EPOCH] // a.source(m)[source, c.BLOCK_MS]
        a.place(m)[source, 1] = 0
        a.place_time(m)[source] = 0.0


@apart
def start_sources(m):  # type: ignore[no-untyped-def]
    """Draw this replication's busy days and find the first case of every source."""
    draw_days(m)
    for source in range(a.sources(m)):
        t = next_arrival(m, source)
        a.arrival(m)[source] = c.NEVER if t == c.NEVER else (t << c.TIME_SHIFT) | source
    lists = a.comers(m) - a.sources(m) - a.occasions(m)
    for place in range(lists):
        a.arrival(m)[a.sources(m) + place] = find_planned(m, place)
    for place in range(a.occasions(m) if FULL else 0):
        comer = a.sources(m) + lists + place
        a.arrival(m)[comer] = (a.occasion(m)[place, c.OCCASION_TIME] << c.TIME_SHIFT) | comer
    for at in range(1, a.comers(m)):
        sift_up(a.arrival(m), at)


@compiled
def planned_key(m, place):  # type: ignore[no-untyped-def]
    """Return the key of the case of a planned time."""
    line = a.planned(m)[place]
    stream = a.stream_hash(m)[line[c.PLAN_STREAM]]
    return address_case(stream, PLANNED_OCTAVE, a.planned_block(m)[place], line[c.PLAN_ORDINAL])


@apart
def find_planned(m, place):  # type: ignore[no-untyped-def]
    """Return the packed key of the arrival of a planned time, or NEVER when nobody comes within the run."""
    line = a.planned(m)[place]
    late, comes = draw_pair(a.key(m)[0], planned_key(m, place), line[c.PLAN_PURPOSE], 0)
    t, table = line[c.PLAN_TIME], line[c.PLAN_LATE]
    if table >= 0:
        minutes = draw_value(
            a.table_kind(m)[table],
            a.table_offset(m)[table],
            a.table_size(m)[table],
            a.table_values(m),
            as_unit(late),
        )
        t += np.int64(minutes * 60_000.0 + 0.5)
    if t < 0 or t >= a.clock(m)[c.HORIZON] or as_unit(comes) >= a.planned_share(m)[place]:
        return c.NEVER
    return (t << c.TIME_SHIFT) | (a.sources(m) + place)


@compiled
def sift_up(heap, at):  # type: ignore[no-untyped-def]
    """Let the key at a place rise to where it belongs."""
    key = heap[at]
    while at > 0:
        parent = (at - 1) >> 1
        if heap[parent] <= key:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = key


@compiled
def person_key(m, stream, person):  # type: ignore[no-untyped-def]
    """Return the key of a person: the same in every replication and every operating model."""
    return mix(a.group_hash(m)[stream] + np.uint64(person) * np.uint64(0x9E3779B97F4A7C15))


@apart
def choose_person(m, stream, case):  # type: ignore[no-untyped-def]
    """Choose whose case it is: in proportion to frailty, and so that one more person changes nobody else's
    cases."""
    people, table = a.stream(m)[stream, c.PEOPLE], a.stream(m)[stream, c.FRAILTY_TABLE]
    attempt = np.int64(0)
    while True:
        person = jump(mix(case + a.key(m)[0] + np.uint64(attempt + 1) * np.uint64(PERSON_PURPOSE)), people)
        if table < 0 or attempt >= 1000:
            return person
        whole, _ = draw_pair(a.key(m)[1], person_key(m, stream, person), FRAILTY_PURPOSE, 0)
        frailty = draw_value(
            a.table_kind(m)[table],
            a.table_offset(m)[table],
            a.table_size(m)[table],
            a.table_values(m),
            as_unit(whole),
        )
        accept, _ = draw_pair(a.key(m)[0], case, PERSON_PURPOSE, attempt)
        if as_unit(accept) * a.frailty_most(m)[stream] < frailty:
            return person
        attempt += 1
