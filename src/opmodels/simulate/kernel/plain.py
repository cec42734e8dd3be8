"""The loop for plain services: queues in the order of coming, each step served by one pool (E6.1).

It does what `loop` does, event for event and bit for bit, for services of which more is known beforehand. As
every step needs one worker of one pool, and first come is first served, all who wait for a pool stand in one
queue for each priority class, whatever their step. Arrivals are drawn ahead (`ahead`), the ends of patience
stand in a wheel (`agenda`), and what follows from other counts is not counted (`accounts`).
"""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.accounts import add_known, close_areas, open_areas, rule_of
from opmodels.simulate.kernel.agenda import enter_wheel, leave_ring, turn_wheel
from opmodels.simulate.kernel.ahead import draw_bears, draw_takes, draw_undrawn, fetch, lead_on, start_field
from opmodels.simulate.kernel.bookings import book_slot, slot_comes
from opmodels.simulate.kernel.clocks import bin_of
from opmodels.simulate.kernel.compiled import apart, compiled, entry
from opmodels.simulate.kernel.delays import start_delay
from opmodels.simulate.kernel.heap import close_gap, lesser, pack
from opmodels.simulate.kernel.journeys import choose_way, count_move
from opmodels.simulate.kernel.leaving import depart, leave
from opmodels.simulate.kernel.loop import choose_next, find_mark, pass_mark
from opmodels.simulate.kernel.queues import draw_ms
from opmodels.simulate.kernel.randoms import as_unit, draw_pair
from opmodels.simulate.kernel.shifts import change_capacity
from opmodels.simulate.kernel.slots import close_slot, new_slot
from opmodels.simulate.kernel.tournament import LEAST, WIDTH, put, widen
from opmodels.simulate.kernel.wide import count_zeros

ARRIVES = np.int64(codes.ARRIVAL) << c.KIND_SHIFT


@compiled
def finish_case(m, i, rule):  # type: ignore[no-untyped-def]
    """End a case and free its slot; what follows from the ends is counted in `add_known`."""
    line, group, kind, scalar = a.case(m)[i], rule[p.PLAIN_GROUP], rule[p.PLAIN_ROW], a.scalar(m)
    met, now = a.end_met(m)[kind], scalar[c.NOW]
    time = now - line[c.ARRIVED]
    a.end_count(m)[group, kind] += 1
    a.group_count(m)[group, c.GAVE_UP_FROM + line[c.REASON]] += 1 - met
    sums = a.system(m)[group]
    sums[c.TIME_SUM] += time
    sums[c.TIME_SQ] += np.float64(time) * time
    a.system_histogram(m)[group, bin_of(time)] += 1
    if line[c.PERSON] >= 0 and a.people(m) > 0:
        person = a.person(m)[line[c.PERSON]]
        person[c.P_CASES] += 1
        person[c.P_MET] += met
        person[c.P_WAITED] += line[c.WAITED] / 60_000.0
    scalar[c.AREA_SINCE] += now
    scalar[c.ALIVE] -= 1
    close_slot(m, i)


@compiled
def count_waiting(m, rule, now, by):  # type: ignore[no-untyped-def]
    """Let a queue grow or shrink by one."""
    a.queue_since(m)[rule[p.PLAIN_ROW]] -= by * now
    a.queue_length(m)[rule[p.PLAIN_ROW]] += by


@compiled
def link(m, i, rule, now):  # type: ignore[no-untyped-def]
    """Put a case into the queue of its pool and class, behind all but higher slots that joined just now."""
    ring, lane, cases = a.ring(m), rule[p.PLAIN_LANE], a.queues(m)
    ahead, place = ring[lane, p.RING_PREV], cases + i
    if a.queue(m)[lane, p.LAST_JOINED] == now:
        while ahead > place and a.case(m)[ahead - cases, c.SINCE] == now:
            ahead = ring[ahead, p.RING_PREV]
    a.queue(m)[lane, p.LAST_JOINED] = now
    behind = ring[ahead, p.RING_NEXT]
    ring[place, p.RING_NEXT], ring[place, p.RING_PREV] = behind, ahead
    ring[ahead, p.RING_NEXT], ring[behind, p.RING_PREV] = place, place
    a.load(m)[rule[p.PLAIN_POOL], p.LANES_USED] |= 1 << rule[p.PLAIN_PRIORITY]
    count_waiting(m, rule, now, 1)


