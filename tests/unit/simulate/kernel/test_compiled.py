"""The decorators of the kernel."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from numba.core.codegen import CPUCodeLibrary
from numba.core.cpu import CPUContext
from numba.core.errors import TypingError

from opmodels.simulate import kernel
from opmodels.simulate.compile_cache import KERNEL_FOLDER
from opmodels.simulate.kernel import MODULES
from opmodels.simulate.kernel.compiled import compile_now, shared
from opmodels.simulate.kernel.draws import draw_column, draw_value

JIT_OFF = bool(getattr(numba.config, "DISABLE_JIT"))  # noqa: B009  (unknown to the type checker)


def test_no_other_decorator() -> None:
    """Only this module names Numba's decorators, so that every function is compiled alike."""
    for file in KERNEL_FOLDER.glob("*.py"):
        names = {
            node.id
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Name)
        }
        assert file.name == "compiled.py" or not names & {"njit", "jit", "vectorize", "guvectorize"}, (
            file.name
        )


def test_every_module_is_imported_with_the_cache() -> None:
    """A module with compiled functions is on the list of those imported while the cache's folder is set."""
    for file in KERNEL_FOLDER.glob("*.py"):
        if {"@compiled", "@apart", "@entry"} & set(file.read_text(encoding="utf-8").splitlines()):
            assert file.stem in MODULES, f"add {file.stem} to MODULES in kernel/__init__.py"
    assert all(import_module(f"{kernel.__name__}.{name}") for name in MODULES)


@pytest.mark.skipif(JIT_OFF, reason="the compiler is switched off")
def test_options() -> None:
    """Compiled functions let other threads run and keep the order of sums."""
    for function in (draw_value, draw_column):
        options = getattr(function, "targetoptions")  # noqa: B009  (Numba's, unknown to the type checker)
        assert options["nogil"] is True
        assert options["fastmath"] is False


@pytest.mark.skipif(JIT_OFF, reason="the compiler is switched off")
def test_entries_are_cached() -> None:
    """What Python calls is kept in the keyed folder; what it calls is part of it and kept nowhere else."""
    entry: Any = draw_column
    draw_column(0, 0, 1, np.array([3.0]), np.array([0.5]), np.empty(1))
    assert entry.stats.cache_path.startswith(str(kernel.CACHE_FOLDER))
    inner: Any = draw_value
    assert inner.stats.cache_path is None


CHAIN = """
from opmodels.simulate.kernel.compiled import apart, compile_now, compiled, entry

@apart
def add_one(x):
    if x < 0:
        raise ValueError("below zero by", -x)
    return x + 1

@compiled
def times_three(x):
    return 3 * add_one(x)

@entry
def reckon(x):
    return times_three(x) + add_one(x)

@entry
def reckon_by_itself(x):
    return times_three(x) + add_one(x)

compile_now(reckon, lean={lean})
print(reckon(13), reckon_by_itself(13), sum(reckon.stats.cache_hits.values()))
try:
    reckon(-4)
except ValueError as error:
    print(error)
"""


@pytest.mark.skipif(JIT_OFF, reason="the compiler is switched off")
@pytest.mark.parametrize("lean", [True, False])
def test_what_is_compiled_at_once_is_the_same(lean: bool, tmp_path: Path) -> None:
    """It gives what numba makes by itself of the functions, at once and from the disk; errors too."""
    program = tmp_path / "chain.py"
    program.write_text(CHAIN.format(lean=lean), encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "NUMBA_CACHE_DIR": str(tmp_path / "compiled"),
    }

    def run() -> str:
        command = [sys.executable, str(program)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    told = "('below zero by', 4)"
    assert [run(), run()] == [f"56 56 0\n{told}", f"56 56 1\n{told}"]


@pytest.mark.skipif(JIT_OFF, reason="the compiler is switched off")
def test_numba_is_left_as_it_was() -> None:
    """Also when a function cannot be compiled, numba's own methods and settings are back in their places."""

    def look() -> tuple[Any, ...]:
        library: Any = CPUCodeLibrary
        context: Any = CPUContext
        settings: Any = numba.config
        methods = (library._optimize_final_module, library._finalize_final_module, context.get_executable)
        return (*methods, settings.OPT, settings.LOOP_VECTORIZE)

    @shared
    def fail(m: Any) -> Any:
        return m.nothing

    before = look()
    with pytest.raises(TypingError):
        compile_now(fail, lean=True)
    assert look() == before
