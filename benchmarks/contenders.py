"""Everybody who takes part in the race, and in a sentence each who does not and why."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.c_programs import NO_COMPILER, build, find_compiler, list_programs, run_program
from benchmarks.peers import Result, list_peers
from benchmarks.workloads import Workload
from opmodels.describe.read import parse_service
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once

OWN = "opmodels"
NO_CIMBA = "cimba is left out: the package is not installed (the extra 'bench' has it)"


@dataclass(frozen=True)
class Lap:
    """What one contender did in one round."""

    cases: int
    """Cases that came."""
    seconds: float
    """CPU seconds they took."""
    result: Result
    """Mean time in the system, and share who gave up."""


Contender = Callable[[], Lap]


@dataclass(frozen=True)
class Field:
    """Who races over one workload."""

    contenders: dict[str, Contender] = field(default_factory=dict)
    """By name; the first is the one to whom the others are compared."""
    left_out: tuple[str, ...] = ()
    """Who is not there, in a sentence each."""


def clock(run: Callable[[], tuple[int, Result]]) -> Contender:
    """Return a contender that runs in this process, by this process's clock."""

    def lap() -> Lap:
        start = time.process_time()
        cases, result = run()
        return Lap(cases, time.process_time() - start, result)

    return lap


def list_engines(workload: Workload) -> dict[str, Contender]:
    """Return the engine's ways to run a workload, by name, the usual one first.

    Each has run once, so that nothing is compiled in the race.
    """
    compiled = compile_service(parse_service(workload.text, workload.name))

    def enter(**how: Any) -> Contender:
        def run() -> tuple[int, Result]:
            done = run_once(compiled, seed=1, **how)
            system = done.record.system.sum(axis=0)
            gave_up = float(done.record.group[:, c.GAVE_UP_FROM :].sum() / max(system[c.LEFT], 1))
            return done.arrivals, (float(system[c.TIME_SUM] / system[c.LEFT] / 60_000), gave_up)

        run()
        return clock(run)

    return {OWN: enter(), f"{OWN}_persons": enter(persons=True), f"{OWN}_full": enter(build="full")}


def _list_python(workload: str, cases: int) -> dict[str, Contender]:
    return {
        name: clock(lambda program=program: (cases, program(cases)))  # type: ignore[misc]
        for name, program in list_peers(workload).items()
    }


def _list_cimba(workload: str, cases: int) -> dict[str, Contender]:
    from benchmarks.cimba_models import simulate

    simulate(workload, 100)
    return {"cimba": clock(lambda: (cases, simulate(workload, cases)))}


def _list_c(workload: str, cases: int, compiler: str, folder: Path) -> dict[str, Contender]:
    def enter(words: tuple[str, ...]) -> Contender:
        program = build(words[0], compiler, folder)

        def lap() -> Lap:
            found = run_program(program, words[1:], cases)
            return Lap(int(found["cases"]), found["seconds"], (found["time"], found["gave_up"]))

        return lap

    return {name: enter(words) for name, words in list_programs(workload).items()}


def gather(workload: Workload, peer_cases: int, folder: Path) -> Field:
    """Return who races over a workload.

    Parameters
    ----------
    workload
        With as many cases as every compiled contender gets.
    peer_cases
        Cases of those that run in Python, fewer because they are slower.
    folder
        Where programs in C are compiled.
    """
    compiler, has_cimba = find_compiler(), find_spec("cimba") is not None
    others: dict[str, Contender] = {}
    if compiler:
        others |= _list_c(workload.name, workload.cases, compiler, folder)
    if has_cimba:
        others |= _list_cimba(workload.name, workload.cases)
    others |= _list_python(workload.name, peer_cases)
    left_out = [*([] if compiler else [NO_COMPILER]), *([] if has_cimba else [NO_CIMBA])]
    return Field(list_engines(workload) | others, tuple(left_out))
