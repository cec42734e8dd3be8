"""What the plain loop counts as sums of few numbers, and what follows from them."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.compiled import apart, compiled


@compiled
def rule_of(m, line):  # type: ignore[no-untyped-def]
    """Return how the step at which a case is treats it."""
    return a.plain_rule(m)[line[p.BY]]


@apart
def close_areas(m):  # type: ignore[no-untyped-def]
    """Bring all areas up to now, as the other builds know them.

    Between marks an area is kept open: what joins takes the time off it, and what leaves adds the time. So a
    change costs one sum, and nobody has to know when the last one was.
    """
    scalar = a.scalar(m)
    now = scalar[c.NOW]
    scalar[c.INSIDE_AREA] += scalar[c.AREA_SINCE] + scalar[c.ALIVE] * now
    scalar[c.AREA_SINCE] = now
    for row in range(a.rows(m)):
        a.queue_area(m)[row] += a.queue_since(m)[row] + a.queue_length(m)[row] * now
        a.queue_since(m)[row] = now
    for pool in range(a.pools(m)):
        load = a.load(m)[pool]
        load[c.BUSY_AREA] += load[c.BUSY] * now
        load[c.OVER_AREA] += max(load[c.BUSY] - load[c.CAP], 0) * now
        load[c.OPEN_AREA] += load[c.CAP] * (now - load[c.POOL_SINCE])
        load[c.POOL_SINCE] = now


@apart
def open_areas(m):  # type: ignore[no-untyped-def]
    """Keep all areas open from when they were closed."""
    scalar = a.scalar(m)
    scalar[c.AREA_SINCE] = -scalar[c.ALIVE] * scalar[c.AREA_SINCE]
    for row in range(a.rows(m)):
        a.queue_since(m)[row] = -a.queue_length(m)[row] * a.queue_since(m)[row]
    for pool in range(a.pools(m)):
        load = a.load(m)[pool]
        load[c.BUSY_AREA] -= load[c.BUSY] * load[c.POOL_SINCE]
        load[c.OVER_AREA] -= max(load[c.BUSY] - load[c.CAP], 0) * load[c.POOL_SINCE]


@compiled
def add_known_ends(m, group, sign):  # type: ignore[no-untyped-def]
    """Add what follows for a group from how many came to each end."""
    left, met = 0, 0
    for kind in range(a.ends(m)):
        left += a.end_count(m)[group, kind]
        met += a.end_count(m)[group, kind] * a.end_met(m)[kind]
    count = a.group_count(m)[group]
    a.system(m)[group, c.LEFT] += sign * left
    count[c.FINISHED] += sign * met
    count[c.INSIDE] += sign * (count[c.ARRIVALS_OF] - left)
    a.scalar(m)[c.ARRIVALS] += sign * count[c.ARRIVALS_OF]


@apart
def add_known(m, sign):  # type: ignore[no-untyped-def]
    """Add what follows from other counts (sign 1), or take it off before those go on (sign -1).

    Whoever started is in the histogram; whoever joined has started, given up or waits; whoever started has
    finished or is served. So the loop need not count them one by one.
    """
    for group in range(a.groups(m)):
        add_known_ends(m, group, sign)
        for row in range(a.rows(m)):
            count, started = a.count(m)[group, row], np.int64(0)
            for place in range(c.BINS):
                started += a.histogram(m)[group, row, place]
            started -= count[c.DELAYS]
            count[c.STARTED] += sign * started
            count[c.JOINED] += sign * (started + count[c.CAUSE_FROM + codes.PATIENCE - 1])
            a.total(m)[group, row, c.WORK_DONE] += sign * started
    for i in range(a.scalar(m)[c.HIGH_WATER]):
        line = a.case(m)[i]
        rule = rule_of(m, line)
        if line[c.PHASE] == c.QUEUED:
            a.count(m)[rule[p.PLAIN_GROUP], rule[p.PLAIN_ROW], c.JOINED] += sign
        elif line[c.PHASE] == c.SERVED:
            a.total(m)[rule[p.PLAIN_GROUP], rule[p.PLAIN_ROW], c.WORK_DONE] -= sign
