"""The decorators of the kernel, so that every compiled function is compiled alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from numba import njit

from opmodels.simulate.kernel.build import FULL

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that other compiled functions call: free of the interpreter's lock, no reordered
    sums.

    It has no wrapper for Python, which would take a fifth of the time to compile: Python cannot call it.
    """
    # What is left of the lean build is one function in the end: that makes it half as fast again, where the
    # full build would take minutes to compile.
    return _compile(function, inline=not FULL)


def apart(function: Callable[P, R]) -> Callable[P, R]:
    """Compile such a function for itself in the lean build too: called seldom, or long at each call."""
    return _compile(function, inline=False)


def _compile(function: Callable[P, R], inline: bool) -> Callable[P, R]:
    # Options that numba's types leave out.
    bare: Any = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": inline}
    return cast(Callable[P, R], njit(nogil=True, error_model="numpy", fastmath=False, **bare)(function))


def shared(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that both compiled functions and Python call."""
    return cast(Callable[P, R], njit(nogil=True, error_model="numpy", fastmath=False)(function))


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that Python calls; the machine code of all that it calls is kept on disk with it."""
    return cast(Callable[P, R], njit(cache=True, nogil=True, error_model="numpy", fastmath=False)(function))
