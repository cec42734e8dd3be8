"""Tables reached by address: what is constant is read and never written."""

from __future__ import annotations

from typing import Any

import numba
import pytest
from numba.core.errors import TypingError

from opmodels.simulate.kernel import memory as a
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
    """Two tables of one shape are two types: what is written into one does not change the other."""
    arrays = {name for name in a.FIELDS if name not in a.CONSTANT}
    assert "p.clock" not in arrays
    assert {"s.case", "s.coming", "r.total"} <= arrays
    assert set(a.FIELDS) >= a.CONSTANT
