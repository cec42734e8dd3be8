"""The days of a run: warm-up, measured stretch, go-live, and the days beyond that can be booked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from opmodels.describe.service import Service
from opmodels.foundation.calendar import local_midnights
from opmodels.foundation.errors import InputError, Problem
from opmodels.foundation.public_holidays import public_holidays
from opmodels.foundation.wall_clock import WallClock, count_days, read_clock

EPOCH = date(2000, 1, 1)
DAY_MS = 86_400_000
HOUR_MS = 3_600_000
MOST_DAYS = 17 * 365
NEVER = 1 << 62


@dataclass(frozen=True)
class Timeline:
    """When a run takes place.

    Parameters
    ----------
    first
        First day of the warm-up.
    warm_days
        Days of warm-up.
    run_minutes
        Length of the measured stretch.
    live_days
        Days from `first` to go-live; None when nothing goes live.
    days
        Days for which calendars are made.
    zone, holidays
        Time zone, and whose public holidays are kept.
    """

    first: date
    warm_days: int
    run_minutes: float
    live_days: int | None
    days: int
    zone: str
    holidays: str

    @cached_property
    def midnights(self) -> np.ndarray:
        """ms of each local midnight, (days + 1,) int64."""
        return local_midnights(self.first, self.days + 1, self.zone)

    @cached_property
    def clock(self) -> WallClock:
        """The wall clock over these days."""
        return read_clock(self.zone, self.first, self.last)

    def moment(self, day: int, minute: int) -> int:
        """Return ms at which the wall clock of a day first shows a minute, or a later one."""
        days = np.array([0, day]) + count_days(self.first)
        start, found = self.clock.find_moments(days, np.array([0, minute]))
        return int(found - start)

    @cached_property
    def turns(self) -> np.ndarray:
        """(days, 2) int64: ms after midnight at which the clock changes, and by how much it goes forward."""
        turns = np.tile(np.array([NEVER, 0], np.int64), (self.days, 1))
        origin = self.clock.find_moments(np.array([count_days(self.first)]), np.array([0]))[0]
        for change in range(1, len(self.clock.starts)):
            at = int(self.clock.starts[change]) * 1000 - int(origin)
            day = int(np.searchsorted(self.midnights, at, side="right")) - 1
            if 0 <= day < self.days and at >= 0:
                by = int(self.clock.offsets[change] - self.clock.offsets[change - 1]) * 1000
                turns[day] = at - self.midnights[day], by
        return turns

    @property
    def warm(self) -> int:
        """ms of warm-up."""
        return int(self.midnights[self.warm_days])

    @property
    def horizon(self) -> int:
        """ms of the whole run, in full hours."""
        return self.warm + math.ceil(self.run_minutes * 60_000 / HOUR_MS) * HOUR_MS

    @property
    def live(self) -> int:
        """ms of go-live; beyond the horizon when nothing goes live."""
        return 1 << 61 if self.live_days is None else int(self.midnights[min(self.live_days, self.days)])

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Every day."""
        return tuple(self.first + timedelta(days=i) for i in range(self.days))

    @property
    def last(self) -> date:
        """The last day for which calendars are made."""
        return self.dates[-1]

    @cached_property
    def closed(self) -> frozenset[date]:
        """The public holidays."""
        if not self.holidays:
            return frozenset()
        years = range(self.first.year, self.last.year + 1)
        return frozenset(public_holidays(self.holidays, years))


def lay_timeline(service: Service, warm_weeks: int, goes_live: bool, live: date | None = None) -> Timeline:
    """Lay out the days of a run.

    Parameters
    ----------
    service
        The service as it is.
    warm_weeks
        Weeks of warm-up, where the service does not state another.
    goes_live
        Whether an operating model changes anything.
    live
        Day of go-live; the service's, or its first measured day, unless given.

    Raises
    ------
    InputError
        When the horizon is longer than 17 years.
    """
    time = service.time
    warm_days = 7 * warm_weeks if time.warm_up == "auto" else math.ceil(time.warm_up.value / 1440 - 1e-9)
    first = time.start - timedelta(days=warm_days)
    run_days = math.ceil(time.run.value / 1440)
    if warm_days + run_days > MOST_DAYS:
        raise InputError(
            Problem("time", f"a run of {run_days} days", f"at most {MOST_DAYS} days with the warm-up")
        )
    ahead = max((diary.opens.days for diary in service.diaries.values()), default=0)
    day = live or time.go_live or time.start
    return Timeline(
        first=first,
        warm_days=warm_days,
        run_minutes=time.run.value,
        live_days=max((day - first).days, 0) if goes_live else None,
        days=warm_days + run_days + ahead + 8,
        zone=time.zone,
        holidays=time.holidays,
    )
