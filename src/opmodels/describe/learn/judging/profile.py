"""When the cases of a log came and how long they took, of one log or of several simulated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.learn.judging.event_table import EventTable
from opmodels.describe.learn.log.event_log import I8
from opmodels.describe.learn.process.traces import DAY, FIRST_WEEKDAY, HOUR
from opmodels.foundation.wall_clock import read_clock_over

F8 = NDArray[np.float64]
MINUTE = 60_000
LEVELS = (0.01, *(round(0.05 * part, 2) for part in range(1, 20)), 0.99)
"""Shares of cases for which it is told how long they took at most."""


@dataclass(frozen=True)
class Profile:
    """When cases came, by the wall clock, and how long they took.

    Parameters
    ----------
    monday
        Days from 1970 to the first Monday.
    weekly
        (weeks,) how many came in each week from then on.
    days
        (7,) share of each day of the week, Monday first.
    hours
        (24,) share of each hour of the day; None where only dates are recorded.
    lasted
        (levels,) minutes from first to last moment that the shares `LEVELS` of the cases do not exceed.
    """

    monday: int
    weekly: F8
    days: F8
    hours: F8 | None
    lasted: F8

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "first_week": write_monday(self.monday),
            "weeks": self.weekly.tolist(),
            "days": self.days.tolist(),
            "hours": None if self.hours is None else self.hours.tolist(),
            "case_minutes": {"levels": list(LEVELS), "values": self.lasted.tolist()},
        }


def profile_table(table: EventTable, only_dates: bool = False, monday: int | None = None) -> Profile:
    """Return when the cases of a table came and how long they took.

    Parameters
    ----------
    table
        At least one event.
    only_dates
        Whether it has no times of day.
    monday
        Days from 1970 to the Monday from which weeks are counted; that of the first case, unless said.
    """
    came = table.arrivals
    shown = read_clock_over(table.zone, came).show(came)
    days = shown // DAY
    first = find_monday(int(days.min())) if monday is None else monday
    lasted = np.maximum.reduceat(table.end, table.firsts[:-1]) - came
    return Profile(
        first,
        np.bincount(np.maximum(days - first, 0) // 7).astype(np.float64),
        _share((days + FIRST_WEEKDAY) % 7, 7),
        None if only_dates else _share(shown % DAY // HOUR, 24),
        np.quantile(lasted / MINUTE, LEVELS),
    )


def find_monday(day: int) -> int:
    """Return the Monday of the week of a day, both in days since 1970."""
    return day - (day + FIRST_WEEKDAY) % 7


def write_monday(monday: int) -> str:
    """Return a day counted from 1970 as it is written: ``2025-01-06``."""
    return (date(1970, 1, 1) + timedelta(days=monday)).isoformat()


def _share(places: I8, count: int) -> F8:
    return np.bincount(places, minlength=count) / len(places)


def compare_profiles(
    held_out: EventTable, simulated: Sequence[EventTable], only_dates: bool
) -> dict[str, Any]:
    """Return when the cases of a slice came and how long they took, beside those of simulated logs.

    Parameters
    ----------
    held_out
        The later slice.
    simulated
        At least one log of the same time.
    only_dates
        Whether the log has no times of day.
    """
    seen = profile_table(held_out, only_dates)
    drawn = [profile_table(one, only_dates, seen.monday) for one in simulated]
    weeks = max(len(one.weekly) for one in (seen, *drawn))
    return {
        "first_week": write_monday(seen.monday),
        "weeks": _lay_beside(_pad(seen.weekly, weeks), [_pad(one.weekly, weeks) for one in drawn]),
        "days": _lay_beside(seen.days, [one.days for one in drawn]),
        "hours": None if seen.hours is None else _lay_beside(seen.hours, _list_hours(drawn)),
        "case_minutes": {"levels": list(LEVELS), **_lay_beside(seen.lasted, [one.lasted for one in drawn])},
    }


def _list_hours(profiles: Sequence[Profile]) -> list[F8]:
    return [one.hours for one in profiles if one.hours is not None]


def _pad(weekly: F8, weeks: int) -> F8:
    return np.pad(weekly, (0, weeks - len(weekly)))


def _lay_beside(seen: F8, drawn: Sequence[F8]) -> dict[str, Any]:
    """Return what was seen, and of the simulated logs the mean, the least and the most at each place."""
    many = np.stack(drawn)
    return {
        "seen": seen.tolist(),
        "simulated": many.mean(axis=0).tolist(),
        "least": many.min(axis=0).tolist(),
        "most": many.max(axis=0).tolist(),
    }