@compiled
def unlink(m, i, rule, now):  # type: ignore[no-untyped-def]
    """Take a case out of its queue."""
    ring, lane, load = a.ring(m), rule[p.PLAIN_LANE], a.load(m)[rule[p.PLAIN_POOL]]
    leave_ring(ring, a.queues(m) + i)
    load[p.LANES_USED] ^= np.int64(ring[lane, p.RING_NEXT] == lane) << rule[p.PLAIN_PRIORITY]
    count_waiting(m, rule, now, -1)


@compiled
def look_on(m, i, line):  # type: ignore[no-untyped-def]
    """Note where the next visit of a case that begins its work is drawn: nothing waits for these draws yet,
    so they are made for several cases at once, or when the first of these is over."""
    rule = a.plain_rule(m)[line[p.ONWARD]]
    if rule[p.PLAIN_KIND] != codes.SERVE:
        return
    draft, undrawn = a.draft(m), a.undrawn(m)
    n = undrawn[0]
    undrawn[0], undrawn[1 + n], line[p.NEXT_WORK] = n + 1, i, p.UNDRAWN
    draft[p.DRAFT_CASE, p.LATER + n] = np.uint64(line[c.KEY])
    draft[p.DRAFT_WORK, p.LATER + n] = np.uint64(rule[p.PLAIN_WORK])
    draft[p.DRAFT_WAIT, p.LATER + n] = np.uint64(rule[p.PLAIN_WAIT])
    draft[p.DRAFT_VISIT, p.LATER + n] = np.uint64(a.visits(m)[i, rule[p.PLAIN_ROW]] + 1)
    if n + 1 == p.WAITING:
        draw_undrawn(m)


@compiled
def draw_visit(m, i, line, rule):  # type: ignore[no-untyped-def]
    """Draw for the visit that a case now begins, where that could not be done before."""
    visit, key = a.visits(m)[i, rule[p.PLAIN_ROW]], np.uint64(line[c.KEY])
    work, onward = draw_pair(a.key(m)[0], key, rule[p.PLAIN_WORK], visit)
    line[p.NEXT_WORK], line[p.NEXT_ONWARD] = (
        draw_takes(m, rule, as_unit(work)),
        lead_on(m, line[p.BY], as_unit(onward)),
    )
    if rule[p.BEARS_KIND] != p.NO_TABLE:
        patience, _ = draw_pair(a.key(m)[0], key, rule[p.PLAIN_WAIT], visit)
        line[p.NEXT_BEARS] = draw_bears(m, rule, as_unit(patience))


@compiled
def take_seat(m):  # type: ignore[no-untyped-def]
    """Return a seat for the end of a work: the one just left, if nobody took it, else a free one."""
    seats = a.seats(m)
    left = seats[p.SEAT_LEFT]
    if left != p.NO_SEAT:
        seats[p.SEAT_LEFT] = p.NO_SEAT
        return left
    if seats[p.SEATS_FREE] == 0:
        free_seats(m, a.at_work(m)[WIDTH])
        widen(a.at_work(m))
    seats[p.SEATS_FREE] -= 1
    return seats[p.FIRST_SEAT + seats[p.SEATS_FREE]]


@apart
def free_seats(m, first):  # type: ignore[no-untyped-def]
    """Let seats from a first one on be free: as many as there are before it, and one where there is none."""
    seats, count = a.seats(m), max(first, 1)
    for place in range(count):
        seats[p.FIRST_SEAT + place] = first + count - 1 - place
    seats[p.SEATS_FREE] = count


