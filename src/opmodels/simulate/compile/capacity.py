"""Pools and diaries: capacity over time, and the slots that can be booked (E1.2, E3.5, E3.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.describe.service import Service
from opmodels.describe.staff import Diary, Pool
from opmodels.foundation import codes
from opmodels.foundation.calendar import open_spans, parse_hours
from opmodels.foundation.randomness import hash_names
from opmodels.foundation.units import parse_clock
from opmodels.simulate import columns as c
from opmodels.simulate.compile.decisions import begins_anew, count_beside, list_concerned
from opmodels.simulate.compile.pathway import Index
from opmodels.simulate.compile.shelf import Shelf
from opmodels.simulate.compile.timeline import Timeline

ALWAYS = parse_hours("always")
Spans = list[tuple[int, int]]


def pool_spans(pool: Pool, timeline: Timeline) -> Spans:
    """Return when a pool is open: ms from the start of the run."""
    stays_open = pool.on_holidays == "open" or pool.hours == ALWAYS
    exceptions = {day: off.spans for off in pool.exceptions for day in off.days}
    closed = frozenset() if stays_open else timeline.closed
    return open_spans(pool.hours, timeline.first, timeline.last, timeline.zone, closed, exceptions)


def _cut(spans: Spans, start: int, end: int) -> Spans:
    return [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]


def _by_day(spans: Spans, midnights: np.ndarray) -> Spans:
    cut: Spans = []
    for start, end in spans:
        inner = midnights[(midnights > start) & (midnights < end)]
        edges = [start, *(int(t) for t in inner), end]
        cut += list(pairwise(edges))
    return cut


def _changes(
    number: int, pools: Sequence[Pool | None], timeline: Timeline, dual_ms: int, anew: bool
) -> list[tuple[int, int, int, int]]:
    """Return the changes of one pool's capacity: ms, pool, capacity, day of the shift."""
    live = timeline.live if len(pools) > 1 else 1 << 61
    layers = []
    for pool, start, end in zip(pools, (0, live), (live + dual_ms, 1 << 61), strict=False):
        if pool is not None:
            layers += [
                (a, b, pool.size, pool.absence is not None or pool.absence_rises is not None)
                for a, b in _cut(pool_spans(pool, timeline), start, end)
            ]
    daily = any(absent for *_, absent in layers)
    spans = [
        (a, b, size)
        for x, y, size, _ in layers
        for a, b in (_by_day([(x, y)], timeline.midnights) if daily else [(x, y)])
    ]
    return _step_function(spans, number, timeline.midnights, daily, [live] if anew else [])


def _step_function(
    spans: Sequence[tuple[int, int, int]],
    number: int,
    midnights: np.ndarray,
    daily: bool,
    told: Sequence[int] = (),
) -> list[tuple[int, int, int, int]]:
    """Return where the largest of the spans that are open changes, and times that are told anyway."""
    edges = np.unique(np.array([0, *told, *(t for a, b, _ in spans for t in (a, b))], np.int64))
    sizes = np.zeros(len(edges), np.int64)
    for start, end, size in spans:
        open_edges = slice(*np.searchsorted(edges, (start, end)))
        sizes[open_edges] = np.maximum(sizes[open_edges], size)
    days = np.searchsorted(midnights, edges, side="right") - 1
    changed = np.concatenate([[True], np.diff(sizes) != 0]) | (daily & (sizes > 0)) | np.isin(edges, told)
    return [
        (int(t), number, int(size), int(day))
        for t, size, day in zip(edges[changed], sizes[changed], days[changed], strict=True)
    ]


@dataclass(frozen=True)
class Capacity:
    """The arrays of `Program` that concern pools."""

    pool: np.ndarray
    pool_absence: np.ndarray
    pool_speed: np.ndarray
    pool_hash: np.ndarray
    calendar: np.ndarray


def compile_capacity(
    services: Sequence[Service], index: Index, timeline: Timeline, dual_ms: int, shelf: Shelf
) -> Capacity:
    """Compile the pools of one or two versions of a service.

    Parameters
    ----------
    services
        As it is, and after go-live.
    index
        What names mean as numbers.
    timeline
        The days of the run.
    dual_ms
        How long after go-live the pools of before are kept beside the new ones.
    shelf
        Where quantile tables are collected.
    """
    pools = index.pools
    lines = np.full((len(pools), c.POOL_COLS), -1, np.int64)
    absence, speed = np.zeros((len(pools), c.ABSENCE_COLS)), np.ones((len(pools), 2))
    changes: list[tuple[int, int, int, int]] = []
    workers, beside = 0, count_beside(services)
    anew = list_concerned(services) if begins_anew(services) else []
    for name, number in pools.items():
        versions = [service.pools.get(name) for service in services]
        latest = next(pool for pool in reversed(versions) if pool is not None)
        both = (versions[0] or latest, latest)
        size = most_at_work([pool for pool in versions if pool is not None]) + beside.get(name, 0)
        line = lines[number]
        line[c.WORKER_FROM], line[c.WORKERS] = workers, size
        line[c.KEEP_AT], line[c.SAME_AT] = index.kept.get(name, -1), index.wanted_again.get(name, -1)
        line[c.SHIFT_END], line[c.SHIFT_END_AFTER] = [
            codes.PAUSE if pool.shift_end == "pause" else codes.FINISH for pool in both
        ]
        absence[number] = _lay_absence(both)
        _lay_speed(both, line, speed[number], shelf)
        workers += size
        changes += _changes(number, versions, timeline, dual_ms, name in anew)
    calendar = np.array(sorted(changes), np.int64).reshape(-1, 4)
    hashes = np.array([hash_names("pool", name) for name in pools], np.uint64)
    return Capacity(lines, absence, speed, hashes, calendar[calendar[:, 0] < timeline.horizon])


