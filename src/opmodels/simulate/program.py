"""The compiled form of a service: arrays that the kernel reads, and the arrays into which it writes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

I8 = NDArray[np.int64]
F8 = NDArray[np.float64]


class Program(NamedTuple):
    """What the kernel reads; the columns are named in `opmodels.simulate.columns`.

    ``segments`` are the pairs of group and need that occur; ``rows`` are steps by name, so that the old and
    the new version of a
    step are recorded together.
    """

    clock: I8
    """(CLOCK_COLS,) horizon, warm-up, go-live and offset from the epoch in ms; switches."""
    adoption: F8
    """(4,) share at the start and at the end of the adoption curve, and its two times in ms."""
    step: I8
    """(steps, STEP_COLS) what each step is; pools, queues and routes by number."""
    twin: I8
    """(steps,) the step or end of the same name after go-live, or -1."""
    rule: I8
    """(steps, segments, RULE_COLS) how each step treats a segment."""
    cancel_share: F8
    """(steps, segments) share of bookings that are given back."""
    gathering: I8
    """(steps, GATHERING_COLS) how cases gather at each step; (0, GATHERING_COLS) where none do."""
    matching: I8
    """(steps, MATCHING_COLS) exchange and side of each step; (0, MATCHING_COLS) where there are none."""
    room_for: I8
    """(steps, segments) takers for whom a giver has room; (0, segments) where there are no exchanges."""
    exchange: I8
    """(2 * exchanges, EXCHANGE_COLS) rules of each exchange, as before go-live and as after."""
    way: I8
    """(2 * exchanges * segments, segments) ms from giver to taker, -1 where they do not fit."""
    keep: I8
    """(n, 2) pools that a case keeps after a step, and the row of the step up to which, -1 for an end."""
    repeat: I8
    """(steps, REPEAT_COLS) planned visits; no rows where no step has any."""
    repeat_rule: I8
    """(steps, segments, REPEAT_RULE_COLS) how many visits a segment has, and how far apart; or no rows."""
    fork: I8
    """(steps, FORK_COLS) where cases go on in parts side by side; no rows where there is no such step."""
    fork_part: I8
    """(n,) the steps at which parts begin."""
    fork_hash: NDArray[np.uint64]
    """(n,) hash of the names of a step and of the part that begins there."""
    bundle: I8
    """(bundles, BUNDLE_COLS) cases of a step that need the same: step, first and last-plus-one of it."""
    segment: I8
    """(2 * segments, SEGMENT_COLS) what each kind of case is, as before go-live and as after."""
    requirement: I8
    """(requirements, 2) first and last-plus-one of the alternatives of each requirement."""
    alternative: I8
    """(alternatives,) pools in order of preference."""
    pool_bundle_from: I8
    """(pools + 1,) where each pool's bundles begin in `pool_bundle`."""
    pool_bundle: I8
    """(n,) the bundles that each pool serves."""
    route_from: I8
    """(routes + 1,) where each route's places begin."""
    route_cum: F8
    """(n,) cumulative shares."""
    route_to: I8
    """(n,) steps."""
    clause: I8
    """(clauses, CLAUSE_COLS) lines of branches."""
    option: I8
    """(options, segments, OPTION_COLS) alternatives of choices, as each kind of case meets them."""
    worth: F8
    """(options, segments, WORTH_COLS) what makes their utility."""
    nest: F8
    """(nests, 2) purpose and scale of each nest of alternatives."""
    quote: I8
    """(quotes, 2) rows of which waits are told, and the period in ms, 0 for the last wait."""
    income: I8
    """(2 * groups,) tables of incomes, as before go-live and as after; -1 where nobody asks."""
    median_income: F8
    """(2,) as before go-live and as after."""
    missed_lead: I8
    """(n,) days of lead from which the share of `missed_share` holds."""
    missed_share: F8
    """(n,) share of bookings to which nobody comes."""
    table_kind: NDArray[np.int8]
    """(tables,) kind of each quantile table."""
    table_offset: I8
    """(tables,) where it begins in `table_values`."""
    table_size: I8
    """(tables,) how long it is."""
    table_values: F8
    """(n,) all quantile tables, see `opmodels.simulate.tables`."""
    stream: I8
    """(streams, STREAM_COLS) streams of arrivals: one for each need and group."""
    area_route: I8
    """(2 * groups,) shares of people by area, as before go-live and as after; -1 where there are none."""
    planned: I8
    """(times, PLANNED_COLS) times at which cases come."""
    planned_block: I8
    """(times,) block in which the case of each has its key."""
    planned_share: F8
    """(times,) share of those who come."""
    stream_hash: NDArray[np.uint64]
    """(streams,) hash of the stream's names."""
    need_hash: NDArray[np.uint64]
    """(streams,) hash of the need's name, for busy days."""
    group_hash: NDArray[np.uint64]
    """(streams,) hash of the group's name, for persons."""
    frailty_most: F8
    """(streams,) largest frailty that is told apart."""
    source: I8
    """(sources, SOURCE_COLS) octaves of mark of each stream."""
    source_mark: F8
    """(sources, 2) lower end and width of the octave, per hour."""
    day_rate: F8
    """(streams, days) arrivals per hour on a mean quarter hour of the day, before busy days."""
    day_shape: I8
    """(streams, days) row of `shape`."""
    shape: F8
    """(shapes, 96) factor by quarter hour of a day."""
    shape_peak: F8
    """(shapes,) largest factor of each shape."""
    midnight: I8
    """(days + 1,) ms of each local midnight from the start of the run."""
    turn: I8
    """(days, 2) on a day on which the clock changes: ms after midnight at which it does, and by how much it
    goes forward; elsewhere (2^62, 0)."""
    weekday: I8
    """(days,) 0 for Monday."""
    effect_from: I8
    """(steps, 2) where the effects begin and end that each step or end leaves; (0, 2) where none is left."""
    effect_slot: I8
    """(n,) which effect of a person it is, of those that all places leave."""
    effect_rule: I8
    """(n, segments) law of the effect that each kind of case leaves, or -1."""
    effect_factor: F8
    """(laws,) factor on the rate."""
    effect_law: I8
    """(laws, LAW_COLS) its times."""
    effect_of: I8
    """(streams, EFFECT_COLS) the effects on each stream; (0, EFFECT_COLS) where there are none."""
    need_trait: I8
    """(streams, WHOSE_COLS) traits that people need or must lack to have a need, before go-live and after it;
    no rows where everybody has every need."""
    effect_most: F8
    """(streams,) the largest product of factors, 1 or more."""
    campaign: I8
    """(campaigns, CAMPAIGN_COLS) whom the campaign of each version and need chooses."""
    campaign_stream: I8
    """(n,) streams of the people whom each may choose."""
    campaign_area: I8
    """(campaigns, areas) 1 where it may choose those who live there."""
    campaign_weight: F8
    """(campaigns, 2) what a score takes of the person's frailty, and of chance."""
    campaign_of: I8
    """(streams, CAMPAIGN_OF_COLS) what is remembered of a case; (0, ...) where there are no campaigns."""
    occasion: I8
    """(occasions, OCCASION_COLS) when people are chosen."""
    pool: I8
    """(pools, POOL_COLS) what each pool is."""
    pool_absence: F8
    """(pools, ABSENCE_COLS) share of shifts missed and how it rises, as before go-live and as after."""
    pool_speed: F8
    """(pools, 2) speed of a pool, as before go-live and as after."""
    keep_pool: I8
    """(keeps,) the pools that are kept."""
    process: I8
    """(processes, PROCESS_COLS) outages, calls, rounds of exchanges."""
    pool_hash: NDArray[np.uint64]
    """(pools,) hash of the pool's name."""
    calendar: I8
    """(changes, 4) ms, pool, capacity, day of the shift; sorted."""
    turn_time: I8
    """(turns,) ms at which something is decided; sorted."""
    diary_from: I8
    """(2 * diaries + 1,) where the slots of each diary begin: as before go-live, then as after."""
    slot_time: I8
    """(slots,) ms of each bookable slot."""
    slot_seats: I8
    """(slots,) bookings that it takes."""
    slot_opens: I8
    """(slots,) ms from which it can be booked."""
    diary_ahead: I8
    """(2 * diaries,) days ahead that can be booked."""
    trait_share: F8
    """(groups, traits) share of people with each trait."""
    trait_hash: NDArray[np.uint64]
    """(traits,) hash of the trait's name."""
    end_met: I8
    """(ends,) 1 when the need was met."""
    at_start: I8
    """(cases, 3) step, stream and ordinal of each case of the backlog."""


