"""Puts the parts of a program together and says what its numbers mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np

from opmodels.describe.service import Service
from opmodels.foundation import codes
from opmodels.foundation.digest import digest_arrays
from opmodels.foundation.errors import InputError, Problem
from opmodels.foundation.randomness import hash_names, hash_purpose
from opmodels.simulate import columns as c
from opmodels.simulate.compile.campaigns import compile_campaigns, list_chosen, list_remembered
from opmodels.simulate.compile.capacity import compile_capacity, compile_diaries
from opmodels.simulate.compile.choosing import compile_choices
from opmodels.simulate.compile.decisions import Decisions, compile_decisions
from opmodels.simulate.compile.demand import compile_demand, days_since_epoch, list_streams
from opmodels.simulate.compile.effects import bound_factors, compile_effects, list_slots
from opmodels.simulate.compile.exchanges import compile_exchanges, compile_rounds
from opmodels.simulate.compile.kinds import list_areas, name_levels
from opmodels.simulate.compile.parts import compile_parts, most_parts
from opmodels.simulate.compile.pathway import Index, Pathway, compile_pathway, index_names, list_served
from opmodels.simulate.compile.planned import compile_planned
from opmodels.simulate.compile.processes import compile_processes
from opmodels.simulate.compile.segments import compile_segments
from opmodels.simulate.compile.shelf import RouteBook, Shelf
from opmodels.simulate.compile.timeline import DAY_MS, Timeline, lay_timeline
from opmodels.simulate.compile.visits import compile_visits
from opmodels.simulate.program import Names, Program


class Compiled(NamedTuple):
    """A program with the meaning of its numbers."""

    program: Program
    names: Names
    digest: str
    timeline: Timeline
    decisions: Decisions


@dataclass(frozen=True)
class Rollout:
    """How a change comes in.

    Parameters
    ----------
    live
        Day of go-live; the service's own, or its first measured day, when None.
    dual_minutes
        How long the pools of before stay beside the new ones.
    adoption
        Share of new cases that follow the new rules at go-live, and in the end.
    adoption_minutes
        How long it takes from the one to the other.
    under_way
        Whether cases under way at go-live ``finish`` by the rules by which they began, or ``move`` to the new
        ones at their next step.
    """

    live: date | None = None
    dual_minutes: float = 0.0
    adoption: tuple[float, float] = (1.0, 1.0)
    adoption_minutes: float = 0.0
    under_way: str = "finish"


AT_ONCE = Rollout()


def compile_service(
    before: Service,
    after: Service | None = None,
    *,
    rollout: Rollout = AT_ONCE,
    warm_weeks: int = 0,
    merge_always: bool = False,
) -> Compiled:
    """Compile a service, or its change from one version to another at go-live.

    Parameters
    ----------
    before
        The service as it is.
    after
        The service as it would be; nothing changes when it is left out or the same.
    rollout
        How the change comes in.
    warm_weeks
        Weeks of warm-up where the service leaves it open.
    merge_always
        Compile both versions even when they are the same; results must not differ.

    Raises
    ------
    InputError
        When the run is longer than 17 years, or cases would move to a step that has no time for them.
    """
    changes = after is not None and (merge_always or after.digest != before.digest)
    services = (before, after) if changes and after is not None else (before,)
    timeline = _lay_days(services, warm_weeks, rollout)
    streams = list_streams(services)
    index = index_names(services, streams)
    groups = tuple(dict.fromkeys(name for service in services for name in service.groups))
    people = tuple(int(next(s.groups[g].people.value for s in services if g in s.groups)) for g in groups)
    shelf, routes = Shelf(), RouteBook()
    path = compile_pathway(services, index, shelf, routes)
    choices = compile_choices(services, index, groups, path, shelf, routes)
    visits = compile_visits(services, index, shelf)
    _check_moves(path, visits["repeat_rule"], index, rollout)
    most = bound_factors(services, streams)
    demand = compile_demand(services, streams, groups, people, timeline, shelf, most)
    kinds = compile_segments(services, index, groups, demand.stream, shelf, routes)
    planned = compile_planned(services, streams, timeline, shelf)
    campaigns = compile_campaigns(services, index, timeline, shelf)
    dual_ms = round(rollout.dual_minutes * 60_000)
    capacity = compile_capacity(services, index, timeline, dual_ms, shelf)
    process = compile_processes(services, index.pools, index.rows, timeline, shelf)
    decisions = compile_decisions(services, index, timeline)
    rounds = compile_rounds(services, index, timeline)
    _set_entries(services, streams, index, demand.stream)
    clock = _clock(timeline, rollout, services, index, decisions)
    first_list = _set_lists(path, index)
    clock[c.GOING_LANE] = first_list + _count_lists(index) - 1 if _count_lists(index) else -1
    program = Program(
        clock=clock,
        twin=_twins(index),
        adoption=_adoption(rollout, timeline),
        midnight=timeline.midnights,
        turn=timeline.turns,
        weekday=np.array([day.weekday() for day in timeline.dates], np.int64),
        end_met=_ends(path, index),
        at_start=_backlog(before, index, people, groups),
        **_steps(path),
        **_shelves(shelf, routes),
        **vars(demand),
        **kinds,
        **visits,
        **choices,
        **compile_parts(services, index),
        **planned,
        **compile_effects(services, index),
        **campaigns,
        **vars(capacity),
        keep_pool=np.array([index.pools[name] for name in index.kept], np.int64),
        process=np.concatenate([process, rounds]),
        turn_time=np.array([turn.time for turn in decisions.turns], np.int64),
        **compile_exchanges(services, index, first_list + len(index.gathering)),
        **vars(compile_diaries(services, index.diaries, timeline)),
        **_traits(services, groups, index),
        need_trait=_whose(services, streams, index),
    )
    digest = digest_arrays({**program._asdict(), **decisions.as_arrays()})
    return Compiled(program, _name(services, index, groups, people, path), digest, timeline, decisions)


def _lay_days(services: Sequence[Service], warm_weeks: int, rollout: Rollout) -> Timeline:
    timeline = lay_timeline(services[0], warm_weeks, len(services) > 1, rollout.live)
    ahead = max((d.opens.days for s in services[1:] for d in s.diaries.values()), default=0)
    return replace(timeline, days=timeline.days + ahead)


def _set_entries(
    services: Sequence[Service], streams: Sequence[tuple[str, str]], index: Index, stream: np.ndarray
) -> None:
    for row, (need, _) in enumerate(streams):
        for version, column in ((0, c.ENTRY_BEFORE), (len(services) - 1, c.ENTRY_AFTER)):
            described = services[version].needs.get(need)
            stream[row, column] = index.steps[version, described.starts_at] if described else -1


def _steps(path: Pathway) -> dict[str, np.ndarray]:
    starts, serves = _flatten(path.serves)
    missed = np.array(path.missed, np.float64).reshape(-1, 2)
    return {
        "step": path.step,
        "rule": path.rule,
        "cancel_share": path.cancel_share,
        "requirement": _table(path.requirement, 2),
        "alternative": np.array(path.alternative, np.int64),
        "gathering": path.gathering,
        "matching": path.matching,
        "room_for": path.room_for,
        "keep": _table(path.keep, 2),
        "bundle": _table(path.bundle, c.BUNDLE_COLS),
        "pool_bundle_from": starts,
        "pool_bundle": serves,
        "clause": _table(path.clause, c.CLAUSE_COLS),
        "missed_lead": np.ceil(missed[:, 0] - 1e-9).astype(np.int64),
        "missed_share": np.ascontiguousarray(missed[:, 1]),
    }


def _shelves(shelf: Shelf, routes: RouteBook) -> dict[str, np.ndarray]:
    tables = shelf.build()
    starts, cum, to = routes.build()
    return {
        "table_kind": tables.kind,
        "table_offset": tables.offset,
        "table_size": tables.size,
        "table_values": tables.values,
        "route_from": starts,
        "route_cum": cum,
        "route_to": to,
    }


def _table(rows: Sequence[tuple[int, ...]], columns: int) -> np.ndarray:
    return np.array(rows, np.int64).reshape(-1, columns)


def _flatten(sets: Sequence[set[int]]) -> tuple[np.ndarray, np.ndarray]:
    starts = np.concatenate([[0], np.cumsum([len(one) for one in sets])]).astype(np.int64)
    return starts, np.array([step for one in sets for step in sorted(one)], np.int64)


def _count_lists(index: Index) -> int:
    """Return how many lists there are beside the queues; that of those about to go on is the last."""
    lists = len(index.gathering) + 2 * len(index.exchanges)
    return lists + 1 if lists else 0


def _set_lists(path: Pathway, index: Index) -> int:
    """Number the lists where cases gather, behind the queues; return the number of the first."""
    queues = len(path.bundle) * len(index.priorities)
    gathers = path.gathering[:, c.GATHERING_LANE] >= 0
    path.gathering[gathers, c.GATHERING_LANE] += queues
    return queues


def _clock(
    timeline: Timeline, rollout: Rollout, services: Sequence[Service], index: Index, decisions: Decisions
) -> np.ndarray:
    clock = np.zeros(c.CLOCK_COLS, np.int64)
    days = days_since_epoch(timeline)
    clock[c.HORIZON], clock[c.WARM], clock[c.LIVE] = timeline.horizon, timeline.warm, timeline.live
    clock[c.EPOCH], clock[c.FIRST_DAY] = days * DAY_MS, days
    clock[c.MOVE_OVER] = int(rollout.under_way == "move")
    later = [number for (version, _), number in index.steps.items() if version == 1]
    clock[c.FIRST_AFTER] = min(later, default=len(index.steps))
    clock[c.MOST_TOGETHER] = _most_together(services)
    clock[c.AREA_PURPOSE], clock[c.OUTAGE_PURPOSE] = hash_purpose("area"), hash_purpose("outage")
    clock[c.SPEED_PURPOSE], clock[c.INCOME_PURPOSE] = hash_purpose("speed"), hash_purpose("income")
    clock[c.COUNT_ENDS] = int(bool(decisions.fundings))
    return clock


def _most_together(services: Sequence[Service]) -> int:
    parties = [need.party for service in services for need in service.needs.values() if need.party]
    largest = max((int(float(size)) for party in parties for size in party.to), default=1)
    return largest * (1 + most_parts(services))


def _check_moves(path: Pathway, visits: np.ndarray, index: Index, rollout: Rollout) -> None:
    """Refuse a change whose cases under way would come to a step that has no time for them."""
    if rollout.under_way != "move":
        return
    for old, new in enumerate(_twins(index)):
        timed = (
            new >= 0 and path.step[new, c.KIND] in (codes.SERVE, codes.WAIT) and path.step[new, c.UNTIL] < 0
        )
        lacks = (path.rule[old, :, c.TAKES] >= 0) & (path.rule[new, :, c.TAKES] < 0)
        if len(visits) and (visits[new] >= 0).any():
            lacks |= (path.rule[old, :, c.TAKES] >= 0) & (visits[new] < 0).any(axis=1)
        if timed and lacks.any():
            segment = index.segments[int(np.flatnonzero(lacks)[0])]
            name = next(name for (_, name), number in index.steps.items() if number == new)
            found = f"no time for {segment.need} of {segment.group}, whose cases under way move there"
            raise InputError(Problem(f"steps.{name}", found, "a time for every case that can come"))


def _twins(index: Index) -> np.ndarray:
    twins = np.full(len(index.steps), -1, np.int64)
    for (version, name), number in index.steps.items():
        if version == 0 and (1, name) in index.steps:
            twins[number] = index.steps[1, name]
    return twins


def _adoption(rollout: Rollout, timeline: Timeline) -> np.ndarray:
    return np.array([*rollout.adoption, timeline.live, timeline.live + rollout.adoption_minutes * 60_000])


def _traits(services: Sequence[Service], groups: Sequence[str], index: Index) -> dict[str, np.ndarray]:
    shares = np.zeros((2 * len(groups), len(index.traits)))
    for version, service in ((0, services[0]), (1, services[-1])):
        for row, group in enumerate(groups):
            for trait, share in (service.groups[group].abilities if group in service.groups else {}).items():
                shares[version * len(groups) + row, index.traits[trait]] = share
    return {
        "trait_share": shares,
        "trait_hash": np.array([hash_names("trait", name) for name in index.traits], np.uint64),
    }


def _whose(services: Sequence[Service], streams: Sequence[tuple[str, str]], index: Index) -> np.ndarray:
    """Return the traits by which people have the need of each stream, where any need asks for one."""
    told = [[service.needs.get(need) for service in (services[0], services[-1])] for need, _ in streams]
    if not any(need is not None and need.who is not None for pair in told for need in pair):
        return np.zeros((0, c.WHOSE_COLS), np.int64)
    rows = np.full((len(streams), c.WHOSE_COLS), -1, np.int64)
    for row, pair in zip(rows, told, strict=True):
        for need, has, lacks in zip(
            pair, (c.HAS_BEFORE, c.HAS_AFTER), (c.LACKS_BEFORE, c.LACKS_AFTER), strict=True
        ):
            if need is not None and need.who is not None:
                row[has] = index.traits.get(need.who.has, -1)
                row[lacks] = index.traits.get(need.who.lacks, -1)
    return rows


def _ends(path: Pathway, index: Index) -> np.ndarray:
    met = np.zeros(len(index.ends), np.int64)
    for (_, name), number in index.steps.items():
        if name in index.ends:
            met[index.ends[name]] = path.step[number, c.ORDER]
    return met


def _backlog(service: Service, index: Index, people: Sequence[int], groups: Sequence[str]) -> np.ndarray:
    rows, told = [], dict[tuple[str, str], int]()
    for line in service.at_start:
        streams = [i for i, (need, _) in enumerate(index.streams) if need == line.need]
        weights = np.array([people[groups.index(index.streams[i][1])] for i in streams], np.float64)
        edges = np.cumsum(weights) / weights.sum()
        first = told.get((line.step, line.need), 0)
        told[line.step, line.need] = first + int(line.cases.value)
        for ordinal in range(first, told[line.step, line.need]):
            u = (hash_names("backlog", line.step, line.need, ordinal) + 0.5) / 2**64
            stream = streams[min(int(np.searchsorted(edges, u, side="right")), len(streams) - 1)]
            rows.append((index.steps[0, line.step], stream, hash_names("backlog", line.step, ordinal) >> 1))
    return _table(rows, 3)


def _tells_workers_apart(service: Service) -> bool:
    """Whether it matters which worker of a pool does something."""
    steps = list_served(service)
    return any(step.same_worker is not None or step.gives_way is not None for step in steps) or any(
        pool.shift_end == "pause" or pool.speeds_differ is not None for pool in service.pools.values()
    )


def _name(
    services: Sequence[Service], index: Index, groups: tuple[str, ...], people: tuple[int, ...], path: Pathway
) -> Names:
    kinds = [
        next(
            int(path.step[index.steps[v, name], c.KIND])
            for v in range(len(services))
            if (v, name) in index.steps
        )
        for name in index.rows
    ]
    needs = tuple(dict.fromkeys(name for service in services for name in service.needs))
    spans = [last - first for _, first, last in path.bundle]
    return Names(
        groups=groups,
        needs=needs,
        rows=tuple(index.rows),
        row_kinds=tuple(kinds),
        ends=tuple(index.ends),
        pools=tuple(index.pools),
        traits=tuple(index.traits),
        people=people,
        streams=tuple(index.streams),
        priorities=len(index.priorities),
        most_at_once=max([*spans, 1]),
        paused=any(map(_tells_workers_apart, services)),
        areas=list_areas(services),
        segments=tuple(segment.kind for segment in index.segments),
        levels=tuple(name_levels(services, need) for need, _ in index.streams),
        wanted_again=len(index.wanted_again),
        chosen_needs=len(list_chosen(services)),
        remembered=tuple(list_remembered(services).values()),
        effects=len(list_slots(services)),
        most_together=_most_together(services),
        alternatives=tuple(index.alternatives),
        lists=_count_lists(index),
        exchanges=tuple(index.exchanges),
    )
