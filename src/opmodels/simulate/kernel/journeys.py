"""How a case moves: it enters a step, leaves it by a route, books, waits, ends (E3)."""

from __future__ import annotations

import numpy as np

from opmodels.foundation import codes
from opmodels.simulate import columns as c
from opmodels.simulate.kernel import memory as a
from opmodels.simulate.kernel.arrivals import day_of, person_key
from opmodels.simulate.kernel.clocks import bin_of, change_inside, log_event
from opmodels.simulate.kernel.compiled import compiled
from opmodels.simulate.kernel.heap import push
from opmodels.simulate.kernel.queues import begin_service, draw_ms, enqueue, group_of, take_all
from opmodels.simulate.kernel.randoms import as_unit, draw_pair


@compiled
def schedule(m, i, t, kind):  # type: ignore[no-untyped-def]
    """Put an event of a case on the heap."""
    a.case(m)[i, c.DUE] = t
    push(a.heap(m), a.heap_size(m), (t << c.TIME_SHIFT) | (kind << c.KIND_SHIFT) | i)


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
    target = follow(m, route, whole)
    row = a.step(m)[step, c.ROW]
    onward = a.step(m)[target, c.ROW] + (a.rows(m) if a.step(m)[target, c.KIND] == codes.END else 0)
    a.flow(m)[row, onward] += 1
    if cause != codes.USUAL:
        a.count(m)[group_of(m, a.case(m)[i, c.SEG]), row, c.CAUSE_FROM + cause - 1] += 1
    if cause != codes.USUAL or a.step(m)[step, c.KIND] == codes.SERVE:
        a.case(m)[i, c.REASON] = cause
    if a.clock(m)[c.TRACING]:
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


@compiled
def depart(m, i, step, route, cause):  # type: ignore[no-untyped-def]
    """Let a case leave by an unusual way out."""
    return leave(m, i, step, route, cause, exit_draw(m, i, step, route))


@compiled
def finish_case(m, i, end):  # type: ignore[no-untyped-def]
    """End a case and free its slot."""
    line = a.case(m)[i]
    group, kind = group_of(m, line[c.SEG]), a.step(m)[end, c.ROW]
    met = a.end_met(m)[kind]
    time = a.scalar(m)[c.NOW] - line[c.ARRIVED]
    a.end_count(m)[group, kind] += 1
    a.group_count(m)[group, c.INSIDE] -= 1
    if met == 0:
        a.group_count(m)[group, c.GAVE_UP_FROM + line[c.REASON]] += 1
    else:
        a.group_count(m)[group, c.FINISHED] += 1
    a.system(m)[group, c.LEFT] += 1
    a.system(m)[group, c.TIME_SUM] += time
    a.system(m)[group, c.TIME_SQ] += np.float64(time) * time
    a.system_histogram(m)[group, bin_of(time)] += 1
    if line[c.PERSON] >= 0 and a.people(m) > 0:
        person = a.person(m)[line[c.PERSON]]
        person[c.P_CASES] += 1
        person[c.P_MET] += met
        person[c.P_WAITED] += line[c.WAITED] / 60_000.0
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_END, a.rows(m) + kind, met)
    change_inside(m, -1)
    line[c.PHASE] = c.FREE
    a.free(m)[a.scalar(m)[c.FREE_TOP]] = i
    a.scalar(m)[c.FREE_TOP] += 1


