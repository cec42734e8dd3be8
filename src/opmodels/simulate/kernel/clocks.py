"""What runs beside the cases: areas under capacities and queues, hourly ticks, the warm-up's end, the event
log."""

from __future__ import annotations

import numpy as np

from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import clock_of, day_of
from opmodels.simulate.kernel.compiled import apart, compiled, shared
from opmodels.simulate.kernel.heap import lesser

_MANTISSA = (1 << 52) - 1
_CELL_BITS = 6
_CELLS = 1 << _CELL_BITS
_EDGES = ((2.0 ** (np.arange(c.BINS_PER_OCTAVE + 1) / c.BINS_PER_OCTAVE) - 1.0) * 2.0**52).astype(np.int64)
"""Where the bins of a doubling begin, as mantissas."""
_FIRST_OF_CELL = np.searchsorted(_EDGES, np.arange(_CELLS) << (52 - _CELL_BITS), side="right") - 1
_NEXT_IN_CELL = _EDGES[_FIRST_OF_CELL + 1]
"""A cell, a 64th of a doubling, is narrower than a bin, so that at most one begins within it."""


@compiled
def log_event(m, slot, code, row, detail):  # type: ignore[no-untyped-def]
    """Write one line of the event log; it is called only where that is kept."""
    at = a.scalar(m)[c.LOGGED]
    line = a.log(m)[at]
    line[c.LOG_TIME], line[c.LOG_CASE], line[c.LOG_CODE] = a.scalar(m)[c.NOW], a.case(m)[slot, c.KEY], code
    line[c.LOG_STEP], line[c.LOG_DETAIL] = row, detail
    line[c.LOG_SEGMENT] = a.segment(m)[a.case(m)[slot, c.SEG], c.SEG_STREAM]
    line[c.LOG_PERSON] = a.case(m)[slot, c.PERSON]
    a.scalar(m)[c.LOGGED] = at + 1


@shared
def bin_of(milliseconds):  # type: ignore[no-untyped-def]
    """Return the histogram bin of a time."""
    if milliseconds <= 0:
        return 0
    # Exponent and first bits of the number lead to the bin; the logarithm takes five times as long.
    bits = np.float64(milliseconds).view(np.int64)
    cell = (bits >> (52 - _CELL_BITS)) & (_CELLS - 1)
    within = _FIRST_OF_CELL[cell] + (1 if (bits & _MANTISSA) >= _NEXT_IN_CELL[cell] else 0)
    return lesser(1 + ((bits >> 52) - 1023) * c.BINS_PER_OCTAVE + within, c.BINS - 1)


@compiled
def touch_pool(m, pool):  # type: ignore[no-untyped-def]
    """Bring a pool's areas up to now, before its capacity or its load changes."""
    line = a.load(m)[pool]
    passed = a.scalar(m)[c.NOW] - line[c.POOL_SINCE]
    if passed > 0:
        line[c.BUSY_AREA] += line[c.BUSY] * passed
        line[c.OPEN_AREA] += line[c.CAP] * passed
        line[c.OVER_AREA] += max(line[c.BUSY] - line[c.CAP], 0) * passed
        line[c.CALLED_AREA] += line[c.EXTRA] * passed
        line[c.POOL_SINCE] = a.scalar(m)[c.NOW]


@compiled
def change_queue(m, row, by):  # type: ignore[no-untyped-def]
    """Let a queue grow or shrink."""
    now = a.scalar(m)[c.NOW]
    a.queue_area(m)[row] += a.queue_length(m)[row] * (now - a.queue_since(m)[row])
    a.queue_since(m)[row] = now
    a.queue_length(m)[row] += by


@compiled
def count_late(m, i, step, group):  # type: ignore[no-untyped-def]
    """Count a visit that starts now among the late ones, if it was due too long ago (E3.13)."""
    if a.repeat(m)[step, c.REPEATS] == c.ONCE or a.repeat(m)[step, c.DUE_WITHIN] < 0:
        return
    if a.scalar(m)[c.NOW] > a.series(m)[i, c.VISIT_DUE] + a.repeat(m)[step, c.DUE_WITHIN]:
        a.late(m)[group, a.step(m)[step, c.ROW]] += 1