class State(NamedTuple):
    """What the kernel keeps while it runs; sized by what is inside the system."""

    scalar: I8
    case: I8
    """(slots, CASE_COLS)"""
    visits: NDArray[np.int32]
    """(slots, rows) how often the case has been at each step."""
    taken: NDArray[np.int16]
    """(slots, requirements at once, 2) pool and worker."""
    kept: NDArray[np.int32]
    """(slots, keeps, 2) worker + 2, 0 for none, and the row up to which."""
    series: I8
    """(slots, SERIES_COLS) planned visits of each case; no rows where no step has any."""
    part: I8
    """(slots, PART_COLS) what is a part, and who waits for parts; no rows where no step has any."""
    served_by: NDArray[np.int16]
    """(people, pools that are wanted again) worker + 1 who served a person last."""
    effect_time: I8
    """(people, effects, 2) from when and until when each effect of a person holds."""
    effect_left: NDArray[np.int32]
    """(people, effects) number of its law + 1, 0 for none."""
    chosen_at: I8
    """(people, chosen needs) when each was chosen last, + 1, 0 for never."""
    under_way: NDArray[np.int32]
    """(people, chosen needs) cases inside."""
    had_at: I8
    """(people, kept) times of the latest cases of the needs that campaigns ask for."""
    had_count: NDArray[np.int32]
    """(people, needs that campaigns ask for) how many cases each had."""
    pick: I8
    """(most, PICK_COLS) who is chosen at the occasion at hand."""
    pick_rank: F8
    """(most,) what they are ranked by, the highest first."""
    picking: I8
    """(2,)"""
    process: I8
    """(processes, 2)"""
    told: I8
    """(quotes, TOLD_COLS)"""
    weighed: F8
    """(options, 2) the alternatives of the choice at hand."""
    weeks: I8
    """(pools, WEEK_COLS)"""
    utilised: F8
    """(pools,) utilisation of the last whole weeks."""
    free: I8
    """(slots,) stack of slots that were freed."""
    heap: I8
    """(n,) packed keys; element 0 is the next event."""
    heap_size: I8
    """(2,) number of keys, and 1 while the first was given up and no other has its place."""
    queue: I8
    """(bundles * priorities + further lists, 2) head and tail."""
    queue_length: I8
    """(rows,)"""
    pool: I8
    """(pools, POOL_STATE_COLS)"""
    worker: I8
    """(workers,) slot of the case that each worker serves, or -1."""
    source: I8
    """(sources, 2) block and ordinal."""
    source_time: F8
    """(sources,) ms since the start of the block."""
    source_case: NDArray[np.uint64]
    """(sources,) key of the next case of each source."""
    arrival: I8
    """(sources + times + 1,) heap of packed keys; behind the last stands NEVER."""
    day_rate: F8
    """(streams, days) with this replication's busy days."""
    seats_taken: NDArray[np.int32]
    """(slots of diaries,) bookings so far."""
    freed: I8
    """(n,) pools that were freed by the event at hand, or by which a case could be served."""
    queue_since: I8
    """(rows,) time of the last change of the queue."""
    log: I8
    """(n, LOG_COLS) event log, when it is asked for."""
    ended: I8
    """(streams, ends) cases that have ended since the start of the run, where that is asked."""
    key: NDArray[np.uint64]
    """(2,) key of this replication, key of lasting traits."""
    plain_rule: I8
    """(steps * segments, PLAIN_COLS) what each step is to each segment; these and the next are for the plain
    loop, and have no rows in other builds."""
    way_cum: F8
    """(steps * segments, FEW_WAYS) where a step has few usual ways out: their shares, summed up."""
    way_rule: I8
    """(steps * segments, FEW_WAYS + 1) and to which rules they lead."""
    coming: I8
    """(COMING, COMING_COLS) the next arrivals."""
    ahead: I8
    """(sources, AHEAD_COLS) the next of the cases of each source that are known ahead."""
    ahead_rate: F8
    """(sources,) the rate of its stream as it is, per hour."""
    ahead_time: I8
    """(sources, WIDE) when they come."""
    ahead_key: NDArray[np.uint64]
    """(sources, WIDE) their keys."""
    draft: NDArray[np.uint64]
    """(DRAFT_ROWS, DRAFT_COLS) addresses."""
    uniform: F8
    """(UNIFORM_ROWS, DRAFT_COLS) what is drawn there."""
    undrawn: I8
    """(1 + WAITING,) how many cases there are whose next visit is still to be drawn, and which."""
    wheel: I8
    """(WHEEL + slots, 2) neighbours in the rings of those whose patience ends at about the same time; before
    the cases stand the buckets, each part of its ring."""
    bucket: I8
    """(1,) by how much a time is shifted to give its bucket."""
    ring: I8
    """(queues + slots, 2) neighbours in the queues; before the cases stand the queues, each part of its
    ring."""
    at_work: I8
    """(4 * slots,) a tournament of the ends of work."""
    seats: I8
    """(2 + 2 * slots,) which of its seats are free."""
    next_comers: I8
    """(2 * a power of two,) a tournament of who comes next, of each source and list."""
    stop: NDArray[np.int8]
    """(1,) set from outside to stop the run."""


