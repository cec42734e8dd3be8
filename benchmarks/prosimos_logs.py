"""Logs that Prosimos simulates: the job that it is given, and its CSV files in the terms of our own judge."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.prosimos_model import BETWEEN, ProsimosModel
from opmodels.describe.learn.judging.event_table import EventTable, make_table
from opmodels.describe.learn.log.event_log import I8
from opmodels.describe.learn.log.stamps import LOST
from opmodels.foundation.wall_clock import read_clock_over
from opmodels.simulate.simulated_log import drop_hours

DRIVER = Path(__file__).with_name("prosimos_driver.py")
DAY, MINUTE, SECOND = 86_400_000, 60_000, 1000


class CannotRun(RuntimeError):
    """Prosimos is not there, or stopped; with its own words."""


@dataclass(frozen=True)
class Ran:
    """What Prosimos made.

    Parameters
    ----------
    tables
        The simulated logs.
    seconds
        CPU seconds of each: to read the model, and from there to the written log.
    version
        Of Prosimos.
    """

    tables: list[EventTable]
    seconds: list[tuple[float, float]]
    version: str


@dataclass(frozen=True)
class Place:
    """Where and how the log was recorded.

    Parameters
    ----------
    zone
        Its time zone.
    has_starts, only_dates
        Whether it has begins, and whether it has no times of day.
    """

    zone: str
    has_starts: bool
    only_dates: bool


def find_prosimos(asked: str | None) -> str:
    """Return the Python that has Prosimos: the one asked for, or this one.

    Raises
    ------
    CannotRun
        When Prosimos is not installed there.
    """
    python = asked or sys.executable
    try:
        done = subprocess.run([python, "-P", "-c", "import prosimos"], capture_output=True, text=True)
    except OSError as error:
        raise CannotRun(f"Prosimos is left out: {python} is no Python ({error.strerror})") from None
    if done.returncode:
        reason = _last_line(done.stderr)
        raise CannotRun(f"Prosimos is left out: {python} has no package 'prosimos' ({reason})")
    return python


def simulate(
    python: str, model: ProsimosModel, place: Place, begin: int, cases: int, runs: Sequence[I8 | None],
    folder: Path,
) -> Ran:  # fmt: skip
    """Let Prosimos simulate logs.

    Parameters
    ----------
    python
        The Python that has it.
    model
        The model.
    place
        The zone on whose clock it runs, and what of the log is kept.
    begin
        When the first case comes, ms since 1970 UTC.
    cases
        How many come.
    runs
        For each log when cases come, ms since 1970 UTC; None where Prosimos draws that.
    folder
        Where its files are put.

    Raises
    ------
    CannotRun
        When it stops with an error.
    """
    (folder / "model.bpmn").write_text(model.bpmn, encoding="utf-8")
    (folder / "model.json").write_text(json.dumps(model.parameters), encoding="utf-8")
    origin = int(show_clock(place.zone, np.array([begin]))[0])
    outs = [folder / f"log_{number}.csv" for number in range(len(runs))]
    job: dict[str, Any] = {
        "bpmn": str(folder / "model.bpmn"),
        "json": str(folder / "model.json"),
        "cases": cases,
        "start": datetime.fromtimestamp(origin / SECOND, UTC).isoformat(),
        "runs": [
            {
                "seed": number + 1,
                "out": str(out),
                "arrivals": None if given is None else _count_seconds(place.zone, given, origin),
            }
            for number, (out, given) in enumerate(zip(outs, runs, strict=True))
        ],
    }
    told = _run_driver(python, job, folder)
    return Ran([read_table(out, model.served, place) for out in outs], told["seconds"], str(told["version"]))


def _count_seconds(zone: str, moments: I8, origin: int) -> list[float]:
    return [float(ms) / SECOND for ms in np.sort(show_clock(zone, moments)) - origin]


def _run_driver(python: str, job: dict[str, Any], folder: Path) -> dict[str, Any]:
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    words = [python, "-P", str(DRIVER), "job.json", "told.json"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise CannotRun(f"Prosimos stopped: {_last_line(done.stderr)}")
    told: dict[str, Any] = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    return told


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no message"])[-1]


def show_clock(zone: str, moments: I8) -> I8:
    """Return what the clock of a zone shows at moments in ms since 1970 UTC, as ms."""
    return read_clock_over(zone, moments).show(moments)


def read_table(path: Path, served: AbstractSet[str], place: Place) -> EventTable:
    """Return a log of Prosimos, whose clock is the wall clock of the place, as our judge compares it.

    Parameters
    ----------
    path
        Its CSV file.
    served
        Activities with a begin of their own; all others are done at the end of a wait.
    place
        Zone of the log, and what of it is recorded.
    """
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["activity"].startswith(BETWEEN)]
    names = tuple(sorted({row["activity"] for row in rows}))
    number = {name: at for at, name in enumerate(names)}
    end = _find_moments(place.zone, _read_stamps([row["end_time"] for row in rows]))
    begun = [row["start_time" if row["activity"] in served else "end_time"] for row in rows]
    start = _find_moments(place.zone, _read_stamps(begun))
    table = make_table(
        names,
        np.array([int(row["case_id"]) for row in rows], np.int64),
        np.array([number[row["activity"]] for row in rows], np.int64),
        start if place.has_starts else np.full(len(end), LOST, np.int64),
        end,
        place.zone,
    )
    return drop_hours(table) if place.only_dates else table


def _read_stamps(texts: list[str]) -> I8:
    return np.array([round(datetime.fromisoformat(text).timestamp() * SECOND) for text in texts], np.int64)


def _find_moments(zone: str, shown: I8) -> I8:
    """Return when the clock of a zone shows what is given as ms."""
    days, rest = shown // DAY, shown % DAY
    return read_clock_over(zone, shown).find_moments(days, rest // MINUTE) + rest % MINUTE