@compiled
def change_inside(m, by):  # type: ignore[no-untyped-def]
    """Let the number of cases inside grow or shrink."""
    now = a.scalar(m)[c.NOW]
    a.scalar(m)[c.INSIDE_AREA] += a.scalar(m)[c.ALIVE] * (now - a.scalar(m)[c.AREA_SINCE])
    a.scalar(m)[c.AREA_SINCE] = now
    a.scalar(m)[c.ALIVE] += by


@compiled
def flush_hour(m, end):  # type: ignore[no-untyped-def]
    """Write the areas of the hour that ends now into the bins of its hour of the week."""
    start = max(end - c.HOUR_MS, 0)
    day = day_of(m, start)
    hour = a.weekday(m)[day] * 24 + min(clock_of(m, start, day) // c.HOUR_MS, 23)
    for pool in range(a.pools(m)):
        touch_pool(m, pool)
        line = a.load(m)[pool]
        bank_week(m, pool)
        a.pool_hours(m)[pool, hour] += line[c.OPEN_AREA]
        a.pool_hours(m)[pool, 168 + hour] += line[c.BUSY_AREA]
        a.pool_hours(m)[pool, 336 + hour] += line[c.OVER_AREA]
        a.pool_hours(m)[pool, 504 + hour] += line[c.CALLED_AREA]
        line[c.OPEN_AREA], line[c.BUSY_AREA], line[c.OVER_AREA], line[c.CALLED_AREA] = 0, 0, 0, 0
    if end % c.WEEK_MS == 0:
        close_week(m, end // c.WEEK_MS - 1)
    change_inside(m, 0)
    tick = a.scalar(m)[c.TICKS]
    if tick < a.ticks(m) and end > start:
        a.inside(m)[tick] = a.scalar(m)[c.INSIDE_AREA] / (end - start)
    a.scalar(m)[c.INSIDE_AREA] = 0
    a.scalar(m)[c.TICKS] = tick + 1


@apart
def forget_areas(m):  # type: ignore[no-untyped-def]
    """Drop the areas under loads of pools up to now, the end of the warm-up."""
    for pool in range(a.pools(m)):
        touch_pool(m, pool)
        bank_week(m, pool)
        line = a.load(m)[pool]
        line[c.OPEN_AREA], line[c.BUSY_AREA], line[c.OVER_AREA], line[c.CALLED_AREA] = 0, 0, 0, 0


@compiled
def bank_week(m, pool):  # type: ignore[no-untyped-def]
    """Add what a pool's areas have grown by to those of the week."""
    a.weeks(m)[pool, c.WEEK_OPEN] += a.load(m)[pool, c.OPEN_AREA]
    a.weeks(m)[pool, c.WEEK_BUSY] += a.load(m)[pool, c.BUSY_AREA]


@compiled
def close_week(m, week):  # type: ignore[no-untyped-def]
    """Find every pool's utilisation in the last four whole weeks (E3.6)."""
    at = week % c.WEEKS_KEPT
    for pool in range(a.pools(m)):
        line = a.weeks(m)[pool]
        line[at], line[c.WEEKS_KEPT + at] = line[c.WEEK_OPEN], line[c.WEEK_BUSY]
        line[c.WEEK_OPEN], line[c.WEEK_BUSY] = 0, 0
        open_ms, busy_ms = 0, 0
        for k in range(c.WEEKS_KEPT):
            open_ms += line[k]
            busy_ms += line[c.WEEKS_KEPT + k]
        a.utilised(m)[pool] = busy_ms / open_ms if open_ms > 0 else 0.0


@apart
def tick(m):  # type: ignore[no-untyped-def]
    """Do what is due at the full hour."""
    end = a.scalar(m)[c.NEXT_TICK]
    a.scalar(m)[c.NOW] = end
    flush_hour(m, end)
    a.scalar(m)[c.NEXT_TICK] = end + c.HOUR_MS
