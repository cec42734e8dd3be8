"""The calendar of a run: days, moments, capacities and bookable slots (E1.2, E1.3, E3.5, E3.6)."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from opmodels.describe.service import Service
from opmodels.describe.sourced import Quantity
from opmodels.describe.staff import Pool
from opmodels.foundation.calendar import open_spans, parse_hours
from opmodels.foundation.public_holidays import public_holidays
from opmodels.foundation.units import parse_clock
from opmodels.foundation.wall_clock import count_days, read_clock

HOUR, DAY = 3_600_000, 86_400_000
FIRST_BLOCK_DAY = date(2000, 1, 1)
NEVER = 1 << 62
SPARE_DAYS = 3


class Days:
    """When a run takes place, in milliseconds from its first local midnight."""

    def __init__(self, versions: tuple[Service, ...], live: date | None, warm_weeks: int) -> None:
        time = versions[0].time
        warm_days = 7 * warm_weeks
        if isinstance(time.warm_up, Quantity):
            warm_days = math.ceil(time.warm_up.value / 1440 - 1e-9)
        self.first = time.start - timedelta(days=warm_days)
        ahead = max((d.opens.days for version in versions for d in version.diaries.values()), default=0)
        self.count = warm_days + math.ceil(time.run.value / 1440) + ahead + 8
        self.last = self.first + timedelta(days=self.count - 1)
        self.clock = read_clock(time.zone, self.first, self.last + timedelta(days=SPARE_DAYS))
        start = self.clock.find_moments(np.array([count_days(self.first)]), np.array([0]))
        self.origin = int(start[0]) // 1000
        self.zone = time.zone
        self.moments = dict[tuple[int, int], int]()
        self.midnights = self._list_midnights()
        self.warm = self.midnights[warm_days]
        self.horizon = self.warm + math.ceil(time.run.value * 60_000 / HOUR) * HOUR
        day = live or time.go_live or time.start
        self.live_day = max((day - self.first).days, 0) if len(versions) > 1 else self.count
        self.live = self.midnights[self.live_day] if len(versions) > 1 else NEVER
        self.closed = self._holidays(time.holidays)

    def _holidays(self, where: str) -> frozenset[date]:
        years = range(self.first.year, self.last.year + 1)
        return frozenset(public_holidays(where, years)) if where else frozenset()

    def _list_midnights(self) -> list[int]:
        days = count_days(self.first) + np.arange(self.count + SPARE_DAYS)
        found = self.clock.find_moments(days, np.zeros_like(days))
        return [int(one) for one in found - found[0]]

    def moment(self, day: int, minute: int) -> int:
        """Return when the wall clock of a day of the run shows a minute."""
        if (day, minute) not in self.moments:
            days = np.array([count_days(self.first), count_days(self.first) + day])
            start, found = self.clock.find_moments(days, np.array([0, minute]))
            self.moments[day, minute] = int(found - start)
        return self.moments[day, minute]

    def shown(self, day: int, minute: int) -> int:
        """Return when the clock of a day shows a minute; days after the run's last have 24 hours each."""
        after = day - self.count
        return (
            self.moment(day, minute)
            if after < 0
            else self.midnights[self.count] + after * DAY + minute * 60_000
        )

    def moment_of(self, day: date, clock_ms: int) -> int:
        """Return when the wall clock of any day shows a time, in milliseconds after its midnight (E1.2)."""
        passed = (day - self.first).days
        whole, part = divmod(clock_ms, 60_000)
        start = self.moment(passed, whole)
        return start if self.moment(passed, whole + 1) == start else start + part

    def minute_at(self, now: int) -> int:
        """Return the minute of the day that the wall clock shows at a moment."""
        return int(self.minutes_at(np.array([now]))[0])

    def minutes_at(self, times: np.ndarray) -> np.ndarray:
        """Return the minute of the day that the wall clock shows at some moments."""
        seconds = self.origin + times // 1000
        stretch = np.searchsorted(self.clock.starts, seconds, side="right") - 1
        return np.asarray((seconds + self.clock.offsets[stretch]) % 86_400 // 60)

    def day_at(self, now: int) -> int:
        """Return the day of the run at a moment."""
        return bisect_right(self.midnights, now) - 1

    def date_of(self, day: int) -> date:
        """Return the date of a day of the run."""
        return self.first + timedelta(days=day)

    def since_2000(self, day: int) -> int:
        """Return a day of the run counted from 2000-01-01."""
        return (self.date_of(day) - FIRST_BLOCK_DAY).days

    def sessions(self, pool: Pool) -> list[tuple[int, int, int]]:
        """Return day, start and end of each stretch of a pool's hours, cut at midnight."""
        always = pool.hours == parse_hours("always")
        closed = () if always or pool.on_holidays == "open" else self.closed
        other = {day: off.spans for off in pool.exceptions for day in off.days}
        spans = open_spans(pool.hours, self.first, self.last, self.zone, closed, other)
        return [
            (day, max(start, self.midnights[day]), min(end, self.midnights[day + 1]))
            for start, end in spans
            for day in range(self.day_at(start), self.day_at(end - 1) + 1)
        ]


def _size_at(days: Days, pool: Pool | None) -> list[tuple[int, int]]:
    """Return the changes of how many are on duty before absence, day by day."""
    steps: dict[int, int] = {}
    for _, start, end in days.sessions(pool) if pool else ():
        steps[start] = pool.size if pool else 0
        steps.setdefault(end, 0)
    return sorted(steps.items())


def _at(changes: list[tuple[int, int]], time: int) -> int:
    place = bisect_right(changes, (time, NEVER)) - 1
    return changes[place][1] if place >= 0 else 0


def _edges(days: Days, pool: Pool | None, since: int, until: int) -> set[int]:
    """Return where the stretches of a pool's hours begin and end while they are in force (E3.6)."""
    stretches = [(start, end) for _, start, end in days.sessions(pool)] if pool else []
    held = [(max(start, since), min(end, until)) for start, end in stretches if start < until and end > since]
    return {edge for one in held for edge in one}


def list_turns(name: str, versions: tuple[Service, ...], days: Days, dual: int) -> list[tuple[int, int]]:
    """Return every change of how many of a pool are on duty before absence: time and number (E1.3)."""
    sizes = [_size_at(days, version.pools.get(name)) for version in versions]
    times = {0, days.live} | _edges(days, versions[0].pools.get(name), 0, days.live + dual)
    if len(versions) > 1:
        times |= _edges(days, versions[1].pools.get(name), days.live, NEVER)
    turns: list[tuple[int, int]] = []
    for time in sorted(time for time in times if time < days.horizon):
        size = _at(sizes[-1 if time >= days.live else 0], time)
        if days.live <= time < days.live + dual:
            size = max(_at(one, time) for one in sizes)
        turns.append((time, size))
    return turns


@dataclass
class Slot:
    """A time of a diary at which several can be booked."""

    time: int
    seats: int
    opens: int
    taken: int = 0


@dataclass
class Book:
    """A diary of one version: its slots in order of time."""

    slots: list[Slot] = field(default_factory=list)
    ahead: int = 0


def _chosen(share: float, first: int, last: int) -> int:
    """Return how many of things numbered first to last - 1 a share takes when taken as evenly as can be."""
    return int(last * share + 1e-9) - int(first * share + 1e-9)


def open_book(service: Service, name: str, days: Days) -> Book:
    """Return the slots of a diary (E3.5)."""
    diary = service.diaries.get(name)
    if diary is None:
        return Book()
    each, size = int(diary.per_session.value), service.pools[diary.pool].size
    share = 1.0 + (diary.overbook.value if diary.overbook else 0.0)
    slots: list[Slot] = []
    for day, start, end in days.sessions(service.pools[diary.pool]):
        usual = (
            days.moment(max(day - diary.opens.days, 0), diary.opens.clock) if day >= diary.opens.days else 0
        )
        for k in range(each):
            opens = usual
            if diary.held_back and _chosen(diary.held_back.share.value, k, k + 1):
                opens = days.moment(day, parse_clock(diary.held_back.until))
            slots.append(
                Slot(start + (end - start) * k // each, _chosen(share, k * size, (k + 1) * size), opens)
            )
    return Book(sorted(slots, key=lambda slot: (slot.time, slot.seats, slot.opens)), diary.opens.days)
