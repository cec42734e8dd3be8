"""The decorators of the kernel, so that every compiled function is compiled alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar, cast

from numba import config, njit, types
from numba.core.codegen import CPUCodeLibrary
from numba.core.compiler_lock import global_compiler_lock
from numba.core.cpu import CPUContext
from numba.core.dispatcher import Dispatcher

from opmodels.simulate.kernel.build import FULL

LEVEL = 2
"""Of what LLVM does to make code fast, of three."""
P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that other compiled functions call: free of the interpreter's lock, no reordered
    sums.

    It has no wrapper for Python, which would take a fifth of the time to compile: Python cannot call it, and
    where it tries gets nothing or a fault.
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


def compile_now(function: Any, lean: bool) -> None:
    """Compile what Python calls of a build, or read it from the disk, in the way that pays.

    Where all is one function anyway, as in the lean builds, the highest level takes a quarter longer, and
    what it makes is no faster; nor is it with loops put into wide registers, which `wide` does where it pays
    (measured on the three workloads of the benchmarks; the full build is slower without it). Numba knows the
    level for a whole process only, so it is put back.

    Parameters
    ----------
    function
        What `entry` made; nothing is done where the compiler is switched off.
    lean
        Whether it is of a lean build.
    """
    if not isinstance(function, Dispatcher):
        return
    settings: Any = config
    before = settings.OPT, settings.LOOP_VECTORIZE
    with global_compiler_lock, _only_what_python_calls():
        if lean:
            settings.OPT, settings.LOOP_VECTORIZE = type(before[0])(LEVEL), 0
        try:
            function.compile((types.int64,))
        finally:
            settings.OPT, settings.LOOP_VECTORIZE = before


def _has_wrapper(made: Any, told: Any) -> bool:
    """Whether Python can call a function."""
    try:
        made.get_function(told.llvm_cpython_wrapper_name)
    except NameError:
        return False
    return True


def _give_surroundings(made: Any, without: dict[str, Any]) -> None:
    """Tell the functions inside one that has been made where their constants are, as of text that they raise
    or print; numba does so itself with what it makes."""
    for name, env in without.items():
        if made.codegen._engine.get_global_value_address(name):
            made.codegen.set_env(name, env)


@contextmanager
def _only_what_python_calls() -> Iterator[None]:
    """Let numba optimise and make machine code only of functions that Python can call; the others are inside
    those.

    By itself it does so with every function, and with it once more with all that this one calls, which nobody
    ever runs: a third of the first start. It has no option for that, so three of its methods are put aside,
    and nobody else must compile meanwhile. A version of numba that has them no more compiles as it likes.
    """
    library, context = cast(Any, CPUCodeLibrary), cast(Any, CPUContext)
    ours = (
        (library, "_optimize_final_module"),
        (library, "_finalize_final_module"),
        (context, "get_executable"),
    )
    if not all(hasattr(kind, name) for kind, name in ours):
        yield
        return
    optimise, make = library._optimize_final_module, library._finalize_final_module
    link = context.get_executable
    inside: set[Any] = set()
    without: dict[str, Any] = {}

    def optimise_outer(made: Any) -> None:
        if made not in inside:
            optimise(made)

    def make_outer(made: Any) -> None:
        if made in inside:
            made._finalized = True
        else:
            make(made)

    def link_outer(self: Any, made: Any, told: Any, env: Any) -> Any:
        if made._finalized or _has_wrapper(made, told):  # what comes from the disk is finished
            linked = link(self, made, told, env)
            _give_surroundings(made, without)
            return linked
        inside.add(made)
        without[self.get_env_name(told)] = env
        return [].append  # any built-in function, and another one each time: numba knows functions by it

    library._optimize_final_module, library._finalize_final_module = optimise_outer, make_outer
    context.get_executable = link_outer
    try:
        yield
    finally:
        library._optimize_final_module, library._finalize_final_module = optimise, make
        context.get_executable = link
