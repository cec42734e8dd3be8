"""Tables reached by address: what is constant is read and never written."""

from __future__ import annotations

import re
from typing import Any

import numba
import pytest
from numba.core.errors import TypingError

from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.addressed import Table
from opmodels.simulate.kernel.compiled import shared

JIT_OFF = bool(getattr(numba.config, "DISABLE_JIT"))  # noqa: B009  (unknown to the type checker)
pytestmark = pytest.mark.skipif(JIT_OFF, reason="the compiler is switched off")


def test_constant_tables_cannot_be_written() -> None:
    """The compiler believes what it has read of a constant array, so nobody may write into one."""

    @shared
    def write(m: Any) -> None:
        a.clock(m)[0] = 1

    with pytest.raises(TypingError, match="setitem"):
        write(0)


def test_other_tables_can() -> None:
    """The same function compiles for an array that changes."""

    @shared
    def write(m: Any) -> None:
        a.scalar(m)[0] = 1

    compiling: Any = write
    compiling.compile((numba.types.int64,))
    assert compiling.nopython_signatures


def test_tables_know_their_array() -> None:
    """Two tables of one shape are two types: what is written into one does not change the other. Of the one
    that others change meanwhile nothing is known."""

    @shared
    def move(m: Any) -> None:
        a.heap(m)[0] = a.scalar(m)[0] + a.clock(m)[0] + a.stop(m)[0]

    compiling: Any = move
    compiling.compile((numba.types.int64,))
    (code,) = compiling.inspect_llvm().values()
    kinds = set(re.findall(r'!"([a-z]\.[a-z_]+)"', code))
    assert kinds == {"s.heap", "s.scalar", "p.clock"}
    one, other = (Table(numba.types.int64, 1, name) for name in ("s.heap", "s.scalar"))
    assert one != other
