"""Moments at which Python decides something, and what it decided about posts (E3.14, E3.15)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.clocks import change_queue, flush_hour
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.queues import dispatch
from opmodels.simulate.kernel.shifts import note_rota, present, set_capacity


@compiled
def next_turn(m):  # type: ignore[no-untyped-def]
    """Return the packed key of the next moment at which something is decided: the last of its millisecond."""
    at = a.scalar(m)[c.TURN_AT]
    if at >= a.turns(m):
        return np.int64(c.NEVER)
    return (a.turn_time(m)[at] << c.TIME_SHIFT) | (np.int64(codes.CONSULT) << c.KIND_SHIFT)


@compiled
def take_up_posts(m):  # type: ignore[no-untyped-def]
    """Let the pools have the posts that were decided: first those that lose some, then those that gain."""
    for gains in range(2):
        for pool in range(a.pools(m)):
            line = a.load(m)[pool]
            by = line[c.BESIDE] - line[c.TAKEN_UP]
            if (gains == 0 and by < 0) or (gains == 1 and by > 0):
                posts = note_rota(m, pool, line[c.ON_ROTA], line[c.ROTA_DAY])
                line[c.BASE] = present(m, pool, posts, line[c.ROTA_DAY])
                set_capacity(m, pool)
                dispatch(m)


@compiled
def close(m):  # type: ignore[no-untyped-def]
    """Bring every area up to the end of the run."""
    a.scalar(m)[c.NOW] = a.clock(m)[c.HORIZON]
    flush_hour(m, a.clock(m)[c.HORIZON])
    for row in range(a.rows(m)):
        change_queue(m, row, 0)


@compiled
def pause_or_close(m, t):  # type: ignore[no-untyped-def]
    """Stop at a time at which something is decided, or at the end of the run; returns which."""
    if t < a.clock(m)[c.HORIZON]:
        a.scalar(m)[c.NOW] = t
        return c.TURN_COMES
    close(m)
    return c.FINISHED_RUN
