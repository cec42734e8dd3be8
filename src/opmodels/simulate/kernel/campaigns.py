"""Campaigns: who is chosen at an occasion, and what has to be known of people for it (E2.11)."""

from __future__ import annotations

from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import person_key
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.people import draw_frailty, find_area, frailty_of, has_trait
from opmodels.simulate.kernel.queues import draw_number
from opmodels.simulate.kernel.randoms import address_case, draw_pair

CAMPAIGN_OCTAVE = 1002


@compiled
def note_case(m, i, stream):  # type: ignore[no-untyped-def]
    """Remember that a case came, where a campaign asks for it."""
    line, of = a.case(m)[i], a.campaign_of(m)[stream]
    if of[c.CHOSEN_FOR] >= 0:
        a.under_way(m)[line[c.PERSON], of[c.CHOSEN_FOR]] += 1
    if of[c.REMEMBERED] >= 0:
        count = a.had_count(m)[line[c.PERSON], of[c.REMEMBERED]]
        place = of[c.REMEMBERED_FROM] + count % of[c.REMEMBERED_SIZE]
        a.had_at(m)[line[c.PERSON], place] = a.scalar(m)[c.NOW]
        a.had_count(m)[line[c.PERSON], of[c.REMEMBERED]] += 1


@compiled
def note_end(m, i):  # type: ignore[no-untyped-def]
    """Remember that a case has ended."""
    line = a.case(m)[i]
    need = a.campaign_of(m)[a.segment(m)[line[c.SEG], c.SEG_STREAM], c.CHOSEN_FOR]
    if need >= 0:
        a.under_way(m)[line[c.PERSON], need] -= 1


@compiled
def count_had(m, rule, person):  # type: ignore[no-untyped-def]
    """Return how many of a person's latest cases came within the time that a campaign asks for."""
    known = min(a.had_count(m)[person, rule[c.HAD]], rule[c.HAD_SIZE])
    since, count = a.scalar(m)[c.NOW] - rule[c.HAD_WITHIN], 0
    for k in range(rule[c.HAD_FROM], rule[c.HAD_FROM] + known):
        if a.had_at(m)[person, k] > since:
            count += 1
    return count


@compiled
def may_choose(m, number, stream, person):  # type: ignore[no-untyped-def]
    """Whether a campaign may choose a person of a stream's group."""
    rule, whose = a.campaign(m)[number], a.stream(m)[stream, c.PERSON_FROM] + person
    if a.under_way(m)[whose, rule[c.CHOOSES]] > 0:
        return False
    last = a.chosen_at(m)[whose, rule[c.CHOOSES]] - 1
    if rule[c.NOT_AGAIN] >= 0 and last >= 0 and a.scalar(m)[c.NOW] < last + rule[c.NOT_AGAIN]:
        return False
    if rule[c.HAD] >= 0 and count_had(m, rule, whose) < rule[c.HAD_TIMES]:
        return False
    if a.areas(m) > 0 and a.campaign_area(m)[number, find_area(m, stream, person)] == 0:
        return False
    if rule[c.ASKS_FOR] >= 0 and not has_trait(m, stream, person, rule[c.ASKS_FOR]):
        return False
    return rule[c.ASKS_AGAINST] < 0 or not has_trait(m, stream, person, rule[c.ASKS_AGAINST])


@compiled
def rank_of(m, number, stream, person):  # type: ignore[no-untyped-def]
    """Return what a person is ranked by; the highest are chosen first."""
    rule = a.campaign(m)[number]
    if rule[c.FIRST_BY] == c.MOST_FRAIL:
        return frailty_of(m, stream, person)
    if rule[c.FIRST_BY] == c.MOST_CASES:
        return 1.0 * count_had(m, rule, a.stream(m)[stream, c.PERSON_FROM] + person)
    if rule[c.FIRST_BY] == c.BY_SCORE:
        noise, _ = draw_pair(a.key(m)[1], person_key(m, stream, person), rule[c.SCORE_PURPOSE], 0)
        table, weight = rule[c.CURVE_TABLE], a.campaign_weight(m)[number]
        true = draw_number(m, table, draw_frailty(m, stream, person))
        return weight[0] * true + weight[1] * draw_number(m, table, noise)
    return 0.0


