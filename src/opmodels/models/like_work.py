"""Pools of like work at several places, which could be one."""

from __future__ import annotations

from collections.abc import Mapping

from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.models.anatomy import mean_of
from opmodels.models.front_line import are_like
from opmodels.models.kinds_of_case import Names
from opmodels.models.passed_on import mean_at
from opmodels.models.payroll import staff_pools

UNLIKE_TIMES = 2.0
"""How many times as long jobs may take at one place as at another and still be like (an assumption)."""


def find_like_work(service: Service) -> tuple[tuple[str, ...], ...]:
    """Return every set of pools that do like work and could be one, in the order of the description.

    They have the same role, or serve the same steps where no role is said; and the same hours, payer and
    employer, and about the same pay.
    """
    kinds: dict[object, list[tuple[str, ...]]] = {}
    for name in staff_pools(service):
        served = steps_served(service, name)
        if served:
            sets = kinds.setdefault(service.pools[name].role or served, [])
            place = next((i for i, one in enumerate(sets) if are_like(service, one[0], name)), None)
            if place is None:
                sets.append((name,))
            else:
                sets[place] = (*sets[place], name)
    return tuple(one for sets in kinds.values() for one in sets if len(one) > 1)


def steps_served(service: Service, pool: str) -> tuple[str, ...]:
    """Return the steps at which a pool serves somebody, in the order of the description."""
    return tuple(
        name
        for name, step in service.steps.items()
        if isinstance(step, Serve) and any(pool in pools for pools in step.requirements)
    )


def minutes_by_pool(service: Service, pools: tuple[str, ...]) -> Mapping[str, float]:
    """Return the mean minutes of a job at the steps that each pool serves, the longest of its steps."""
    return {
        pool: max((mean_at(service, step, _takes_of) for step in steps_served(service, pool)), default=0.0)
        for pool in pools
    }


def _takes_of(step: Serve, kind: Names) -> float:
    return mean_of(step.takes, kind)
