"""Who comes in: arrivals of a field or a list, those whom a campaign chooses, the backlog (E2.3 to E2.11)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import choose_person, next_arrival, planned_key
from opmodels.simulate.kernel.build import FULL
from opmodels.simulate.kernel.campaigns import choose_people, invited_key, note_case
from opmodels.simulate.kernel.clocks import change_inside, log_event
from opmodels.simulate.kernel.compiled import apart, compiled
from opmodels.simulate.kernel.effects import ANYBODY, STAYS_AWAY, find_comer
from opmodels.simulate.kernel.heap import sift_down
from opmodels.simulate.kernel.journeys import enter
from opmodels.simulate.kernel.leaving import follow
from opmodels.simulate.kernel.people import find_area, find_owner
from opmodels.simulate.kernel.randoms import GOLDEN, address_case, as_unit, draw_pair, mix
from opmodels.simulate.kernel.slots import open_slot
from opmodels.simulate.kernel.taking import is_live
from opmodels.simulate.kernel.urgency import enter_level

ADOPTION_PURPOSE = 0x0AD0B710
BACKLOG_OCTAVE = 1000


@compiled
def admit(m, stream, key, target, person):  # type: ignore[no-untyped-def]
    """Let a new case in that begins at a step, of a person or of anybody; returns its slot."""
    i = open_slot(m)
    line = a.case(m)[i]
    line[c.KEY], line[c.ARRIVED], line[c.SEG] = (
        np.int64(key),
        a.scalar(m)[c.NOW],
        a.stream(m)[stream, c.SEGMENT],
    )
    if a.clock(m)[c.TRACK_PERSONS]:
        if person == ANYBODY:
            person = choose_person(m, stream, key)
        line[c.PERSON] = a.stream(m)[stream, c.PERSON_FROM] + person
    group = a.stream(m)[stream, c.GROUP]
    a.group_count(m)[group, c.ARRIVALS_OF] += 1
    a.group_count(m)[group, c.INSIDE] += 1
    a.scalar(m)[c.ARRIVALS] += 1
    change_inside(m, 1)
    if FULL:
        begin_special(m, i, stream, target)
    if FULL and a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_ARRIVE, -1, stream)
    return i


@compiled
def begin_special(m, i, stream, target):  # type: ignore[no-untyped-def]
    """Find what only some services know of a case: its area and severity, and what its person is known by."""
    find_kind(m, i, stream, target)
    if a.chosen_needs(m) > 0:
        note_case(m, i, stream)


@compiled
def find_kind(m, i, stream, target):  # type: ignore[no-untyped-def]
    """Find the area and the level of severity of a new case, and when it would worsen (E2.8)."""
    line, levels = a.case(m)[i], a.stream(m)[stream, c.LEVELS]
    if a.areas(m) > 0:
        person = line[c.PERSON] - a.stream(m)[stream, c.PERSON_FROM]
        line[c.SEG] += find_area(m, stream, person) * levels
    if max(a.stream(m)[stream, c.LEVEL_BEFORE], a.stream(m)[stream, c.LEVEL_AFTER]) >= 0:
        is_new = target >= a.clock(m)[c.FIRST_AFTER]
        route = a.stream(m)[stream, c.LEVEL_AFTER if is_new else c.LEVEL_BEFORE]
        bad, _ = draw_pair(a.key(m)[0], np.uint64(line[c.KEY]), a.stream(m)[stream, c.LEVEL_PURPOSE], 0)
        line[c.SEG] += follow(m, route, bad)
        enter_level(m, i, target)


@compiled
def entry_step(m, stream, key, now):  # type: ignore[no-untyped-def]
    """Return where a case that comes now begins: by the rules before go-live, after it by the new ones for
    those who adopt them, and by the only ones that know its need."""
    before, after = a.stream(m)[stream, c.ENTRY_BEFORE], a.stream(m)[stream, c.ENTRY_AFTER]
    if before < 0:
        return after
    if now < a.clock(m)[c.LIVE] or after < 0:
        return before
    if now >= a.adoption(m)[3]:
        share = a.adoption(m)[1]
    else:
        share = a.adoption(m)[0] + (a.adoption(m)[1] - a.adoption(m)[0]) * (now - a.adoption(m)[2]) / max(
            a.adoption(m)[3] - a.adoption(m)[2], 1.0
        )
    if share >= 1.0:
        return after
    whole, _ = draw_pair(a.key(m)[0], key, ADOPTION_PURPOSE, 0)
    return after if as_unit(whole) < share else before


@compiled
def arrive(m):  # type: ignore[no-untyped-def]
    """Let the next case of a field or a list arrive, and find the one after it; returns stream and key."""
    top = a.arrival(m)[0]
    source = top & ((1 << c.TIME_SHIFT) - 1)
    if source >= a.sources(m):
        sift_down(a.arrival(m), a.comers(m), c.NEVER)
        place = source - a.sources(m)
        return a.planned(m)[place, c.PLAN_STREAM], planned_key(m, place)
    key, stream = a.place_case(m)[source], a.source(m)[source, c.SOURCE_STREAM]
    t = next_arrival(m, source)
    sift_down(a.arrival(m), a.comers(m), c.NEVER if t == c.NEVER else (t << c.TIME_SHIFT) | source)
    return stream, key


@compiled
def party_size(m, stream, key):  # type: ignore[no-untyped-def]
    """Return how many come together (E2.6)."""
    line = a.stream(m)[stream]
    route = line[c.PARTY_AFTER if is_live(m) else c.PARTY_BEFORE]
    if route < 0:
        return np.int64(1)
    size, _ = draw_pair(a.key(m)[0], key, line[c.PARTY_PURPOSE], 0)
    return follow(m, route, size)


@compiled
def invite(m, place):  # type: ignore[no-untyped-def]
    """Let in the next of those whom a campaign chooses at an occasion; returns False when it moves without
    end."""
    picking = a.picking(m)
    if picking[c.ARE_CHOSEN] == 0:
        picking[c.ARE_CHOSEN], picking[c.HAVE_COME] = choose_people(m, place), 0
    next_one = picking[c.HAVE_COME]
    picking[c.HAVE_COME] += 1
    is_empty = picking[c.ARE_CHOSEN] == 0
    if picking[c.HAVE_COME] >= picking[c.ARE_CHOSEN]:
        picking[c.ARE_CHOSEN] = 0
        sift_down(a.arrival(m), a.comers(m), c.NEVER)
    if is_empty:
        return True
    stream, person = a.pick(m)[next_one, c.PICK_STREAM], a.pick(m)[next_one, c.PICK_PERSON]
    need = a.campaign_of(m)[stream, c.CHOSEN_FOR]
    a.chosen_at(m)[a.stream(m)[stream, c.PERSON_FROM] + person, need] = a.scalar(m)[c.NOW] + 1
    key = invited_key(m, place, stream, person)
    target = entry_step(m, stream, key, a.scalar(m)[c.NOW])
    i = admit(m, stream, key, target, person)
    return enter(m, i, target)


@compiled
def find_who_comes(m, source, stream, key):  # type: ignore[no-untyped-def]
    """Return whose case an arrival is, where known (E2.10, E2.12), or that nobody comes."""
    person = np.int64(ANYBODY)
    if a.whose(m) > 0:
        person = find_owner(m, stream, key)
    if a.effects(m) > 0 and person != STAYS_AWAY:
        comer = find_comer(m, source, stream, key)
        if comer != ANYBODY:
            person = comer
    return person


@compiled
def let_in_one(m):  # type: ignore[no-untyped-def]
    """Let the next arrival in where nobody comes with it; returns its slot and where it begins."""
    stream, key = arrive(m)
    target = entry_step(m, stream, key, a.scalar(m)[c.NOW])
    return admit(m, stream, key, target, np.int64(ANYBODY)), target


@compiled
def let_in(m):  # type: ignore[no-untyped-def]
    """Let the next arrival and all who come with it in; returns False when one of them moves without end."""
    source, person = a.arrival(m)[0] & ((1 << c.TIME_SHIFT) - 1), np.int64(ANYBODY)
    if FULL and a.occasions(m) > 0 and source >= a.comers(m) - a.occasions(m):
        return invite(m, source - a.comers(m) + a.occasions(m))
    stream, key = arrive(m)
    if FULL and (a.effects(m) > 0 or a.whose(m) > 0):
        person = find_who_comes(m, source, stream, key)
        if person == STAYS_AWAY:
            return True
    size = party_size(m, stream, key)
    for n in range(size):
        own = key if n == 0 else mix(key + np.uint64(n) * GOLDEN)
        target = entry_step(m, stream, own, a.scalar(m)[c.NOW])
        i = admit(m, stream, own, target, person if n == 0 else np.int64(ANYBODY))
        if not enter(m, i, target):
            return False
    return True


@apart
def recall(m):  # type: ignore[no-untyped-def]
    """Let in the next case of the backlog; returns its slot and where it begins."""
    line = a.at_start(m)[a.scalar(m)[c.BACKLOG_AT]]
    a.scalar(m)[c.BACKLOG_AT] += 1
    stream = line[1]
    i = admit(
        m,
        stream,
        address_case(a.stream_hash(m)[stream], BACKLOG_OCTAVE, 0, line[2]),
        line[0],
        np.int64(ANYBODY),
    )
    return i, line[0]
