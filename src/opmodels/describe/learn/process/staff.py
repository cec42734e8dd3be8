"""Who does the work: people who do the same things are one pool; how many are there, and when.

People are put together when what they do is alike: the cosine of their counts by activity, from the most
alike pair on, as long as the mean of all pairs is `ALIKE`. Activities that many people do once or twice
each are done by those whom the service is for, not by staff, and take no pool.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from opmodels.describe.learn.log.event_log import NOBODY
from opmodels.describe.learn.process.open_hours import OpenHours, find_hours
from opmodels.describe.learn.process.traces import DAY, I8, Traces

ALIKE = 0.5
FEW_EACH = 3.0
MANY = 20
"""Where more people than this do something less than `FEW_EACH` times each, they are not staff."""
MOST_CLUSTERED = 2000
LONGEST_DAY = 13 * 3_600_000
"""Ms from the first to the last work of a day, beyond which a name is no single person."""
LONG_DAYS, FEWEST_DAYS = 0.1, 10
"""In which share of their days, and of how many days at least."""
BUSIEST = 0.8
"""A team is taken for so large that it is at work for no more than this share of its hours."""


@dataclass(frozen=True)
class Team:
    """People who do the same things.

    Parameters
    ----------
    activities
        What they do, by number.
    people
        How many there were in the log.
    on_duty
        How many of them are at work at the same time.
    hours
        When.
    """

    activities: tuple[int, ...]
    people: int
    on_duty: int
    hours: OpenHours


def learn_teams(traces: Traces, begin: I8, only_dates: bool) -> tuple[Team, ...]:
    """Find the teams of a log, the one with most work first; each activity belongs to one at most.

    Parameters
    ----------
    traces
        The log.
    begin
        (events,) when work on each event began.
    only_dates
        Whether the log has no times of day.
    """
    staffed = [] if only_dates else find_staffed(traces, begin)
    rows = np.isin(traces.activity, staffed) & (traces.resource != NOBODY)
    if not rows.any():
        return ()
    people, place = np.unique(traces.resource[rows], return_inverse=True)
    counts = np.zeros((len(people), len(traces.activities)))
    np.add.at(counts, (place, traces.activity[rows]), 1)
    by_group = _sum_groups(counts, group_people(counts))
    home = by_group.argmax(axis=0)
    teams = [
        _describe_team(traces, begin, [a for a in staffed if home[a] == group], only_dates)
        for group in range(len(by_group))
        if any(home[a] == group for a in staffed)
    ]
    return tuple(sorted(teams, key=lambda team: -np.isin(traces.activity, team.activities).sum()))


def find_roles(traces: Traces) -> I8:
    """Return the names that stand for more than one person, or for a machine: nobody works so long a day."""
    rows = traces.resource != NOBODY
    days, place = np.unique(
        np.stack([traces.resource[rows], traces.end[rows] // DAY]), axis=1, return_inverse=True
    )
    first, last = np.full(days.shape[1], np.iinfo(np.int64).max), np.zeros(days.shape[1], np.int64)
    np.minimum.at(first, place.ravel(), traces.begin[rows])
    np.maximum.at(last, place.ravel(), traces.end[rows])
    names, of_name = np.unique(days[0], return_inverse=True)
    many = np.bincount(of_name)
    long = np.bincount(of_name, weights=(last - first > LONGEST_DAY).astype(float))
    return np.asarray(names[(many >= FEWEST_DAYS) & (long > LONG_DAYS * many)])


def find_staffed(traces: Traces, begin: I8) -> list[int]:
    """Return the activities that staff work on: most of their events name who did them and not ever another,
    and some take time."""
    staffed = []
    for activity in range(len(traces.activities)):
        rows = traces.activity == activity
        who = traces.resource[rows]
        if not (begin < traces.end)[rows].any():
            continue
        named = who[who != NOBODY]
        if len(named) * 2 <= len(who):
            continue
        people = len(np.unique(named))
        if not (people > MANY and len(named) / people < FEW_EACH):
            staffed.append(activity)
    return staffed


def group_people(counts: NDArray[np.float64]) -> I8:
    """Return (people,) the number of the group of each, from (people, activities) how often they did what."""
    if len(counts) == 1 or len(counts) > MOST_CLUSTERED:
        return np.zeros(len(counts), np.int64)
    tree = linkage(counts, method="average", metric="cosine")
    return np.asarray(fcluster(np.maximum(tree, 0), 1 - ALIKE, criterion="distance") - 1, np.int64)


def _sum_groups(counts: NDArray[np.float64], group: I8) -> NDArray[np.float64]:
    sums = np.zeros((group.max() + 1, counts.shape[1]))
    np.add.at(sums, group, counts)
    return sums


def _describe_team(traces: Traces, begin: I8, activities: list[int], only_dates: bool) -> Team:
    rows = np.isin(traces.activity, activities) & (traces.resource != NOBODY)
    hours = find_hours(begin[rows], only_dates)
    people = len(np.unique(traces.resource[rows]))
    a_day = np.unique(traces.end[rows] // DAY * (traces.resource.max() + 1) + traces.resource[rows])
    on_days = np.unique(a_day // (traces.resource.max() + 1), return_counts=True)[1]
    on_duty = [
        round(float(np.quantile(on_days, 0.75))),
        find_most_at_once(begin[rows], traces.end[rows]),
        math.ceil(find_load(begin[rows], traces.end[rows], hours) / BUSIEST),
    ]
    return Team(tuple(activities), people, min(max(1, *on_duty), people), hours)


def find_load(begin: I8, end: I8, hours: OpenHours) -> float:
    """Return how many are at work on average while the team is open."""
    span = hours.measure(end.max(keepdims=True)) - hours.measure(begin.min(keepdims=True))
    return float((end - begin).sum() / max(int(span[0]), 1))


def find_most_at_once(begin: I8, end: I8) -> int:
    """Return how many pieces of work at the same time are not exceeded in 99 of 100 minutes worked."""
    moments = np.concatenate([begin, end])
    change = np.concatenate([np.ones(len(begin), np.int64), -np.ones(len(end), np.int64)])
    order = np.lexsort((change, moments))
    level = np.cumsum(change[order])[:-1]
    spans = np.diff(moments[order])
    weight = np.where(level > 0, spans, 0)
    if not weight.sum():
        return 1
    by_level = np.bincount(np.maximum(level, 0), weights=weight)
    return int(np.searchsorted(np.cumsum(by_level), 0.99 * by_level.sum()))
