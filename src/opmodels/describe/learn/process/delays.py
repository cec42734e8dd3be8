"""How long it takes until the next thing is begun, in the hours in which that is done.

From the end of one thing to the begin of the next nobody works on a case, as far as the log shows. How long
that is hangs on what comes next; and on what was done before where that makes a difference beyond doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from opmodels.describe.learn.process.open_hours import OpenHours
from opmodels.describe.learn.process.routes import Past, Routes, list_sequences, list_states
from opmodels.describe.learn.process.traces import I8, Traces

Edge = tuple[Past, int]
"""A way: the state from which, and the activity to which."""
Kind = tuple[Past, int]
"""A kind of delay: before an activity, and after a past where that makes a difference."""
FEWEST = 20
"""With fewer delays than this a past has no delays of its own."""
DOUBT = 0.01
"""Chance of so great a difference where there is none, below which a past has delays of its own
(Kolmogorov and Smirnov's test of two samples)."""


@dataclass(frozen=True)
class Delays:
    """The delays of a log.

    Parameters
    ----------
    kind_of
        The kind of delay on each way.
    lengths
        For each kind what was seen, in ms of the hours of its activity.
    """

    kind_of: Mapping[Edge, Kind]
    lengths: Mapping[Kind, I8]


def measure_delays(traces: Traces, begin: I8, hours: Mapping[int, OpenHours]) -> I8:
    """Return how long it took from the end of what a case had done before until each event began.

    Parameters
    ----------
    traces
        The log.
    begin
        (events,) when work began, by the wall clock.
    hours
        In which hours each activity is done; only they count.

    Returns
    -------
    ndarray
        (events,) ms; 0 for the first of a case, and for what began before the last was done.
    """
    before = np.concatenate([[0], traces.end[:-1]])
    delays = np.zeros(len(begin), np.int64)
    for activity, open_hours in hours.items():
        rows = (traces.activity == activity) & ~traces.is_first
        delays[rows] = open_hours.measure(begin[rows]) - open_hours.measure(before[rows])
    return np.maximum(delays, 0)


def learn_delays(traces: Traces, routes: Routes, delays: I8) -> Delays:
    """Sort the delays of a log into kinds.

    Parameters
    ----------
    traces, routes
        The log and the ways through it.
    delays
        (events,) as `measure_delays` has them.
    """
    by_edge = _group_by_edge(traces, routes, delays)
    kind_of: dict[Edge, Kind] = {}
    lengths: defaultdict[Kind, list[I8]] = defaultdict(list)
    for activity in sorted({edge[1] for edge in by_edge}):
        edges = {edge: seen for edge, seen in by_edge.items() if edge[1] == activity}
        kind_of |= _choose_kinds(edges)
        for edge, seen in edges.items():
            lengths[kind_of[edge]].append(seen)
    return Delays(kind_of, {kind: np.concatenate(parts) for kind, parts in lengths.items()})


def _group_by_edge(traces: Traces, routes: Routes, delays: I8) -> dict[Edge, I8]:
    by_edge: defaultdict[Edge, list[int]] = defaultdict(list)
    sequences = list_sequences(traces)
    for start, states, sequence in zip(
        traces.starts.tolist(), list_states(routes.kept, sequences), sequences, strict=True
    ):
        for place in range(1, len(sequence)):
            by_edge[states[place], sequence[place]].append(start + place)
    return {edge: delays[np.array(rows)] for edge, rows in by_edge.items()}


def _choose_kinds(edges: Mapping[Edge, I8]) -> dict[Edge, Kind]:
    """Choose for the ways to one activity how long a past tells their delays apart.

    The whole state is tried first, then ever less of it: the first past that differs from all other ways is
    taken.
    """
    kinds: dict[Edge, Kind] = {}
    whole = np.concatenate(list(edges.values()))
    pasts = {state[-length:] for state, _ in edges for length in range(1, len(state) + 1)}
    differ = {past for past in pasts if _differs(past, edges, len(whole))}
    for state, activity in edges:
        own = [state[-length:] for length in range(len(state), 0, -1) if state[-length:] in differ]
        kinds[state, activity] = (own[0] if own else (), activity)
    return kinds


def _differs(past: Past, edges: Mapping[Edge, I8], count: int) -> bool:
    from scipy.stats import ks_2samp

    inside = [seen for (state, _), seen in edges.items() if state[-len(past) :] == past]
    outside = [seen for (state, _), seen in edges.items() if state[-len(past) :] != past]
    many = sum(len(seen) for seen in inside)
    if many < FEWEST or count - many < FEWEST:
        return False
    return bool(ks_2samp(np.concatenate(inside), np.concatenate(outside)).pvalue < DOUBT)
