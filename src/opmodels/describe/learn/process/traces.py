"""The traces of an event log by the wall clock: one row for each event, case by case, in order of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.learn.log.event_log import EventLog
from opmodels.foundation.wall_clock import read_clock_over

I8 = NDArray[np.int64]
HOUR = 3_600_000
DAY = 24 * HOUR
WEEK = 7 * DAY
FIRST_WEEKDAY = 3
"""1970-01-01 was a Thursday; Monday is 0."""


@dataclass(frozen=True)
class Traces:
    """Events by the wall clock, in whole ms that the clock of the place shows, counted from 1970.

    Parameters
    ----------
    case, activity, resource
        (events,) numbers; cases are numbered in the order in which they come.
    begin, end
        (events,) ms; the two are the same where only ends are recorded.
    activities
        Names by number.
    cases
        How many there are.
    """

    case: I8
    activity: I8
    resource: I8
    begin: I8
    end: I8
    activities: tuple[str, ...]
    cases: int

    @property
    def first(self) -> I8:
        """(cases,) when each comes: its first moment."""
        return np.asarray(np.minimum.reduceat(self.begin, self.starts))

    @property
    def starts(self) -> I8:
        """(cases,) the first row of each case."""
        return np.searchsorted(self.case, np.arange(self.cases))

    @property
    def is_first(self) -> NDArray[np.bool_]:
        """(events,) whether an event is the first of its case."""
        return np.concatenate([[True], np.diff(self.case) != 0])


def read_traces(log: EventLog) -> Traces:
    """Return the traces of a log by the wall clock of its place."""
    clock = read_clock_over(log.zone, np.concatenate([log.begins, log.end]))
    begin, end = clock.show(log.begins), clock.show(log.end)
    order = np.lexsort((np.arange(log.events), end, begin, log.case))
    return Traces(
        log.case[order], log.activity[order], log.resource[order], begin[order], end[order],
        log.activities, log.cases,
    )  # fmt: skip


def weekday_of(moments: I8) -> I8:
    """Return the day of the week, Monday 0."""
    return (moments // DAY + FIRST_WEEKDAY) % 7


def pick_cases(traces: Traces, chosen: I8) -> Traces:
    """Return the traces of chosen cases, numbered anew in the order given; one can be chosen many times.

    What is learned again from cases drawn with replacement tells how sure it is (the bootstrap over cases).
    """
    starts = traces.starts
    lengths = np.diff(np.append(starts, len(traces.case)))[chosen]
    new = np.repeat(np.arange(len(chosen)), lengths)
    rows = np.arange(len(new)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + starts[chosen][new]
    return Traces(
        new, traces.activity[rows], traces.resource[rows], traces.begin[rows], traces.end[rows],
        traces.activities, len(chosen),
    )  # fmt: skip
