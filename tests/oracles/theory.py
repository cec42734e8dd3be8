"""Services from queueing theory as service files, and the figures that are read from their runs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from opmodels.describe.read import parse_service
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.replicate import Runs, replicate
from opmodels.simulate.run import Run

HEAD = """
opmodels: 1
service: theory
time: {{start: 2025-01-06, warm_up: {warm}, run: {run}}}
groups: {{all: {{people: 1000}}}}
"""


def simulate(text: str, run: str, replications: int, warm: str = "1 week") -> Runs:
    """Run a service given without its head."""
    return simulate_whole(HEAD.format(run=run, warm=warm) + text, replications)


def simulate_whole(text: str, replications: int) -> Runs:
    """Run a whole service file."""
    service = parse_service(text, "theory.yaml")
    return replicate(compile_service(service), seed=20250106, count=replications)


def each(runs: Runs, figure: Callable[[Run], float]) -> np.ndarray:
    """Return a figure of every replication."""
    return np.array([figure(run) for run in runs.runs])


def wait_at(runs: Runs, step: str) -> np.ndarray:
    """Mean wait in minutes of those who started a step, by replication."""
    row = runs.compiled.names.rows.index(step)
    return each(
        runs,
        lambda run: (
            run.record.total[:, row, c.WAIT_SUM].sum() / run.record.count[:, row, c.STARTED].sum() / 60_000
        ),
    )


def time_in_system(runs: Runs) -> np.ndarray:
    """Mean minutes in the system of those who left, by replication."""
    return each(
        runs, lambda run: run.record.system[:, c.TIME_SUM].sum() / run.record.system[:, c.LEFT].sum() / 60_000
    )


def one_queue(rate: float, staff: int, takes: str, patience: str = "") -> str:
    """A service of one step."""
    impatient = f", patience: {patience}, gives_up_to: lost" if patience else ""
    lost = ", lost: unmet" if patience else ""
    return f"""
needs: {{call: {{rate: {rate} per hour, starts_at: serve}}}}
pools: {{agents: {{staff: {staff}, hours: always}}}}
steps: {{serve: {{serve: agents, takes: {takes}{impatient}, then: done}}}}
ends: {{done: met{lost}}}
"""
