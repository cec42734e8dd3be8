"""The decorators of the kernel."""

from __future__ import annotations

import ast
from importlib import import_module
from typing import Any

import numba
import numpy as np
import pytest

from opmodels.simulate import kernel
from opmodels.simulate.compile_cache import KERNEL_FOLDER
from opmodels.simulate.kernel import MODULES
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
