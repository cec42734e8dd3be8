"""What a model does to those who work in the service: posts, decisions, load, layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from opmodels.appraise.intervals import Estimate
from opmodels.appraise.samples import Sample
from opmodels.describe.service import Service
from opmodels.models.base import Redesign
from opmodels.models.payroll import people_of, staff_pools
from opmodels.models.regrouped import Move
from opmodels.models.staff_effect import PoolEffect, Workforce, compare_staff

CONSULTED = ("staff consulted", "staff were consulted")
"""Facts by which a service says that its staff have been asked."""
LOADS = {
    "time_with_citizens": "busy_share_of_paid",
    "utilisation": "utilisation",
    "overtime_per_week": "overtime_per_week",
}
"""What a run says of each pool: shares as fractions, overtime in hours a week."""


@dataclass(frozen=True)
class PoolLoad:
    """One pool of staff, before and after.

    Parameters
    ----------
    effect
        Posts, people, full-time equivalents, terms.
    loads
        Before and after by name, see `LOADS`; unknown where the pool is not there.
    """

    effect: PoolEffect
    loads: Mapping[str, tuple[Estimate, Estimate]]

    def as_dict(self) -> dict[str, Any]:
        """Return the pool as JSON has it; each pair is before and after."""
        one = self.effect
        pairs = {name: [a.as_dict(), b.as_dict()] for name, (a, b) in self.loads.items()}
        told = {name: list(getattr(one, name)) for name in ("on_duty", "people", "full_time", "changed")}
        return {"role": one.role, "grade": one.grade, "fate": one.fate, **told, **pairs}


@dataclass(frozen=True)
class Layers:
    """The hierarchy of a service, where layers are stated.

    Parameters
    ----------
    people
        People by layer, 1 the one that meets citizens.
    """

    people: Mapping[int, int]

    @property
    def number(self) -> int:
        """How many layers there are."""
        return len(self.people)

    @property
    def spans(self) -> Mapping[int, float]:
        """How many of the layer below each person of a layer leads."""
        steps = sorted(self.people)
        return {
            upper: self.people[lower] / self.people[upper]
            for lower, upper in pairwise(steps)
            if self.people[upper]
        }

    def as_dict(self) -> dict[str, Any]:
        """Return layers and spans as JSON has them."""
        return {
            "number": self.number,
            "people": {str(layer): count for layer, count in sorted(self.people.items())},
            "spans": {str(layer): span for layer, span in self.spans.items()},
        }


@dataclass(frozen=True)
class StaffTable:
    """What a model does to staff.

    Parameters
    ----------
    effect
        What the two descriptions say: posts, hours, decisions, consultation.
    pools
        Every pool of staff, with its load in the run.
    layers
        The hierarchy before and after.
    consulted
        ``consulted``, with who says so, or ``not consulted``.
    """

    effect: Workforce
    pools: Mapping[str, PoolLoad]
    layers: tuple[Layers, Layers]
    consulted: str

    @property
    def posts(self) -> dict[str, dict[str, float]]:
        """Posts ended, created and changed: people, and full-time equivalents."""
        made = {word: {"people": 0.0, "full_time": 0.0} for word in ("ended", "created", "changed")}
        for move in self.effect.moves:
            _count_move(made, move)
        for one in self.effect.pools:
            if one.joins or one.formed_of:
                continue
            people, full_time = one.people[1] - one.people[0], one.full_time[1] - one.full_time[0]
            word = "ended" if people < 0 or full_time < -1e-9 else "created"
            made[word]["people"] += abs(people)
            made[word]["full_time"] += abs(full_time)
            if one.changed and one.on_duty[1]:
                made["changed"]["people"] += min(one.people)
                made["changed"]["full_time"] += min(one.full_time)
        return made

    def as_dict(self) -> dict[str, Any]:
        """Return the table as JSON has it."""
        one = self.effect
        return {
            "summary": one.summary,
            "people": list(one.people),
            "full_time": list(one.full_time),
            "posts": self.posts,
            "pools": {name: pool.as_dict() for name, pool in self.pools.items()},
            "decisions": {
                role: {"gains": list(change.gained), "loses": list(change.lost)}
                for role, change in one.decisions.items()
            },
            "hours_by_grade": {name: list(pair) for name, pair in one.hours_by_grade.items()},
            "hours_by_layer": {name: list(pair) for name, pair in one.hours_by_layer.items()},
            "layers": [layer.as_dict() for layer in self.layers],
            "consultation_needed": one.consult,
            "because": list(one.because),
            "consulted": self.consulted,
        }


def _count_move(made: dict[str, dict[str, float]], move: Move) -> None:
    """Count posts that go on elsewhere as changed, and what there is more or fewer of them in all."""
    people, full_time = move.people, move.full_time
    word = "ended" if people[1] < people[0] or full_time[1] < full_time[0] - 1e-9 else "created"
    made[word]["people"] += abs(people[1] - people[0])
    made[word]["full_time"] += abs(full_time[1] - full_time[0])
    made["changed"]["people"] += min(people)
    made["changed"]["full_time"] += min(full_time)


def count_layers(service: Service) -> Layers:
    """Return the people in each layer that the service states."""
    people: dict[int, int] = {}
    for pool in staff_pools(service).values():
        if pool.layer is not None:
            layer = int(pool.layer.value)
            people[layer] = people.get(layer, 0) + people_of(pool)
    return Layers({layer: people[layer] for layer in sorted(people)})


def say_consulted(service: Service) -> str:
    """Return whether staff have been consulted; nobody has unless a fact of the service says so."""
    for name in CONSULTED:
        fact = service.facts.get(name)
        if fact is not None and fact.holds == "yes":
            return f"consulted ({fact.source})" if fact.source else "consulted"
    return "not consulted"


def tabulate_staff(redesign: Redesign, before: Sample, after: Sample) -> StaffTable:
    """Return what a redesign does to staff.

    Parameters
    ----------
    redesign
        The service before and after.
    before, after
        What every replication of each measured.
    """
    effect = compare_staff(redesign)
    pools = {one.pool: PoolLoad(one, _read_loads(one.pool, before, after)) for one in effect.pools}
    layers = (count_layers(redesign.before), count_layers(redesign.after))
    return StaffTable(effect, pools, layers, say_consulted(redesign.before))


def _read_loads(pool: str, before: Sample, after: Sample) -> dict[str, tuple[Estimate, Estimate]]:
    return {
        name: (before.estimate("pools", pool, leaf), after.estimate("pools", pool, leaf))
        for name, leaf in LOADS.items()
    }
