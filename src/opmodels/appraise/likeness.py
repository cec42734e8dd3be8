"""How like the real thing a learned service is: its simulated cases beside those that were held out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from opmodels.describe.learn.judging.baseline import DRAWS, Judged, judge, judge_baseline
from opmodels.describe.learn.judging.event_table import EventTable, make_table, to_table
from opmodels.describe.learn.judging.later_slice import split_by_arrival
from opmodels.describe.learn.judging.profile import compare_profiles
from opmodels.describe.learn.log.event_log import EventLog
from opmodels.describe.learn.process.learned import Process, learn_process
from opmodels.describe.learn.process.service_tree import build_service
from opmodels.describe.read import parse_tree
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from opmodels.simulate.simulated_log import drop_hours, read_events

WEEK_MINUTES = 7 * 24 * 60
SPARE = 1.5
"""How much longer than the held-out cases are expected to take to arrive the run lasts."""
MOST_WEEKS = 450
"""A run ends before the clock of the engine does."""


WORDS = {
    "control_flow": ("what follows what", ""),
    "absolute_events": ("when things are done", " h"),
    "arrivals": ("when cases come", " h"),
    "circadian_events": ("at which hours of the day", " h"),
    "relative_events": ("how long after a case came", " h"),
    "cycle_times": ("how long cases take", " h"),
}


@dataclass(frozen=True)
class Likeness:
    """How far simulated logs are from the slice that was held out.

    Parameters
    ----------
    learned
        The learned service.
    baseline
        The training slice, drawn anew.
    training, held_out
        Cases of each slice.
    process
        What was learned from the training slice.
    profiles
        When cases of the later slice came and how long they took, beside those simulated.
    """

    learned: Judged
    baseline: Judged
    training: int
    held_out: int
    process: Process
    profiles: Mapping[str, Any]

    def ratios(self) -> dict[str, float | None]:
        """Return how far the learned service is beside the baseline, by distance; below 1 it is nearer.

        None where the baseline is at no distance and the learned service is.
        """
        ours, theirs = self.learned.mean.as_dict(), self.baseline.mean.as_dict()
        return {name: _divide(value, theirs[name]) for name, value in ours.items()}

    def as_dict(self) -> dict[str, Any]:
        """Return distances of both and their ratio, as JSON has them."""
        ours, theirs = self.learned.as_dict(), self.baseline.as_dict()
        return {
            "training_cases": self.training,
            "held_out_cases": self.held_out,
            "distances": {
                name: {"learned": ours[name], "past_drawn_anew": theirs[name], "ratio": ratio}
                for name, ratio in self.ratios().items()
            },
            "later_slice": dict(self.profiles),
        }

    def text(self) -> str:
        """Return the distances in lines."""
        lines = [
            f"Learned from the first {self.training:,} cases and judged on the {self.held_out:,} after them",
            "(distance to what came; beside it that of the past drawn anew; below 1 the service is nearer)",
        ]
        ours, theirs = self.learned.mean.as_dict(), self.baseline.mean.as_dict()
        for name, ratio in self.ratios().items():
            words, unit = WORDS[name]
            told = f"{ours[name]:.3g}{unit} beside {theirs[name]:.3g}{unit}"
            lines.append(f"  {words}: {told}, ratio {'none' if ratio is None else f'{ratio:.2f}'}")
        return "\n".join(lines) + "\n"


def _divide(ours: float, theirs: float) -> float | None:
    if theirs > 0:
        return ours / theirs
    return 1.0 if ours == 0 else None


def judge_log(
    log: EventLog, name: str, draws: int = DRAWS, seed: int = 1, tell: Callable[[str], None] | None = None
) -> Likeness:
    """Learn a service from the first cases of a log and judge it on the later ones.

    Parameters
    ----------
    log
        The whole log.
    name
        What it is called.
    draws
        How many logs are simulated, and drawn for the baseline.
    seed
        Addresses all draws of the simulation.
    tell
        Is told in a few words what is being done.

    Raises
    ------
    InputError
        When the log has too few cases.
    """
    say = tell or (lambda _: None)
    split = split_by_arrival(log)
    process = learn_process(split.training, tell)
    held_out = to_table(split.held_out)
    say("simulating the later slice")
    simulated = simulate_logs(process, log, held_out, name, draws, seed)
    say("measuring distances")
    return Likeness(
        judge(held_out, simulated), judge_baseline(split, draws), split.training.cases,
        split.held_out.cases, process, compare_profiles(held_out, simulated, log.only_dates),
    )  # fmt: skip


def simulate_logs(
    process: Process, log: EventLog, held_out: EventTable, name: str, draws: int, seed: int
) -> list[EventTable]:
    """Return simulated logs, each of as many cases as were held out, from the day on which the first came."""
    begin = int(held_out.arrivals.min())
    weeks = math.ceil(
        held_out.cases / max(process.arrivals.per_week, 1e-9) * SPARE + process.slowest / WEEK_MINUTES + 2
    )
    learned = build_service(process, name, "learned", _day_of(begin, log.zone), min(weeks, MOST_WEEKS))
    service = parse_tree(learned.tree, name)
    compiled = compile_service(service)
    tables = []
    for draw in range(draws):
        run = run_once(compiled, seed, draw, traced=True)
        table = read_events(run, compiled, learned.activity_of, log.zone, log.has_starts)
        table = take_first(table, begin, held_out.cases)
        tables.append(drop_hours(table) if log.only_dates else table)
    return tables


def take_first(table: EventTable, begin: int, count: int) -> EventTable:
    """Return the first cases of a table that come at a moment or after it, with all that is done for them."""
    arrivals = table.arrivals
    order = np.argsort(arrivals, kind="stable")
    chosen = order[arrivals[order] >= begin][:count]
    rows = np.isin(table.case, chosen)
    return make_table(
        table.activities,
        table.case[rows],
        table.activity[rows],
        table.start[rows],
        table.end[rows],
        table.zone,
    )


def _day_of(moment: int, zone: str) -> date:
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone(ZoneInfo(zone)).date()
