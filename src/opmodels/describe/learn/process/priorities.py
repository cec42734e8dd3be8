"""Whether some cases are begun before others that came earlier to the same queue.

For every two cases that wait at the same time for the same team, it is seen whether the one that came later
is begun first. A class has priority when its cases overtake others more often than they are overtaken by
others; the chance of that is found by giving the classes anew among cases that come one after the other
(a permutation within blocks). Classes are those of a column of the log, and the activities of a team.

What is seen need not be a rule: a class whose delays are shorter for another reason overtakes too. So it is
called a priority only where cases of the same class keep the order in which they came: there the waiting is
a queue. It needs begins of work. The first thing that is done for a case shows no waiting.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.learn.log.event_log import NOBODY, EventLog
from opmodels.describe.learn.process.finding import (
    TOO_MANY,
    Finding,
    choose_sure,
    find_ratio_range,
    is_too_many,
    write_percent,
    write_span,
)
from opmodels.describe.learn.process.staff import Team
from opmodels.describe.learn.process.traces import DAY, I8, Traces

KIND = "priorities"
FEWEST = 30
"""Pairs in which the later one is of a class, and its events, without which it is not tested."""
LEAST = 0.1
"""A smaller difference between overtaking and being overtaken is not told."""
IN_ORDER = 0.2
"""With more overtaking than this within a class, its waiting is no queue in order of coming."""
NEAR, MOST_PAIRS, BLOCK, TRIALS = 200, 30_000, 50, 999
"""How far apart in order of coming pairs are looked for, how many are kept; cases among whom classes are
given anew, and how often."""
MOST_CLASSES = 12
ENDS_ONLY = "only ends are recorded: who was begun first is not known"
NO_CLASS = "a column that says how urgent a case is can be named: --column class=NAME"
FEW = f"nowhere do {FEWEST} pairs of different kinds wait for the same team at the same time"
OF_COLUMN = (
    "not written into the file, because all cases are learned together: put the classes into needs of their"
    " own, and give these a 'priority'"
)
OF_TEAM = (
    "written into the file as 'priority' of the steps; delays as learned hold the queues already, so it tells"
    " where you put the waiting into the team"
)
USUAL = 5
"""The class of what is not said to go first, as a service file has it."""


@dataclass(frozen=True)
class Pairs:
    """Two that wait at the same time for the same team, many times.

    Parameters
    ----------
    earlier, later
        (pairs,) which of the events in the queue came first, and which second.
    over
        (pairs,) whether the later one was begun first.
    day
        (pairs,) the day on which the later one came.
    events
        How many there are in the queue.
    """

    earlier: I8
    later: I8
    over: NDArray[np.bool_]
    day: I8
    events: int


@dataclass(frozen=True)
class Overtaking:
    """How often one class overtakes all others in a queue.

    Parameters
    ----------
    queue, name
        Where, and which class.
    overtakes, overtaken
        Share of pairs in which it comes later and is begun first, and in which it comes earlier and is begun
        second, with the 95 % range of each.
    pairs
        How many pairs there are of it and others.
    within
        Share of pairs of the same class in which the later one is begun first; nan of too few.
    chance
        The chance of so great a difference where classes make none.
    by_column
        Whether classes are those of a column.
    """

    queue: str
    name: str
    overtakes: tuple[float, tuple[float, float]]
    overtaken: tuple[float, tuple[float, float]]
    pairs: int
    within: float
    chance: float
    by_column: bool

    @property
    def difference(self) -> float:
        """How much more often it overtakes than it is overtaken."""
        return self.overtakes[0] - self.overtaken[0]

    @property
    def is_rule(self) -> bool:
        """Whether its queue is one: whoever is of the same class keeps the order of coming."""
        return self.within <= IN_ORDER


def find_priorities(log: EventLog, tested: Sequence[Overtaking]) -> Finding:
    """Return which classes are begun before others.

    Parameters
    ----------
    log
        The log.
    tested
        How often each class overtakes others, as `list_overtaking` has it.
    """
    if not log.has_starts:
        return Finding(KIND, "cannot be told", (ENDS_ONLY,))
    hint = () if log.classes else (NO_CLASS,)
    if not tested:
        return Finding(KIND, "cannot be told", (FEW, *hint))
    found = choose_first(tested)
    if not found and is_too_many([one.chance for one in tested], TRIALS):
        return Finding(KIND, "cannot be told", (TOO_MANY.format(len(tested), "kinds of case"), *hint))
    if not found:
        return Finding(KIND, "not found", (f"none of {len(tested)} kinds of case goes before others", *hint))
    rules = [one for one in found if one.is_rule]
    told = [_tell(one) for one in found]
    told += [OF_COLUMN] if any(one.by_column for one in rules) else []
    told += [OF_TEAM] if any(not one.by_column for one in rules) else []
    return Finding(KIND, "found" if rules else "cannot be told", tuple(told), tuple(map(_describe, found)))


def choose_first(tested: Sequence[Overtaking]) -> list[Overtaking]:
    """Return those that surely go before others: what may be a rule first, the clearest before."""
    sure = choose_sure([one.chance for one in tested])
    found = [one for one, good in zip(tested, sure, strict=True) if good and one.difference >= LEAST]
    return sorted(found, key=lambda one: (not one.is_rule, -one.difference, one.queue, one.name))


def rank_activities(tested: Sequence[Overtaking], activities: Sequence[str]) -> dict[int, int]:
    """Return the priority class of each activity that goes before others of its team, 1 first."""
    ranks: dict[int, int] = {}
    for queue in dict.fromkeys(one.queue for one in tested):
        rules = [one for one in choose_first(tested) if one.is_rule and not one.by_column]
        here = [activities.index(one.name) for one in rules if one.queue == queue]
        ranks |= {activity: min(place + 1, USUAL - 1) for place, activity in enumerate(here)}
    return ranks


def list_overtaking(log: EventLog, traces: Traces, teams: Sequence[Team]) -> Iterator[Overtaking]:
    """Yield how often each class overtakes others in each queue with enough pairs.

    Parameters
    ----------
    log, traces
        The log, and its traces.
    teams
        Who does the work; what no team does has a queue of its own.
    """
    if not log.has_starts:
        return
    came = find_comings(traces)
    for queue in list_queues(traces, teams):
        rows = np.flatnonzero(np.isin(traces.activity, queue) & (came < traces.begin))
        rows = rows[np.argsort(came[rows], kind="stable")]
        pairs = find_pairs(came[rows], traces.begin[rows])
        name = _name_queue(traces, traces.activity[rows])
        if log.classes:
            yield from compare(pairs, log.class_of[traces.case[rows]], log.classes, f"before {name}", True)
        if len(queue) > 1:
            yield from compare(pairs, traces.activity[rows], traces.activities, f"before {name}", False)


def _name_queue(traces: Traces, waited_for: I8) -> str:
    """Return the names of the activities before which most waited."""
    counts = np.bincount(waited_for, minlength=len(traces.activities))
    most = [int(one) for one in np.argsort(-counts, kind="stable") if counts[one]]
    names = " or ".join(f"'{traces.activities[one]}'" for one in most[:3])
    return names + (" or others" if len(most) > 3 else "")


def list_queues(traces: Traces, teams: Sequence[Team]) -> list[tuple[int, ...]]:
    """Return the activities of each queue: those of a team, and each other one by itself."""
    of_teams = [team.activities for team in teams]
    held = {activity for activities in of_teams for activity in activities}
    return of_teams + [(activity,) for activity in range(len(traces.activities)) if activity not in held]


def find_comings(traces: Traces) -> I8:
    """Return when each event could have begun: the end of what its case had done; its begin for the first."""
    came = traces.begin.copy()
    for start, stop in zip(traces.starts, np.append(traces.starts[1:], len(traces.case)), strict=True):
        came[start + 1 : stop] = np.maximum.accumulate(traces.end[start : stop - 1])
    return np.minimum(came, traces.begin)


def find_pairs(came: I8, begin: I8) -> Pairs:
    """Return pairs that wait at the same time, from events in order of coming.

    Two that came or were begun at the same moment have no order and are left out. Of very many pairs some are
    drawn; they are counted before, so that not all of them have to be in memory at once.
    """
    lags = range(1, min(NEAR, len(came) - 1) + 1)
    until = np.cumsum([0, *(int(_wait_together(came, begin, lag).sum()) for lag in lags)])
    pairs = int(until[-1])
    if pairs > MOST_PAIRS:
        kept = np.sort(np.random.default_rng(2).choice(pairs, MOST_PAIRS, replace=False))
    else:
        kept = np.arange(pairs)
    of_lag = np.split(kept, np.searchsorted(kept, until[1:-1]))
    found = [
        np.flatnonzero(_wait_together(came, begin, lag))[mine - start]
        for lag, start, mine in zip(lags, until, of_lag, strict=False)
    ]
    one = np.concatenate([np.zeros(0, np.int64), *found])
    other = one + np.repeat(np.array(lags, np.int64), [len(some) for some in found])
    return Pairs(one, other, begin[other] < begin[one], came[other] // DAY, len(came))


def _wait_together(came: I8, begin: I8, lag: int) -> NDArray[np.bool_]:
    """Return (events - lag,) whether each waits with the one that comes so many places later."""
    both = (begin[:-lag] > came[lag:]) & (came[:-lag] < came[lag:])
    return np.asarray(both & (begin[:-lag] != begin[lag:]))


def compare(
    pairs: Pairs, label: I8, names: Sequence[str], queue: str, by_column: bool
) -> Iterator[Overtaking]:
    """Yield how often each class overtakes others, where there are enough pairs; none of too many classes."""
    classes, counts = np.unique(label[label != NOBODY], return_counts=True)
    classes = classes[counts >= FEWEST]
    if len(classes) > MOST_CLASSES:
        return
    same = (label[pairs.earlier] == label[pairs.later]) & (label[pairs.later] != NOBODY)
    within = float(pairs.over[same].mean()) if same.sum() >= FEWEST else math.nan
    for one in classes:
        inside = label == one
        later, earlier = _sides(pairs, inside)
        if later.sum() < FEWEST:
            continue
        yield Overtaking(
            queue, names[one], _share(pairs, later), _share(pairs, earlier), int(later.sum() + earlier.sum()),
            within, find_chance_of(pairs, inside), by_column,
        )  # fmt: skip


def _sides(pairs: Pairs, inside: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the pairs of which only the later one is of a class, and those with only the earlier one."""
    first, second = inside[pairs.earlier], inside[pairs.later]
    return second & ~first, first & ~second


