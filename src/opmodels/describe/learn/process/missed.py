"""Appointments that are missed or called off, where an activity or an outcome says so in its name.

Nothing is inferred: names are read. So there is no chance of a false alarm but that of a word that means
something else, and the name is told with the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from opmodels.describe.learn.log.columns import fold_name
from opmodels.describe.learn.log.event_log import EventLog
from opmodels.describe.learn.process.finding import Finding, find_ratio_range, write_percent, write_span
from opmodels.describe.learn.process.traces import I8, Traces

KIND = "missed appointments"
MISSED = re.compile(
    r"\bno shows?\b|\bnoshows?\b|\bmissed\b|\bdid not (?:attend|come|appear|turn up)\b|\bdidn t attend\b"
    r"|\bfailed to attend\b|\bnot attended\b|\bnon attendance\b|^dna$|^dna (?!test|sample|swab|analysis)"
    r"|\bappointment dna\b"
)
CANCELLED = re.compile(r"\bcancel\w*|\bcalled off\b")
READ = "that is read from the names: look whether appointments are meant"
IN_FILE = "in the file each is a step of its own, and not a 'no_show': a log shows no diary with its slots"
NOT_IN_FILE = "not written into the file, because a log shows no diary with its slots"
NO_WORD = (
    "no activity and no outcome says that something was missed or cancelled"
    " (a column can be named: --column outcome=NAME)"
)


def find_missed(log: EventLog, traces: Traces) -> Finding:
    """Return what is missed or cancelled, as a share with its range.

    Parameters
    ----------
    log, traces
        The log, and its traces.
    """
    of_activities, of_outcomes = list(_list_activities(traces)), list(_list_outcomes(log))
    details = of_activities + of_outcomes
    if not details:
        return Finding(KIND, "not found", (NO_WORD,))
    told = [_tell(one) for one in details]
    told.append(READ)
    told += [IN_FILE] if of_activities else []
    told += [NOT_IN_FILE] if of_outcomes else []
    return Finding(KIND, "found", tuple(told), tuple(details))


def read_meaning(name: str) -> str | None:
    """Return whether a name says missed or cancelled, if it says either."""
    folded = fold_name(name)
    if MISSED.search(folded):
        return "missed"
    return "cancelled" if CANCELLED.search(folded) else None


def _list_activities(traces: Traces) -> Iterator[dict[str, Any]]:
    """Yield each activity that says so, with its share of what is done after that which most often precedes
    it."""
    before = np.where(traces.is_first, -1, np.concatenate([[-1], traces.activity[:-1]]))
    for activity, name in enumerate(traces.activities):
        meaning, rows = read_meaning(name), traces.activity == activity
        if meaning is None or not rows.any():
            continue
        past, counts = np.unique(before[rows], return_counts=True)
        most = int(past[counts.argmax()])
        same = before == most
        after = "at the begin" if most < 0 else f"after '{traces.activities[most]}'"
        yield _describe(name, meaning, after, traces.case, rows & same, same)


def _list_outcomes(log: EventLog) -> Iterator[dict[str, Any]]:
    """Yield what outcomes say, with its share of the activity of which it is most often told.

    Outcomes may be free text, with somebody's name in it: what stands there is counted and never told.
    """
    meanings = np.array([read_meaning(name) or "" for name in log.outcomes] + [""])
    says = meanings[log.outcome]  # the last stands for no outcome, which is -1
    for meaning in ("missed", "cancelled"):
        rows = says == meaning
        if not rows.any():
            continue
        activity = int(np.bincount(log.activity[rows]).argmax())
        told = (log.activity == activity) & (log.outcome >= 0)
        yield _describe("", meaning, f"of '{log.activities[activity]}'", log.case, rows & told, told)


def _describe(name: str, meaning: str, where: str, case: I8, rows: Any, same: Any) -> dict[str, Any]:
    cases = int(case.max()) + 1
    part, whole = (np.bincount(case[some], minlength=cases).astype(float) for some in (rows, same))
    return {
        "name": name, "says": meaning, "where": where, "count": int(part.sum()), "of": int(whole.sum()),
        "share": float(part.sum() / whole.sum()), "range": list(find_ratio_range(part, whole)),
    }  # fmt: skip


def _tell(one: Mapping[str, Any]) -> str:
    share, span = write_percent(one["share"]), write_span(tuple(one["range"]))
    what = f"'{one['name']}' ({one['says']})" if one["name"] else f"outcomes that say {one['says']}"
    return f"{what} {one['where']}: {share} of {one['of']:,} ({span})"
