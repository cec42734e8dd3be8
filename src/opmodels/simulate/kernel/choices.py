"""Choices: what is offered to a person, and which of it the person prefers (E3.17)."""

from __future__ import annotations

import math

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.bookings import find_slot
from opmodels.simulate.kernel.clocks import log_event
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.conditions import all_hold, key_of_person
from opmodels.simulate.kernel.leaving import depart, go_on
from opmodels.simulate.kernel.queues import draw_number
from opmodels.simulate.kernel.quotes import read_published
from opmodels.simulate.kernel.randoms import as_unit, draw_pair
from opmodels.simulate.kernel.taking import group_of, is_live

NOTHING_YET = -1e300
"""Below every utility."""


@compiled
def income_of(m, i):  # type: ignore[no-untyped-def]
    """Return the income of a case's person, or -1 where it is not described."""
    table = a.income(m)[is_live(m) * a.groups(m) + group_of(m, a.case(m)[i, c.SEG])]
    if table < 0:
        return -1.0
    share, _ = draw_pair(a.key(m)[1], key_of_person(m, i), a.clock(m)[c.INCOME_PURPOSE], 0)
    return max(draw_number(m, table, share), 1.0)


@compiled
def count_present(m, seg, step):  # type: ignore[no-untyped-def]
    """Return how many are there for a kind of case at a step: of the requirement that has fewest."""
    rule = a.rule(m)[step, seg]
    fewest = c.NEVER
    for need in range(rule[c.REQ_FROM], rule[c.REQ_TO]):
        present = 0
        for k in range(a.requirement(m)[need, 0], a.requirement(m)[need, 1]):
            present += a.load(m)[a.alternative(m)[k], c.CAP]
        fewest = min(fewest, present)
    return max(fewest, 1)


@compiled
def quote_wait(m, seg, option):  # type: ignore[no-untyped-def]
    """Return the wait of which a case is told, in ms, or -1 where no slot can be booked."""
    line = a.option(m)[option, seg]
    kind, step = line[c.QUOTE_KIND], line[c.QUOTE_STEP]
    if kind == codes.UNTOLD:
        return np.int64(0)
    if kind == codes.LAST:
        return a.told(m)[line[c.QUOTE_NUMBER], c.SUM_NOW]
    if kind == codes.PUBLISHED:
        return read_published(m, line[c.QUOTE_NUMBER], line[c.AT_FIRST_MS])
    if kind == codes.EXACT:
        slot = find_slot(m, step, np.int64(0))
        return np.int64(-1) if slot < 0 else a.slot_time(m)[slot] - a.scalar(m)[c.NOW]
    ahead = a.queue_length(m)[a.step(m)[step, c.ROW]]
    told = ahead * a.worth(m)[option, seg, c.WORK_MEAN] / count_present(m, seg, step) + 0.5
    return np.int64(min(told, np.float64((1 << c.TOLD_SHIFT) - 2)))


@compiled
def bar(m, i, option, income):  # type: ignore[no-untyped-def]
    """Return why an alternative is not offered to a case, or -1."""
    seg = a.case(m)[i, c.SEG]
    line = a.option(m)[option, seg]
    if line[c.OPTION_ROUTE] < 0 or not all_hold(m, i, line[c.IF_FROM], line[c.IF_UNTIL]):
        return c.BY_CONDITION
    if not all_hold(m, i, line[c.NEEDS_FROM], line[c.NEEDS_UNTIL]):
        return c.BY_TRAIT
    if 0.0 <= income < a.worth(m)[option, seg, c.INCOME_LEAST]:
        return c.BY_INCOME
    return -1


@compiled
def weigh(m, i, option, income):  # type: ignore[no-untyped-def]
    """Find the utility of an alternative without taste and the wait that is told; returns whether it is
    offered."""
    seg = a.case(m)[i, c.SEG]
    counts = a.choice(m)[group_of(m, seg), a.option(m)[option, seg, c.OPTION_RECORD]]
    why, quoted = bar(m, i, option, income), np.int64(-1)
    if why < 0:
        quoted = quote_wait(m, seg, option)
        why = c.BY_SLOT if quoted < 0 else -1
    a.weighed(m)[option, c.QUOTED] = quoted
    if why >= 0:
        counts[c.BARRED_FROM + why] += 1
        return False
    counts[c.OFFERED] += 1
    worth = a.worth(m)[option, seg]
    price = worth[c.OF_PRICE]
    if income > 0.0 and worth[c.ELASTICITY] != 0.0:
        price *= (a.median_income(m)[is_live(m)] / income) ** worth[c.ELASTICITY]
    a.weighed(m)[option, c.UTILITY] = worth[c.WORTH] + price + worth[c.OF_HOUR] * (quoted / 3_600_000.0)
    return True


