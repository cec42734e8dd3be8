"""A process as it is learned from an event log: who comes, where they go, how long it takes, who does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_matrix

from opmodels.describe.learn.log.event_log import NOBODY, EventLog
from opmodels.describe.learn.process.arrivals import Arrivals, bootstrap_arrivals, learn_arrivals
from opmodels.describe.learn.process.delays import Delays, Kind, learn_delays, measure_delays
from opmodels.describe.learn.process.open_hours import OpenHours, find_hours
from opmodels.describe.learn.process.priorities import Overtaking, list_overtaking
from opmodels.describe.learn.process.recency import count_recent
from opmodels.describe.learn.process.routes import (
    END,
    Past,
    Routes,
    learn_routes,
    list_sequences,
    list_states,
)
from opmodels.describe.learn.process.shapes import Shape, bootstrap, choose_shape, range_quantiles
from opmodels.describe.learn.process.staff import Team, find_roles, learn_teams
from opmodels.describe.learn.process.traces import I8, Traces, pick_cases, read_traces
from opmodels.describe.learn.process.working import estimate_begins
from opmodels.describe.learn.variation import find_range

DRAWS = 200
MINUTE = 60_000.0
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of lengths for which it is told how long they were at most."""
Range = tuple[float, float]


@dataclass(frozen=True)
class Length:
    """A length of time that was learned.

    Parameters
    ----------
    shape
        Its distribution, in minutes.
    ranges
        95 % ranges: of the mean (``average``) and of its parameters.
    count, mean
        How often it was seen, and its mean in minutes.
    quantiles, quantile_ranges
        Minutes that the shares `LEVELS` of those seen do not exceed, each with its 95 % range; None where
        too few were seen for one.
    """

    shape: Shape
    ranges: Mapping[str, Range]
    count: int
    mean: float
    quantiles: tuple[float, ...] = ()
    quantile_ranges: tuple[Range | None, ...] = ()


@dataclass(frozen=True)
class Process:
    """What was learned from a log.

    Parameters
    ----------
    activities
        Names by number.
    cases, recent
        How many came, and of how many of the last routes and lengths were learned.
    arrivals, arrival_ranges
        How cases come, and 95 % ranges: of how many in a week, of the spread of busy days, of days' shares.
    routes, share_ranges
        Where they go, and the 95 % range of the share of each way.
    hours
        In which hours each activity is done.
    delays, waits
        The kinds of delay, and the length of each.
    teams, works
        Who does the work, and how long each activity takes; only activities of a team are here.
    estimated
        Whether begins of work are estimates, for want of them in the log.
    only_dates
        Whether the log has no times of day.
    zone
        Its time zone.
    first, last
        Ms by the wall clock: when the first case came, and the last.
    longest, slowest
        Minutes within which nineteen in twenty cases were over, and all of them.
    roles
        How many names stand for more than one person; who they are cannot be told.
    overtaking
        How often each class of cases is begun before others that came earlier.
    """

    activities: tuple[str, ...]
    cases: int
    recent: int
    arrivals: Arrivals
    arrival_ranges: Mapping[str, Range]
    routes: Routes
    share_ranges: Mapping[tuple[Past, int], Range]
    hours: Mapping[int, OpenHours]
    delays: Delays
    waits: Mapping[Kind, Length]
    teams: tuple[Team, ...]
    works: Mapping[int, Length]
    estimated: bool
    only_dates: bool
    zone: str
    first: int
    last: int
    longest: float
    slowest: float
    roles: int
    overtaking: tuple[Overtaking, ...] = ()


