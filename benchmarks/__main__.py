"""``python -m benchmarks``: the engine beside SimPy, Ciw, cimba and programs in C."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from benchmarks.contenders import gather
from benchmarks.document import tell, write_docs
from benchmarks.findings import Findings
from benchmarks.footprint import measure_sizes, measure_start
from benchmarks.paired import measure_pairing
from benchmarks.race import Score, race
from benchmarks.scaling import measure_scaling
from benchmarks.workloads import list_workloads

WORDS = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
WORDS.add_argument("--json", action="store_true", help="print figures for programs")
WORDS.add_argument("--quick", action="store_true", help="fewer cases and rounds; rough ratios")
WORDS.add_argument("--write-docs", action="store_true", help="write the tables and the drawing into docs")


@dataclass(frozen=True)
class Size:
    """How much is run."""

    cases: int
    """Of the engine and of every other compiled contender in the race."""
    peer_cases: int
    """Of contenders in Python."""
    rounds: int
    """Of the race, and of the scaling over threads."""
    memory: tuple[int, ...]
    """Cases of the runs whose memory and speed are measured."""
    scaling_cases: int
    """Of each replication on several threads."""
    pairing: tuple[int, int]
    """Cases and replications of the paired comparison."""

    def tell(self) -> str:
        """Return how much is run, in a sentence without its full stop."""
        return (
            f"Medians of {self.rounds} rounds, in each of which everybody runs once: {self.cases:,} cases "
            f"where code is compiled, {self.peer_cases:,} in SimPy and Ciw"
        )


PEERS = ("SimPy", "Ciw", "cimba")
WHOLE = Size(1_000_000, 30_000, 5, (100_000, 1_000_000, 10_000_000), 200_000, (20_000, 200))
QUICK = Size(200_000, 5_000, 3, (10_000, 100_000, 1_000_000), 40_000, (20_000, 100))


def describe_machine() -> str:
    """Return what this runs on and with which versions, in words."""
    versions = [f"{name} {version(name)}" for name in ("numba", *PEERS) if find_spec(name.lower())]
    return (
        f"{platform.system()} on {platform.machine()} with {os.cpu_count()} cores: "
        f"Python {platform.python_version()}, {', '.join(versions)}"
    )


def run_races(size: Size) -> tuple[dict[str, dict[str, Score]], list[str]]:
    """Let everybody race over every workload; tell who was left out."""
    races, left_out = {}, []
    with tempfile.TemporaryDirectory() as folder:
        for workload in list_workloads(size.cases):
            field = gather(workload, size.peer_cases, Path(folder))
            races[workload.name] = race(field, size.rounds)
            left_out += [sentence for sentence in field.left_out if sentence not in left_out]
    return races, left_out


def measure_all(size: Size) -> Findings:
    """Measure everything, one thing after the other, telling on standard error what is under way."""

    def say(what: str) -> None:
        sys.stderr.write(f"{what} ...\n")
        sys.stderr.flush()

    say("races")
    races, left_out = run_races(size)
    say("one thread and several")
    scaling = measure_scaling(size.scaling_cases, size.rounds)
    say("paired comparison")
    paired = measure_pairing(*size.pairing)
    say("memory by number of cases")
    memory = measure_sizes(size.memory)
    say("first and later starts")
    start = measure_start()
    return Findings(races, memory, start, scaling, paired, left_out, describe_machine(), size.tell())


def main() -> None:
    """Measure everything and print it."""
    asked = WORDS.parse_args()
    findings = measure_all(QUICK if asked.quick else WHOLE)
    if asked.write_docs:
        write_docs(findings)
    sys.stdout.write((json.dumps(findings.write_json()) if asked.json else tell(findings)) + "\n")


if __name__ == "__main__":
    main()