@compiled
def taste(m, i, step, lasts, purpose):  # type: ignore[no-untyped-def]
    """Return the taste of a person, or of the occasion, for what has this purpose: a Gumbel draw."""
    if lasts:
        share, _ = draw_pair(a.key(m)[1], key_of_person(m, i), purpose, 0)
    else:
        visit = a.visits(m)[i, a.step(m)[step, c.ROW]]
        share, _ = draw_pair(a.key(m)[0], np.uint64(a.case(m)[i, c.KEY]), purpose, visit)
    return -math.log(-math.log(as_unit(share)))


@compiled
def find_best(m, i, step, lasts, nest, scale):  # type: ignore[no-untyped-def]
    """Return the alternative of a nest (-1: of none) that a person prefers, or -1, and its utility."""
    best, most = np.int64(-1), NOTHING_YET
    seg = a.case(m)[i, c.SEG]
    for k in range(a.step(m)[step, c.OPTIONS_FROM], a.step(m)[step, c.OPTIONS_UNTIL]):
        line = a.option(m)[k, seg]
        if line[c.OPTION_NEST] != nest or a.weighed(m)[k, c.QUOTED] < 0.0:
            continue
        utility = a.weighed(m)[k, c.UTILITY] / scale + taste(m, i, step, lasts, line[c.OPTION_PURPOSE])
        if utility > most:
            best, most = np.int64(k), utility
    return best, most


@compiled
def worth_of_nest(m, seg, step, nest):  # type: ignore[no-untyped-def]
    """Return scale × ln Σ exp(V / scale) over what is offered of a nest; very low where nothing is."""
    first, last, scale = a.step(m)[step, c.OPTIONS_FROM], a.step(m)[step, c.OPTIONS_UNTIL], a.nest(m)[nest, 1]
    most, total = NOTHING_YET, 0.0
    for k in range(first, last):
        if a.option(m)[k, seg, c.OPTION_NEST] == nest and a.weighed(m)[k, c.QUOTED] >= 0.0:
            most = max(most, a.weighed(m)[k, c.UTILITY])
    if most == NOTHING_YET:
        return NOTHING_YET
    for k in range(first, last):
        if a.option(m)[k, seg, c.OPTION_NEST] == nest and a.weighed(m)[k, c.QUOTED] >= 0.0:
            total += math.exp((a.weighed(m)[k, c.UTILITY] - most) / scale)
    return most + scale * math.log(total)


@compiled
def prefer(m, i, step):  # type: ignore[no-untyped-def]
    """Return what a person prefers of what is weighed: nest by nest, then within the nest."""
    line, seg = a.step(m)[step], a.case(m)[i, c.SEG]
    visit = a.visits(m)[i, line[c.ROW]]
    share, _ = draw_pair(a.key(m)[0], np.uint64(a.case(m)[i, c.KEY]), line[c.P_WORK], visit)
    lasts = as_unit(share) < a.worth(m)[line[c.OPTIONS_FROM], seg, c.LASTING]
    best, most = find_best(m, i, step, lasts, np.int64(-1), 1.0)
    chosen = np.int64(-1)
    for nest in range(line[c.NESTS_FROM], line[c.NESTS_UNTIL]):
        worth = worth_of_nest(m, seg, step, nest)
        if worth == NOTHING_YET:
            continue
        utility = worth + taste(m, i, step, lasts, np.int64(a.nest(m)[nest, c.NEST_PURPOSE]))
        if utility > most:
            chosen, most = np.int64(nest), utility
    if chosen >= 0:
        best, most = find_best(m, i, step, lasts, chosen, a.nest(m)[chosen, c.NEST_SCALE])
    return best


@compiled
def choose(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case choose; returns the next step."""
    seg = a.case(m)[i, c.SEG]
    income, offered = income_of(m, i), False
    for k in range(a.step(m)[step, c.OPTIONS_FROM], a.step(m)[step, c.OPTIONS_UNTIL]):
        if weigh(m, i, k, income):
            offered = True
    if not offered:
        return depart(m, i, step, a.rule(m)[step, seg, c.NOTHING_TO], codes.NOTHING)
    best = prefer(m, i, step)
    line, quoted = a.option(m)[best, seg], np.int64(a.weighed(m)[best, c.QUOTED])
    group, record = group_of(m, seg), line[c.OPTION_RECORD]
    a.choice(m)[group, record, c.CHOSEN] += 1
    a.choice_sum(m)[group, record, c.PAID] += a.worth(m)[best, seg, c.PRICE]
    a.choice_sum(m)[group, record, c.TOLD_MS] += quoted
    if a.clock(m)[c.TRACING]:
        told = 0 if line[c.QUOTE_KIND] == codes.UNTOLD else quoted + 1
        log_event(m, i, codes.LOG_CHOOSE, a.step(m)[step, c.ROW], (record << c.TOLD_SHIFT) | told)
    return go_on(m, i, step, line[c.OPTION_ROUTE])
