"""Who serves a case: any free worker, the one that it wants again, or what it has kept (E3.2, E3.7, E3.8)."""

from __future__ import annotations

import numpy as np

from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.clocks import touch_pool
from opmodels.simulate.kernel.compiled import compiled


@compiled
def group_of(m, segment):  # type: ignore[no-untyped-def]
    """Return the group of a segment."""
    return a.segment(m)[segment, c.SEG_GROUP]


@compiled
def is_live(m):  # type: ignore[no-untyped-def]
    """Return 1 from go-live on, else 0."""
    return 1 if a.scalar(m)[c.NOW] >= a.clock(m)[c.LIVE] else 0


@compiled
def has_free(m, pool):  # type: ignore[no-untyped-def]
    """Whether somebody of a pool could begin something."""
    return a.load(m)[pool, c.CAP] - a.load(m)[pool, c.BUSY] > 0


@compiled
def lowest_free_worker(m, pool):  # type: ignore[no-untyped-def]
    """Return the number of the first worker of a pool who serves nobody, or -1 where workers are not told
    apart."""
    if not FULL or a.clock(m)[c.TRACK_WORKERS] == 0:
        return -1
    first = a.pool(m)[pool, c.WORKER_FROM]
    for worker in range(a.pool(m)[pool, c.WORKERS]):
        if a.worker(m)[first + worker] < 0:
            return worker
    return -1


@compiled
def find_kept(m, i, requirement):  # type: ignore[no-untyped-def]
    """Return the first alternative of a requirement that a case has kept, or -1."""
    for k in range(a.requirement(m)[requirement, 0], a.requirement(m)[requirement, 1]):
        pool = a.alternative(m)[k]
        at = a.pool(m)[pool, c.KEEP_AT]
        if at >= 0 and a.kept(m)[i, at, 0] > 0:
            return pool
    return np.int64(-1)


@compiled
def find_free(m, requirement):  # type: ignore[no-untyped-def]
    """Return the first alternative of a requirement of which somebody is free, or -1."""
    for k in range(a.requirement(m)[requirement, 0], a.requirement(m)[requirement, 1]):
        pool = a.alternative(m)[k]
        if has_free(m, pool):
            return pool
    return np.int64(-1)


@compiled
def is_among(m, pool, requirement):  # type: ignore[no-untyped-def]
    """Whether a pool is one of the alternatives of a requirement."""
    for k in range(a.requirement(m)[requirement, 0], a.requirement(m)[requirement, 1]):
        if a.alternative(m)[k] == pool:
            return True
    return False


@compiled
def wants_again(m, i):  # type: ignore[no-untyped-def]
    """Tell of the worker a case wants: 0 none; 1 free; 2 busy, and it waits; 3 busy, and others will do."""
    line = a.case(m)[i]
    pool, worker = line[c.WANT_POOL], line[c.WANT_WORKER]
    if pool < 0:
        return 0
    is_needed = is_among(m, pool, a.rule(m)[line[c.AT], line[c.SEG], c.REQ_FROM])
    is_there = worker < a.load(m)[pool, c.CAP] and a.worker(m)[a.pool(m)[pool, c.WORKER_FROM] + worker] < 0
    if is_needed and is_there and has_free(m, pool):
        return 1
    return 2 if a.scalar(m)[c.NOW] < line[c.HOLD_DUE] else 3


@compiled
def seize(m, i, place, pool, worker):  # type: ignore[no-untyped-def]
    """Let a worker of a pool begin with a case."""
    touch_pool(m, pool)
    a.load(m)[pool, c.BUSY] += 1
    a.taken(m)[i, place, 0], a.taken(m)[i, place, 1] = pool, worker
    if worker >= 0:
        a.worker(m)[a.pool(m)[pool, c.WORKER_FROM] + worker] = i


@compiled
def take_all(m, i, step):  # type: ignore[no-untyped-def]
    """Take a case's whole requirement, each from the first free alternative; take nothing when one is
    missing."""
    rule = a.rule(m)[step, a.case(m)[i, c.SEG]]
    first, last = rule[c.REQ_FROM], rule[c.REQ_TO]
    scan = FULL and a.step(m)[step, c.SCAN] != 0
    for need in range(first, last):
        place = need - first
        if scan and take_special(m, i, need, place):
            continue
        found = find_free(m, need)
        if found < 0 or (scan and place == 0 and wants_again(m, i) == 2):
            for done in range(place):
                give_back(m, i, done)
            return False
        seize(m, i, place, found, lowest_free_worker(m, found))
    return True


