"""Slots for cases: taken, cleared, and given back for the next (E1.4)."""

from __future__ import annotations

from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.compiled import compiled


@compiled
def new_slot(m):  # type: ignore[no-untyped-def]
    """Return a slot for a new case: the one freed last, else the next unused one."""
    if a.scalar(m)[c.FREE_TOP] > 0:
        a.scalar(m)[c.FREE_TOP] -= 1
        return a.free(m)[a.scalar(m)[c.FREE_TOP]]
    a.scalar(m)[c.HIGH_WATER] += 1
    return a.scalar(m)[c.HIGH_WATER] - 1


@compiled
def open_slot(m):  # type: ignore[no-untyped-def]
    """Return a slot for a new case, in which nothing is written yet."""
    i = new_slot(m)
    line = a.case(m)[i]
    for column in range(c.CASE_COLS):
        line[column] = 0
    for row in range(a.rows(m)):
        a.visits(m)[i, row] = 0
    line[c.PERSON] = -1
    if FULL:
        clear_special(m, i)
    return i


@compiled
def clear_special(m, i):  # type: ignore[no-untyped-def]
    """Clear what only some services know of a case: what it keeps, its worker, its severity."""
    line = a.case(m)[i]
    line[c.LEFT_MS] = line[c.WORSE_LEFT] = line[c.WORSE_DUE] = -1
    line[c.HOLD_DUE] = line[c.WANT_POOL] = -1
    for k in range(a.keeps(m)):
        a.kept(m)[i, k, 0] = 0


@compiled
def close_slot(m, i):  # type: ignore[no-untyped-def]
    """Give the slot of a case back that is over."""
    a.case(m)[i, c.PHASE] = c.FREE
    a.free(m)[a.scalar(m)[c.FREE_TOP]] = i
    a.scalar(m)[c.FREE_TOP] += 1
