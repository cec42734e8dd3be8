"""The hours of the week in which something happens, and time measured in them alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.demand import DAYS
from opmodels.describe.learn.process.traces import DAY, FIRST_WEEKDAY, HOUR, I8, weekday_of

RARE_DAY = 0.02
"""A day of the week with a smaller share of the events is no working day."""
RARE_HOUR = 0.005
"""Share of the events before the first and after the last of the hours."""
ROUND_THE_CLOCK = 20
"""Hours so wide that no closing time can be told."""
FEWEST = 30
"""Fewer events than this do not show hours."""


@dataclass(frozen=True)
class OpenHours:
    """The same hours on some days of the week.

    Parameters
    ----------
    days
        (7,) whether each is one of them, Monday first.
    opens, closes
        Ms after midnight.
    """

    days: tuple[bool, ...]
    opens: int
    closes: int

    @property
    def is_always(self) -> bool:
        """Whether that is all the time."""
        return all(self.days) and self.closes - self.opens == DAY

    @property
    def words(self) -> str:
        """The hours as a service file has them."""
        if self.is_always:
            return "always"
        return f"{name_days(self.days)} {_write_clock(self.opens)}-{_write_clock(self.closes)}"

    @property
    def week_length(self) -> int:
        """Ms that are open in a week."""
        return sum(self.days) * (self.closes - self.opens)

    def measure(self, moments: I8) -> I8:
        """Return how much open time has passed up to moments of the wall clock, since 1970."""
        length = self.closes - self.opens
        before = np.concatenate([[0], np.cumsum(np.array(self.days) * length)])
        weekday = weekday_of(moments)
        today = np.clip(moments % DAY - self.opens, 0, length) * np.array(self.days)[weekday]
        week = (moments // DAY + FIRST_WEEKDAY) // 7
        return np.asarray(week * self.week_length + before[weekday] + today)


ALWAYS = OpenHours((True,) * 7, 0, DAY)


def name_days(days: tuple[bool, ...]) -> str:
    """Return days as a service file has them, e.g. ``Mon-Wed,Fri``."""
    runs = []
    for is_open, places in groupby(range(7), key=lambda day: days[day]):
        row = list(places)
        if is_open:
            runs.append(DAYS[row[0]] if len(row) == 1 else f"{DAYS[row[0]]}-{DAYS[row[-1]]}")
    return ",".join(runs)


def _write_clock(ms: int) -> str:
    return f"{ms // HOUR:02d}:{ms % HOUR // 60_000:02d}"


def find_hours(moments: I8, only_dates: bool = False) -> OpenHours:
    """Find the hours in which something happens from the moments at which it did.

    A day counts when at least 2 % of the moments fall on it; the hours are full ones and leave out half a
    per cent on either side. From few moments, and where they spread over 20 hours and more, nothing is found
    and the hours are always.
    """
    if only_dates or len(moments) < FEWEST:
        return ALWAYS
    shares = np.bincount(weekday_of(moments), minlength=7) / len(moments)
    low, high = np.quantile((moments % DAY) / HOUR, [RARE_HOUR, 1 - RARE_HOUR])
    # What happens at a full hour lies within the hours, and not on their edge.
    opens, closes = max(int(np.ceil(low)) - 1, 0), int(np.floor(high)) + 1
    if closes - opens >= ROUND_THE_CLOCK:
        opens, closes = 0, 24
    days = tuple(bool(share >= RARE_DAY) for share in shares)
    return OpenHours(days, opens * HOUR, closes * HOUR)


def join_hours(many: list[OpenHours]) -> OpenHours:
    """Return the narrowest hours that hold all of some."""
    days: NDArray[np.bool_] = np.any([one.days for one in many], axis=0)
    return OpenHours(
        tuple(bool(day) for day in days), min(one.opens for one in many), max(one.closes for one in many)
    )
