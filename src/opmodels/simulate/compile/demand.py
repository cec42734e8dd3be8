"""Streams of arrivals: one for each need and group, with a rate for every day and a shape within the day
(E2.4)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opmodels.describe.demand import Need
from opmodels.describe.distributions.gamma import Gamma
from opmodels.describe.service import Service
from opmodels.describe.volume import rate_per_hour
from opmodels.foundation.randomness import hash_names
from opmodels.simulate import columns as c
from opmodels.simulate.compile.planned import groups_of
from opmodels.simulate.compile.shelf import Shelf
from opmodels.simulate.compile.timeline import EPOCH, HOUR_MS, Timeline

LOWEST_OCTAVE = -6
"""Marks below 2^-6 per hour are one source."""
POINTS_PER_BLOCK = 16
HEADROOM = 32.0
"""How far a busy day may exceed the busiest usual quarter hour before its arrivals are cut; a factor that
no gamma here reaches."""
FRAILTY_TAIL = 1e-4
"""Share of the most frail who are treated as one."""


def list_streams(services: Sequence[Service]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of need and group that ever have cases, those of the first service first."""
    pairs = {
        (need, group): None
        for service in services
        for need, described in service.needs.items()
        for group in service.groups
        if service.groups[group].people.value > 0
        and (
            rate_per_hour(service, described, need, group) > 0
            or any(b.need == need for b in service.at_start)
            or (described.campaign and service.campaigns[described.campaign].concerns(group))
            or (described.planned is not None and group in groups_of(service, described.planned.times))
        )
    }
    return tuple(pairs)


@dataclass
class _Shapes:
    rows: dict[tuple[float, ...], int]

    def add(self, row: tuple[float, ...]) -> int:
        return self.rows.setdefault(row, len(self.rows))


def _day_rates(service: Service, need: Need, base: float, timeline: Timeline) -> np.ndarray:
    holiday = need.on_holidays.value if need.on_holidays else 1.0
    factors = [
        need.year[day.month - 1] * (holiday if day in timeline.closed else 1.0) for day in timeline.dates
    ]
    return base * np.array(factors)


@dataclass(frozen=True)
class Demand:
    """The arrays of `Program` that concern arrivals."""

    stream: np.ndarray
    stream_hash: np.ndarray
    need_hash: np.ndarray
    group_hash: np.ndarray
    frailty_most: np.ndarray
    source: np.ndarray
    source_mark: np.ndarray
    day_rate: np.ndarray
    day_shape: np.ndarray
    shape: np.ndarray
    shape_peak: np.ndarray
    effect_most: np.ndarray


def compile_demand(
    services: Sequence[Service],
    streams: Sequence[tuple[str, str]],
    groups: Sequence[str],
    people: Sequence[int],
    timeline: Timeline,
    shelf: Shelf,
    effect_most: np.ndarray,
) -> Demand:
    """Compile the arrivals of a service as it is and, when it changes, as it would be.

    Parameters
    ----------
    services
        One or two: as it is, and as it is after go-live.
    streams
        Pairs of need and group.
    groups, people
        Names of the groups, and how many people each has.
    timeline
        The days of the run.
    shelf
        Where quantile tables are collected.
    effect_most
        (streams,) by how much effects on people can raise each rate, 1 or more.
    """
    shapes = _Shapes({})
    day_rate = np.zeros((len(streams), timeline.days))
    day_shape = np.zeros((len(streams), timeline.days), np.int64)
    stream = np.full((len(streams), c.STREAM_COLS), -1, np.int64)
    most = np.ones(len(streams))
    starts = np.concatenate([[0], np.cumsum(people)]).astype(np.int64)
    for row, (need_name, group) in enumerate(streams):
        _fill_days(services, need_name, group, timeline, shapes, day_rate[row], day_shape[row])
        g = groups.index(group)
        stream[row, c.GROUP], stream[row, c.SEGMENT], stream[row, c.PEOPLE], stream[row, c.PERSON_FROM] = (
            g,
            row,
            people[g],
            starts[g],
        )
        stream[row, c.BUSY_TABLE] = _busy_table(services[0], need_name, shelf)
        stream[row, c.BUSY_AFTER] = _busy_table(services[-1], need_name, shelf)
        stream[row, c.FRAILTY_TABLE], most[row] = _frailty(services, group, shelf)
    shape = np.array(list(shapes.rows), np.float64).reshape(len(shapes.rows), 96)
    peaks = shape.max(axis=1) if len(shape) else np.zeros(0)
    source, mark = _lay_sources(streams, day_rate * effect_most[:, None], day_shape, peaks, stream)
    return Demand(
        stream=stream,
        stream_hash=_hash_all("stream", streams),
        need_hash=_hash_all("need", [(need,) for need, _ in streams]),
        group_hash=_hash_all("group", [(group,) for _, group in streams]),
        frailty_most=most,
        source=source,
        source_mark=mark,
        day_rate=day_rate,
        day_shape=day_shape,
        shape=shape,
        shape_peak=peaks,
        effect_most=effect_most,
    )