@compiled
def join_queue(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case ask for a serve step: it starts, or waits; returns the next step if it is turned away,
    else -1."""
    line, row = a.case(m)[i], a.step(m)[step, c.ROW]
    rule = a.rule(m)[step, line[c.SEG]]
    group = group_of(m, line[c.SEG])
    if (
        a.step(m)[step, c.ROOM] >= 0
        and a.queue_length(m)[row] >= a.step(m)[step, c.ROOM]
        and not is_free(m, i, step)
    ):
        return depart(m, i, step, rule[c.TURNED_AWAY_TO], codes.NO_ROOM)
    a.count(m)[group, row, c.JOINED] += 1
    line[c.SINCE], line[c.SORT_KEY], line[c.DUE] = a.scalar(m)[c.NOW], 0, -1
    if is_free(m, i, step):
        take_all(m, i, step)
        begin_service(m, i, step)
        return -1
    order, key, visit = a.step(m)[step, c.ORDER], np.uint64(line[c.KEY]), a.visits(m)[i, row]
    if order == codes.LAST_COME:
        line[c.SORT_KEY] = -a.scalar(m)[c.NOW]
    elif order == codes.RANDOM:
        _, line[c.SORT_KEY] = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_EXIT], visit)
    elif order == codes.SHORTEST:
        work, _ = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_WORK], visit)
        line[c.SORT_KEY] = draw_ms(m, rule[c.TAKES], work)
    line[c.PHASE] = c.QUEUED
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_JOIN, row, a.queue_length(m)[row])
    enqueue(m, i, step, step * a.lanes(m) + rule[c.PRIORITY])
    if rule[c.PATIENCE] >= 0:
        patience, _ = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_WAIT], visit)
        schedule(m, i, a.scalar(m)[c.NOW] + draw_ms(m, rule[c.PATIENCE], patience), codes.GIVE_UP)
    return -1


@compiled
def is_free(m, i, step):  # type: ignore[no-untyped-def]
    """Whether a case that comes now may start at once: nobody else waits here who could, and all it needs
    is free."""
    first, last = a.step(m)[step, c.REQ_FROM], a.step(m)[step, c.REQ_TO]
    if last - first == 1:
        for k in range(a.requirement(m)[first, 0], a.requirement(m)[first, 1]):
            pool = a.alternative(m)[k]
            if a.load(m)[pool, c.CAP] - a.load(m)[pool, c.BUSY] > 0:
                return True
        return False
    if not take_all(m, i, step):
        return False
    for place in range(last - first):
        pool = np.int64(a.taken(m)[i, place, 0])
        worker = np.int64(a.taken(m)[i, place, 1])
        a.load(m)[pool, c.BUSY] -= 1
        if worker >= 0:
            a.worker(m)[a.pool(m)[pool, c.WORKER_FROM] + worker] = -1
    return True


@compiled
def next_time_of_day(m, now, minute):  # type: ignore[no-untyped-def]
    """Return the next moment, now included, at which the wall clock shows a minute of the day."""
    day = day_of(m, now)
    t = moment_of(m, day, minute * 60_000)
    while t < now:
        day += 1
        t = moment_of(m, day, minute * 60_000)
    return t


@compiled
def moment_of(m, day, shown):  # type: ignore[no-untyped-def]
    """Return when the wall clock of a day first shows so many ms after midnight; what it skips, it shows at
    the skip."""
    if day >= a.days(m):
        return a.midnight(m)[a.days(m)] + (day - a.days(m)) * c.DAY_MS + shown
    turn, by = a.turn(m)[day, 0], a.turn(m)[day, 1]
    return a.midnight(m)[day] + (shown if shown < turn else max(turn, shown - by))


@compiled
def start_delay(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case begin a wait step."""
    line, row, now = a.case(m)[i], a.step(m)[step, c.ROW], a.scalar(m)[c.NOW]
    if a.step(m)[step, c.UNTIL] >= 0:
        until = next_time_of_day(m, now, a.step(m)[step, c.UNTIL])
        line[c.EXIT_DRAW] = usual_draw(m, i, step, a.rule(m)[step, line[c.SEG], c.THEN])
    else:
        length, onward = draw_pair(
            a.key(m)[0], np.uint64(line[c.KEY]), a.step(m)[step, c.P_WORK], a.visits(m)[i, row]
        )
        until = now + draw_ms(m, a.rule(m)[step, line[c.SEG], c.TAKES], length)
        line[c.EXIT_DRAW] = onward
    record_delay(m, i, row, until - now, until - now)
    line[c.PHASE] = c.DELAYED
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_DELAY, row, until)
    schedule(m, i, until, codes.DELAY_END)


@compiled
def record_delay(m, i, row, length, unwanted):  # type: ignore[no-untyped-def]
    """Write down a delay that begins now, and how much of it the person did not ask for."""
    group = group_of(m, a.case(m)[i, c.SEG])
    a.count(m)[group, row, c.DELAYS] += 1
    a.total(m)[group, row, c.DELAY_SUM] += length
    a.total(m)[group, row, c.DELAY_SQ] += np.float64(length) * length
    a.histogram(m)[group, row, bin_of(length)] += 1
    a.case(m)[i, c.WAITED] += unwanted