@compiled
def leave_seat(m):  # type: ignore[no-untyped-def]
    """Let the seat be free that was left, where nobody took it."""
    seats = a.seats(m)
    left = seats[p.SEAT_LEFT]
    if left == p.NO_SEAT:
        return
    put(a.at_work(m), left, c.NEVER)
    seats[p.FIRST_SEAT + seats[p.SEATS_FREE]], seats[p.SEAT_LEFT] = left, p.NO_SEAT
    seats[p.SEATS_FREE] += 1


@compiled
def begin_work(m, i, line, rule, now):  # type: ignore[no-untyped-def]
    """Begin the work for a case for which somebody has been found."""
    length = line[c.WORK_MS]
    if rule[p.PLAIN_TRAVEL] >= 0:
        row = rule[p.PLAIN_ROW]
        _, way = draw_pair(a.key(m)[0], np.uint64(line[c.KEY]), rule[p.PLAIN_WAIT], a.visits(m)[i, row])
        travel = draw_ms(m, rule[p.PLAIN_TRAVEL], way)
        a.total(m)[rule[p.PLAIN_GROUP], row, c.TRAVEL_SUM] += travel
        length += travel
    line[c.PHASE], line[c.DUE], line[p.SEAT] = c.SERVED, now + length, take_seat(m)
    put(a.at_work(m), line[p.SEAT], pack(line[c.DUE], codes.COMPLETION, i))
    look_on(m, i, line)


@compiled
def start_first(m, pool, now):  # type: ignore[no-untyped-def]
    """Start the first in order of those who wait for a pool; its worker has been counted as busy."""
    load = a.load(m)[pool]
    lane = load[p.LANE_FROM] + count_zeros(load[p.LANES_USED])
    i = a.ring(m)[lane, p.RING_NEXT] - a.queues(m)
    line = a.case(m)[i]
    rule = rule_of(m, line)
    unlink(m, i, rule, now)
    if rule[p.BEARS_KIND] != p.NO_TABLE:
        leave_ring(a.wheel(m), p.WHEEL + i)
    waited = now - line[c.SINCE]
    sums = a.flat_total(m)[rule[p.GROUP_ROW]]
    sums[c.WAIT_SUM] += waited
    sums[c.WAIT_SQ] += np.float64(waited) * waited
    a.flat_histogram(m)[rule[p.HISTOGRAM_FROM] + bin_of(waited)] += 1
    line[c.WAITED] += waited
    begin_work(m, i, line, rule, now)


@compiled
def complete(m, line, now):  # type: ignore[no-untyped-def]
    """Let a case finish its work, and the next begin with the one who did it; returns the rule by which
    it goes on."""
    rule, length = rule_of(m, line), line[c.WORK_MS]
    sums = a.flat_total(m)[rule[p.GROUP_ROW]]
    sums[c.WORK_SUM] += length
    sums[c.WORK_SQ] += np.float64(length) * length
    by, pool = line[p.ONWARD], rule[p.PLAIN_POOL]
    a.flat_flow(m)[rule[p.MOVES_FROM] + a.plain_rule(m)[by, p.MOVES_INTO]] += 1
    line[c.REASON] = codes.USUAL
    load = a.load(m)[pool]
    if load[p.LANES_USED] != 0 and load[c.BUSY] <= load[c.CAP]:
        start_first(m, pool, now)
    else:
        load[c.BUSY_AREA] += now
        load[c.OVER_AREA] += now if load[c.BUSY] > load[c.CAP] else 0
        load[c.BUSY] -= 1
    return by


@compiled
def rule_to(m, i, step):  # type: ignore[no-untyped-def]
    """Return the number of the rule by which a step treats a case, or -1 where there is no step."""
    return step * a.segments(m) + a.case(m)[i, c.SEG] if step >= 0 else np.int64(-1)


