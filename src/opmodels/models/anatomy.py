"""The anatomy of a service, counted from its description alone: where cases enter, how often they come to
each step, and how much work that is for each pool; so that a model finds by itself what it may change.

Nothing is simulated: waits, patience and full diaries play no part, so these are the loads that come, not
those that are carried. Where a way depends on a rule or a choice, see `follow`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

import numpy as np

from opmodels.describe.choosing import Choose
from opmodels.describe.condition import Condition
from opmodels.describe.pathway import Book, Branch, Step
from opmodels.describe.service import Service
from opmodels.describe.serving import AnyStep, Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.sourced import Varied
from opmodels.describe.split import Route
from opmodels.describe.volume import WEEKS, count_yearly_of
from opmodels.models.kinds_of_case import Names, list_kinds
from opmodels.models.payroll import hours_a_week

Shares = Mapping[str, float]
MOST_LETTERS = 56
MOST_VISITS = 1e6
"""Above this a way is taken for one without an end."""


def name_anew(taken: Collection[str], wanted: str) -> str:
    """Return a name as wanted, cut to the length of a name, and with a number behind it where it is taken."""
    name = wanted[:MOST_LETTERS]
    return next(
        found for i in range(len(taken) + 1) if (found := name if not i else f"{name}_{i}") not in taken
    )


def entry_steps(service: Service) -> dict[str, str]:
    """Return the step at which each need begins."""
    return {name: need.starts_at for name, need in service.needs.items()}


def follow(service: Service, name: str, need: str, group: str) -> dict[str, float]:
    """Return the share of cases of a need and group that go on from a step to each place.

    Those who give up or find nothing are left aside. Of a branch with rules, the first line counts that
    concerns the case and asks for nothing else; of a choice, the logit shares at no wait.
    """
    step = service.steps[name]
    shares: dict[str, float] = {}
    for weight, route in _list_ways(step, need, group):
        for place, share in route.shares(group, need).items():
            shares[place] = shares.get(place, 0.0) + weight * share
    if isinstance(step, SideBySide):  # the parts come together: one case goes on there
        shares[step.joins_at] = shares.get(step.joins_at, 0.0) - len(step.side_by_side)
    return shares


def _list_ways(step: Step, need: str, group: str) -> Iterator[tuple[float, Route]]:
    if isinstance(step, Branch):
        yield 1.0, _find_clause(step, need, group)
    elif isinstance(step, Choose):
        yield from _weigh_choices(step, need, group)
    elif isinstance(step, Book):
        yield from _list_booked(step, need, group)
    elif isinstance(step, SideBySide):
        yield from ((1.0, route) for _, route in step.exits())
    else:
        yield 1.0, step.then


def _find_clause(step: Branch, need: str, group: str) -> Route:
    for clause in step.branch:
        rule = clause.when
        asks_more = rule != Condition(group=rule.group, need=rule.need)
        named = (not rule.group or group in rule.group) and (not rule.need or need in rule.need)
        if named and not asks_more:
            return clause.to
    return step.branch[-1].to


def _weigh_choices(step: Choose, need: str, group: str) -> Iterator[tuple[float, Route]]:
    offered = [
        one
        for one in step.choose.values()
        if (not one.when.group or group in one.when.group) and (not one.when.need or need in one.when.need)
    ]
    weights = [math.exp(_utility(step, one, need, group)) for one in offered]
    yield from ((weight / sum(weights), one.to) for weight, one in zip(weights, offered, strict=True))


def _utility(step: Choose, one: object, need: str, group: str) -> float:
    tastes = step.tastes
    pairs = (
        (getattr(one, "price", None), tastes.pound, 1.0),
        (getattr(one, "takes", None), tastes.hour_spent, 60.0),
    )
    told = sum(_of(value, need, group) * _of(taste, need, group) / unit for value, taste, unit in pairs)
    return told + _of(getattr(one, "appeal", None), need, group)


def _of(varied: Varied | None, need: str, group: str) -> float:
    value = varied.of(group, need) if varied is not None else None
    return float(value) if value is not None else 0.0


def _list_booked(step: Book, need: str, group: str) -> Iterator[tuple[float, Route]]:
    missed = _share_missed(step, need, group)
    cancelled = _of(step.cancels.share, need, group) if step.cancels else 0.0
    come = (1.0 - cancelled) * (1.0 - missed)
    yield come, step.then
    if step.no_show is not None:
        yield (1.0 - cancelled) * missed, step.no_show.to or step.full
    if step.cancels is not None:
        yield cancelled, step.cancels.to


def _share_missed(step: Book, need: str, group: str) -> float:
    if step.no_show is None:
        return 0.0
    if step.no_show.share is not None:
        return _of(step.no_show.share, need, group)
    return float(np.mean([share.value for _, share in step.no_show.after]))


def visits_per_case(
    service: Service, need: str, group: str, stops: tuple[type[AnyStep], ...] = ()
) -> dict[str, float]:
    """Return how often a case of a need and group comes to each step, those who give up left aside.

    Solves v = s + P'v for the start s and the shares P of `follow`: the traffic equations of a network of
    queues (Jackson 1957).

    Parameters
    ----------
    service
        The service.
    need, group
        Of whose cases.
    stops
        Kinds of step after which a case is not followed any further.
    """
    names = list(service.steps)
    place = {name: i for i, name in enumerate(names)}
    onward = np.zeros((len(names), len(names)))
    for name in names:
        ways = {} if isinstance(service.steps[name], stops) else follow(service, name, need, group)
        for target, share in ways.items():
            if target in place:
                onward[place[name], place[target]] += share
    start = np.zeros(len(names))
    start[place[service.needs[need].starts_at]] = 1.0
    # A way that leads back for ever in the description has its end in patience or a full diary.
    visits = np.linalg.solve(np.eye(len(names)) - (1 - 1 / MOST_VISITS) * onward.T, start)
    return {name: float(np.clip(visits[i], 0.0, MOST_VISITS)) for name, i in place.items()}


def weekly_visits(service: Service) -> dict[str, float]:
    """Return how many cases come to each step in a mean week; a series of visits counts once."""
    weekly = dict.fromkeys(service.steps, 0.0)
    for need, group, cases in list_streams(service):
        for step, visits in visits_per_case(service, need, group).items():
            weekly[step] += cases * visits
    return weekly


def minutes_by_pool(
    service: Service, need: str, group: str, stops: tuple[type[AnyStep], ...] = ()
) -> dict[str, dict[str, float]]:
    """Return the minutes for which a mean case keeps each pool busy, by step.

    Where one of several pools can do the work, each has its share by the hours it has.

    Parameters
    ----------
    service
        The service.
    need, group
        Of whose cases.
    stops
        Kinds of step after which a case is not followed any further.
    """
    work: dict[str, dict[str, float]] = {}
    visits = visits_per_case(service, need, group, stops)
    for name, step in service.steps.items():
        if isinstance(step, Serve) and visits[name] > 0:
            for share, kind in list_kinds(service, need, group):
                minutes = visits[name] * share * minutes_of(step, kind)
                _spread_work(service, work.setdefault(name, {}), step.needs(*kind), minutes)
    return work


def weekly_minutes(service: Service, *needs: str) -> dict[str, dict[str, float]]:
    """Return the minutes of work that come in a mean week, by step and pool; of some needs, or of all."""
    weekly: dict[str, dict[str, float]] = {}
    for need, group, cases in list_streams(service):
        for step, work in minutes_by_pool(service, need, group).items() if need in (needs or (need,)) else ():
            for pool, minutes in work.items():
                there = weekly.setdefault(step, {})
                there[pool] = there.get(pool, 0.0) + cases * minutes
    return weekly


def minutes_of_pools(work: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return the minutes of each pool, over all steps."""
    minutes: dict[str, float] = {}
    for by_pool in work.values():
        for pool, amount in by_pool.items():
            minutes[pool] = minutes.get(pool, 0.0) + amount
    return minutes


