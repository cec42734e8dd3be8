"""Logs of small services in which it is known what there is to find, and how often it is found in them.

``python -m tests.oracles.found_logs 20`` prints, for so many logs of each service, in how many what was
looked for is found: where it is, and where it is not.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from opmodels.describe.learn.log.columns import Columns
from opmodels.describe.learn.log.event_log import I8, EventLog
from opmodels.describe.learn.process.discover import discover
from opmodels.describe.learn.process.finding import Finding
from opmodels.describe.learn.process.learned import learn_process
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
ends: {done: met}
needs:
"""
NEED = """  %NAME:
    rate: %RATE per week
    week: {days: {Mon: 20 %, Tue: 20 %, Wed: 20 %, Thu: 20 %, Fri: 20 %}, hours: {09:00-16:00: 100 %}}
    starts_at: %START
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
QUEUE = """
pools: {desk: {staff: 20, hours: Mon-Fri 09:00-17:00}, officers: {staff: 2, hours: Mon-Fri 09:00-17:00}}
steps:
  intake: {serve: desk, takes: {exponential: 10 min}, then: decide}
  decide: {serve: officers, takes: {gamma: {mean: 60 min, cv: 0.5}}, then: done}
"""
TWO_TASKS = QUEUE.replace("then: decide}", "then: {appeal: 30 %, decide: rest}}") + (
    "  appeal: {serve: officers, takes: {gamma: {mean: 60 min, cv: 0.5}}, %RULE then: done}\n"
)
POST_QUEUE = QUEUE.replace("min}, then: decide", "min}, then: post") + (
    "  post: {wait: {exponential: 5 h}, hours: Mon-Fri 09:00-17:00, then: decide}\n"
)
DELAYS = """
pools: {desk: {staff: 20, hours: Mon-Fri 09:00-17:00}}
steps:
  intake: {serve: desk, takes: {exponential: 10 min}, then: post}
  post: {wait: {exponential: 15 h}, hours: Mon-Fri 09:00-17:00, then: decide}
  quick: {serve: desk, takes: {exponential: 10 min}, then: mail}
  mail: {wait: {exponential: 5 h}, hours: Mon-Fri 09:00-17:00, then: decide}
  decide: {serve: desk, takes: {gamma: {mean: 60 min, cv: 0.5}}, then: done}
"""
DESKS = (
    "\npools:\n"
    + "".join(f"  desk{n}: {{staff: 1, hours: Mon-Fri 09:00-17:00%AWAY}}\n" for n in range(6))
    + "steps:\n  intake: {branch: {desk0: rest, "
    + ", ".join(f"desk{n}: 16.6667 %" for n in range(1, 6))
    + "}}\n"
    + "".join(
        f"  desk{n}: {{serve: desk{n}, takes: {{gamma: {{mean: 40 min, cv: 0.5}}}}, then: done}}\n"
        for n in range(6)
    )
)
GATHER = """
pools: {desk: {staff: 30, hours: Mon-Fri 09:00-17:00}}
steps:
  intake: {serve: desk, takes: {exponential: 10 min}, then: gather}
  gather: {batch: %BATCH, then: decide}
  decide: {serve: desk, takes: {gamma: {mean: 20 min, cv: 0.5}}, then: done}
