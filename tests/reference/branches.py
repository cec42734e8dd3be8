"""How many of the kernel's branches random services reach, measured with the JIT off (E5.4).

Run as a program it measures in its own process, which must be started with ``NUMBA_DISABLE_JIT=1``:
``measure_branches`` does that.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

KERNEL = Path(str(find_spec("opmodels.simulate.kernel").origin)).parent  # type: ignore[union-attr]
"""Where the kernel that is imported lies, which is not in this folder when the package is installed."""
NOT_RUN = ("addressed.py", "memory.py", "compiled.py")
"""Modules that work while the kernel is compiled, not while it runs."""

MANY_WORDS = 8


def measure_branches(services: int, seed: int) -> dict[str, Any]:
    """Return the share of branches reached by so many services, and the lines from which some were not."""
    asked = [sys.executable, "-m", "tests.reference.branches", str(services), str(seed)]
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(asked, cwd=root, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _list_numbers(kind: str, seed: int, count: int) -> list[int]:
    """Return the numbers of so many services or changes: every second one with many words."""
    from tests.reference.random_services import Maker

    number, found = seed * 1_000_000, list[int]()
    while len(found) < count:
        words = Maker(random.Random(f"{kind} {number}")).words
        if len(found) % 2 or len(words) >= MANY_WORDS:
            found.append(number)
        number += 1
    return found


def _run_services(services: int, seed: int) -> None:
    from opmodels.describe.read import parse_service
    from opmodels.simulate.compile.assemble import Rollout, compile_service
    from opmodels.simulate.run import run_once
    from tests.reference.cases import SERVICES
    from tests.reference.random_services import make_change, make_pair
    from tests.services import day_hospital

    changes = services // 3
    found = [
        make_pair(number, small=True)[1] for number in _list_numbers("service", seed, services - changes)
    ]
    found += [parse_service(text) for text in (*SERVICES.values(), day_hospital())]
    made = [compile_service(service) for service in found]
    for number in _list_numbers("change", seed, changes):
        change = make_change(number, small=True)
        rollout = Rollout(
            change.live, change.dual_minutes, change.adoption, change.adoption_minutes, change.under_way
        )
        made.append(compile_service(change.before, change.after, rollout=rollout))
    for index, compiled in enumerate(made):
        run_once(compiled, seed + index, 0, traced=index % 4 < 2, persons=index % 5 == 0)


def main() -> None:
    """Measure in this process and print what was found as JSON."""
    import coverage

    meter = coverage.Coverage(branch=True, source=[str(KERNEL)], data_file=None, config_file=False)
    meter.start()
    warnings.simplefilter("ignore")
    with np.errstate(all="ignore"):
        _run_services(int(sys.argv[1]), int(sys.argv[2]))
    meter.stop()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "found.json"
        with open(os.devnull, "w") as nowhere:
            stdout, sys.stdout = sys.stdout, nowhere
            meter.json_report(outfile=str(path))
            sys.stdout = stdout
        files = json.loads(path.read_text())["files"]
    told = {Path(name).name: one for name, one in files.items() if Path(name).name not in NOT_RUN}
    reached = sum(one["summary"]["covered_branches"] for one in told.values())
    known = sum(one["summary"]["num_branches"] for one in told.values())
    missing = {name: one["missing_branches"] for name, one in told.items() if one.get("missing_branches")}
    print(json.dumps({"share": reached / known, "branches": known, "missing": missing}))


if __name__ == "__main__":
    main()