def _hash_all(what: str, names: Sequence[tuple[str, ...]]) -> np.ndarray:
    return np.array([hash_names(what, *one) for one in names], np.uint64)


def _fill_days(
    services: Sequence[Service],
    need_name: str,
    group: str,
    timeline: Timeline,
    shapes: _Shapes,
    rates: np.ndarray,
    rows: np.ndarray,
) -> None:
    changes = timeline.live_days if len(services) > 1 and timeline.live_days is not None else timeline.days
    for service, first, last in zip(
        services, (0, changes), (min(changes, timeline.days), timeline.days), strict=False
    ):
        need = service.needs.get(need_name)
        if need is None or group not in service.groups:
            continue
        base = rate_per_hour(service, need, need_name, group)
        rates[first:last] = _day_rates(service, need, base, timeline)[first:last]
        by_weekday = [shapes.add(need.week[96 * day : 96 * day + 96]) for day in range(7)]
        rows[first:last] = [by_weekday[day.weekday()] for day in timeline.dates[first:last]]
    shapes.add((1.0,) * 96) if not shapes.rows else None


def _busy_table(service: Service, need: str, shelf: Shelf) -> int:
    described = service.needs.get(need)
    if described is None or described.busy_days is None or described.busy_days.value == 0:
        return -1
    return shelf.add(Gamma(mean=1.0, sd=described.busy_days.value))


def _frailty(services: Sequence[Service], group: str, shelf: Shelf) -> tuple[int, float]:
    described = next(service.groups[group] for service in services if group in service.groups)
    spread = described.frailty.of(group) if described.frailty is not None else None
    if spread is None:
        return -1, 1.0
    most = float(spread.distribution.upper_quantile(np.array([FRAILTY_TAIL]))[0])
    return shelf.add(spread.distribution), most


def _lay_sources(
    streams: Sequence[tuple[str, str]],
    day_rate: np.ndarray,
    day_shape: np.ndarray,
    peaks: np.ndarray,
    stream: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    source, mark = [], []
    for row in range(len(streams)):
        peak = float((day_rate[row] * peaks[day_shape[row]]).max()) * (
            HEADROOM if stream[row, c.BUSY_TABLE : c.BUSY_AFTER + 1].max() >= 0 else 1.0
        )
        if peak <= 0:
            continue
        for octave in range(LOWEST_OCTAVE - 1, max(math.ceil(math.log2(peak)), LOWEST_OCTAVE)):
            low = 0.0 if octave < LOWEST_OCTAVE else 2.0**octave
            width = 2.0**LOWEST_OCTAVE if octave < LOWEST_OCTAVE else 2.0**octave
            source.append((row, octave, max(round(POINTS_PER_BLOCK / width * HOUR_MS), 1000)))
            mark.append((low, width))
    return np.array(source, np.int64).reshape(-1, c.SOURCE_COLS), np.array(mark, np.float64).reshape(-1, 2)


def days_since_epoch(timeline: Timeline) -> int:
    """Return days from the epoch of the field to the first day of the run."""
    return (timeline.first - EPOCH).days
