"""Memory and start-up, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

RUN = """
import json, resource, sys, time
start = time.perf_counter()
from benchmarks.workloads import network
from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
run_once(compile_service(parse_service(network(2000).text)))
ready = time.perf_counter() - start
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
compiled = compile_service(parse_service(network(int(sys.argv[1])).text))
run = run_once(compiled)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"cases": run.arrivals, "start": ready, "megabytes": (after - before) / 1024}))
"""


def measure(cases: int, cache: str | None = None) -> dict[str, float]:
    """Run the network once in a fresh process: cases, seconds until ready, megabytes beyond the start."""
    environment = {**os.environ, **({"OPMODELS_CACHE": cache} if cache else {})}
    out = subprocess.run(
        [sys.executable, "-c", RUN, str(cases)], capture_output=True, text=True, check=True, env=environment
    )
    found: dict[str, float] = json.loads(out.stdout.splitlines()[-1])
    return found


def measure_start() -> dict[str, float]:
    """Seconds from nothing to a first result: with an empty cache, and with a full one."""
    with tempfile.TemporaryDirectory() as cache:
        return {"cold": measure(1000, cache)["start"], "warm": measure(1000, cache)["start"]}
