"""The same workloads as programs in C, one for each model, compiled when they are needed."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.workloads import LOAD, MEANS, PATIENCE, ROUTE, SERVERS, SERVERS_OF, URGENT

SOURCES = Path(__file__).parent / "c"
FLAGS = ("-O3", "-march=native", "-std=c11")
COMPILERS = ("gcc", "clang", "cc")
NO_COMPILER = f"the programs in C are left out: none of the compilers {', '.join(COMPILERS)} is there"


def find_compiler() -> str | None:
    """Return the compiler to use, if there is one."""
    return next((path for name in COMPILERS if (path := shutil.which(name))), None)


def list_programs(workload: str) -> dict[str, tuple[str, ...]]:
    """Return a workload's programs by name: source, then what each is told before the number of cases."""
    if workload == "network":
        return {"c": ("network", "lazy"), "c_events": ("network", "events")}
    return {"c": ("queue", str(SERVERS_OF[workload]), repr(LOAD))}


def _list_numbers(values: Iterable[float]) -> str:
    return "{" + ", ".join(repr(value) for value in values) + "}"


def write_workload() -> str:
    """Return the network's numbers for the C compiler, the same as every other contender's."""
    onward = ", ".join(_list_numbers(float(share) for share in np.cumsum(row)) for row in ROUTE)
    return (
        f"#define NODES {len(SERVERS)}\n#define PATIENCE {PATIENCE!r}\n#define URGENT {URGENT!r}\n"
        f"static const int SERVERS[NODES] = {_list_numbers(SERVERS)};\n"
        f"static const double MEANS[NODES] = {_list_numbers(MEANS)};\n"
        f"static const double ONWARD[NODES][NODES] = {{{onward}}};\n"
    )


def build(source: str, compiler: str, folder: Path) -> Path:
    """Compile a program into a folder, unless it is there already; return its path."""
    program = folder / source
    if not program.exists():
        (folder / "workload.h").write_text(write_workload(), encoding="utf-8")
        words = [compiler, *FLAGS, f"-I{folder}", f"-I{SOURCES}", str(SOURCES / f"{source}.c")]
        subprocess.run([*words, "-o", str(program), "-lm"], check=True)
    return program


def run_program(program: Path, words: Iterable[str], cases: int, seed: int = 1) -> dict[str, float]:
    """Run a program; return cases, CPU seconds without its start, mean time and share who gave up."""
    out = subprocess.run(
        [str(program), *words, str(cases), str(seed)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(out.stdout)
    return found
