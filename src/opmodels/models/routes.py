"""Routes and ends that models add: a share that goes another way, and ends that count like others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opmodels.describe.edit import Edit, Set
from opmodels.describe.service import Service
from opmodels.describe.volume import count_yearly_of
from opmodels.foundation.errors import DoesNotFit, Problem
from opmodels.foundation.units import write_number
from opmodels.models.anatomy import visits_per_case


def count_as_much(service: Service, usual: str, end: str) -> Iterator[Edit]:
    """Yield that whoever comes to a new end counts in each outcome as whoever comes to the usual one."""
    for name, outcome in service.outcomes.items():
        if usual in outcome.per:
            value = service.tree["outcomes"][name]["per"][usual]
            yield Set(set={f"outcomes.{name}.per.{end}": value}, why="it counts as much")


def split_off(share: float, one: str, other: str) -> Any:
    """Return a route that sends a share one way and the rest another."""
    if share >= 1 or share <= 0:
        return one if share >= 1 else other
    return {one: f"{write_number(round(100 * share, 4))} %", other: "rest"}


def find_met(service: Service, need: str) -> str:
    """Return the end at which a need is met for most of its cases.

    Raises
    ------
    DoesNotFit
        When it is met at none.
    """
    usual = find_usual(service, need)
    if usual is None:
        found = f"{need}, which is met at no end"
        raise DoesNotFit(Problem(f"{service.service}", found, "a need that ends as met"))
    return usual


def find_usual(service: Service, need: str) -> str | None:
    """Return the end at which a need is met for most of its cases, or None where it is met at none."""
    reached: dict[str, float] = {}
    for group in service.groups:
        has = count_yearly_of(service, need, group) > 0
        visits = visits_per_case(service, need, group) if has else {}
        for step, often in visits.items():
            for _, route in service.steps[step].exits() if often > 0 else ():
                for end, share in route.shares(group, need).items():
                    if end in service.ends and service.ends[end].as_ == "met":
                        reached[end] = reached.get(end, 0.0) + often * share
    return max(reached, key=lambda end: reached[end], default=None)
