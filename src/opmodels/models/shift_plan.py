"""What of the work of a pool could be done at other hours of the day, and what a planner would move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from opmodels.describe.service import Service
from opmodels.foundation import units
from opmodels.foundation.units import UnitError
from opmodels.models.load_curve import F8, Curve, find_line
from opmodels.planners.move_load import LoadPlan, LoadQuestion, Movable, move_load

SLOT = 30
"""Minutes in which the planner thinks."""
SLOTS = 1440 // SLOT
URGENT = 2
"""Priority class up to which a need is not asked to wait, unless the facts say that it can."""
LEAST_SHARE = 0.001
"""A smaller share of a slot is not worth a line."""


@dataclass(frozen=True)
class Mover:
    """Needs that come in by the same door and can be asked to come at another time.

    Parameters
    ----------
    needs
        Their names.
    entry
        The step at which they begin.
    line
        The step at which they meet the pool.
    flexible
        The share that can be moved.
    later
        By how many minutes.
    most
        How many minutes they can wait in all, as far as anybody says.
    """

    needs: tuple[str, ...]
    entry: str
    line: str
    flexible: float
    later: float
    most: float


@dataclass(frozen=True)
class ShiftPlan:
    """The load of a mean day before and by the plan, and what is moved.

    Parameters
    ----------
    movers
        Who could be moved.
    before, planned
        (48,) people kept busy in each half hour of a mean day.
    floor
        What no plan goes below: the mean, or what nobody can move at the peak.
    shares
        Of each mover, the share of a half hour's cases that is moved, by half hour and to which other.
    work
        (48,) of each mover, the load of those who could be moved.
    plan
        The planner's answer.
    """

    movers: tuple[Mover, ...]
    before: F8
    planned: F8
    floor: float
    shares: tuple[Mapping[int, Mapping[int, float]], ...]
    work: tuple[F8, ...]
    plan: LoadPlan

    @property
    def fall(self) -> float:
        """By which share the peak falls by the plan."""
        peak = float(self.before.max(initial=0.0))
        return 1.0 - float(self.planned.max(initial=0.0)) / peak if peak > 0 else 0.0


def can_wait(service: Service, need: str) -> bool | None:
    """Return whether a need can be asked to wait by the facts, or None where they do not say.

    What is served first today is not asked, unless the facts say that it can be.
    """
    fact = service.facts.get(f"{need} can wait")
    if fact is not None:
        return fact.holds == "yes"
    first = service.needs[need].priority
    classes = [first.of(group) for group in service.groups] if first is not None else []
    return False if any(one is not None and one.value <= URGENT for one in classes) else None


def minutes_of(service: Service, fact: str) -> float:
    """Return how far a fact holds in minutes: without end where it does not say, 0 where it does not hold."""
    told = service.facts.get(fact)
    if told is None or told.holds == "no":
        return 0.0
    try:
        return float(units.parse_period(told.up_to)) if told.up_to else float("inf")
    except UnitError:
        return float("inf")


def choose_needs(service: Service, known: Sequence[str]) -> list[str]:
    """Return the needs that may be asked: those that can wait by the facts; where no fact says so of any,
    those of which nobody says that they cannot."""
    told = {name: can_wait(service, name) for name in known}
    sure = [name for name, state in told.items() if state]
    return sure or [name for name, state in told.items() if state is None]


def find_movers(
    service: Service, pool: str, needs: Sequence[str], share: float, window: float
) -> list[Mover]:
    """Return the needs that can be moved, those together that come in by the same door."""
    doors: dict[tuple[str, float], list[str]] = {}
    for name in needs:
        most = minutes_of(service, f"{name} can wait") if can_wait(service, name) else float("inf")
        doors.setdefault((service.needs[name].starts_at, most), []).append(name)
    return [
        Mover(tuple(names), entry, find_line(service, pool, names[0]), share, min(window, most), most)
        for (entry, most), names in doors.items()
    ]


def plan_shift(curve: Curve, movers: Sequence[Mover], rebound: float) -> ShiftPlan:
    """Return what the planner moves on a mean day so that the highest half hour is least.

    Parameters
    ----------
    curve
        The load of the pool.
    movers
        Who can be moved.
    rebound
        How much more work a case is that was moved.
    """
    moved = {need for mover in movers for need in mover.needs}
    fixed = [curve.later, *(load for need, load in curve.by_need.items() if need not in moved)]
    kinds = tuple(
        Movable(
            by_slot(curve, np.sum([curve.by_need[need] for need in mover.needs], axis=0)),
            mover.flexible, 0, int(mover.later // SLOT),
        )
        for mover in movers
    )  # fmt: skip
    is_open = by_slot(curve, curve.is_open.astype(float)) > 0
    question = LoadQuestion(kinds, by_slot(curve, np.sum(fixed, axis=0)), rebound, is_open, flatten=True)
    plan = move_load(question)
    shares: list[dict[int, dict[int, float]]] = [{} for _ in movers]
    for k, start, end, amount in plan.moves:
        share = round(amount / float(kinds[k].work[start]), 4)
        if share >= LEAST_SHARE:
            shares[k].setdefault(start, {})[end] = share
    return ShiftPlan(
        tuple(movers),
        question.before,
        plan.load,
        question.floor,
        tuple(shares),
        tuple(kind.work for kind in kinds),
        plan,
    )


def by_slot(curve: Curve, values: F8) -> F8:
    """Return the mean of a week's days in half hours."""
    return np.asarray(curve.mean_day(values).reshape(SLOTS, -1).mean(axis=1))


def find_quiet(curve: Curve, load: F8, slots: int) -> tuple[int, int]:
    """Return when a quiet stretch of so many half hours begins and how many it has, in open hours.

    It is the first behind the busiest half hour with less than a mean load; a shorter one where the day has
    none so long; none (0, 0) where nothing is quieter behind the rush.
    """
    is_open = by_slot(curve, curve.is_open.astype(float)) > 0
    peak, mean = int(np.argmax(load)), float(load[is_open].mean()) if is_open.any() else 0.0
    for length in range(slots, 0, -1):
        for start in range(peak + 1, len(load) - length + 1):
            part = slice(start, start + length)
            if is_open[part].all() and float(load[part].mean()) < mean:
                return start, length
    return 0, 0
