"""``python -m benchmarks.beside_prosimos LOG=ZONE ...``: Prosimos, given the service that was learned, beside
our own engine: logs that both simulate, judged on the cases that came later.

Prosimos draws arrivals from its own words first, and is then given those that our engine drew, so that what
is due to arrivals can be told from everything else.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.document import mark_down
from benchmarks.prosimos_logs import CannotRun, Place, Ran, find_prosimos, simulate
from benchmarks.prosimos_model import CannotConvert, ProsimosModel, convert
from opmodels.appraise.likeness import simulate_logs
from opmodels.describe.learn.judging.baseline import DRAWS, Judged, judge, judge_baseline
from opmodels.describe.learn.judging.distances import HOUR
from opmodels.describe.learn.judging.event_table import EventTable, to_table
from opmodels.describe.learn.judging.later_slice import split_by_arrival
from opmodels.describe.learn.log.event_log import I8, EventLog, read_log
from opmodels.describe.learn.process.learned import Process, learn_process
from opmodels.describe.learn.process.service_tree import build_service
from opmodels.describe.read import parse_tree

SEED = 1
WORDS = argparse.ArgumentParser(prog="python -m benchmarks.beside_prosimos", description=__doc__)
WORDS.add_argument("logs", nargs="+", metavar="LOG=ZONE", help="an event log and its time zone")
WORDS.add_argument("--python", help="the Python that has Prosimos, where it is another one")
WORDS.add_argument("--draws", type=int, default=DRAWS, help="logs that each simulates")
WORDS.add_argument("--json", action="store_true", help="print figures for programs")
OURS, OWN_ARRIVALS, OUR_ARRIVALS = "opmodels", "Prosimos", "Prosimos, our arrivals"


@dataclass(frozen=True)
class Simulated:
    """The logs that somebody simulated.

    Parameters
    ----------
    judged
        Their distances.
    lengths
        Hours that a case takes from its first to its last moment, the mean of each log.
    seconds
        CPU seconds of all; those of Prosimos to read the model, and those after.
    """

    judged: Judged
    lengths: tuple[float, ...]
    seconds: tuple[float, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return everything, as JSON has it."""
        return {**self.judged.as_dict(), "mean_hours": self.lengths, "seconds": self.seconds}

    def tell_length(self) -> str:
        """Return the mean time that a case takes, and its standard error where there are several logs."""
        mean = f"{np.mean(self.lengths):.1f}"
        if len(self.lengths) == 1:
            return mean
        return f"{mean} ± {np.std(self.lengths, ddof=1) / np.sqrt(len(self.lengths)):.1f}"