@compiled
def give_up(m, i, t):  # type: ignore[no-untyped-def]
    """Let a case lose its patience, if it waits still; returns the rule by which it goes on, or -1."""
    line = a.case(m)[i]
    if line[c.PHASE] != c.QUEUED or line[c.DUE] != t:
        return np.int64(-1)
    unlink(m, i, rule_of(m, line), t)
    line[c.WAITED] += t - line[c.SINCE]
    line[c.PHASE] = c.FREE
    way = a.rule(m)[line[c.AT], line[c.SEG], c.GIVES_UP_TO]
    return rule_to(m, i, depart(m, i, line[c.AT], way, codes.PATIENCE))


@apart
def happen_else(m, i, kind, t):  # type: ignore[no-untyped-def]
    """Let a delay end or a booked slot come; returns the rule by which the case goes on, or -1."""
    line = a.case(m)[i]
    if line[c.DUE] != t:
        return np.int64(-1)
    if kind == codes.SLOT:
        return rule_to(m, i, slot_comes(m, i))
    way = a.rule(m)[line[c.AT], line[c.SEG], c.THEN]
    return rule_to(m, i, leave(m, i, line[c.AT], way, codes.USUAL, line[c.EXIT_DRAW]))


@compiled
def admit(m, comer, now):  # type: ignore[no-untyped-def]
    """Let the next case in; returns its slot."""
    i = new_slot(m)
    line, rule = a.case(m)[i], a.plain_rule(m)[comer[p.COMES_BY]]
    line[c.KEY], line[c.ARRIVED], line[c.MOVED_AT] = comer[p.COMES_KEY], now, now
    line[c.SEG], line[c.PERSON] = rule[p.PLAIN_SEGMENT], comer[p.COMES_PERSON]
    line[p.NEXT_WORK], line[p.NEXT_ONWARD] = comer[p.FIRST_WORK], comer[p.FIRST_ONWARD]
    line[p.NEXT_BEARS] = comer[p.FIRST_PATIENCE]
    line[c.PHASE], line[c.REASON], line[c.MOVES], line[c.WAITED] = c.FREE, 0, 0, 0
    for row in range(a.rows(m)):
        a.visits(m)[i, row] = 0
    a.group_count(m)[rule[p.PLAIN_GROUP], c.ARRIVALS_OF] += 1
    a.scalar(m)[c.AREA_SINCE] -= now
    a.scalar(m)[c.ALIVE] += 1
    return i


@compiled
def take_turn(m, i, line, rule, now):  # type: ignore[no-untyped-def]
    """Let a case ask for a serve step for which all is drawn: it starts, or waits; returns the rule by which
    it goes on if it is turned away, else -1."""
    row, load = rule[p.PLAIN_ROW], a.load(m)[rule[p.PLAIN_POOL]]
    is_free = load[c.BUSY] < load[c.CAP]
    if not is_free and rule[p.PLAIN_ROOM] >= 0 and a.queue_length(m)[row] >= rule[p.PLAIN_ROOM]:
        way = a.rule(m)[line[c.AT], line[c.SEG], c.TURNED_AWAY_TO]
        return rule_to(m, i, depart(m, i, line[c.AT], way, codes.NO_ROOM))
    line[c.WORK_MS], line[p.ONWARD] = line[p.NEXT_WORK], line[p.NEXT_ONWARD]
    if is_free:
        load[c.BUSY_AREA] -= now
        load[c.BUSY] += 1
        a.flat_histogram(m)[rule[p.HISTOGRAM_FROM]] += 1
        begin_work(m, i, line, rule, now)
        return np.int64(-1)
    line[c.SINCE], line[c.PHASE], line[c.DUE] = now, c.QUEUED, -1
    link(m, i, rule, now)
    if rule[p.BEARS_KIND] != p.NO_TABLE:
        line[c.DUE] = now + line[p.NEXT_BEARS]
        if line[c.DUE] < a.clock(m)[c.HORIZON]:
            a.scalar(m)[c.EVENTS] += 1
        enter_wheel(m, i, line[c.DUE])
    return np.int64(-1)