@compiled
def invited_key(m, place, stream, person):  # type: ignore[no-untyped-def]
    """Return the key of the case that a person would have, or has, of an occasion."""
    return address_case(
        a.stream_hash(m)[stream], CAMPAIGN_OCTAVE, a.occasion(m)[place, c.OCCASION_BLOCK], person
    )


@compiled
def comes_after(m, rank, tie, other):  # type: ignore[no-untyped-def]
    """Whether somebody of a rank and a lot is chosen after the one at a place of the choice."""
    if rank != a.pick_rank(m)[other]:
        return rank < a.pick_rank(m)[other]
    return tie > a.pick(m)[other, c.PICK_TIE]


@compiled
def write_pick(m, at, stream, person, rank, tie):  # type: ignore[no-untyped-def]
    """Put somebody into a place of the choice."""
    line = a.pick(m)[at]
    line[c.PICK_STREAM], line[c.PICK_PERSON], line[c.PICK_TIE] = stream, person, tie
    a.pick_rank(m)[at] = rank


@compiled
def move_pick(m, source, target):  # type: ignore[no-untyped-def]
    """Copy one place of the choice into another."""
    line = a.pick(m)[source]
    rank = a.pick_rank(m)[source]
    write_pick(m, target, line[c.PICK_STREAM], line[c.PICK_PERSON], rank, line[c.PICK_TIE])


@compiled
def sink(m, size, stream, person, rank, tie):  # type: ignore[no-untyped-def]
    """Put somebody at the root of a heap of the first places, whose root is the last in order."""
    at, child = 0, 1
    while child < size:
        line = a.pick(m)[child]
        if child + 1 < size and not comes_after(m, a.pick_rank(m)[child], line[c.PICK_TIE], child + 1):
            child += 1
        if comes_after(m, rank, tie, child):
            break
        move_pick(m, child, at)
        at = child
        child = 2 * at + 1
    write_pick(m, at, stream, person, rank, tie)


@compiled
def rise(m, at, stream, person, rank, tie):  # type: ignore[no-untyped-def]
    """Put somebody at the next free place of that heap, and let it rise."""
    while at > 0:
        parent = (at - 1) >> 1
        if not comes_after(m, rank, tie, parent):
            break
        move_pick(m, parent, at)
        at = parent
    write_pick(m, at, stream, person, rank, tie)


@compiled
def put_in_order(m, size):  # type: ignore[no-untyped-def]
    """Bring those who are chosen from the heap into their order, the first first."""
    for last in range(size - 1, 0, -1):
        line = a.pick(m)[last]
        stream, person, tie = line[c.PICK_STREAM], line[c.PICK_PERSON], line[c.PICK_TIE]
        rank = a.pick_rank(m)[last]
        move_pick(m, 0, last)
        sink(m, last, stream, person, rank, tie)


@compiled
def choose_people(m, place):  # type: ignore[no-untyped-def]
    """Choose whose cases begin at an occasion; returns how many."""
    number = a.occasion(m)[place, c.OCCASION_CAMPAIGN]
    rule, size = a.campaign(m)[number], 0
    for k in range(rule[c.STREAMS_FROM], rule[c.STREAMS_UNTIL]):
        stream = a.campaign_stream(m)[k]
        for person in range(a.stream(m)[stream, c.PEOPLE]):
            if not may_choose(m, number, stream, person):
                continue
            rank = rank_of(m, number, stream, person)
            key = invited_key(m, place, stream, person)
            tie, _ = draw_pair(a.key(m)[0], key, rule[c.TIE_PURPOSE], 0)
            if size < rule[c.UP_TO]:
                rise(m, size, stream, person, rank, tie)
                size += 1
            elif not comes_after(m, rank, tie, 0):
                sink(m, size, stream, person, rank, tie)
    put_in_order(m, size)
    return size