"""


@dataclass(frozen=True)
class Known:
    """A service of which it is known what there is to find.

    Parameters
    ----------
    kind
        What is looked for.
    text
        Its pools and steps.
    rate, weeks
        How many cases come a week, and for how long.
    other
        What is said of a second need with a quarter of all cases, which then is a class of its own.
    start
        Where the second need begins.
    """

    kind: str
    text: str
    rate: int
    weeks: int
    other: str | None = None
    start: str = "intake"

    @property
    def service(self) -> str:
        """The whole file."""
        first = 3 * self.rate // 4 if self.other is not None else self.rate
        needs = _write_need("case", first, "intake")
        if self.other is not None:
            needs += _write_need("other", self.rate // 4, self.start) + f"    {self.other}\n"
        return HEAD.replace("%WEEKS", str(self.weeks)) + needs + self.text


def _write_need(name: str, rate: int, start: str) -> str:
    return NEED.replace("%NAME", name).replace("%RATE", str(rate)).replace("%START", start)


SERVICES: Mapping[str, Known] = {
    "four at a time": Known("batches", GATHER.replace("%BATCH", "4"), 60, 10),
    "at two o'clock": Known("batches", GATHER.replace("%BATCH", "{at: 14:00}"), 60, 10),
    "queue alone": Known("batches", QUEUE, 72, 10),
    "delays alone": Known("batches", DELAYS.replace(" 5 h}", " 15 h}"), 72, 10, "note: by post", "quick"),
    "queue after delays": Known("batches", POST_QUEUE, 72, 10),
    "absent": Known("absence", DESKS.replace("%AWAY", ", absence: 8 %"), 180, 26),
    "always there": Known("absence", DESKS.replace("%AWAY", ""), 180, 26),
    "little to do": Known("absence", DESKS.replace("%AWAY", ""), 90, 26),
    "next to nothing to do": Known("absence", DESKS.replace("%AWAY", ""), 30, 26),
    "parts": Known("parts side by side", PARTS, 60, 6),
    "in turn": Known("parts side by side", IN_TURN, 60, 6),
    "missed": Known("missed appointments", MISSED, 60, 12),
    "none missed": Known("missed appointments", IN_TURN, 60, 6),
    "urgent first": Known("priorities", QUEUE, 72, 10, "priority: 1"),
    "in order": Known("priorities", QUEUE, 72, 10, "note: as urgent as all"),
    "shorter delays": Known("priorities", DELAYS, 72, 10, "note: by mail", "quick"),
    "like delays": Known("priorities", DELAYS.replace(" 5 h}", " 15 h}"), 72, 10, "note: by post", "quick"),
    "appeals first": Known("priorities", TWO_TASKS.replace("%RULE", "priority: 1,"), 72, 10),
    "tasks in order": Known("priorities", TWO_TASKS.replace("%RULE", ""), 72, 10),
}


@cache
def compile_one(name: str) -> Compiled:
    """Return a service by its name."""
    return compile_service(parse_service(SERVICES[name].service, f"{name}.yaml"))


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
            events.append((case, row[c.LOG_STEP], pool, start, row[c.LOG_TIME], row[c.LOG_SEGMENT]))
    return arrange_log(np.array(events, np.int64), compiled.names.rows, has_starts)


def arrange_log(events: I8, steps: tuple[str, ...], has_starts: bool) -> EventLog:
    """Return a log of (case, step, pool, start, end, need); the run begins at the begin of 6 January 2025."""
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
    classes = ("usual", "other")[: int(events[:, 5].max()) + 1]
    columns = Columns({"case": "case", "activity": "activity", "end": "end"}, (), (), ())
    return EventLog(
        len(keys), tuple(steps[one] for one in used), int(events[:, 2].max()) + 1, case, activity,
        events[:, 2], start, end, columns, len(end), 0, {}, {}, False, "UTC", (), "line", (),
        np.zeros(0, np.int64),
        classes if len(classes) > 1 else (), events[np.searchsorted(case, np.arange(len(keys))), 5],
    )  # fmt: skip


def look(name: str, seed: int, has_starts: bool = True) -> Finding:
    """Return what is found of what is looked for in one log."""
    log, kind = draw_log(name, seed, has_starts), SERVICES[name].kind
    return next(one for one in discover(log, learn_process(log)) if one.kind == kind)


def count_found(name: str, logs: int, first: int = 1) -> int:
    """Return in how many logs what is looked for is found."""
    return sum(look(name, seed).verdict == "found" for seed in range(first, first + logs))


def main() -> None:
    """Print a table."""
    logs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for name, known in SERVICES.items():
        print(f"{name:24s}{known.kind:24s} found in {count_found(name, logs)} of {logs}", flush=True)


if __name__ == "__main__":
    main()
