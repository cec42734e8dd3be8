"""Rules: what is decided while the service runs can be decided, and paid for."""

from __future__ import annotations

import math
from collections.abc import Iterator

from opmodels.describe.fault import Fault, Path
from opmodels.describe.funding import Funding
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Quantity
from opmodels.describe.staff import Pool
from opmodels.foundation.errors import name_list
from opmodels.foundation.weeks import DAY

HOURS = ("hours", "on_holidays", "exceptions")
"""What pools must have in common whose people can be moved for a day."""


def consults_have_something_to_share(service: Service) -> Iterator[Fault]:
    """A consult is about two pools of staff or more, each named once, of which somebody stays."""
    for name, consult in service.consults.items():
        path: Path = ("consults", name, "pools")
        if len(set(consult.pools)) < 2 or len(set(consult.pools)) < len(consult.pools):
            yield Fault(path, name_list(consult.pools) or "no pools", "two pools or more, each named once")
        for pool in dict.fromkeys(consult.pools):
            if service.pools[pool].staff is None:
                yield Fault(path, f"'{pool}', which has places", "pools of staff: places cannot be moved")
        if consult.floor < 1:
            expected = "a number from 1: somebody stays in each pool"
            yield Fault(("consults", name, "least"), f"least: {consult.floor}", expected)


def people_are_moved_within_their_hours(service: Service) -> Iterator[Fault]:
    """Pools that share staff keep the same hours: who is moved works those."""
    for name, consult in service.consults.items():
        first, *others = [pool for pool in consult.pools if service.pools[pool].staff is not None] or [""]
        for pool in dict.fromkeys(others):
            differing = _list_differing(service.pools[first], service.pools[pool])
            if differing:
                found = f"'{first}' and '{pool}', whose {' and '.join(differing)} differ"
                step = f"give both pools the same {' and '.join(differing)}, or take one out of the consult"
                yield Fault(("consults", name, "pools"), found, "pools of the same hours", next=step)


def _list_differing(one: Pool, other: Pool) -> list[str]:
    return [key for key in HOURS if getattr(one, key) != getattr(other, key)]


def pools_are_shared_in_one_way(service: Service) -> Iterator[Fault]:
    """Consults that share a pool are about the same pools: nobody is moved by two plans at once."""
    names = list(service.consults)
    for place, name in enumerate(names):
        for other in names[:place]:
            mine, its = service.consults[name].pools, service.consults[other].pools
            both = [pool for pool in mine if pool in its]
            if both and set(mine) != set(its):
                found = f"'{both[0]}', which '{other}' shares with others"
                expected = f"the pools of '{other}', or none of them: {name_list(its)}"
                yield Fault(("consults", name, "pools"), found, expected)


def waiting_work_has_a_mean(service: Service) -> Iterator[Fault]:
    """Work that a planner weighs takes a finite time in the mean."""
    shared = {pool for consult in service.consults.values() for pool in consult.pools}
    for name, step in service.steps.items():
        if isinstance(step, Serve) and shared & {pool for pools in step.requirements for pool in pools}:
            for key, times in (("takes", step.takes), ("travel", step.travel)):
                for spread in times.parts if times else ():
                    if not math.isfinite(spread.distribution.mean()):
                        expected = "times with a mean, as consults weigh the work that waits"
                        step_ = "add at_most: beside the distribution"
                        yield Fault(("steps", name, key), "times without a finite mean", expected, next=step_)


def money_pays_for_whole_posts(service: Service) -> Iterator[Fault]:
    """A funding rule is about staff, and its numbers are possible."""
    for name, pool in service.pools.items():
        if pool.funded_by is not None:
            yield from _check_funding(pool.funded_by, pool, ("pools", name, "funded_by"))


def _check_funding(funding: Funding, pool: Pool, path: Path) -> Iterator[Fault]:
    if pool.staff is None:
        yield Fault(path, "places that are funded", "a pool of staff", key=True)
        return
    if not funding.fewest <= pool.size <= int(funding.at_most.value):
        found = f"{pool.size} staff, funded for {funding.fewest} to {funding.at_most.written}"
        yield Fault(path, found, "at_least and at_most that hold the staff described")
    yield from _refuse_below(funding.per_post, 0.0, (*path, "per_post"), "a number of cases above 0")
    if funding.moves_at_most is not None:
        expected = "a number of posts from 1"
        yield from _refuse_below(funding.moves_at_most, 0.5, (*path, "moves_at_most"), expected)
    if funding.days < 1 or funding.every.value != funding.days * DAY:
        expected = "whole days, e.g. 52 weeks or 91 days"
        yield Fault((*path, "every"), f"every: {funding.every.written}", expected)


def _refuse_below(value: Quantity, least: float, path: Path, expected: str) -> Iterator[Fault]:
    if value.value <= least:
        yield Fault(path, f"{path[-1]}: {value.written}", expected)


def funded_pools_keep_no_diary(service: Service) -> Iterator[Fault]:
    """Slots of a diary do not follow money, so a funded pool has none."""
    for name, diary in service.diaries.items():
        if service.pools[diary.pool].funded_by is not None:
            expected = "a pool whose posts stay: slots of a diary do not follow money"
            yield Fault(("diaries", name, "pool"), f"the funded pool '{diary.pool}'", expected)


RULES = (
    consults_have_something_to_share,
    people_are_moved_within_their_hours,
    pools_are_shared_in_one_way,
    waiting_work_has_a_mean,
    money_pays_for_whole_posts,
    funded_pools_keep_no_diary,
)
