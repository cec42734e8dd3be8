"""What follows what, activity by activity: how often, and which share of all that came after the same."""

from __future__ import annotations

from collections import Counter
from typing import Any

from opmodels.describe.learn.process.learned import Process
from opmodels.describe.learn.process.routes import BEGIN, END, Past

FEW = 5
"""What fewer cases than this did, those who know them may recognise."""


def list_follows(process: Process) -> list[dict[str, Any]]:
    """Return each pair of activities of which the second came next after the first, the most frequent first.

    ``None`` stands for the begin of a case (before) and for its end (after). What was done earlier is summed
    over: the service itself tells more situations apart.
    """
    counts = Counter[tuple[int, int]]()
    for state, taken in process.routes.taken.items():
        for activity, times in taken.items():
            counts[state[-1], activity] += times
    totals = Counter[int]()
    for (before, _), times in counts.items():
        totals[before] += times
    return [
        {
            "from": name_activity(process, before),
            "to": name_activity(process, after),
            "count": times,
            "share": times / totals[before],
        }
        for (before, after), times in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def list_routes(process: Process) -> list[dict[str, Any]]:
    """Return each way out of each situation that the service tells apart, with its share and 95 % range."""
    return [
        {
            "after": name_past(process, state),
            "next": name_activity(process, activity),
            "count": times,
            "share": times / sum(taken.values()),
            "range": list(process.share_ranges[state, activity]),
        }
        for state, taken in process.routes.taken.items()
        for activity, times in sorted(taken.items(), key=lambda one: -one[1])
    ]


def name_past(process: Process, past: Past) -> list[str]:
    """Return what was done before, the oldest first; the begin of a case is left out."""
    return [process.activities[one] for one in past if one != BEGIN]


def name_activity(process: Process, activity: int) -> str | None:
    """Return the name of an activity; None for the begin and the end of a case."""
    return None if activity in (BEGIN, END) else process.activities[activity]


def count_rare(process: Process) -> dict[str, int]:
    """Return how much in the service was done by so few cases that they may be recognised.

    ``ways`` are those that were taken fewer than five times, ``lengths`` those that stand as the values seen.
    """
    few = [times for taken in process.routes.taken.values() for times in taken.values() if times < FEW]
    lengths = [*process.works.values(), *process.waits.values()]
    bare = [
        one
        for one in lengths
        if one.shape.family == "empirical" and one.count <= len(one.shape.numbers["values"])
    ]
    return {"ways": len(few), "lengths": len(bare)}
