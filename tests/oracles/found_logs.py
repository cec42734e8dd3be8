"""Logs of small services in which it is known what there is to find, and how often it is found in them.

``python -m tests.oracles.found_logs 20`` prints, for so many logs of each service, in how many what was
looked for is found: where it is, and where it is not.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache

import numpy as np

from opmodels.describe.learn.log.columns import Columns
from opmodels.describe.learn.log.event_log import I8, EventLog
from opmodels.describe.learn.process.discover import discover
from opmodels.describe.learn.process.finding import Finding
from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import Compiled, compile_service
from opmodels.simulate.run import run_once

HEAD = """
opmodels: 1
service: known
time: {start: 2025-01-06, run: %WEEKS weeks, warm_up: 0 days, zone: UTC}
groups: {all: {people: 5000}}
needs:
  case:
    rate: %RATE per week
    week: {days: {Mon: 20 %, Tue: 20 %, Wed: 20 %, Thu: 20 %, Fri: 20 %}, hours: {09:00-16:00: 100 %}}
    starts_at: intake
ends: {done: met}
"""
PARTS = """
pools: {desk: {staff: 20, hours: Mon-Fri 09:00-17:00}, others: {staff: 20, hours: Mon-Fri 09:00-17:00}}
steps:
  intake: {serve: desk, takes: {exponential: 10 min}, then: both}
  both: {side_by_side: [visit, papers], joins_at: decide}
  visit: {serve: desk, takes: {gamma: {mean: 60 min, cv: 0.5}}, then: decide}
  papers: {serve: others, takes: {gamma: {mean: 90 min, cv: 0.5}}, then: decide}
  decide: {serve: others, takes: {exponential: 20 min}, then: done}
"""
IN_TURN = PARTS.replace("{side_by_side: [visit, papers], joins_at: decide}", "{branch: visit}").replace(
    "cv: 0.5}}, then: decide}\n  papers", "cv: 0.5}}, then: papers}\n  papers"
)
MISSED = """
pools: {desk: {staff: 20, hours: Mon-Fri 09:00-17:00}}
steps:
  intake: {serve: desk, takes: {exponential: 10 min}, then: {did_not_attend: 12 %, visit: rest}}
  did_not_attend: {serve: desk, takes: 1 min, then: done}
  visit: {serve: desk, takes: {exponential: 10 min}, then: done}
"""
SERVICES: Mapping[str, tuple[str, str, int, int]] = {
    "parts": ("parts side by side", PARTS, 60, 6),
    "in turn": ("parts side by side", IN_TURN, 60, 6),
    "missed": ("missed appointments", MISSED, 60, 12),
    "none missed": ("missed appointments", IN_TURN, 60, 6),
}
"""What is looked for, the service, cases a week, weeks."""


@cache
def compile_one(name: str) -> Compiled:
    """Return a service by its name."""
    _, text, rate, weeks = SERVICES[name]
    head = HEAD.replace("%RATE", str(rate)).replace("%WEEKS", str(weeks))
    return compile_service(parse_service(head + text, f"{name}.yaml"))


def draw_log(name: str, seed: int, has_starts: bool = True) -> EventLog:
    """Return the log of one run: what is served, with start, end and the pool as the one who did it."""
    compiled = compile_one(name)
    run = run_once(compiled, seed, traced=True)
    assert run.log is not None
    rows = run.log
    part = rows[:, c.LOG_CODE] == codes.LOG_PART
    whole = dict(zip(rows[part, c.LOG_CASE].tolist(), rows[part, c.LOG_DETAIL].tolist(), strict=True))
    begun: dict[tuple[int, int], tuple[int, int]] = {}
    events = []
    for row in rows.tolist():
        key = (row[c.LOG_CASE], row[c.LOG_STEP])
        if row[c.LOG_CODE] == codes.LOG_START:
            begun[key] = (row[c.LOG_TIME], row[c.LOG_DETAIL] // 100_000)
        elif row[c.LOG_CODE] == codes.LOG_FINISH:
            start, pool = begun.pop(key)
            case = whole.get(row[c.LOG_CASE], row[c.LOG_CASE])
            events.append((case, row[c.LOG_STEP], pool, start, row[c.LOG_TIME]))
    return arrange_log(np.array(events, np.int64), compiled.names.rows, has_starts)


def arrange_log(events: I8, steps: tuple[str, ...], has_starts: bool) -> EventLog:
    """Return a log of (case, step, pool, start, end); the run begins at the begin of 6 January 2025."""
    origin = 1_736_121_600_000
    keys, case = np.unique(events[:, 0], return_inverse=True)
    first = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(first, case, events[:, 3])
    rank = np.empty(len(keys), np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(keys))
    order = np.lexsort((events[:, 4], events[:, 3], rank[case]))
    events, case = events[order], rank[case][order]
    end = origin + events[:, 4]
    start = origin + events[:, 3] if has_starts else np.full(len(end), np.iinfo(np.int64).min)
    used, activity = np.unique(events[:, 1], return_inverse=True)
    columns = Columns({"case": "case", "activity": "activity", "end": "end"}, (), (), ())
    return EventLog(
        tuple(str(one) for one in range(len(keys))), tuple(steps[one] for one in used),
        tuple(f"p{one}" for one in range(int(events[:, 2].max()) + 1)), case, activity, events[:, 2], start,
        end, columns, len(end), 0, {}, {}, False, "UTC", (), "line",
    )  # fmt: skip


def look(name: str, seed: int, has_starts: bool = True) -> Finding:
    """Return what is found of what is looked for in one log."""
    kind = SERVICES[name][0]
    return next(one for one in discover(draw_log(name, seed, has_starts)) if one.kind == kind)


def count_found(name: str, logs: int, first: int = 1) -> int:
    """Return in how many logs what is looked for is found."""
    return sum(look(name, seed).verdict == "found" for seed in range(first, first + logs))


def main() -> None:
    """Print a table."""
    logs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for name, (kind, *_) in SERVICES.items():
        print(f"{name:24s}{kind:24s} found in {count_found(name, logs)} of {logs}", flush=True)


if __name__ == "__main__":
    main()
