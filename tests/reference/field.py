"""Arrivals: the points of a field that lie below the rate (E2.3, E2.4)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from opmodels.describe.distributions.gamma import Gamma
from opmodels.describe.service import Service
from tests.reference.chance import ARRIVAL, Chance, hash_of, value_at
from tests.reference.days import DAY, HOUR, Days
from tests.reference.many import case_keys, uniforms

HOURS_PER_YEAR = 8766.0
LOWEST = -6
POINTS = 16
QUARTER = 15


def mean_rate(service: Service, need_name: str, group: str) -> float:
    """Return the cases per hour of a need in a group, on average over a year."""
    need = service.needs.get(need_name)
    if need is None or group not in service.groups:
        return 0.0
    people = service.groups[group].people.value
    if need.campaign:
        return 0.0
    if need.per_person_per_year is not None:
        each = need.per_person_per_year.of(group)
        return 0.0 if each is None else float(each) * people / HOURS_PER_YEAR
    if need.rate is None:
        return 0.0
    if group in need.rate.by:
        return float(need.rate.by[group])
    others = sum(g.people.value for name, g in service.groups.items() if name not in need.rate.by)
    return 0.0 if need.rate.everyone is None else float(need.rate.everyone) * people / others


def list_streams(versions: tuple[Service, ...]) -> list[tuple[str, str]]:
    """Return the pairs of need and group that ever have cases, those of the first version first."""
    found = [
        (need, group)
        for version in versions
        for need in version.needs
        for group in version.groups
        if mean_rate(version, need, group) > 0
        or any(line.need == need for line in version.at_start)
        or _may_be_chosen(version, need, group)
    ]
    return list(dict.fromkeys(found))


def _may_be_chosen(version: Service, need: str, group: str) -> bool:
    name = version.needs[need].campaign
    return bool(name) and version.campaigns[name].concerns(group)


class Rates:
    """The rate of one stream: for each day of the run a level, and the rate of each quarter hour (E2.4)."""

    def __init__(
        self, versions: tuple[Service, ...], stream: tuple[str, str], days: Days, chance: Chance
    ) -> None:
        self.factor = 1.0
        """By how much effects on people can raise it (E2.10)."""
        self.days, last = days, days.day_at(days.horizon - 1)
        self.rates = np.array([self._of_day(versions, stream, day, chance) for day in range(last + 1)])
        self.peaks = [float(peak) for peak in self.rates.max(axis=1)]
        self.peak = max(self.peaks)

    def _of_day(
        self, versions: tuple[Service, ...], stream: tuple[str, str], day: int, chance: Chance
    ) -> np.ndarray:
        """Return the rate of each quarter hour of a day."""
        version = versions[-1 if day >= self.days.live_day else 0]
        need, first = version.needs.get(stream[0]), 96 * self.days.date_of(day).weekday()
        level = self._level(version, stream, day, chance)
        return level * np.array(need.week[first : first + 96]) if need and level else np.zeros(96)

    def _level(self, version: Service, stream: tuple[str, str], day: int, chance: Chance) -> float:
        level, need = mean_rate(version, *stream), version.needs.get(stream[0])
        if need is None or level == 0:
            return 0.0
        date = self.days.date_of(day)
        level *= need.year[date.month - 1]
        if need.on_holidays is not None and date in self.days.closed:
            level *= need.on_holidays.value
        if need.busy_days is not None and need.busy_days.value > 0:
            u = chance.busy(stream[0], self.days.since_2000(day))
            level *= value_at(Gamma(mean=1.0, sd=need.busy_days.value), u)
        return level

    def most(self, start: int, end: int) -> float:
        """Return the highest rate between two times of the run."""
        return max(self.peaks[self.days.day_at(max(start, 0)) : self.days.day_at(end) + 1], default=0.0)

    def at(self, times: np.ndarray) -> np.ndarray:
        """Return the cases per hour at some moments of the run."""
        days = np.searchsorted(self.days.midnights, times, side="right") - 1
        return np.asarray(self.rates[days, self.days.minutes_at(times) // QUARTER])


class Candidate(NamedTuple):
    """What is a case if its mark is below the rate at its time, times the factor of its person."""

    time: int
    key: int
    mark: float
    rate: float


@dataclass(frozen=True)
class Source:
    """One octave of marks of a stream."""

    stream: tuple[str, str]
    octave: int

    @property
    def low(self) -> float:
        """Lowest mark, per hour."""
        return 0.0 if self.octave < LOWEST else 2.0**self.octave

    @property
    def width(self) -> float:
        """From the lowest mark to the highest."""
        return 2.0**LOWEST if self.octave < LOWEST else 2.0**self.octave

    def candidates(self, rates: Rates, chance: Chance) -> Iterator[Candidate]:
        """Yield those that can be cases, in order of time."""
        days = rates.days
        length = max(round(POINTS / self.width * HOUR), 1000)
        origin = days.since_2000(0) * DAY
        starts = list[int]()
        for block in range(origin // length, (origin + days.horizon) // length + 1):
            start = block * length - origin
            if rates.most(start, start + length) * rates.factor > self.low:
                starts.append(start)
        if starts:
            yield from self._of_blocks(np.array(starts), length, origin, rates, chance)

    def _of_blocks(
        self, starts: np.ndarray, length: int, origin: int, rates: Rates, chance: Chance
    ) -> Iterator[Candidate]:
        """Yield the candidates of some blocks whose mark lies below the rate with the largest factor."""
        keys, since, marks = self._lay((starts + origin) // length, length, chance)
        row, column = np.nonzero((since < length) & (marks < rates.peak * rates.factor))
        times = starts[row] + since[row, column].astype(np.int64)
        within = (times >= 0) & (times < rates.days.horizon)
        times, row, column = times[within], row[within], column[within]
        marks, now = marks[row, column], rates.at(times)
        for one in np.flatnonzero(marks < now * rates.factor):
            key = int(keys[row[one], column[one]])
            yield Candidate(int(times[one]), key, float(marks[one]), float(now[one]))

    def _lay(
        self, blocks: np.ndarray, length: int, chance: Chance
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return key, time since the start of the block and mark of candidates, a row for each block."""
        count, stream = 2 * POINTS, hash_of("stream", *self.stream)
        while True:
            keys = case_keys(stream, self.octave, blocks, count)
            gap, mark = uniforms(chance.run, keys, ARRIVAL)
            logs = np.array([math.log(u) for u in gap.ravel().tolist()]).reshape(gap.shape)
            since = np.cumsum(-(logs / (self.width / HOUR)), axis=1)
            if (since[:, -1] >= length).all():
                return keys, since, self.low + self.width * mark
            count *= 2


def list_sources(stream: tuple[str, str], rates: Rates) -> list[Source]:
    """Return the octaves in which a stream can have cases, the lowest marks first."""
    if rates.peak <= 0:
        return []
    top = max(math.ceil(math.log2(rates.peak * rates.factor)), LOWEST)
    return [Source(stream, octave) for octave in range(LOWEST - 1, top)]