def minutes_of(step: Serve, kind: Names) -> float:
    """Return the mean minutes that a case of a kind keeps its workers, with travel and repeated visits."""
    return (mean_of(step.takes, kind) + mean_of(step.travel, kind)) * visits_of(step, kind)


def visits_of(step: Serve, kind: Names) -> float:
    """Return how many visits a case of a kind has at a step."""
    return max(1.0, mean_of(step.repeat.visits, kind)) if step.repeat is not None else 1.0


def mean_of(varied: Varied | None, kind: Names) -> float:
    """Return the mean of a number or duration for a kind of case; 0 where none is said, or it has no mean."""
    spread = varied.of(*kind) if varied is not None else None
    mean = spread.distribution.mean() if spread is not None else 0.0
    return float(mean) if math.isfinite(mean) else 0.0


def _spread_work(
    service: Service, work: dict[str, float], needed: tuple[tuple[str, ...], ...], minutes: float
) -> None:
    for pools in needed:
        hours = {pool: hours_a_week(service.pools[pool]) for pool in pools}
        whole = sum(hours.values())
        for pool in pools:
            share = hours[pool] / whole if whole > 0 else 1.0 / len(pools)
            work[pool] = work.get(pool, 0.0) + minutes * share


def list_streams(service: Service) -> Iterator[tuple[str, str, float]]:
    """Yield need, group and cases in a mean week, where there are any."""
    for need in service.needs:
        for group in service.groups:
            cases = count_yearly_of(service, need, group) / WEEKS
            if cases > 0:
                yield need, group, cases


