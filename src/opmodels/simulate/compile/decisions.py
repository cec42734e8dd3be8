"""When it is decided who works where and how many posts are paid for, and by what (E3.14, E3.15)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from opmodels.describe.decisions import Consult
from opmodels.describe.funding import Funding
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.staff import Pool
from opmodels.simulate.compile.kinds import Segment
from opmodels.simulate.compile.pathway import Index
from opmodels.simulate.compile.timeline import Timeline

FUND, ASK, RETURN = range(3)
"""What is done at a turn, in the order in which it is done at the same time."""
ENDLESS = 1 << 61


class Turn(NamedTuple):
    """A moment at which something is decided: what, and by which rule."""

    time: int
    what: int
    number: int


@dataclass(frozen=True)
class Sharing:
    """A consult, compiled.

    Parameters
    ----------
    name, planner
        Its name, and who decides.
    least
        How many stay in each pool at least.
    pools
        (n,) int64, the pools that take part, in the order of pools.
    work
        (steps, segments, n) int64, ms that a case waiting at a step is expected to take of each.
    """

    name: str
    planner: str
    least: int
    pools: np.ndarray
    work: np.ndarray


@dataclass(frozen=True)
class Payment:
    """A funding rule, compiled.

    Parameters
    ----------
    pool
        Whose posts they are.
    per_post
        Cases of a funding year that pay for one.
    fewest, most
        Between which the posts stay.
    step
        The most by which they change at once.
    counts
        (streams, ends) bool, which cases count.
    """

    pool: int
    per_post: float
    fewest: int
    most: int
    step: int
    counts: np.ndarray


@dataclass(frozen=True)
class Decisions:
    """All that is decided while a service runs.

    Parameters
    ----------
    turns
        When, in order.
    consults, fundings
        By which rules.
    described
        (2, pools) int64, the staff described, as before go-live and as after.
    begins_anew
        Whether at go-live everybody returns, and pools have the posts described.
    """

    turns: tuple[Turn, ...]
    consults: tuple[Sharing, ...]
    fundings: tuple[Payment, ...]
    described: np.ndarray
    begins_anew: bool

    def as_arrays(self) -> Mapping[str, np.ndarray]:
        """Return everything as arrays, for the digest of the compiled service."""
        arrays = {"turns": np.array(self.turns, np.int64), "described": self.described}
        rules: tuple[Sharing | Payment, ...] = (*self.consults, *self.fundings)
        for value in (value for rule in rules for value in vars(rule).values()):
            known = np.frombuffer(value.encode(), np.uint8) if isinstance(value, str) else value
            arrays[f"rule {len(arrays)}"] = np.asarray(known)
        return arrays


def begins_anew(services: Sequence[Service]) -> bool:
    """Whether the versions differ in what is decided, or in the posts that it is about."""
    return len(services) > 1 and _rules_of(services[0]) != _rules_of(services[-1])


def _rules_of(service: Service) -> tuple[object, ...]:
    pools = {name: service.pools[name] for name in list_concerned([service])}
    return service.consults, {name: (pool.size, pool.funded_by) for name, pool in pools.items()}


def list_concerned(services: Sequence[Service]) -> list[str]:
    """Return the pools whose posts can change while the service runs."""
    shared = [pool for service in services for consult in service.consults.values() for pool in consult.pools]
    funded = [name for service in services for name, pool in service.pools.items() if pool.funded_by]
    return list(dict.fromkeys([*shared, *funded]))


def count_beside(services: Sequence[Service]) -> Mapping[str, int]:
    """Return how many more than described each pool can have at most: by funding, and lent by others."""
    paid = {name: max(map(_paid_beside, _versions(services, name))) for name in list_concerned(services)}
    beside = dict(paid)
    for service in services:
        for consult in service.consults.values():
            for pool in consult.pools:
                others = sum(_most(services, name) + paid[name] for name in consult.pools if name != pool)
                beside[pool] = max(beside[pool], paid[pool] + others)
    return beside


def _versions(services: Sequence[Service], name: str) -> list[Pool]:
    return [service.pools[name] for service in services if name in service.pools]


def _paid_beside(pool: Pool) -> int:
    return max(int(pool.funded_by.at_most.value) - pool.size, 0) if pool.funded_by else 0


def _most(services: Sequence[Service], name: str) -> int:
    return max(pool.size for pool in _versions(services, name))


def compile_decisions(services: Sequence[Service], index: Index, timeline: Timeline) -> Decisions:
    """Compile the consults and funding rules of one or two versions of a service.

    Parameters
    ----------
    services
        As it is, and after go-live.
    index
        What names mean as numbers.
    timeline
        The days of the run.
    """
    anew = begins_anew(services)
    stretches = [(0, 0, timeline.live), (1, timeline.live, ENDLESS)] if anew else [(0, 0, ENDLESS)]
    consults, fundings, turns = list[Sharing](), list[Payment](), list[Turn]()
    for version, start, end in stretches:
        service = services[version]
        turns += list_asked(service, timeline, len(consults), start, end)
        consults += [_lay_consult(services, version, name, index) for name in service.consults]
        for name, pool in service.pools.items():
            if pool.funded_by is not None:
                days = _list_year_ends(pool.funded_by, timeline, version)
                turns += [Turn(time, FUND, len(fundings)) for time in days if start <= time < end]
                fundings.append(_lay_funding(pool.funded_by, index.pools[name], index))
    sizes = [[_size(service, name) for name in index.pools] for service in (services[0], services[-1])]
    within = sorted(turn for turn in turns if turn.time < timeline.horizon)
    return Decisions(tuple(within), tuple(consults), tuple(fundings), np.array(sizes, np.int64), anew)


def _size(service: Service, pool: str) -> int:
    return service.pools[pool].size if pool in service.pools else 0


def _list_year_ends(funding: Funding, timeline: Timeline, version: int) -> Iterator[int]:
    """Yield when the first funding year begins, and when each ends."""
    first = timeline.warm_days
    if version == 1 and timeline.live_days is not None:
        first = max(first, timeline.live_days)
    yield from (int(time) for time in timeline.midnights[first : timeline.days : funding.days])


def list_asked(service: Service, timeline: Timeline, first: int, start: int, end: int) -> list[Turn]:
    """Return when planners are asked within a stretch of time, and when those who were moved return.

    Parameters
    ----------
    service
        Whose consults they are.
    timeline
        The days of the run.
    first
        Number of its first consult.
    start, end
        ms from which, and before which, its rules hold.
    """
    asked = sorted(
        (timeline.moment(day, consult.minute), ASK, first + number, day)
        for number, consult in enumerate(service.consults.values())
        for day, date in enumerate(timeline.dates)
        if date.weekday() in consult.days
    )
    asked = [one for one in asked if start <= one[0] < min(end, timeline.horizon)]
    consults, turns = list(service.consults.values()), list[Turn]()
    for place, (time, what, number, day) in enumerate(asked):
        turns.append(Turn(time, what, number))
        own = consults[number - first]
        later = (one[0] for one in asked[place + 1 :] if set(consults[one[2] - first].pools) & set(own.pools))
        back = _find_return(own, timeline, day)
        if back < min(next(later, ENDLESS), end):
            turns.append(Turn(back, RETURN, number))
    return turns


def _find_return(consult: Consult, timeline: Timeline, day: int) -> int:
    if consult.until is None:
        return ENDLESS
    return timeline.moment(day + int(consult.until <= consult.minute), consult.until)


def _lay_consult(services: Sequence[Service], version: int, name: str, index: Index) -> Sharing:
    consult = services[version].consults[name]
    names = [pool for pool in index.pools if pool in consult.pools]
    work = np.zeros((len(index.steps), len(index.segments), len(names)), np.int64)
    for (whose, step_name), number in index.steps.items():
        step = services[whose].steps.get(step_name)
        if isinstance(step, Serve):
            for row, segment in enumerate(index.segments):
                expected = expect_work(step, segment)
                for place in _list_loaded(step, segment, names):
                    work[number, row, place] += expected
    pools = np.array([index.pools[pool] for pool in names], np.int64)
    return Sharing(name, consult.planner, consult.floor, pools, work)


def expect_work(step: Serve, segment: Segment) -> int:
    """Return the ms that a case of a kind is expected to take of whoever serves it at a step."""
    spreads = [times.of(*segment.kind) for times in (step.takes, step.travel) if times is not None]
    return sum(math.floor(one.distribution.mean() * 60_000 + 0.5) for one in spreads if one is not None)


def _list_loaded(step: Serve, segment: Segment, pools: Sequence[str]) -> Iterator[int]:
    """Yield the place of the pool at which each requirement of a case waits, of those that take part."""
    for alternatives in step.needs(*segment.kind):
        found = next((pool for pool in alternatives if pool in pools), None)
        if found is not None:
            yield pools.index(found)


def _lay_funding(funding: Funding, pool: int, index: Index) -> Payment:
    counts = [[funding.counts(need, group, end) for end in index.ends] for need, group in index.streams]
    most = int(funding.at_most.value)
    step = int(funding.moves_at_most.value) if funding.moves_at_most else most
    return Payment(pool, funding.per_post.value, funding.fewest, most, step, np.array(counts, np.bool_))
