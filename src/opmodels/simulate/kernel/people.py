"""What lasts in a person: traits, where it lives, frailty (E2.5, E2.8)."""

from __future__ import annotations

import numpy as np

from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import FRAILTY_PURPOSE, choose_person, person_key
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.effects import ANYBODY, STAYS_AWAY
from opmodels.simulate.kernel.leaving import follow
from opmodels.simulate.kernel.queues import draw_number
from opmodels.simulate.kernel.randoms import as_unit, draw_pair
from opmodels.simulate.kernel.taking import is_live


@compiled
def has_trait(m, stream, person, trait):  # type: ignore[no-untyped-def]
    """Whether a person of a stream's group has a trait, by the shares of the version in force."""
    purpose = np.int64(a.trait_hash(m)[trait] & np.uint64(0xFFFFFFFF))
    whole, _ = draw_pair(a.key(m)[1], person_key(m, stream, person), purpose, 0)
    row = is_live(m) * a.groups(m) + a.stream(m)[stream, c.GROUP]
    return as_unit(whole) < a.trait_share(m)[row, trait]


@compiled
def find_owner(m, stream, key):  # type: ignore[no-untyped-def]
    """Return whose case it would be, by number within the group; ANYBODY where everybody has the need,
    STAYS_AWAY where that person does not (E2.12)."""
    has = a.need_trait(m)[stream, c.HAS_AFTER if is_live(m) else c.HAS_BEFORE]
    lacks = a.need_trait(m)[stream, c.LACKS_AFTER if is_live(m) else c.LACKS_BEFORE]
    if has < 0 and lacks < 0:
        return np.int64(ANYBODY)
    person = choose_person(m, stream, key)
    if has >= 0 and not has_trait(m, stream, person, has):
        return np.int64(STAYS_AWAY)
    if lacks >= 0 and has_trait(m, stream, person, lacks):
        return np.int64(STAYS_AWAY)
    return np.int64(person)


@compiled
def find_area(m, stream, person):  # type: ignore[no-untyped-def]
    """Return where a person of a stream's group lives, by the shares of the version in force."""
    where, _ = draw_pair(a.key(m)[1], person_key(m, stream, person), a.clock(m)[c.AREA_PURPOSE], 0)
    route = a.area_route(m)[is_live(m) * a.groups(m) + a.stream(m)[stream, c.GROUP]]
    return follow(m, route, where)


@compiled
def draw_frailty(m, stream, person):  # type: ignore[no-untyped-def]
    """Return the whole number from which a person's frailty is read."""
    whole, _ = draw_pair(a.key(m)[1], person_key(m, stream, person), FRAILTY_PURPOSE, 0)
    return whole


@compiled
def frailty_of(m, stream, person):  # type: ignore[no-untyped-def]
    """Return how frail a person of a stream's group is, 1 where nobody is told apart."""
    table = a.stream(m)[stream, c.FRAILTY_TABLE]
    return draw_number(m, table, draw_frailty(m, stream, person)) if table >= 0 else 1.0
