"""Work that may be done early: the months in which it is done, so that busy months are spared."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from opmodels.describe.demand import MONTHS
from opmodels.describe.edit import Edit, Set
from opmodels.describe.service import Service
from opmodels.foundation.units import write_number
from opmodels.models.anatomy import minutes_of_pools, weekly_minutes
from opmodels.models.shift_plan import minutes_of
from opmodels.planners.move_load import LoadQuestion, Movable, move_load

F8 = np.ndarray
MONTH = 30 * 1440
MOST_MONTHS = 6


@dataclass(frozen=True)
class Ahead:
    """What is done ahead, and what it does to the busiest month."""

    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()


def list_early(service: Service) -> dict[str, int]:
    """Return the needs that may be done early by the facts, with how many months."""
    months = {
        name: min(MOST_MONTHS, math.floor(minutes_of(service, f"{name} may be done early") / MONTH + 0.5))
        for name, need in service.needs.items()
        if need.planned is None and not need.campaign and f"{name} may be done early" in service.facts
    }
    return {name: count for name, count in months.items() if count > 0}


def plan_ahead(service: Service, share: float) -> Ahead:
    """Return in which months work that may be done early is done, so that the busiest is least busy."""
    early = list_early(service)
    pools = {name: _find_pool(service, name) for name in early}
    edits: list[Edit] = []
    told: list[str] = []
    for pool in dict.fromkeys(pools.values()):
        names = [name for name in early if pools[name] == pool]
        work = {name: _by_month(service, name, pool) for name in service.needs}
        kinds = tuple(Movable(work[name], share, early[name], 0) for name in names)
        fixed = np.sum([np.zeros(12), *(part for name, part in work.items() if name not in names)], axis=0)
        question = LoadQuestion(kinds, fixed, round_trip=True)
        plan = move_load(question)
        for k, name in enumerate(names):
            edits += _write_year(service, name, work[name], [m[1:] for m in plan.moves if m[0] == k])
        if plan.moves:
            told.append(
                f"work of {pool} in the busiest month, as a multiple of the mean: "
                f"{question.before.max() / question.before.mean():.3f} before, "
                f"{plan.load.max() / plan.load.mean():.3f} with work done ahead"
            )
    return Ahead(tuple(edits), tuple(told))


def _find_pool(service: Service, need: str) -> str:
    """Return the pool that does most of the work of a need."""
    work = minutes_of_pools(weekly_minutes(service, need))
    return max(work, key=lambda pool: work[pool]) if work else ""


def _by_month(service: Service, need: str, pool: str) -> F8:
    return np.array(service.needs[need].year) * minutes_of_pools(weekly_minutes(service, need)).get(pool, 0.0)


def _write_year(service: Service, need: str, work: F8, moves: list[tuple[int, int, float]]) -> list[Edit]:
    if not moves:
        return []
    after = work.astype(float)
    for start, end, amount in moves:
        after[start] -= amount
        after[end] += amount
    factors = after / work.sum() * sum(service.needs[need].year)  # a month may have had no cases
    year = {month: write_number(round(float(x), 4)) for month, x in zip(MONTHS, factors, strict=True)}
    why = f"{need} may be done early: busy months are spared"
    return [Set(set={f"needs.{need}.year": year}, why=why)]
