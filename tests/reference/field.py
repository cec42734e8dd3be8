"""Arrivals: the points of a field that lie below the rate (E2.3, E2.4)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from opmodels.describe.distributions.gamma import Gamma
from opmodels.describe.service import Service
from tests.reference.chance import ARRIVAL, Chance, case_key, hash_of, pair, unit, value_at
from tests.reference.days import DAY, HOUR, Days

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
        self.days, self.levels, self.weeks = days, list[float](), list[tuple[float, ...]]()
        for day in range(days.count):
            version = versions[-1 if day >= days.live_day else 0]
            need = version.needs.get(stream[0])
            self.levels.append(self._level(version, stream, day, chance))
            self.weeks.append(need.week if need else (0.0,) * 672)
        last = days.day_at(days.horizon - 1)
        self.peaks = [level * max(self._of_day(day)) for day, level in enumerate(self.levels[: last + 1])]
        self.peak = max(self.peaks)

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

    def _of_day(self, day: int) -> tuple[float, ...]:
        weekday = self.days.date_of(day).weekday()
        return self.weeks[day][96 * weekday : 96 * weekday + 96]

    def most(self, start: int, end: int) -> float:
        """Return the highest rate between two times of the run."""
        return max(self.peaks[self.days.day_at(max(start, 0)) : self.days.day_at(end) + 1], default=0.0)

    def at(self, now: int) -> float:
        """Return the cases per hour at a moment."""
        day = self.days.day_at(now)
        return self.levels[day] * self._of_day(day)[self.days.minute_at(now) // QUARTER]


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

    def candidates(self, rates: Rates, days: Days, chance: Chance) -> Iterator[tuple[int, int, float]]:
        """Yield time, key and mark of candidates in order of time; blocks without any case are left out."""
        length = max(round(POINTS / self.width * HOUR), 1000)
        origin = days.since_2000(0) * DAY
        for block in range(origin // length, (origin + days.horizon) // length + 1):
            start = block * length - origin
            if rates.most(start, start + length) * rates.factor > self.low:
                yield from self._of_block(block, length, start, chance)

    def _of_block(
        self, block: int, length: int, start: int, chance: Chance
    ) -> Iterator[tuple[int, int, float]]:
        since, ordinal, stream = 0.0, 0, hash_of("stream", *self.stream)
        while True:
            key = case_key(stream, self.octave, block, ordinal)
            gap, mark = (unit(whole) for whole in pair(chance.run, key, ARRIVAL, 0))
            since -= math.log(gap) / (self.width / HOUR)
            if since >= length:
                return
            yield start + int(since), key, self.low + self.width * mark
            ordinal += 1


def list_sources(stream: tuple[str, str], rates: Rates) -> list[Source]:
    """Return the octaves in which a stream can have cases, the lowest marks first."""
    if rates.peak <= 0:
        return []
    top = max(math.ceil(math.log2(rates.peak * rates.factor)), LOWEST)
    return [Source(stream, octave) for octave in range(LOWEST - 1, top)]
