"""The event log of a run in the terms of the log that its service was learned from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from opmodels.describe.learn.judging.event_table import EventTable, make_table
from opmodels.describe.learn.log.stamps import LOST
from opmodels.foundation import codes
from opmodels.foundation.wall_clock import read_clock_over
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Compiled
from opmodels.simulate.run import Run

DAY = 24 * 3_600_000


def read_events(
    run: Run, compiled: Compiled, activity_of: Mapping[str, str], zone: str, has_starts: bool
) -> EventTable:
    """Return what was done in a traced run, in order of time within each case.

    Parameters
    ----------
    run, compiled
        The run, and the service it is of.
    activity_of
        What each step does; other steps are no events. A step that is served is done from its start to its
        finish, one that waits at the end of the wait.
    zone
        The zone of the service.
    has_starts
        Whether begins are recorded; where they are not, only ends are.

    Raises
    ------
    ValueError
        When the run was not traced.
    """
    if run.log is None:
        raise ValueError("a run without an event log; run it with traced=True")
    activities = tuple(dict.fromkeys(activity_of.values()))
    number = {name: place for place, name in enumerate(activities)}
    does = np.array([number.get(activity_of.get(row, ""), -1) for row in compiled.names.rows])
    log = run.log[(run.log[:, c.LOG_STEP] >= 0) & (run.log[:, c.LOG_CODE] != codes.LOG_END)]
    activity = does[log[:, c.LOG_STEP]]
    done = (activity >= 0) & np.isin(log[:, c.LOG_CODE], (codes.LOG_FINISH, codes.LOG_DELAY))
    begun = (activity >= 0) & (log[:, c.LOG_CODE] == codes.LOG_START)
    ends = np.where(log[:, c.LOG_CODE] == codes.LOG_DELAY, log[:, c.LOG_DETAIL], log[:, c.LOG_TIME])[done]
    begins = ends.copy()
    served = log[done, c.LOG_CODE] == codes.LOG_FINISH
    begins[served] = _match_begins(log, begun, done & (log[:, c.LOG_CODE] == codes.LOG_FINISH))
    origin = _find_origin(compiled, zone)
    start = origin + begins if has_starts else np.full(len(ends), LOST, np.int64)
    _, case = np.unique(log[done, c.LOG_CASE], return_inverse=True)
    return make_table(activities, case, activity[done], start, origin + ends, zone)


def _match_begins(log: np.ndarray, begun: np.ndarray, finished: np.ndarray) -> np.ndarray:
    """Return when each piece of work that was finished had begun: the n-th finish of a case at a step belongs
    to its n-th start there."""
    rows, starts = np.flatnonzero(finished), np.flatnonzero(begun)
    order = np.lexsort((rows, log[rows, c.LOG_STEP], log[rows, c.LOG_CASE]))
    of_start = np.lexsort((starts, log[starts, c.LOG_STEP], log[starts, c.LOG_CASE]))
    keys = [(log[place, c.LOG_CASE], log[place, c.LOG_STEP]) for place in starts[of_start]]
    times = log[starts[of_start], c.LOG_TIME]
    begins, at = np.empty(len(rows), np.int64), 0
    for place in order:
        key = (log[rows[place], c.LOG_CASE], log[rows[place], c.LOG_STEP])
        while keys[at] != key:  # begun and not finished
            at += 1
        begins[place] = times[at]
        at += 1
    return begins


def _find_origin(compiled: Compiled, zone: str) -> int:
    """Return the begin of the run in ms since 1970 UTC."""
    first = datetime.combine(compiled.timeline.first, datetime.min.time(), ZoneInfo(zone))
    return int(first.timestamp() * 1000)


def drop_hours(table: EventTable) -> EventTable:
    """Return a table with dates only: every moment at the midnight before it, on the clock of its zone."""
    clock = read_clock_over(table.zone, np.concatenate([table.start, table.end]))

    def midnight_of(moments: np.ndarray) -> np.ndarray:
        days = clock.show(moments) // DAY
        return clock.find_moments(days, np.zeros_like(days))

    return make_table(
        table.activities,
        table.case,
        table.activity,
        midnight_of(table.start),
        midnight_of(table.end),
        table.zone,
    )