def learn_process(log: EventLog, tell: Callable[[str], None] | None = None) -> Process:
    """Learn a process from an event log.

    Parameters
    ----------
    log
        The log.
    tell
        Is told in a few words what is being done.
    """
    say = tell or (lambda _: None)
    say("when cases come")
    traces = read_traces(log)
    roles = find_roles(traces)
    traces = replace(traces, resource=np.where(np.isin(traces.resource, roles), NOBODY, traces.resource))
    begin = traces.begin if log.has_starts or log.only_dates else estimate_begins(traces)
    arrived = begin[traces.starts]
    arrivals = learn_arrivals(arrived, log.only_dates)
    say("where they go")
    whole = traces
    traces, begin = _keep_recent(traces, begin)
    routes = learn_routes(traces)
    share_ranges = bootstrap_shares(traces, routes)
    say("who does the work")
    hours = _find_all_hours(traces, log.only_dates)
    teams = learn_teams(traces, begin, log.only_dates)
    say("how long it takes")
    begin = _without_unstaffed(traces, begin, teams) if not log.has_starts else begin
    delays = learn_delays(traces, routes, measure_delays(traces, begin, hours))
    spans = np.maximum.reduceat(traces.end, traces.starts) - traces.first
    return Process(
        activities=log.activities,
        cases=whole.cases,
        recent=traces.cases,
        arrivals=arrivals,
        arrival_ranges=bootstrap_arrivals(arrived, arrivals.weeks),
        routes=routes,
        share_ranges=share_ranges,
        hours=hours,
        delays=delays,
        waits={kind: learn_length(seen) for kind, seen in delays.lengths.items()},
        teams=teams,
        works=_learn_works(traces, begin, teams),
        estimated=not log.has_starts,
        only_dates=log.only_dates,
        zone=log.zone,
        first=int(whole.first.min()),
        last=int(whole.first.max()),
        longest=float(np.quantile(spans, 0.95) / MINUTE),
        slowest=float(spans.max() / MINUTE),
        roles=len(roles),
        overtaking=tuple(list_overtaking(log, whole, teams)),
    )


def _keep_recent(traces: Traces, begin: I8) -> tuple[Traces, I8]:
    """Return the cases that are still like those of today, with when work on them began."""
    chosen = np.sort(np.argsort(traces.first, kind="stable")[traces.cases - count_recent(traces) :])
    rows = np.isin(traces.case, chosen)
    return pick_cases(traces, chosen), begin[rows]


def learn_length(seen: I8) -> Length:
    """Learn the distribution of lengths in ms."""
    minutes = seen / MINUTE
    shape = choose_shape(minutes)
    return Length(
        shape, bootstrap(shape, minutes, DRAWS), len(minutes), float(minutes.mean()),
        tuple(np.quantile(minutes, LEVELS).tolist()), range_quantiles(minutes, LEVELS),
    )  # fmt: skip


def _find_all_hours(traces: Traces, only_dates: bool) -> dict[int, OpenHours]:
    return {
        int(activity): find_hours(traces.begin[traces.activity == activity], only_dates)
        for activity in np.unique(traces.activity)
    }


def _without_unstaffed(traces: Traces, begin: I8, teams: tuple[Team, ...]) -> I8:
    """Return begins where what no team does takes no time."""
    staffed = [activity for team in teams for activity in team.activities]
    return np.where(np.isin(traces.activity, staffed), begin, traces.end)


def _learn_works(traces: Traces, begin: I8, teams: tuple[Team, ...]) -> dict[int, Length]:
    return {
        activity: learn_length((traces.end - begin)[traces.activity == activity])
        for team in teams
        for activity in team.activities
    }


def bootstrap_shares(traces: Traces, routes: Routes) -> dict[tuple[Past, int], Range]:
    """Return the 95 % range of the share of each way out of each state.

    Whole cases are drawn again with replacement, since what one case does twice is no independent evidence.
    """
    ways = {
        (state, activity): place
        for place, (state, activity) in enumerate(
            (state, activity) for state, taken in routes.taken.items() for activity in taken
        )
    }
    rows, columns = _count_ways(traces, routes, ways)
    counts = coo_matrix((np.ones(len(rows)), (rows, columns)), (len(ways), traces.cases)).tocsr()
    rng = np.random.default_rng(1)
    weights = rng.multinomial(traces.cases, np.full(traces.cases, 1 / traces.cases), DRAWS).T
    drawn = counts @ weights
    states = sorted({state for state, _ in ways})
    number = {state: place for place, state in enumerate(states)}
    totals = np.zeros((len(states), DRAWS))
    of_state = np.array([number[state] for state, _ in ways])
    np.add.at(totals, of_state, drawn)
    shares = drawn / np.maximum(totals[of_state], 1)
    low, high = find_range(shares.T)
    return {way: (float(low[place]), float(high[place])) for way, place in ways.items()}


def _count_ways(
    traces: Traces, routes: Routes, ways: Mapping[tuple[Past, int], int]
) -> tuple[list[int], list[int]]:
    """Return for each step on a way which way it is and which case makes it."""
    rows, columns = list[int](), list[int]()
    sequences = list_sequences(traces)
    for case, (states, sequence) in enumerate(
        zip(list_states(routes.kept, sequences), sequences, strict=True)
    ):
        for state, activity in zip(states, [*sequence, END], strict=True):
            rows.append(ways[state, activity])
            columns.append(case)
    return rows, columns
