"""Small logs and traces whose making is known."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from opmodels.describe.learn.log.event_log import EventLog, read_log
from opmodels.describe.learn.process.traces import HOUR, Traces

MONDAY = 4 * 24 * HOUR
"""1970-01-05, a Monday."""


def make_traces(
    sequences: Sequence[Sequence[int]], begins: Sequence[Sequence[float]], lasts: float = 0.0,
    who: Sequence[Sequence[int]] | None = None,
) -> Traces:  # fmt: skip
    """Return traces of activities that begin at hours after a Monday midnight and last some hours."""
    case = np.repeat(np.arange(len(sequences)), [len(one) for one in sequences])
    begin = MONDAY + np.array([int(hour * HOUR) for one in begins for hour in one], np.int64)
    activity = np.array([a for one in sequences for a in one], np.int64)
    resource = np.full(len(case), -1) if who is None else np.array([w for one in who for w in one], np.int64)
    names = tuple(f"a{number}" for number in range(int(activity.max()) + 1))
    return Traces(case, activity, resource, begin, begin + int(lasts * HOUR), names, len(sequences))


def write_desk(path: Path, cases: int = 300, *, resource: bool = True) -> EventLog:
    """Return a log of a desk: weekdays from nine, three in four are looked at, all are decided on."""
    luck = np.random.default_rng(3)
    text = io.StringIO()
    text.write("case,activity,start,end" + (",resource\n" if resource else "\n"))
    for case in range(cases):
        day = case // 3
        at = np.datetime64("2024-01-01T09:00") + np.timedelta64(day // 5 * 7 + day % 5, "D")
        at += np.timedelta64(int(luck.integers(0, 360)), "m")
        for name in ["Look at papers"] * int(luck.integers(4) > 0) + ["Décide"]:
            end = at + np.timedelta64(int(luck.integers(5, 20)), "m")
            who = f",{'Ann Other' if name.startswith('L') else 'Bob Else'}" if resource else ""
            text.write(f"{case},{name},{at},{end}{who}\n")
            at = end + np.timedelta64(int(luck.integers(1, 40)), "m")
    path.write_text(text.getvalue(), encoding="utf-8")
    return read_log(path, zone="UTC")