def _share(pairs: Pairs, some: NDArray[np.bool_]) -> tuple[float, tuple[float, float]]:
    """Return the share of overtaking among some pairs, with its range from drawing days again.

    Who is always begun at once is never there to be overtaken.
    """
    if not some.any():
        return 0.0, (0.0, 1.0)
    _, day = np.unique(pairs.day[some], return_inverse=True)
    over = np.asarray(np.bincount(day, weights=pairs.over[some]), np.float64)
    count = np.asarray(np.bincount(day), np.float64)
    return float(pairs.over[some].mean()), find_ratio_range(over, count)


def find_chance_of(pairs: Pairs, inside: NDArray[np.bool_]) -> float:
    """Return the chance of so great a difference where the class makes none."""
    rng = np.random.default_rng(3)
    blocks = np.arange(len(inside)) // BLOCK
    seen, more = _differ(pairs, inside), 1
    for _ in range(TRIALS):
        order = np.lexsort((rng.random(len(inside)), blocks))
        more += abs(_differ(pairs, inside[order])) >= abs(seen) - 1e-12
    return more / (TRIALS + 1)


def _differ(pairs: Pairs, inside: NDArray[np.bool_]) -> float:
    later, earlier = _sides(pairs, inside)
    over = pairs.over
    return float((over & later).sum() / max(later.sum(), 1) - (over & earlier).sum() / max(earlier.sum(), 1))


def _describe(one: Overtaking) -> dict[str, Any]:
    return {
        "where": one.queue, "class": one.name, "by_column": one.by_column, "pairs": one.pairs,
        "overtakes": one.overtakes[0], "overtakes_range": list(one.overtakes[1]),
        "overtaken": one.overtaken[0], "overtaken_range": list(one.overtaken[1]),
        "within_class": None if math.isnan(one.within) else one.within, "is_rule": one.is_rule,
    }  # fmt: skip


def _tell(one: Overtaking) -> str:
    share, span = one.overtakes
    kind = "cases of class" if one.by_column else "those for"
    text = (
        f"{one.queue} {kind} '{one.name}' overtake others in {write_percent(share)} of pairs"
        f" ({write_span(span)}) and are overtaken in {write_percent(one.overtaken[0])}"
    )
    if one.is_rule:
        return text
    order = f"within a class {write_percent(one.within)} overtake too: it is no queue"
    if math.isnan(one.within):
        order = "too few of one class wait together to tell whether it is a queue"
    return f"{text}: a rule, or delays that are shorter for another reason ({order})"