@compiled
def earliest_wanted(m, diary, wanted_ms):  # type: ignore[no-untyped-def]
    """Return the first moment at which a slot is wanted: now, or the midnight that starts the wanted day."""
    now = a.scalar(m)[c.NOW]
    ahead = min(wanted_ms // c.DAY_MS, a.diary_ahead(m)[diary])
    if ahead < 1:
        return now
    return max(now, a.midnight(m)[min(day_of(m, now) + ahead, a.days(m))])


@compiled
def find_slot(m, step, wanted_ms):  # type: ignore[no-untyped-def]
    """Return the first bookable slot on or after the wanted day, or -1.

    Whole days of lead count from midnight; a case that wants a later day than can be booked takes the last
    one that can.
    """
    now, diary = a.scalar(m)[c.NOW], 2 * a.step(m)[step, c.DIARY] + (1 if a.scalar(m)[c.WENT_LIVE] else 0)
    first, last = a.diary_from(m)[diary], a.diary_from(m)[diary + 1]
    today, earliest = day_of(m, now), earliest_wanted(m, diary, wanted_ms)
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if a.slot_time(m)[middle] < earliest:
            low = middle + 1
        else:
            high = middle
    limit = c.NEVER if a.step(m)[step, c.LONGEST] < 0 else now + a.step(m)[step, c.LONGEST]
    bookable_until = a.midnight(m)[min(today + a.diary_ahead(m)[diary] + 1, a.days(m))]
    for k in range(low, last):
        if a.slot_time(m)[k] > limit or a.slot_time(m)[k] >= bookable_until:
            return -1
        if a.seats_taken(m)[k] < a.slot_seats(m)[k] and a.slot_opens(m)[k] <= now:
            return k
    return -1


@compiled
def missed_share(m, rule, lead):  # type: ignore[no-untyped-def]
    """Return the share of bookings with this lead in days that are missed."""
    share = 0.0
    for k in range(rule[c.MISSED_FROM], rule[c.MISSED_UNTIL]):
        if a.missed_lead(m)[k] <= lead:
            share = a.missed_share(m)[k]
    return share


@compiled
def book_slot(m, i, step):  # type: ignore[no-untyped-def]
    """Let a case book; returns the next step when it finds nothing or cancels at once, else -1."""
    line, row, now = a.case(m)[i], a.step(m)[step, c.ROW], a.scalar(m)[c.NOW]
    rule, key, visit = a.rule(m)[step, line[c.SEG]], np.uint64(line[c.KEY]), a.visits(m)[i, row]
    want, show = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_BOOK], visit)
    wanted = draw_ms(m, rule[c.WANTED], want) if rule[c.WANTED] >= 0 else np.int64(0)
    slot = find_slot(m, step, wanted)
    if slot < 0:
        return depart(m, i, step, rule[c.FULL_TO], codes.NO_SLOT)
    t = a.slot_time(m)[slot]
    line[c.PHASE] = c.COMING
    lead = day_of(m, t) - day_of(m, now)
    if as_unit(show) < missed_share(m, rule, lead):
        line[c.PHASE] = c.MISSING
    if rule[c.CANCELS_TO] >= 0:
        give, notice = draw_pair(a.key(m)[0], key, a.step(m)[step, c.P_CANCEL], visit)
        if as_unit(give) < a.cancel_share(m)[step, line[c.SEG]]:
            t -= draw_ms(m, rule[c.NOTICE], notice)
            line[c.PHASE] = c.GIVING_BACK
            if t <= now:
                return depart(m, i, step, rule[c.CANCELS_TO], codes.CANCELLED)
    diary = 2 * a.step(m)[step, c.DIARY] + (1 if a.scalar(m)[c.WENT_LIVE] else 0)
    unwanted = a.slot_time(m)[slot] - earliest_wanted(m, diary, wanted)
    record_delay(m, i, row, a.slot_time(m)[slot] - now, unwanted)
    a.seats_taken(m)[slot] += 1
    line[c.BOOKED] = slot
    if a.clock(m)[c.TRACING]:
        log_event(m, i, codes.LOG_BOOK, row, a.slot_time(m)[slot])
    schedule(m, i, t, codes.SLOT)
    return -1


