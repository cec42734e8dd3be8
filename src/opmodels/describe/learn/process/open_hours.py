"""The hours of the week in which something happens, and time measured in them alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opmodels.describe.learn.process.traces import DAY, FIRST_WEEKDAY, HOUR, I8, weekday_of
from opmodels.foundation.weeks import WeekHours, write_hours

MINUTE = 60_000
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
        day, opens, closes = DAY // MINUTE, self.opens // MINUTE, self.closes // MINUTE
        spans = tuple((day * n + opens, day * n + closes) for n in range(7) if self.days[n])
        return write_hours(WeekHours(spans))[0]

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
