"""Runs Prosimos on one model several times; a program of its own, since Prosimos may live in another Python.

``python prosimos_driver.py JOB.json TOLD.json``: the job names the model and says how many cases, from when,
with which seed and whether arrivals are given; what is told are the CPU seconds of each run.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any


def run_once(job: dict[str, Any], run: dict[str, Any]) -> tuple[float, float]:
    """Simulate one log, write it, and return CPU seconds: to read the model, and then to the written log.

    Parameters
    ----------
    job
        ``bpmn`` and ``json``, paths; ``cases``; ``start``, when the first comes.
    run
        ``seed``; ``out``, the path of the log; ``arrivals``, seconds after the start at which cases come, or
        None where Prosimos draws them.
    """
    import numpy as np
    from prosimos.simulation_engine import run_simpy_simulation
    from prosimos.simulation_properties_parser import parse_datetime
    from prosimos.simulation_setup import SimDiffSetup

    random.seed(run["seed"])
    np.random.seed(run["seed"])
    begin = time.process_time()
    setup = SimDiffSetup(job["bpmn"], job["json"], True, job["cases"])
    has_read = time.process_time()
    start = parse_datetime(job["start"], True)
    # Given arrivals count from the start; it is not to be moved into the calendar of arrivals.
    if run["arrivals"] is None:
        setup.set_starting_datetime(start)
    else:
        setup.start_datetime = start
    with open(run["out"], "w", newline="", encoding="utf-8") as file:
        done = run_simpy_simulation(setup, None, csv.writer(file), run["arrivals"])
        if run["arrivals"] is not None:
            done.log_writer.force_write()
    return has_read - begin, time.process_time() - has_read


def main(job_path: str, told_path: str) -> None:
    """Do every run of a job."""
    job = json.loads(Path(job_path).read_text(encoding="utf-8"))
    seconds = [run_once(job, run) for run in job["runs"]]
    told = {"version": version("prosimos"), "seconds": seconds}
    Path(told_path).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