@compiled
def enter(m, i, by, drawn):  # type: ignore[no-untyped-def]
    """Let a case go on from step to step until it waits, is served or ends; returns False when it moves
    without end.

    `by` is the number of the rule by which the first of these steps treats it, and `drawn` tells whether the
    draws for its visit there are known.
    """
    live, now, line = a.clock(m)[c.LIVE], a.scalar(m)[c.NOW], a.case(m)[i]
    moves_over = a.clock(m)[c.MOVE_OVER] and line[c.ARRIVED] < live <= now
    if drawn and line[p.NEXT_WORK] == p.UNDRAWN:
        draw_undrawn(m)
    while by >= 0:
        if moves_over and a.twin(m)[a.plain_rule(m)[by, p.PLAIN_STEP]] >= 0:
            by, drawn = rule_to(m, i, a.twin(m)[a.plain_rule(m)[by, p.PLAIN_STEP]]), False
        rule = a.plain_rule(m)[by]
        if rule[p.PLAIN_KIND] == codes.END:
            finish_case(m, i, rule)
            return True
        if not count_move(m, i, rule[p.PLAIN_ROW]):
            return False
        step = rule[p.PLAIN_STEP]
        line[c.AT], line[p.BY] = step, by
        a.visits(m)[i, rule[p.PLAIN_ROW]] += 1
        if rule[p.PLAIN_KIND] == codes.SERVE:
            if not drawn:
                draw_visit(m, i, line, rule)
            by = take_turn(m, i, line, rule, now)
        elif rule[p.PLAIN_KIND] == codes.BRANCH:
            by = rule_to(m, i, choose_way(m, i, step))
        elif rule[p.PLAIN_KIND] == codes.WAIT:
            start_delay(m, i, step)
            return True
        else:
            by = rule_to(m, i, book_slot(m, i, step))
        drawn = False
    return True


@apart
def pass_by(m, key):  # type: ignore[no-untyped-def]
    """Do what is due before the next event, of the clock or the calendar; returns the status of `pass_mark`,
    PASSED also after a change of the calendar. Areas stay closed when Python is needed."""
    close_areas(m)
    key, kind = choose_next(m, key, 0)
    status = pass_mark(m, key)
    if status != c.PASSED and status != c.GOING:
        return status
    if status == c.PASSED or kind == 0:
        open_areas(m)
        return status
    a.scalar(m)[c.NOW] = key >> c.TIME_SHIFT
    a.scalar(m)[c.EVENTS] += 1
    pool = a.calendar(m)[a.scalar(m)[c.CAL_AT], 1]
    change_capacity(m)
    open_areas(m)
    fill_pool(m, pool)
    return c.PASSED


@compiled
def fill_pool(m, pool):  # type: ignore[no-untyped-def]
    """Start who waits for a pool and can start."""
    load, now = a.load(m)[pool], a.scalar(m)[c.NOW]
    while load[p.LANES_USED] != 0 and load[c.BUSY] < load[c.CAP]:
        load[c.BUSY_AREA] -= now
        load[c.BUSY] += 1
        start_first(m, pool, now)


@compiled
def has_room(m):  # type: ignore[no-untyped-def]
    """Whether there is room for one more case, and on the heap for whatever one event puts there."""
    used = a.scalar(m)[c.HIGH_WATER] - a.scalar(m)[c.FREE_TOP]
    return used + 1 < a.slots(m) and a.heap_size(m)[0] + a.slots(m) + 8 < a.heap_room(m)


@compiled
def start_heads(m):  # type: ignore[no-untyped-def]
    """Find where the queues of each pool begin."""
    for pool in range(a.pools(m)):
        first = a.pool_bundle_from(m)[pool]
        a.load(m)[pool, p.LANES_USED] = 0
        if first < a.pool_bundle_from(m)[pool + 1]:
            a.load(m)[pool, p.LANE_FROM] = a.pool_bundle(m)[first] * a.lanes(m)


