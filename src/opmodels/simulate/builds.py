"""The builds of the kernel: the full one, a lean one without what few services use, and the plain loop.

The lean build is the same modules imported once more while `kernel.build.FULL` is False. Numba leaves out
what stands behind ``if FULL``, so that it neither compiles nor runs what a service does not use. The plain
loop stands beside the general one, and uses its modules as the lean build has them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import Any

from opmodels.simulate.compile_cache import keyed_cache

KERNEL = "opmodels.simulate.kernel"
SHARED = ("addressed",)
"""The module that knows no rules: there is one of it."""
_ALONE = RLock()
FULL, LEAN, PLAIN = "full", "lean", "plain"
BUILDS = (FULL, LEAN, PLAIN)
"""Each knows more than the next, and is slower."""


@dataclass(frozen=True)
class Build:
    """What Python calls of a build of the kernel.

    Parameters
    ----------
    begin, advance
        Start a run, and run on until Python is needed; both take the handle of a `Memory`.
    """

    begin: Callable[[Any], None]
    advance: Callable[[Any], int]


@cache
def load_build(name: str) -> Build:
    """Return a build of the kernel, one of `BUILDS`, imported when it is first asked for."""
    with _ALONE:
        loop = import_module(f"{KERNEL}.loop") if name == FULL else _import_lean()[name]
        compile_now = import_module(f"{KERNEL}.compiled").compile_now
        for function in (loop.begin, loop.advance):
            compile_now(function, lean=name != FULL)
    return Build(loop.begin, loop.advance)


def is_compiled() -> bool:
    """Whether any build has been compiled on this machine before, from the present sources."""
    full = import_module(KERNEL).CACHE_FOLDER
    return any(any(folder.rglob("*.nbi")) for folder in (full, full.with_name(f"{full.name}-{LEAN}")))


@cache
def _import_lean() -> dict[str, ModuleType]:
    """Return the loops of the lean and of the plain build, which share their modules."""
    with keyed_cache(build=LEAN), _aside():
        vars(import_module(f"{KERNEL}.build"))["FULL"] = False
        return {LEAN: import_module(f"{KERNEL}.loop"), PLAIN: import_module(f"{KERNEL}.plain")}


@contextmanager
def _aside() -> Iterator[None]:
    """Let the kernel's modules be imported anew inside this block, and be as they were afterwards."""
    kernel = import_module(KERNEL)
    names = [
        name
        for name in sys.modules
        if name.startswith(f"{KERNEL}.") and name.removeprefix(f"{KERNEL}.") not in SHARED
    ]
    kept = {name: sys.modules.pop(name) for name in names}
    for name in kept:
        delattr(kernel, name.removeprefix(f"{KERNEL}."))
    try:
        yield
    finally:
        for name in [name for name in sys.modules if name.startswith(f"{KERNEL}.") and name in kept]:
            del sys.modules[name]
        sys.modules.update(kept)
        for name, module in kept.items():
            setattr(kernel, name.removeprefix(f"{KERNEL}."), module)
