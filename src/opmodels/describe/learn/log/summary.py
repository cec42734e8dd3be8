"""What an event log holds, in words and as JSON: how much, which columns, what could not be used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from opmodels.describe.learn.log.event_log import EventLog
from opmodels.describe.learn.log.privacy import list_privacy
from opmodels.foundation.errors import name_list
from opmodels.foundation.units import count_of, format_count, format_duration

ROLES = {
    "case": "the case", "activity": "what was done", "end": "when it was done", "start": "when it began",
    "resource": "who did it", "lifecycle": "whether it began or was done",
    "class": "how urgent a case is, or of which kind", "outcome": "what came of it",
}  # fmt: skip
MOST = 12
MINUTE = 60_000.0


def summarise(log: EventLog) -> dict[str, Any]:
    """Return what a log holds, as JSON has it."""
    columns = log.columns
    return {
        "rows": log.rows,
        "events": log.events,
        "merged": log.merged,
        "cases": log.cases,
        "activities": count_activities(log),
        "resources": log.resources,
        "first": write_day(int(log.begins.min()), log.zone),
        "last": write_day(int(log.end.max()), log.zone),
        "case_minutes": measure_cases(log),
        "columns": dict(columns.by_role),
        "guessed": list(columns.guessed),
        "unread": list(columns.unread),
        "personal": list(columns.personal),
        "privacy": list_privacy(columns),
        "quarantined": dict(log.quarantined),
        "first_lines": dict(log.examples),
        "counted": log.counted,
        "has_starts": log.has_starts,
        "only_dates": log.only_dates,
        "zone": log.zone,
        "notes": list(log.notes),
    }


def count_activities(log: EventLog) -> dict[str, int]:
    """Return how often each thing was done, the most frequent first."""
    counts = np.bincount(log.activity, minlength=len(log.activities))
    order = sorted(range(len(log.activities)), key=lambda i: (-counts[i], log.activities[i]))
    return {log.activities[i]: int(counts[i]) for i in order}


def measure_cases(log: EventLog) -> dict[str, float]:
    """Return how long cases take from first moment to last, in minutes: mean, median, nine in ten."""
    begins = np.full(log.cases, np.iinfo(np.int64).max)
    ends = np.full(log.cases, np.iinfo(np.int64).min)
    np.minimum.at(begins, log.case, log.begins)
    np.maximum.at(ends, log.case, log.end)
    minutes = (ends - begins) / MINUTE
    p50, p90 = np.quantile(minutes, [0.5, 0.9])
    return {"mean": float(minutes.mean()), "p50": float(p50), "p90": float(p90)}


def write_day(moment: int, zone: str) -> str:
    """Return the day of a moment on the calendar of a zone."""
    return datetime.fromtimestamp(moment / 1000, ZoneInfo(zone)).date().isoformat()


def tell_log(log: EventLog) -> str:
    """Return what a log holds, in lines."""
    return "\n".join(_list_lines(log)) + "\n"


def _list_lines(log: EventLog) -> Iterator[str]:
    told = summarise(log)
    events, cases = count_of(log.events, "event"), count_of(log.cases, "case")
    span = f"{told['first']} to {told['last']}"
    yield f"{count_of(log.rows, 'row')}: {events} of {cases}, {span}"
    times = {name: format_duration(minutes) for name, minutes in told["case_minutes"].items()}
    yield f"A case takes {times['mean']} from its first moment to its last"
    yield f"Half take at most {times['p50']}, nine in ten at most {times['p90']}"
    yield ""
    yield "Columns (say --column part=NAME where a guess is wrong)"
    for role, column in told["columns"].items():
        yield f"  {role}, {ROLES[role]}: {column}{' (guessed)' if role in told['guessed'] else ''}"
    yield f"  left unread: {name_list(told['unread'], MOST)}" if told["unread"] else "  none is left unread"
    yield from _list_privacy(log)
    yield ""
    yield "What was done"
    for name, count in list(told["activities"].items())[:MOST]:
        yield f"  {name}: {format_count(count)}"
    if len(told["activities"]) > MOST:
        yield f"  and {len(told['activities']) - MOST} more"
    yield from _list_quarantined(log)
    yield from _list_limits(log)


def _list_privacy(log: EventLog) -> Iterator[str]:
    if log.columns.personal:
        yield f"  may tell who somebody is, and is not read: {name_list(log.columns.personal, MOST)}"
    if log.resources:
        yield f"  {log.resources} did the work: their names are made numbers, and are never kept or written"


def _list_quarantined(log: EventLog) -> Iterator[str]:
    yield ""
    if log.merged:
        yield f"Only a begin, put together with its end: {count_of(log.merged, 'row')}"
    if not log.quarantined:
        yield "Every row could be used"
        return
    yield f"Not used: {count_of(sum(log.quarantined.values()), 'row')}"
    for reason, count in log.quarantined.items():
        yield f"  {reason}: {format_count(count)}, first in {log.counted} {log.examples[reason]}"


def _list_limits(log: EventLog) -> Iterator[str]:
    if not log.has_starts:
        yield "Only ends are recorded: waiting and working cannot be told apart from the log alone"
    if log.only_dates:
        yield "Only dates are recorded: nothing can be said of hours"
    if not log.resources:
        yield "Nobody is named who did the work: staff cannot be counted from the log"
    yield from log.notes
