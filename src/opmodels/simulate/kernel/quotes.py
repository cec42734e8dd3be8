"""Waits of which people are told: the last one, and the mean of the last whole period (E3.17)."""

from __future__ import annotations

from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.compiled import compiled


@compiled
def note_wait(m, row, waited):  # type: ignore[no-untyped-def]
    """Keep the wait of one who starts at a step whose waits are told."""
    for k in range(a.quotes(m)):
        if a.quote(m)[k, c.QUOTE_ROW] != row:
            continue
        line = a.told(m)[k]
        if a.quote(m)[k, c.QUOTE_EVERY] == 0:
            line[c.SUM_NOW] = waited
        else:
            turn_period(m, k)
            line[c.SUM_NOW] += waited
            line[c.COUNT_NOW] += 1


@compiled
def turn_period(m, k):  # type: ignore[no-untyped-def]
    """Let the period of a figure be that of now."""
    line = a.told(m)[k]
    period = a.scalar(m)[c.NOW] // a.quote(m)[k, c.QUOTE_EVERY]
    if period == line[c.PERIOD]:
        return
    if period == line[c.PERIOD] + 1:
        line[c.SUM_PAST], line[c.COUNT_PAST] = line[c.SUM_NOW], line[c.COUNT_NOW]
    else:
        line[c.SUM_PAST], line[c.COUNT_PAST] = 0, 0
    line[c.PERIOD], line[c.SUM_NOW], line[c.COUNT_NOW] = period, 0, 0


@compiled
def read_published(m, k, at_first):  # type: ignore[no-untyped-def]
    """Return the mean wait of the last whole period, rounded to ms, or what is told at first."""
    turn_period(m, k)
    line = a.told(m)[k]
    if line[c.COUNT_PAST] == 0:
        return at_first
    return (2 * line[c.SUM_PAST] + line[c.COUNT_PAST]) // (2 * line[c.COUNT_PAST])