@compiled
def start(m):  # type: ignore[no-untyped-def]
    """Set everything to the start of a run."""
    start_field(m)
    free_seats(m, np.int64(0))
    a.seats(m)[p.SEAT_LEFT] = p.NO_SEAT
    start_heads(m)
    a.scalar(m)[c.NEXT_TICK] = c.HOUR_MS
    if a.clock(m)[c.LIVE] <= 0:
        a.scalar(m)[c.WENT_LIVE] = 1


def begin(m: object) -> None:
    """Begin a run: `advance` does it, so that all is compiled at once."""


@compiled
def fetch_more(m):  # type: ignore[no-untyped-def]
    """Write down who comes next if all have come who were written down."""
    if a.scalar(m)[c.COMING_AT] == a.scalar(m)[c.COMING_END]:
        fetch(m)


@compiled
def next_comer(m):  # type: ignore[no-untyped-def]
    """Return the key of the next arrival."""
    scalar = a.scalar(m)
    if scalar[c.COMING_AT] == scalar[c.COMING_END]:
        return np.int64(c.NEVER)
    return (a.coming(m)[scalar[c.COMING_AT], p.COMES_AT] << c.TIME_SHIFT) | ARRIVES


@compiled
def wait_until(m, mark):  # type: ignore[no-untyped-def]
    """Return the key at which something else than a case's event may be due."""
    return lesser(mark, a.scalar(m)[c.WHEEL_TICK] << a.bucket(m)[0]) << c.TIME_SHIFT


@entry
def advance(m):  # type: ignore[no-untyped-def]
    """Run until the horizon, or until Python is needed; returns a status of `columns`."""
    scalar, heap, size, works = a.scalar(m), a.heap(m), a.heap_size(m), a.at_work(m)
    if scalar[c.NEXT_TICK] == 0:
        start(m)
    if scalar[c.WARMED] == 0 and a.clock(m)[c.WARM] <= 0:
        return c.WARMED_UP
    add_known(m, np.int64(-1))
    open_areas(m)
    fetch_more(m)
    mark, comes, status = find_mark(m), next_comer(m), c.GOING
    until = wait_until(m, mark)
    while status == c.GOING or status == c.PASSED:
        key = lesser(lesser(heap[0], works[LEAST]), comes)
        if not has_room(m):
            close_areas(m)
            status = c.NEED_ROOM
            continue
        if key >= until:
            # First the wheel: an end of patience in it may come before the mark.
            t = lesser(key >> c.TIME_SHIFT, a.clock(m)[c.HORIZON])
            if t >> a.bucket(m)[0] >= scalar[c.WHEEL_TICK]:
                turn_wheel(m, t)
                until = wait_until(m, mark)
                continue
            if key >> c.TIME_SHIFT >= mark:
                status = pass_by(m, key)
                mark = find_mark(m)
                until = wait_until(m, mark)
                if status != c.GOING:
                    continue
        t, i, kind = key >> c.TIME_SHIFT, key & c.SLOT_MASK, (key >> c.KIND_SHIFT) & 7
        scalar[c.NOW] = t
        if kind == codes.ARRIVAL:
            by = a.coming(m)[scalar[c.COMING_AT], p.COMES_BY]
            i = admit(m, a.coming(m)[scalar[c.COMING_AT]], t)
        elif kind == codes.COMPLETION:
            a.seats(m)[p.SEAT_LEFT] = a.case(m)[i, p.SEAT]
            by = complete(m, a.case(m)[i], t)
        else:
            size[1] = 1
            by = give_up(m, i, t) if kind == codes.GIVE_UP else happen_else(m, i, kind, t)
        if kind != codes.GIVE_UP:  # counted when it was scheduled
            scalar[c.EVENTS] += 1
        if by >= 0 and not enter(m, i, by, kind == codes.COMPLETION or kind == codes.ARRIVAL):
            status = c.ENDLESS
        if kind == codes.ARRIVAL:
            scalar[c.COMING_AT] += 1
            fetch_more(m)
            comes = next_comer(m)
        elif kind == codes.COMPLETION:
            leave_seat(m)
        else:
            close_gap(heap, size)
    add_known(m, np.int64(1))
    return status
