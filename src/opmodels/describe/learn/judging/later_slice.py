"""A log cut in time: what a service is learned from, and the later cases on which it is judged."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from opmodels.describe.learn.log.event_log import EventLog
from opmodels.foundation.errors import InputError, Problem

SHARE = 0.8
"""Share of cases, by arrival, that a service is learned from."""
FEWEST = 5
"""Cases without which nothing can be learned and judged."""


@dataclass(frozen=True)
class Split:
    """A log in two: the cases that arrived first, and the rest.

    Parameters
    ----------
    training
        What a service is learned from.
    held_out
        What it is judged on, and never learned from.
    """

    training: EventLog
    held_out: EventLog


def split_by_arrival(log: EventLog, share: float = SHARE) -> Split:
    """Cut a log in time.

    Cases stand in order of arrival, which is the first moment known of each, and by name where that is the
    same. The first `share` of them, rounded down to whole cases, are for training; all others are held out.
    Cases are never cut: those of training keep what was done for them after the first held-out case arrived.

    Parameters
    ----------
    log
        The whole log.
    share
        More than 0 and less than 1.

    Raises
    ------
    InputError
        When the log has fewer than `FEWEST` cases.
    """
    count = log.cases
    if count < FEWEST:
        raise InputError(
            Problem("the log", f"{count} cases", f"at least {FEWEST} to learn from and judge on")
        )
    cut = min(max(int(np.floor(share * count + 1e-9)), 2), count - 1)
    return Split(take_cases(log, 0, cut), take_cases(log, cut, count))


def take_cases(log: EventLog, first: int, end: int) -> EventLog:
    """Return the part of a log that has only some of its cases, in order of arrival.

    Parameters
    ----------
    log
        The whole log; what it says of its file, such as rows and columns, is said of the part too.
    first, end
        From which case, and before which.
    """
    kept = (log.case >= first) & (log.case < end)
    return replace(
        log,
        cases=end - first,
        case=log.case[kept] - first,
        activity=log.activity[kept],
        resource=log.resource[kept],
        start=log.start[kept],
        end=log.end[kept],
        outcome=log.outcome[kept] if len(log.outcome) else log.outcome,
        class_of=log.class_of[first:end],
    )