def most_at_work(versions: Sequence[Pool]) -> int:
    """Return how many can ever work at the same time: called help may still be there after go-live."""
    calls = {pool.on_call for pool in versions if pool.on_call is not None}
    return max(pool.size for pool in versions) + sum(int(call.staff.value) for call in calls)


def _lay_absence(both: Sequence[Pool]) -> list[float]:
    """Return the shares of both versions, the utilisation above which they rise, and by how much."""
    shares = [pool.absence.value if pool.absence else 0.0 for pool in both]
    rises = [pool.absence_rises for pool in both]
    above = [rise.above.value if rise else 0.0 for rise in rises]
    return [*shares, *above, *(rise.by.value if rise else 0.0 for rise in rises)]


def _lay_speed(both: Sequence[Pool], line: np.ndarray, speed: np.ndarray, shelf: Shelf) -> None:
    for version, (pool, column) in enumerate(zip(both, (c.OWN_BEFORE, c.OWN_AFTER), strict=True)):
        speed[version] = pool.speed.value if pool.speed else 1.0
        if pool.speeds_differ and pool.speeds_differ.value > 0:
            line[column] = shelf.add(Lognormal(mean=1.0, sd=pool.speeds_differ.value))
    line[c.HAS_SPEED] = int(bool((speed != 1.0).any()) or line[c.OWN_BEFORE : c.OWN_AFTER + 1].max() >= 0)


@dataclass(frozen=True)
class Slots:
    """The arrays of `Program` that concern diaries."""

    diary_from: np.ndarray
    slot_time: np.ndarray
    slot_seats: np.ndarray
    slot_opens: np.ndarray
    diary_ahead: np.ndarray


def _whole_part(k: int, share: float) -> int:
    """Return how many of the first `k` are chosen when a share of them is chosen as evenly as can be."""
    return int(k * share + 1e-9)


def diary_slots(diary: Diary, pool: Pool, timeline: Timeline) -> list[tuple[int, int, int]]:
    """Return the slots of a diary: time, bookings taken, time from which it can be booked; all in ms.

    Each session of the pool has ``per_session`` slot times, spread evenly; at each the whole pool can be
    booked.
    """
    slots = []
    each, size = int(diary.per_session.value), pool.size
    extra = 1.0 + (diary.overbook.value if diary.overbook else 0.0)
    held = diary.held_back.share.value if diary.held_back else 0.0
    until = parse_clock(diary.held_back.until) if diary.held_back else 0
    for start, end in _by_day(pool_spans(pool, timeline), timeline.midnights):
        day = int(np.searchsorted(timeline.midnights, start, side="right")) - 1
        opens = timeline.moment(day - diary.opens.days, diary.opens.clock) if day >= diary.opens.days else 0
        opens_held = timeline.moment(day, until) if held else opens
        for k in range(each):
            seats = _whole_part((k + 1) * size, extra) - _whole_part(k * size, extra)
            is_held = _whole_part(k + 1, held) > _whole_part(k, held)
            slots.append((start + (end - start) * k // each, seats, opens_held if is_held else opens))
    return slots


def compile_diaries(services: Sequence[Service], diaries: Mapping[str, int], timeline: Timeline) -> Slots:
    """Compile the slots of every diary, as before and as after go-live."""
    rows: list[tuple[int, int, int]] = []
    starts, ahead = [0], []
    for name in diaries:
        for version in (services[0], services[-1]):
            diary = version.diaries.get(name)
            found = sorted(diary_slots(diary, version.pools[diary.pool], timeline)) if diary else []
            rows += found
            starts.append(len(rows))
            ahead.append(diary.opens.days if diary else 0)
    table = np.array(rows, np.int64).reshape(-1, 3)
    times, seats, opens = (np.ascontiguousarray(table[:, k]) for k in range(3))
    return Slots(np.array(starts, np.int64), times, seats, opens, np.array(ahead, np.int64))
