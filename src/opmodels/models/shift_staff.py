"""Staff that follow the load: as many as carry the new curve as well as today's carry today's."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from opmodels.describe.edit import Add, Edit, Set
from opmodels.describe.service import Service
from opmodels.models.anatomy import minutes_of, name_anew
from opmodels.models.like_work import steps_served
from opmodels.models.load_curve import Curve
from opmodels.models.passed_on import mean_at
from opmodels.models.shift_edits import hours_between, write_minute
from opmodels.models.shift_plan import SLOT, ShiftPlan, by_slot
from opmodels.models.staff_to_load import fewest_for_wait, staff_for
from opmodels.models.trim import cut_pool

F8 = np.ndarray
Split = tuple[int, int, int, int]
"""People all day, people for the busy hours, and the half hours at which these begin and end."""
KEPT = ("role", "grade", "layer", "decides", "skills", "cost", "on_costs", "overtime", "absence", "speed",
        "shift_end", "pays", "provider", "on_holidays", "exceptions")  # fmt: skip
"""What people for the busy hours have of the pool that they help."""


@dataclass(frozen=True)
class Followed:
    """What becomes of the staff of a pool.

    Parameters
    ----------
    edits
        The changes.
    told
        In words, what it comes to.
    ended
        The posts whose hours end, where posts do; a part of one where others have some of its hours.
    """

    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()
    ended: float | None = None


@dataclass(frozen=True)
class Demand:
    """What decides how many people a pool needs in each half hour.

    Parameters
    ----------
    load
        (48,) people kept busy.
    is_open
        (48,) whether the pool works.
    there
        Share of people who are at work when it is their turn.
    rail
        Minutes of work and the mean wait that is the limit, where a guardrail says so.
    """

    load: F8
    is_open: F8
    there: float
    rail: tuple[float, float] | None = None

    def people(self, spare: float) -> F8:
        """Return the people of each half hour: load plus `spare` times its root, or what the rail asks."""
        present = [fewest_for_wait(x, *self.rail) if self.rail else staff_for(x, spare) for x in self.load]
        needed = [math.ceil(people / self.there - 1e-9) for people in present]
        return np.where(self.is_open, np.maximum(needed, 1), 0)

    def spare_of(self, staff: int) -> float:
        """Return the spare people of a staff at the mean load, over its root."""
        mean = float(self.load[self.is_open].mean()) if self.is_open.any() else 0.0
        return (staff * self.there - mean) / math.sqrt(mean) if mean > 0 else 0.0


def read_demand(service: Service, pool: str, curve: Curve, load: F8) -> Demand:
    """Return what decides how many people a pool needs for a load."""
    away = service.pools[pool].absence
    there = max(1.0 - (away.value if away is not None else 0.0), 0.01)
    is_open = by_slot(curve, curve.is_open.astype(float)) > 0
    return Demand(load, is_open, there, find_rail(service, pool))


def place_staff(needed: F8, hours: float) -> Split:
    """Return the people all day and for busy hours who carry what is needed at the fewest hours; where that
    takes more than so many hours, those of at most so many who leave least undone.

    What is left undone is the sum of squares of the people who lack in each half hour.
    """
    split = split_hours(needed)
    if count_hours(split, needed) <= hours + 1e-9:
        return split
    ways = list(_list_splits(needed, hours))
    return min(ways, key=lambda way: (_lacking(way, needed), count_hours(way, needed)), default=split)


def _list_splits(needed: F8, hours: float) -> Iterator[Split]:
    """Yield the splits of at most so many hours, with no more people than are ever needed."""
    slots = np.flatnonzero(needed > 0).tolist()
    most = int(needed.max(initial=0))
    for base in range(1, int(hours * 60 / SLOT // max(len(slots), 1)) + 1):
        yield base, 0, 0, 0
        left = hours * 60 / SLOT - base * len(slots)
        for first, start in enumerate(slots):
            for end in slots[first:]:
                extra = min(int((left + 1e-9) // (end + 1 - start)), most - base)
                if extra > 0:
                    yield base, extra, start, end + 1


def _lacking(split: Split, needed: F8) -> float:
    base, extra, start, end = split
    there = np.where(needed > 0, base, 0)
    there[start:end] += extra
    return float((np.maximum(needed - there, 0) ** 2).sum())


def find_rail(service: Service, pool: str) -> tuple[float, float] | None:
    """Return the mean minutes of a job at a step of a pool, and the mean wait there that is the limit."""
    for rail in service.guardrails:
        is_mean = (
            rail.measure == "wait" and rail.quantile is None and rail.step in steps_served(service, pool)
        )
        minutes = mean_at(service, rail.step, minutes_of) if is_mean else 0.0
        if minutes > 0 and rail.at_most is not None:
            return minutes, float(rail.at_most.value)
    return None


def split_hours(needed: F8) -> Split:
    """Return people all day, people for the busy hours, and when these begin and end, at the fewest hours."""
    most, slots = int(needed.max(initial=0)), np.flatnonzero(needed > 0)
    best = (most, 0, 0, 0)
    hours = most * len(slots)
    for base in range(1, most):
        busy = np.flatnonzero(needed > base)
        start, end = int(busy[0]), int(busy[-1]) + 1
        whole = base * len(slots) + (most - base) * (end - start)
        if whole < hours:
            best, hours = (base, most - base, start, end), whole
    return best


def count_hours(split: Split, needed: F8) -> float:
    """Return the staff hours of a day by such a split."""
    base, extra, start, end = split
    return (base * int((needed > 0).sum()) + extra * (end - start)) * SLOT / 60


def follow_with_staff(service: Service, pool: str, curve: Curve, plan: ShiftPlan) -> Followed:
    """Return people all day and people for the busy hours: at today's quality where that takes fewer hours
    than today, else with today's hours, placed by the load."""
    size = service.pools[pool].size
    before, planned = (read_demand(service, pool, curve, load) for load in (plan.before, plan.planned))
    slots = int(planned.is_open.sum())
    today, spare = size * slots * SLOT / 60, before.spare_of(size)
    needs = [demand.people(spare) for demand in (before, planned)]
    same = [count_hours(split_hours(needed), needed) for needed in needs]
    told = (
        f"staff hours of a day: {today:.4g} today; as well served all day, {same[0]:.4g} would follow "
        f"today's load and {same[1]:.4g} the plan"
    )
    base, extra, start, end = split = place_staff(needs[1], today)
    paid = count_hours(split, needs[1])
    if paid > today + 1e-9 or (base, extra) == (size, 0) or not _can_split(service, pool, extra):
        return Followed((), (f"{told}; staff stay as they are",))
    why = f"{base} all day" + (
        f" and {extra} more from {write_minute(start)} to {write_minute(end)}" if extra else ""
    )
    edits = list(cut_pool(service, pool, base, why)) if base != size else []
    if extra:
        edits += _add_busy(service, pool, extra, hours_between(curve, start, end), why)
    ended = max(0.0, today - paid) / today * size if base != size else None
    return Followed(tuple(edits), (f"{told}; now {why}: {paid:.4g} hours",), ended)


