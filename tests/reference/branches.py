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
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from opmodels.simulate.compile.assemble import Compiled

KERNEL = Path(str(find_spec("opmodels.simulate.kernel").origin)).parent  # type: ignore[union-attr]
"""Where the kernel that is imported lies, which is not in this folder when the package is installed."""
NOT_RUN = ("addressed.py", "memory.py", "compiled.py", "wide.py")
"""Modules that work while the kernel is compiled, not while it runs."""

MANY_WORDS = 8
PLAIN = 8
"""For so many services there is one more, a plain one."""


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


def _make_services(services: int, seed: int) -> Iterator[Compiled]:
    """Yield random services and changes, then all that are kept."""
    from opmodels.describe.read import parse_service
    from opmodels.simulate.compile.assemble import compile_service
    from tests.reference import cases
    from tests.reference.compare import find_rollout
    from tests.reference.plain_services import make_plain
    from tests.reference.random_changes import make_change
    from tests.reference.random_services import make_pair
    from tests.services import day_hospital

    changes = services // 3
    for number in _list_numbers("service", seed, services - changes):
        yield compile_service(make_pair(number, small=True)[1])
    yield from (make_plain(seed + number) for number in range(services // PLAIN))
    for text in (*cases.SERVICES.values(), *cases.ENDLESS.values(), day_hospital()):
        yield compile_service(parse_service(text))
    made = [make_change(number, small=True) for number in _list_numbers("change", seed, changes)]
    for change in [*made, *map(cases.read_change, cases.CHANGES)]:
        yield compile_service(change.before, change.after, rollout=find_rollout(change))


def _run_services(services: int, seed: int) -> None:
    """Run them with and without a log, and some with too little room at first, so that it has to grow."""
    from opmodels.foundation.errors import SimulationFault
    from opmodels.simulate import run

    usual = run.FIRST_SLOTS, run.LOG_ROWS
    for index, compiled in enumerate(_make_services(services, seed)):
        run.FIRST_SLOTS, run.LOG_ROWS = (4, 1) if index % 3 == 0 else usual
        for traced in (True, False):
            with suppress(SimulationFault):
                run.run_once(compiled, seed + index, 0, traced=traced, persons=index % 5 == 0)


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
