"""Findings with made-up figures, as a run of the benchmarks would give them."""

from __future__ import annotations

from benchmarks.findings import Findings
from benchmarks.race import Score

QUEUE = {
    "opmodels": Score(2e6, 1.0, (10.0, 0.0)),
    "c": Score(2e7, 0.1, (10.1, 0.0)),
    "simpy": Score(5e4, 40.0, (9.0, 0.0)),
}
NETWORK = {"opmodels": Score(8e5, 1.0, (18.3, 0.205)), "c_events": Score(3e6, 0.27, (18.2, 0.204))}
MADE_UP = Findings(
    races={"mm1": QUEUE, "network": NETWORK},
    memory=[{"cases": 1e5, "megabytes": 0.5, "at_start": 200.0, "per_second": 8e5}],
    start={"cold": 30.0, "cold_cpu": 28.0, "warm": 1.5, "warm_cpu": 1.25},
    scaling=[
        {"threads": 1, "speedup": 1.0, "best": 1.0, "efficiency": 1.0, "cores": 1.0, "cpu": 1.0},
        {"threads": 2, "speedup": 1.9, "best": 1.95, "efficiency": 0.95, "cores": 1.9, "cpu": 1.02},
    ],
    paired={
        "cases": 20_000,
        "replications": 100,
        "difference": -0.18,
        "paired": 0.04,
        "independent": 0.2,
        "fewer": 25.0,
        "low": 18.0,
        "high": 33.0,
    },
    left_out=("cimba is left out: it is not there",),
    machine="Linux with 2 cores",
    extent="Medians of 5 rounds",
)
