"""The decorators of the kernel, so that every compiled function is compiled alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from numba import config, njit, types
from numba.core.dispatcher import Dispatcher

from opmodels.simulate.kernel.build import FULL

LEVEL = 2
"""Of what LLVM does to make code fast, of three."""
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


def compile_now(function: Any) -> None:
    """Compile what Python calls of a lean build, or read it from the disk, at the level that pays.

    Where all is one function anyway, the highest level takes a quarter longer, and what it makes is no
    faster; nor is it with loops put into wide registers, which `wide` does where it pays (measured on the
    three workloads of the benchmarks; the full build is slower without it). Numba knows the level for a whole
    process only, so it is put back.
    """
    if not isinstance(function, Dispatcher):
        return
    settings: Any = config
    before = settings.OPT, settings.LOOP_VECTORIZE
    settings.OPT, settings.LOOP_VECTORIZE = type(before[0])(LEVEL), 0
    try:
        function.compile((types.int64,))
    finally:
        settings.OPT, settings.LOOP_VECTORIZE = before
