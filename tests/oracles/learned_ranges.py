"""Logs of a service whose numbers are known, and how often the ranges that are learned from them hold these.

``python -m tests.oracles.learned_ranges 500`` prints it for so many logs.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from opmodels.appraise.likeness import take_first
from opmodels.describe.learn.log.columns import Columns
from opmodels.describe.learn.log.event_log import EventLog
from opmodels.describe.learn.process.learned import Process, Range, learn_process
from opmodels.describe.learn.process.routes import BEGIN, END
from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import Compiled, compile_service
from opmodels.simulate.run import run_once
from opmodels.simulate.simulated_log import read_events

TEXT = """
opmodels: 1
service: known
time: {start: 2025-01-06, run: 46 weeks, warm_up: 0 days, zone: UTC}
groups: {all: {people: 5000}}
needs:
  case:
    rate: 0.4 per hour
    busy_days: 30 %
    week:
      days: {Mon: 26 %, Tue: 22 %, Wed: 20 %, Thu: 18 %, Fri: 14 %}
      hours: {09:00-13:00: 60 %, 13:00-17:00: 40 %}
    starts_at: intake
pools:
  clerks: {staff: 30, hours: Mon-Fri 09:00-17:00}
  officers: {staff: 30, hours: Mon-Fri 09:00-17:00}
steps:
  intake:
    serve: clerks
    takes: {lognormal: {mean: 12 min, cv: 0.6}}
    then: {ask: 30 %, short_pile: 10 %, pile: rest}
  ask: {wait: {lognormal: {mean: 20 h, cv: 1}}, hours: Mon-Fri 09:00-17:00, then: supply}
  supply: {serve: clerks, takes: {exponential: 9 min}, then: {ask: 15 %, pile: rest}}
  pile: {wait: {exponential: 12 h}, hours: Mon-Fri 09:00-17:00, then: decide}
  short_pile: {wait: {gamma: {mean: 3 h, cv: 0.7}}, hours: Mon-Fri 09:00-17:00, then: refuse}
  refuse: {serve: officers, takes: {gamma: {mean: 25 min, cv: 0.4}}, then: done}
  decide: {serve: officers, takes: {gamma: {mean: 40 min, cv: 0.5}}, then: {object: 8 %, done: rest}}
  object: {wait: {weibull: {mean: 30 h, shape: 1.5}}, hours: Mon-Fri 09:00-17:00, then: review}
  review: {serve: officers, takes: {lognormal: {mean: 60 min, cv: 0.5}}, then: done}
ends: {done: met}
"""
WEEK = 7 * 24 * 3_600_000
STEPS = ("intake", "supply", "refuse", "decide", "review")
CLERKS = ("intake", "supply")
TRUE = {
    "rate": 0.4 * 168, "spread": 0.3, "Mon": 0.26, "Tue": 0.22, "Wed": 0.2, "Thu": 0.18, "Fri": 0.14,
    "share intake supply": 0.3, "share intake refuse": 0.1, "share intake decide": 0.6,
    "share supply supply": 0.15, "share supply decide": 0.85, "share decide review": 0.08,
    "share decide end": 0.92,
    "work intake": 12, "work supply": 9, "work refuse": 25, "work decide": 40, "work review": 60,
    "wait supply": 1200, "wait decide": 720, "wait refuse": 180, "wait review": 1800,
}  # fmt: skip
"""What is asked for: a week's cases, shares, and means in minutes."""


@dataclass
class Held:
    """How often ranges held the truth, and how wide they were beside it."""

    logs: int = 0
    held: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    width: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, found: dict[str, Range]) -> None:
        """Count one log."""
        self.logs += 1
        for name, true in TRUE.items():
            low, high = found[name]
            self.held[name] += low <= true <= high
            self.width[name].append((high - low) / true)


def compile_known() -> Compiled:
    """Return the known service."""
    return compile_service(parse_service(TEXT, "known.yaml"))


def draw_log(compiled: Compiled, seed: int) -> EventLog:
    """Return the log of one run: work with start and end, by one of eight people of its team.

    It has the cases of some 40 of 46 weeks, so that all are over: routes of cases that are cut off by the end
    of a log look shorter than they are.
    """
    table = read_events(run_once(compiled, seed, traced=True), compiled, {s: s for s in STEPS}, "UTC", True)
    early = np.flatnonzero(table.arrivals < int(table.arrivals.min()) // WEEK * WEEK + 40 * WEEK)
    table = take_first(table, 0, len(early))
    team = np.array([10 * (table.activities[a] not in CLERKS) for a in table.activity])
    who = team + np.random.default_rng(seed).integers(0, 8, len(team))
    columns = Columns({"case": "case", "activity": "activity", "end": "end"}, (), (), ())
    return EventLog(
        table.cases, table.activities, 20,
        table.case, table.activity, who, table.start, table.end, columns, len(who), 0, {}, {}, False, "UTC",
        (), "line",
    )  # fmt: skip


def list_ranges(process: Process) -> dict[str, Range]:
    """Return the ranges that were learned, by what they are of.

    Where the past parts a number in several, that of which most was seen stands for it.
    """
    names = {**dict(enumerate(process.activities)), END: "end"}
    found: dict[str, Range] = dict(process.arrival_ranges)
    most: dict[str, int] = defaultdict(int)
    for (state, activity), span in process.share_ranges.items():
        count = sum(process.routes.taken[state].values())
        name = f"share {names.get(state[-1], 'begin')} {names[activity]}"
        if state != (BEGIN,) and count > most[name]:
            most[name], found[name] = count, span
    for activity, length in process.works.items():
        found[f"work {names[activity]}"] = length.ranges["average"]
    for (_, activity), length in process.waits.items():
        if length.count > most[f"wait {names[activity]}"]:
            most[f"wait {names[activity]}"] = length.count
            found[f"wait {names[activity]}"] = length.ranges["average"]
    return found


def measure_ranges(first: int, logs: int) -> Held:
    """Return how often ranges hold the truth in some logs."""
    compiled, held = compile_known(), Held()
    for seed in range(first, first + logs):
        held.add(list_ranges(learn_process(draw_log(compiled, seed))))
    return held


def main() -> None:
    """Print a table."""
    held = measure_ranges(1, int(sys.argv[1]) if len(sys.argv) > 1 else 500)
    print(f"of {held.logs} logs: the 95 % range holds the truth in, and is wide")
    for name in TRUE:
        print(f"  {name:22s}{held.held[name]:5d}  {100 * float(np.mean(held.width[name])):4.0f} %")


if __name__ == "__main__":
    main()