class Record(NamedTuple):
    """What a run writes down; its size does not depend on the number of cases."""

    count: I8  # type: ignore[assignment]  # hides tuple.count, which nobody needs here
    total: F8
    histogram: I8
    """(groups, rows, BINS) of waits at serve steps, of delays elsewhere."""
    late: I8
    """(groups, rows) planned visits that started late; no rows where no step has any."""
    choice: I8
    """(groups, alternatives, CHOICE_COLS)"""
    choice_sum: F8
    """(groups, alternatives, 2)"""
    group: I8
    end: I8
    """(groups, ends)"""
    system: F8
    system_histogram: I8
    """(groups, BINS)"""
    pool_hours: F8
    """(pools, 4, 168) ms open, busy, in overtime, and of help that was called, by hour of the week."""
    flow: I8
    """(rows, rows + ends) moves from step to step or end."""
    queue_area: F8
    """(rows,) ms waited, summed over cases, within the window."""
    inside: F8
    """(ticks,) mean number inside in each hour of the run, warm-up included."""
    funded: F8
    """(pools, 2) ms that are paid beyond the staff described, as before go-live and as after."""
    person: NDArray[np.float32]
    """(people, PERSON_COLS) or (0, PERSON_COLS)."""


class Names(NamedTuple):
    """What the numbers of a program mean."""

    groups: tuple[str, ...]
    needs: tuple[str, ...]
    rows: tuple[str, ...]
    """Steps by name."""
    row_kinds: tuple[int, ...]
    """Kind of each step, of `opmodels.foundation.codes`."""
    ends: tuple[str, ...]
    pools: tuple[str, ...]
    traits: tuple[str, ...]
    people: tuple[int, ...]
    """People in each group."""
    streams: tuple[tuple[str, str], ...]
    """Need and group of each stream."""
    priorities: int
    """Number of priority classes."""
    most_at_once: int
    """The most requirements that a step takes at once."""
    paused: bool
    """Whether workers are told apart: one pauses, is wanted again, is faster, or is taken from other work."""
    areas: tuple[str, ...] = ()
    """Areas, where people are told apart by where they live."""
    segments: tuple[tuple[str, ...], ...] = ()
    """Names by which the values of each kind of case are looked up."""
    levels: tuple[tuple[str, ...], ...] = ()
    """Levels of severity of the need of each stream."""
    wanted_again: int = 0
    """Pools whose workers somebody waits for."""
    chosen_needs: int = 0
    """Needs whose cases campaigns start."""
    remembered: tuple[int, ...] = ()
    """Of each need that campaigns ask for, how many cases of each person are known."""
    effects: int = 0
    """Effects that one person can have."""
    most_together: int = 1
    """The most slots that one event may need: for the largest party, and for the parts of all who come."""
    alternatives: tuple[tuple[str, str], ...] = ()
    """Step and name of everything that can be chosen."""
    lists: int = 0
    """Lists of cases beside the queues: of steps where cases gather, of both sides of exchanges, and of those
    about to go on."""
    exchanges: tuple[str, ...] = ()
    """Exchanges."""