def offered_load(service: Service) -> dict[str, float]:
    """Return the work that comes to each pool over the hours it has, absence left aside: 0.9 is 90 %.

    A pool without hours of its own, such as one that is only called in, has a load of 0.
    """
    minutes = minutes_of_pools(weekly_minutes(service))
    hours = {name: hours_a_week(pool) for name, pool in service.pools.items()}
    return {name: minutes.get(name, 0.0) / 60.0 / hours[name] if hours[name] > 0 else 0.0 for name in hours}


def working_pools(service: Service) -> tuple[str, ...]:
    """Return the pools that some step needs, the most loaded first."""
    loads = offered_load(service)
    needed = {
        pool
        for step in service.steps.values()
        if isinstance(step, Serve)
        for pools in step.requirements
        for pool in pools
    }
    return tuple(sorted(needed, key=lambda name: (-loads[name], name)))


def steps_of(service: Service, pool: str) -> tuple[str, ...]:
    """Return the steps that a pool serves, the one with the most work first."""
    work = weekly_minutes(service)
    served = [
        name
        for name, step in service.steps.items()
        if isinstance(step, Serve) and any(pool in pools for pools in step.requirements)
    ]
    return tuple(sorted(served, key=lambda name: (-work.get(name, {}).get(pool, 0.0), name)))


def pay_per_case(service: Service, need: str, group: str) -> float:
    """Return what the work for a mean case is paid, with on-costs, in the service's currency."""
    minutes = minutes_of_pools(minutes_by_pool(service, need, group))
    return sum(amount / 60.0 * service.pools[pool].hourly_cost for pool, amount in minutes.items())


def needs_of_people(service: Service) -> tuple[str, ...]:
    """Return the needs that people have at some rate: neither invited by a campaign nor on a list."""
    return tuple(name for name, need in service.needs.items() if need.planned is None and not need.campaign)


def heaviest_need(service: Service, needs: tuple[str, ...]) -> str:
    """Return which of some needs costs most pay in a mean year, or has most cases where no pay is known."""

    def weigh(need: str) -> tuple[float, float]:
        cases = {group: count_yearly_of(service, need, group) for group in service.groups}
        pay = sum(count * pay_per_case(service, need, group) for group, count in cases.items() if count)
        return pay, sum(cases.values())

    return max(needs, key=weigh)


def working_staff(service: Service) -> tuple[str, ...]:
    """Return the pools of staff that some step needs and that have hours, the least loaded first."""
    return tuple(
        name
        for name in reversed(working_pools(service))
        if service.pools[name].staff is not None and hours_a_week(service.pools[name]) > 0
    )


def first_wait(service: Service, start: str, need: str) -> str | None:
    """Return the first step on the usual way of a need at which somebody waits to be served or for a slot.

    The usual way is that of most people, group by group the way of most cases; None where it has no wait.
    """
    at, seen = start, set[str]()
    while at in service.steps and at not in seen:
        seen.add(at)
        step = service.steps[at]
        if isinstance(step, Book):
            return at
        if isinstance(step, Serve):
            means = [part.distribution.mean() for part in step.takes.parts]
            return at if all(math.isfinite(mean) for mean in means) else None
        onward: dict[str, float] = {}
        for group, part in service.groups.items():
            for place, share in follow(service, at, need, group).items():
                onward[place] = onward.get(place, 0.0) + share * part.people.value
        at = max(onward, key=lambda place: onward[place]) if onward else ""
    return None
