"""What is left on people: factors on how often a need of theirs comes (E2.10)."""

from __future__ import annotations

import numpy as np

from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import ARRIVAL_PURPOSE, choose_person, rate_at
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.randoms import as_unit, draw_pair

ANYBODY, STAYS_AWAY = -1, -2
"""Stand in for a person: one who is still to be found, and one who does not come."""


@compiled
def leave_effects(m, i, step):  # type: ignore[no-untyped-def]
    """Leave what a step or an end leaves on the person of a case."""
    line, now = a.case(m)[i], a.scalar(m)[c.NOW]
    for k in range(a.effect_from(m)[step, 0], a.effect_from(m)[step, 1]):
        law = a.effect_rule(m)[k, line[c.SEG]]
        if law < 0:
            continue
        slot, person = a.effect_slot(m)[k], line[c.PERSON]
        times, former = a.effect_time(m)[person, slot], np.int64(a.effect_left(m)[person, slot]) - 1
        since = now + a.effect_law(m)[law, c.LAW_AFTER]
        until = since + a.effect_law(m)[law, c.LAW_LASTS]
        if former >= 0 and now < times[c.EFFECT_UNTIL] + a.effect_law(m)[former, c.LAW_FADES]:
            since = min(since, times[c.EFFECT_FROM])
        times[c.EFFECT_FROM], times[c.EFFECT_UNTIL] = since, until
        a.effect_left(m)[person, slot] = law + 1


@compiled
def factor_now(m, stream, person):  # type: ignore[no-untyped-def]
    """Return the product of a person's effects on the rate of a stream."""
    now, product = a.scalar(m)[c.NOW], 1.0
    for slot in range(a.effect_of(m)[stream, c.EFFECT_FIRST], a.effect_of(m)[stream, c.EFFECT_END]):
        law = np.int64(a.effect_left(m)[person, slot]) - 1
        times = a.effect_time(m)[person, slot]
        if law < 0 or now < times[c.EFFECT_FROM]:
            continue
        factor, fades = a.effect_factor(m)[law], a.effect_law(m)[law, c.LAW_FADES]
        left = times[c.EFFECT_UNTIL] + fades - now
        if left > fades:
            product *= factor
        elif left > 0:
            product *= 1.0 + (factor - 1.0) * left / fades
    return product


@compiled
def find_comer(m, source, stream, key):  # type: ignore[no-untyped-def]
    """Return whose case an arrival is, by number within the group, or that nobody comes."""
    if a.effect_of(m)[stream, c.EFFECT_FIRST] == a.effect_of(m)[stream, c.EFFECT_END]:
        return np.int64(ANYBODY)
    person = choose_person(m, stream, key)
    factor = factor_now(m, stream, a.stream(m)[stream, c.PERSON_FROM] + person)
    if source >= a.sources(m):
        share, _ = draw_pair(a.key(m)[0], key, a.effect_of(m)[stream, c.EFFECT_PURPOSE], 0)
        return person if as_unit(share) < factor else np.int64(STAYS_AWAY)
    _, mark = draw_pair(a.key(m)[0], key, ARRIVAL_PURPOSE, 0)
    at = a.source_mark(m)[source, 0] + a.source_mark(m)[source, 1] * as_unit(mark)
    return person if at < rate_at(m, stream, a.scalar(m)[c.NOW]) * factor else np.int64(STAYS_AWAY)
