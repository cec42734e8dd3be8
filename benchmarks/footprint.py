"""Memory, speed by number of cases, and start-up, each in a process of its own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence

RUN = """
import json, sys, time
start = time.perf_counter()
from benchmarks.memory import forget_peak, read_peak
from benchmarks.workloads import PACE_OF_LONG_RUNS, network
from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
run_once(compile_service(parse_service(network(2000).text)))
ready, ready_cpu = time.perf_counter() - start, time.process_time()
before = forget_peak()
compiled = compile_service(parse_service(network(int(sys.argv[1]), pace=PACE_OF_LONG_RUNS).text))
begun = time.process_time()
run = run_once(compiled)
seconds = time.process_time() - begun
found = {"cases": run.arrivals, "megabytes": read_peak() - before, "at_start": before}
print(json.dumps({**found, "per_second": run.arrivals / seconds, "start": ready, "start_cpu": ready_cpu}))
"""
WARM_STARTS = 3


def measure(cases: int, cache: str | None = None) -> dict[str, float]:
    """Run the network once in a fresh process.

    Returns
    -------
    dict
        `cases` that came; `megabytes` beyond those `at_start`; cases `per_second` of CPU; seconds until ready
        (`start`) and CPU seconds until then (`start_cpu`).
    """
    environment = {**os.environ, **({"OPMODELS_CACHE": cache} if cache else {})}
    out = subprocess.run(
        [sys.executable, "-c", RUN, str(cases)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=environment,
    )
    found: dict[str, float] = json.loads(out.stdout.splitlines()[-1])
    return found


def measure_sizes(sizes: Sequence[int]) -> list[dict[str, float]]:
    """Return memory and speed for each number of cases."""
    found = (measure(size) for size in sizes)
    return [{key: value for key, value in one.items() if not key.startswith("start")} for one in found]


def measure_start() -> dict[str, float]:
    """Start with an empty cache, and then with a full one.

    Returns
    -------
    dict
        Seconds from nothing to a first result, `cold` and `warm`; CPU seconds, `cold_cpu` and `warm_cpu`.
    """
    with tempfile.TemporaryDirectory() as cache:
        cold = measure(1000, cache)
        warm = [measure(1000, cache) for _ in range(WARM_STARTS)]
    return {
        "cold": cold["start"],
        "cold_cpu": cold["start_cpu"],
        "warm": statistics.median(one["start"] for one in warm),
        "warm_cpu": statistics.median(one["start_cpu"] for one in warm),
    }
