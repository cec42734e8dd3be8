"""How a case leaves a step: by which of its ways out, and where that leads (E2.1)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.clocks import log_event
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.heap import pack, push
from opmodels.simulate.kernel.randoms import as_unit, draw_pair
from opmodels.simulate.kernel.taking import group_of


@compiled
def schedule(m, i, t, kind):  # type: ignore[no-untyped-def]
    """Put an event of a case on the heap."""
    a.case(m)[i, c.DUE] = t
    push(a.heap(m), a.heap_size(m), pack(t, kind, i))


@compiled
def follow(m, route, whole):  # type: ignore[no-untyped-def]
    """Return where a route leads for one uniform draw."""
    first, last = a.route_from(m)[route], a.route_from(m)[route + 1]
    if last - first == 1:
        return a.route_to(m)[first]
    u = as_unit(whole)
    k = first
    while k < last - 1 and u >= a.route_cum(m)[k]:
        k += 1
    return a.route_to(m)[k]


@compiled
def leave(m, i, step, route, cause, whole):  # type: ignore[no-untyped-def]
    """Let a case leave a step by a route; returns where it goes."""
    return go_to(m, i, step, follow(m, route, whole), cause)


@compiled
def go_to(m, i, step, target, cause):  # type: ignore[no-untyped-def]
    """Let a case leave a step for another or an end; returns which."""
    row = a.step(m)[step, c.ROW]
    onward = a.step(m)[target, c.ROW] + (a.rows(m) if a.step(m)[target, c.KIND] == codes.END else 0)
    a.flow(m)[row, onward] += 1
    if cause != codes.USUAL:
        a.count(m)[group_of(m, a.case(m)[i, c.SEG]), row, c.CAUSE_FROM + cause - 1] += 1
    if cause != codes.USUAL or a.step(m)[step, c.KIND] == codes.SERVE:
        a.case(m)[i, c.REASON] = cause
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_ROUTE, row, onward * 10 + cause)
    return target


@compiled
def exit_draw(m, i, step, route):  # type: ignore[no-untyped-def]
    """Draw for an unusual way out; nothing is drawn where there is only one place to go."""
    if a.route_from(m)[route + 1] - a.route_from(m)[route] == 1:
        return np.int64(0)
    whole, _ = draw_pair(
        a.key(m)[0],
        np.uint64(a.case(m)[i, c.KEY]),
        a.step(m)[step, c.P_EXIT],
        a.visits(m)[i, a.step(m)[step, c.ROW]],
    )
    return whole


@compiled
def usual_draw(m, i, step, route):  # type: ignore[no-untyped-def]
    """Draw for the usual way out of a step that drew no time (E2.1)."""
    if a.route_from(m)[route + 1] - a.route_from(m)[route] == 1:
        return np.int64(0)
    _, whole = draw_pair(
        a.key(m)[0],
        np.uint64(a.case(m)[i, c.KEY]),
        a.step(m)[step, c.P_WORK],
        a.visits(m)[i, a.step(m)[step, c.ROW]],
    )
    return whole


@compiled
def go_on(m, i, step, route):  # type: ignore[no-untyped-def]
    """Let a case leave by the usual way out of a step that drew no time."""
    return leave(m, i, step, route, codes.USUAL, usual_draw(m, i, step, route))


@apart
def depart(m, i, step, route, cause):  # type: ignore[no-untyped-def]
    """Let a case leave by an unusual way out."""
    return leave(m, i, step, route, cause, exit_draw(m, i, step, route))