@compiled
def take_special(m, i, need, place):  # type: ignore[no-untyped-def]
    """Meet a requirement by what the case has kept, or by the worker whom it wants; returns whether it is
    met."""
    if a.keeps(m) > 0:
        kept = find_kept(m, i, need)
        if kept >= 0:
            a.taken(m)[i, place, 0], a.taken(m)[i, place, 1] = kept, c.KEPT_WORKER
            return True
    if place == 0 and wants_again(m, i) == 1:
        seize(m, i, place, a.case(m)[i, c.WANT_POOL], a.case(m)[i, c.WANT_WORKER])
        return True
    return False


@compiled
def give_back(m, i, place):  # type: ignore[no-untyped-def]
    """Free one worker that a case holds, unless it was kept before; returns the pool, or -1."""
    pool, worker = np.int64(a.taken(m)[i, place, 0]), np.int64(a.taken(m)[i, place, 1])
    if worker == c.KEPT_WORKER:
        return np.int64(-1)
    touch_pool(m, pool)
    a.load(m)[pool, c.BUSY] -= 1
    if worker >= 0:
        a.worker(m)[a.pool(m)[pool, c.WORKER_FROM] + worker] = -1
    return pool


@compiled
def could_start(m, i, step):  # type: ignore[no-untyped-def]
    """Whether a case would find its whole requirement free; nothing is taken."""
    rule = a.rule(m)[step, a.case(m)[i, c.SEG]]
    first, last = rule[c.REQ_FROM], rule[c.REQ_TO]
    if not FULL or (last - first == 1 and a.step(m)[step, c.SCAN] == 0):
        return find_free(m, first) >= 0
    if not take_all(m, i, step):
        return False
    for place in range(last - first):
        give_back(m, i, place)
    return True


@compiled
def start_now(m, i, step):  # type: ignore[no-untyped-def]
    """Take a case's whole requirement if all of it is free; returns whether it was."""
    if FULL:
        return take_all(m, i, step)
    found = find_free(m, a.rule(m)[step, a.case(m)[i, c.SEG], c.REQ_FROM])
    if found < 0:
        return False
    seize(m, i, 0, found, -1)
    return True


@compiled
def holder(m, i, place):  # type: ignore[no-untyped-def]
    """Return the pool and the worker that meet one requirement of a case, also where they were kept."""
    pool, worker = np.int64(a.taken(m)[i, place, 0]), np.int64(a.taken(m)[i, place, 1])
    if worker == c.KEPT_WORKER:
        worker = np.int64(a.kept(m)[i, a.pool(m)[pool, c.KEEP_AT], 0]) - 2
    return pool, worker


@compiled
def name_worker(m, i):  # type: ignore[no-untyped-def]
    """Return pool and worker of the first requirement that a case holds, as one number for the log."""
    pool, worker = holder(m, i, 0)
    return pool * 100_000 + worker


@compiled
def works_for(m, i, pool, worker):  # type: ignore[no-untyped-def]
    """Whether a worker serves a case at its step, rather than being kept by it."""
    if a.case(m)[i, c.PHASE] != c.SERVED and a.case(m)[i, c.PHASE] != c.PAUSED:
        return False  # what it took at its last step stands there still
    rule = a.rule(m)[a.case(m)[i, c.AT], a.case(m)[i, c.SEG]]
    for place in range(rule[c.REQ_TO] - rule[c.REQ_FROM]):
        if a.taken(m)[i, place, 0] == pool and a.taken(m)[i, place, 1] == worker:
            return True
    return False


@compiled
def want_again(m, i, step):  # type: ignore[no-untyped-def]
    """Find the worker whom a case that comes to a step wants again, and until when it waits for that one."""
    line = a.case(m)[i]
    line[c.WANT_POOL] = line[c.HOLD_DUE] = -1
    if a.step(m)[step, c.SAME_MS] < 0:
        return
    need = a.rule(m)[step, line[c.SEG], c.REQ_FROM]
    if a.keeps(m) > 0 and find_kept(m, i, need) >= 0:
        return
    for k in range(a.requirement(m)[need, 0], a.requirement(m)[need, 1]):
        pool = a.alternative(m)[k]
        last = np.int64(a.served_by(m)[line[c.PERSON], a.pool(m)[pool, c.SAME_AT]])
        if last > 0:
            line[c.WANT_POOL], line[c.WANT_WORKER] = pool, last - 1
            line[c.HOLD_DUE] = a.scalar(m)[c.NOW] + a.step(m)[step, c.SAME_MS]
            return


@compiled
def remember(m, i, held):  # type: ignore[no-untyped-def]
    """Note by whom a person is served now."""
    for place in range(held):
        pool, worker = holder(m, i, place)
        at = a.pool(m)[pool, c.SAME_AT]
        if at >= 0 and worker >= 0:
            a.served_by(m)[a.case(m)[i, c.PERSON], at] = worker + 1