@dataclass(frozen=True)
class Beside:
    """How near everybody came on one log.

    Parameters
    ----------
    name
        Of the log.
    baseline
        The past, drawn anew.
    simulated
        Logs, by who simulated them.
    told
        What could not be converted, or why Prosimos did not run.
    """

    name: str
    baseline: Judged
    simulated: dict[str, Simulated]
    told: tuple[str, ...]

    def list_rows(self) -> list[list[str]]:
        """Return a row for everybody: distances divided by those of the baseline, hours, CPU seconds."""
        base = self.baseline.mean.as_dict()
        return [
            [self.name, who,
             *(_tell_ratio(value, base[key]) for key, value in one.judged.mean.as_dict().items()),
             one.tell_length(), " + ".join(f"{seconds:.1f}" for seconds in one.seconds)]
            for who, one in self.simulated.items()
        ]  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Return everything, as JSON has it."""
        return {
            "log": self.name,
            "past_drawn_anew": self.baseline.as_dict(),
            **{who: one.as_dict() for who, one in self.simulated.items()},
            "told": self.told,
        }


def _tell_ratio(value: float, base: float) -> str:
    return f"{value / base:.2f}" if base else ("1.00" if value == 0 else "none")


def compare(log: EventLog, name: str, python: str | None, draws: int) -> Beside:
    """Learn a service from the first cases of a log; let our engine and Prosimos simulate the later ones.

    Parameters
    ----------
    log
        The whole log.
    name
        What it is called.
    python
        The Python that has Prosimos; None where it is left out.
    draws
        How many logs each simulates.
    """
    split = split_by_arrival(log)
    process, held_out = learn_process(split.training), to_table(split.held_out)
    simulate_logs(process, log, held_out, name, 1, SEED)  # so that nothing is compiled by the clock
    begin = time.process_time()
    ours = simulate_logs(process, log, held_out, name, draws, SEED)
    simulated = {OURS: _judge(held_out, ours, (time.process_time() - begin,))}
    told: list[str] = []
    if python is not None:
        try:
            model, ran = _let_prosimos(python, process, log, held_out, name, draws)
            told += model.told
            for who, one in ran.items():
                simulated[who] = _judge(held_out, one.tables, tuple(map(sum, zip(*one.seconds, strict=True))))
        except (CannotConvert, CannotRun) as error:
            told.append(str(error))
    return Beside(name, judge_baseline(split, draws), simulated, tuple(told))


def _judge(held_out: EventTable, tables: list[EventTable], seconds: tuple[float, ...]) -> Simulated:
    return Simulated(judge(held_out, tables), tuple(measure_length(one) for one in tables), seconds)


def measure_length(table: EventTable) -> float:
    """Return the mean time from the first to the last moment of a case, in hours."""
    ends = np.maximum.reduceat(table.end, table.firsts[:-1])
    return float((ends - table.arrivals).mean() / HOUR)


def _let_prosimos(
    python: str, process: Process, log: EventLog, held_out: EventTable, name: str, draws: int
) -> tuple[ProsimosModel, dict[str, Ran]]:
    learned = build_service(process, name, "learned")
    model = convert(parse_tree(learned.tree, name), learned.activity_of, held_out.cases)
    place, begin = Place(log.zone, log.has_starts, log.only_dates), int(held_out.arrivals.min())
    # With begins and times of day, which the log itself may lack: they say when each case comes.
    in_full = replace(log, start=log.end, only_dates=False)
    arrivals = [one.arrivals for one in simulate_logs(process, in_full, held_out, name, draws, SEED)]
    # Our run may have ended before as many came as were held out, though it is made long enough.
    cases = min(held_out.cases, *(len(one) for one in arrivals))
    wanted: dict[str, tuple[int, Sequence[I8 | None]]] = {
        OWN_ARRIVALS: (held_out.cases, [None] * draws),
        OUR_ARRIVALS: (cases, [one[:cases] for one in arrivals]),
    }
    ran = {}
    for who, (many, runs) in wanted.items():
        with tempfile.TemporaryDirectory() as folder:
            ran[who] = simulate(python, model, place, begin, many, runs, Path(folder))
    return model, ran


def tell(found: Sequence[Beside]) -> str:
    """Return the comparison as a table in Markdown, and beneath it what could not be converted."""
    distances = list(found[0].baseline.mean.as_dict())
    head = ["log", "simulated by", *distances, "a case takes, h", "CPU s"]
    table = mark_down([head, *(row for one in found for row in one.list_rows())])
    notes = [f"{one.name}: {sentence}" for one in found for sentence in one.told]
    return "\n".join([table, "", *notes]) + "\n"


def main() -> None:
    """Compare on every log that is named, and print it."""
    asked = WORDS.parse_args()
    try:
        python: str | None = find_prosimos(asked.python)
    except CannotRun as error:
        python = None
        sys.stderr.write(f"{error}\n")
    found = []
    for word in asked.logs:
        path, _, zone = word.partition("=")
        name = Path(path).name.split(".")[0]
        sys.stderr.write(f"{name} ...\n")
        found.append(compare(read_log(Path(path), zone=zone or "Europe/London"), name, python, asked.draws))
    sys.stdout.write(json.dumps([one.as_dict() for one in found]) if asked.json else tell(found))


if __name__ == "__main__":
    main()
