"""When work began where a log has only its end.

Whoever did something can have begun it neither before their last piece of work was done nor before the
case had come to them (Chapela-Campa and Dumas 2022 estimate starts likewise). Where both lie close before
the end, that is the time worked; where they lie far back, the worker did something that is not in the log,
and the middle of the close ones is taken in their place. It is an estimate from above, for the log does
not show pauses.
"""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.log.event_log import NOBODY
from opmodels.describe.learn.process.traces import I8, Traces

CLOSE = 2 * 3_600_000
"""Ms: longer than this at one piece of work without a break is taken for something else."""
FEWEST = 10
"""With fewer close ones nothing can be said of an activity."""


def estimate_begins(traces: Traces) -> I8:
    """Return when work on each event is likely to have begun, by the wall clock.

    Events of which nobody knows who did them, and activities of which too few can be told, take no time.
    """
    free = np.maximum(_last_of_case(traces), _last_of_worker(traces))
    length = traces.end - free
    close = (traces.resource != NOBODY) & (length <= CLOSE)
    begin = traces.end.copy()
    for activity in np.unique(traces.activity):
        rows = traces.activity == activity
        told = rows & close
        if told.sum() < FEWEST:
            continue
        middle = int(np.median(length[told]))
        begin[rows] = traces.end[rows] - np.minimum(length[rows], np.where(close[rows], length[rows], middle))
    return np.where(traces.resource == NOBODY, traces.end, begin)


def _last_of_case(traces: Traces) -> I8:
    """Return when the case's last piece of work was done; long ago for the first."""
    before = np.concatenate([[0], traces.end[:-1]])
    return np.where(traces.is_first, 0, np.minimum(before, traces.end))


def _last_of_worker(traces: Traces) -> I8:
    """Return when the worker's last piece of work was done; long ago for the first."""
    order = np.lexsort((traces.end, traces.resource))
    same = np.concatenate([[False], np.diff(traces.resource[order]) == 0])
    before = np.where(same, np.concatenate([[0], traces.end[order][:-1]]), 0)
    last = np.empty_like(before)
    last[order] = before
    return last
