"""The part of a log that distances are measured on: which case, what was done, from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opmodels.describe.learn.log.event_log import I8, EventLog
from opmodels.describe.learn.log.stamps import LOST


@dataclass(frozen=True)
class EventTable:
    """Events, case by case, and within a case by start, then by end, then as they were given.

    Parameters
    ----------
    activities
        Names by number; what is called the same in two tables is the same.
    case
        (events,) int64, from 0 with no number left out.
    activity
        (events,) int64 numbers.
    start, end
        (events,) int64 milliseconds since 1970 UTC; where only the end is known it stands for the start too.
    zone
        The zone on whose clock the hour of an event is read.
    """

    activities: tuple[str, ...]
    case: I8
    activity: I8
    start: I8
    end: I8
    zone: str

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return int(self.case[-1]) + 1 if len(self.case) else 0

    @property
    def firsts(self) -> I8:
        """(cases + 1,) the number of the first event of each case, and how many events there are."""
        return np.searchsorted(self.case, np.arange(self.cases + 1))

    @property
    def arrivals(self) -> I8:
        """(cases,) the first moment that is known of each case."""
        return self.start[self.firsts[:-1]]


def make_table(
    activities: Sequence[str], case: I8, activity: I8, start: I8, end: I8, zone: str = "UTC"
) -> EventTable:
    """Return a table of events that are given in any order.

    Parameters
    ----------
    activities
        Names by number.
    case, activity
        (events,) numbers; those of cases may have gaps.
    start, end
        (events,) milliseconds since 1970 UTC; `LOST` as start where only the end is known.
    zone
        The zone on whose clock the hour of an event is read.
    """
    begins = np.where(start == LOST, end, start)
    order = np.lexsort((end, begins, case))
    _, numbers = np.unique(case[order], return_inverse=True)
    return EventTable(
        tuple(activities), numbers.astype(np.int64), activity[order], begins[order], end[order], zone
    )


def to_table(log: EventLog) -> EventTable:
    """Return the table of a log."""
    return make_table(log.activities, log.case, log.activity, log.start, log.end, log.zone)
