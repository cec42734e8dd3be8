"""Runs engine and peers in turn, round by round, and takes medians of CPU time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.peers import Result, list_peers
from benchmarks.workloads import Workload
from opmodels.describe.read import parse_service
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once


@dataclass(frozen=True)
class Score:
    """One contender in one workload: cases per CPU second, and what it found."""

    per_second: float
    result: Result


def engine(workload: Workload) -> Callable[[], tuple[int, Result]]:
    """Return a function that runs the workload once: number of cases and results."""
    compiled = compile_service(parse_service(workload.text, workload.name))

    def run() -> tuple[int, Result]:
        done = run_once(compiled, seed=1)
        system = done.record.system.sum(axis=0)
        gave_up = float(done.record.group[:, c.GAVE_UP_FROM :].sum() / max(system[c.LEFT], 1))
        return done.arrivals, (float(system[c.TIME_SUM] / system[c.LEFT] / 60_000), gave_up)

    return run


def race(workload: Workload, peer_cases: int, rounds: int) -> dict[str, Score]:
    """Let the engine and its peers run in turn.

    Parameters
    ----------
    workload
        For the engine, with as many cases as it names.
    peer_cases
        Cases of a peer's run, fewer because they are slower.
    rounds
        How often; medians are taken.
    """
    runs: dict[str, Callable[[], tuple[int, Result]]] = {"opmodels": engine(workload)}
    for name, program in list_peers(workload.name).items():
        runs[name] = lambda program=program: (peer_cases, program(peer_cases))  # type: ignore[misc]
    runs["opmodels"]()
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    results: dict[str, Result] = {}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            cases, results[name] = run()
            speeds[name].append(cases / (time.process_time() - start))
    return {name: Score(statistics.median(speeds[name]), results[name]) for name in runs}