@compiled
def slot_comes(m, i):  # type: ignore[no-untyped-def]
    """The time of a booking, or of giving it back, has come; returns the next step."""
    line = a.case(m)[i]
    step = line[c.AT]
    rule = a.rule(m)[step, line[c.SEG]]
    if line[c.PHASE] == c.GIVING_BACK:
        if line[c.BOOKED] >= 0:
            a.seats_taken(m)[line[c.BOOKED]] -= 1
        return depart(m, i, step, rule[c.CANCELS_TO], codes.CANCELLED)
    if line[c.PHASE] == c.MISSING:
        return depart(m, i, step, rule[c.MISSED_TO], codes.MISSED)
    return go_on(m, i, step, rule[c.THEN])


@compiled
def holds(m, i, test, subject, least):  # type: ignore[no-untyped-def]
    """Whether one line of a branch holds for a case."""
    if test == codes.ALWAYS:
        return True
    if test == codes.BEEN_AT:
        return a.visits(m)[i, subject] >= least
    if test == codes.QUEUE_AT_LEAST:
        return a.queue_length(m)[subject] >= least
    seg = a.case(m)[i, c.SEG]
    person = person_key(m, seg, a.case(m)[i, c.PERSON] - a.stream(m)[seg, c.PERSON_FROM])
    whole, _ = draw_pair(a.key(m)[1], person, np.int64(a.trait_hash(m)[subject] & np.uint64(0xFFFFFFFF)), 0)
    version = a.groups(m) if a.scalar(m)[c.NOW] >= a.clock(m)[c.LIVE] else 0
    has = as_unit(whole) < a.trait_share(m)[version + group_of(m, seg), subject]
    return has if test == codes.HAS_TRAIT else not has


@compiled
def choose_way(m, i, step):  # type: ignore[no-untyped-def]
    """Take the first line of a branch of which every condition holds; returns the next step.

    Conditions of one line stand one after the other with the same route; the last carries the route, those
    before it carry -1.
    """
    rule = a.rule(m)[step, a.case(m)[i, c.SEG]]
    good = True
    for k in range(rule[c.CLAUSE_FROM], rule[c.CLAUSE_UNTIL]):
        line = a.clause(m)[k]
        good = good and holds(m, i, line[c.TEST], line[c.SUBJECT], line[c.LEAST])
        if line[c.CLAUSE_ROUTE] < 0:
            continue
        if good:
            return go_on(m, i, step, line[c.CLAUSE_ROUTE])
        good = True
    return -2


@compiled
def count_move(m, i, row):  # type: ignore[no-untyped-def]
    """Count the moves of a case within one millisecond; returns whether it may go on."""
    line = a.case(m)[i]
    if line[c.MOVED_AT] != a.scalar(m)[c.NOW]:
        line[c.MOVED_AT], line[c.MOVES] = a.scalar(m)[c.NOW], 0
    line[c.MOVES] += 1
    if line[c.MOVES] > c.MOST_MOVES:
        a.scalar(m)[c.FAULT_ROW] = row
        return False
    return True


@compiled
def enter(m, i, target):  # type: ignore[no-untyped-def]
    """Let a case go on from step to step until it waits, is served or ends; returns False when it moves
    without end."""
    live = a.clock(m)[c.LIVE]
    moves_over = a.clock(m)[c.MOVE_OVER] and a.case(m)[i, c.ARRIVED] < live <= a.scalar(m)[c.NOW]
    while target >= 0:
        if moves_over and a.twin(m)[target] >= 0:
            target = a.twin(m)[target]
        kind, row = a.step(m)[target, c.KIND], a.step(m)[target, c.ROW]
        if kind == codes.END:
            finish_case(m, i, target)
            return True
        if not count_move(m, i, row):
            return False
        a.case(m)[i, c.AT] = target
        a.visits(m)[i, row] += 1
        if kind == codes.SERVE:
            target = join_queue(m, i, target)
        elif kind == codes.WAIT:
            start_delay(m, i, target)
            return True
        elif kind == codes.BRANCH:
            target = choose_way(m, i, target)
        else:
            target = book_slot(m, i, target)
    return True