def _can_split(service: Service, pool: str, extra: int) -> bool:
    """Return whether others can stand beside a pool: it has no diary, and is named where it serves."""
    beside = (*service.diaries.values(),)
    shared = any(pool in consult.pools for consult in service.consults.values())
    named = all(_names(service.tree["steps"][name]["serve"], pool) for name in steps_served(service, pool))
    return not extra or (not any(diary.pool == pool for diary in beside) and not shared and named)


def _names(serve: Any, pool: str) -> bool:
    return serve == pool or (isinstance(serve, list | tuple) and pool in serve)


def _add_busy(service: Service, pool: str, extra: int, hours: list[str], why: str) -> list[Edit]:
    tree: Mapping[str, Any] = service.tree["pools"][pool]
    name = name_anew(service.pools, f"{pool}_busy_hours")
    told = {key: tree[key] for key in KEPT if key in tree} | {"staff": str(extra), "hours": hours}
    told.setdefault("role", pool)
    edits: list[Edit] = [Add(add={"pools": {name: told}}, why=why)]
    for step in steps_served(service, pool):
        serve = service.tree["steps"][step]["serve"]
        both = [serve, name] if isinstance(serve, str) else [*serve, name]
        edits.append(Set(set={f"steps.{step}.serve": both}, why=why))
    return edits
