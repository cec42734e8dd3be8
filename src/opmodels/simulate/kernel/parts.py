"""Parts of a case that go side by side: how they begin, how they are done, how the case goes on (E3.20)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.clocks import log_event
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.delays import record_delay
from opmodels.simulate.kernel.leaving import go_to, schedule
from opmodels.simulate.kernel.randoms import GOLDEN, mix
from opmodels.simulate.kernel.slots import close_slot, open_slot
from opmodels.simulate.kernel.urgency import enter_level


@compiled
def go_apart(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case go on in parts, and wait for them."""
    fork, mine = a.fork(m)[step], a.part(m)[i]
    a.scalar(m)[c.PARTINGS] += 1
    mine[c.PARTING], mine[c.STILL] = a.scalar(m)[c.PARTINGS], fork[c.NEEDED]
    mine[c.JOINED_PARTS], mine[c.LAST_END], mine[c.MOST_WAITED] = 0, -1, 0
    a.case(m)[i, c.PHASE], a.case(m)[i, c.SINCE], a.case(m)[i, c.DUE] = c.APART, a.scalar(m)[c.NOW], -1
    for k in range(fork[c.PARTS_FROM], fork[c.PARTS_UNTIL]):
        add_part(m, i, step, k)


@compiled
def add_part(m, i, step, k):  # type: ignore[no-untyped-def]
    """Make one part of a case; it begins within this millisecond."""
    j = open_slot(m)
    whole, line, part = a.case(m)[i], a.case(m)[j], a.part(m)[j]
    visit = a.visits(m)[i, a.step(m)[step, c.ROW]]
    key = mix(mix(np.uint64(whole[c.KEY]) + a.fork_hash(m)[k]) + np.uint64(visit) * GOLDEN)
    line[c.KEY], line[c.ARRIVED] = np.int64(key), whole[c.ARRIVED]
    line[c.SEG], line[c.PERSON] = whole[c.SEG], whole[c.PERSON]
    line[c.AT], line[c.PHASE] = step, c.STARTING
    part[c.PART_OF], part[c.PART_OF_PARTING] = i + 1, a.part(m)[i, c.PARTING]
    part[c.PART_JOINS], part[c.PART_STARTS] = a.fork(m)[step, c.JOIN_ROW], a.fork_part(m)[k]
    part[c.PARTING] = 0
    enter_level(m, j, step)
    if a.clock(m)[c.TRACING]:
        log_event(m, j, codes.LOG_PART, a.step(m)[step, c.ROW], whole[c.KEY])
    schedule(m, j, a.scalar(m)[c.NOW], codes.DELAY_END)


@compiled
def start_part(m, i):  # type: ignore[no-untyped-def]
    """Let a part begin; returns the step at which it does."""
    a.case(m)[i, c.PHASE] = c.FREE
    return go_to(m, i, a.case(m)[i, c.AT], a.part(m)[i, c.PART_STARTS], codes.USUAL)


@compiled
def has_joined(m, i, row):  # type: ignore[no-untyped-def]
    """Whether a case is a part that has come to the step at which it joins the others."""
    return a.part(m)[i, c.PART_OF] > 0 and a.part(m)[i, c.PART_JOINS] == row


@compiled
def finish_part(m, i, target):  # type: ignore[no-untyped-def]
    """End a part, and let its case go on when no other need be waited for."""
    mine, kind, row = a.part(m)[i], a.step(m)[target, c.KIND], a.step(m)[target, c.ROW]
    whole = mine[c.PART_OF] - 1
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_PART_DONE, row + (a.rows(m) if kind == codes.END else 0), 0)
    theirs = a.part(m)[whole]
    if theirs[c.PARTING] == mine[c.PART_OF_PARTING]:
        theirs[c.STILL] -= 1
        theirs[c.MOST_WAITED] = max(theirs[c.MOST_WAITED], a.case(m)[i, c.WAITED])
        if kind == codes.END:
            theirs[c.LAST_END], theirs[c.LAST_CAUSE] = target, a.case(m)[i, c.REASON]
        else:
            theirs[c.JOINED_PARTS] += 1
        if theirs[c.STILL] == 0:
            theirs[c.PARTING] = 0
            schedule(m, whole, a.scalar(m)[c.NOW], codes.DELAY_END)
    mine[c.PART_OF] = 0
    close_slot(m, i)


@compiled
def come_together(m, i):  # type: ignore[no-untyped-def]
    """Let a case go on whose parts are done; returns where: to the step where they join, or the last end."""
    line, mine = a.case(m)[i], a.part(m)[i]
    step = line[c.AT]
    record_delay(m, i, a.step(m)[step, c.ROW], a.scalar(m)[c.NOW] - line[c.SINCE], mine[c.MOST_WAITED])
    line[c.PHASE] = c.FREE
    target = a.fork(m)[step, c.JOIN_STEP]
    if mine[c.JOINED_PARTS] == 0:
        target = mine[c.LAST_END]
        line[c.REASON] = mine[c.LAST_CAUSE]
    return go_to(m, i, step, target, codes.USUAL)
