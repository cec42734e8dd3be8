"""The two builds of the one source of the kernel: the full one, and a lean one without what few services use.

The lean build is the same modules imported once more while `kernel.build.FULL` is False. Numba leaves out
what stands behind ``if FULL``, so that it neither compiles nor runs what a service does not use.
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
def load_build(full: bool) -> Build:
    """Return a build of the kernel, imported when it is first asked for."""
    with _ALONE:
        loop = import_module(f"{KERNEL}.loop") if full else _import_lean()
    return Build(loop.begin, loop.advance)


def _import_lean() -> ModuleType:
    with keyed_cache(build="lean"), _aside():
        vars(import_module(f"{KERNEL}.build"))["FULL"] = False
        return import_module(f"{KERNEL}.loop")


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
