"""Who meets the citizens, who plans the work, and who leads: the layers of a service, found by themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from opmodels.describe.paths import EditError
from opmodels.describe.pool_union import IN_THE_WAY, check_alike
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.staff import Pool
from opmodels.models.anatomy import list_streams, visits_of, visits_per_case, working_pools
from opmodels.models.kinds_of_case import Names, list_kinds
from opmodels.models.payroll import hours_a_week, staff_pools

FRONT = 1
"""The layer that meets citizens; a pool that says nothing is taken to be of it."""
ONE_RULE = ("absence_rises",)
"""What those who form a team are given alike."""
LIKE_PAY = 2.0
"""How many times the pay of one role another may have to be of like work (an assumption): a doctor's work is
no receptionist's."""


def layer_of(pool: Pool) -> int:
    """Return the layer of a pool."""
    return int(pool.layer.value) if pool.layer is not None else FRONT


def front_pools(service: Service) -> tuple[str, ...]:
    """Return the pools of staff in the first layer that some step needs, those with most hours first."""
    staff = staff_pools(service)
    needed = [name for name in working_pools(service) if name in staff and layer_of(staff[name]) <= FRONT]
    return tuple(sorted(needed, key=lambda name: -hours_a_week(staff[name])))


def planning_pools(service: Service) -> tuple[str, ...]:
    """Return the pools above the first layer that do work of some step: who plans, signs or hands out."""
    staff, needed = staff_pools(service), working_pools(service)
    return tuple(name for name, pool in staff.items() if layer_of(pool) > FRONT and name in needed)


def leading_pools(service: Service) -> tuple[str, ...]:
    """Return the pools above the first layer that no step needs: who leads and manages."""
    staff, needed = staff_pools(service), working_pools(service)
    return tuple(name for name, pool in staff.items() if layer_of(pool) > FRONT and name not in needed)


def like_pools(service: Service, among: Sequence[str]) -> tuple[str, ...]:
    """Return those of some pools that could work as one with the first of them.

    They keep the same hours, are of the same employer and payer, keep no diary, and are paid at most
    `LIKE_PAY` times, and at least that part, of what the first is paid. A team has one rule of how absence
    rises, so that they may differ in it.
    """
    diaries = {diary.pool for diary in service.diaries.values()}
    free = [name for name in among if name not in diaries]
    return tuple(
        name for name in free if name == free[0] or are_like(service, free[0], name, made_same=ONE_RULE)
    )


def are_like(service: Service, first: str, other: str, made_same: Collection[str] = ()) -> bool:
    """Whether two pools keep the same hours and are alike in employer, payer and pay.

    Parameters
    ----------
    service
        The service.
    first, other
        The pools.
    made_same
        What is made the same in both before they become one, and so does not keep them apart.
    """
    without = dict.fromkeys((*IN_THE_WAY, *made_same))
    pools = [service.pools[name].model_copy(update=without) for name in (first, other)]
    low, high = sorted(pool.hourly_cost for pool in pools)
    try:
        check_alike(dict(zip((first, other), pools, strict=True)))
    except EditError:
        return False
    return pools[0].pays == pools[1].pays and high <= LIKE_PAY * low


def contacts_per_case(service: Service) -> float:
    """Return how often a mean case is served by the front line, visits of a series and all."""
    front = set(front_pools(service))
    contacts = cases = 0.0
    for need, group, weekly in list_streams(service):
        visits = visits_per_case(service, need, group)
        cases += weekly
        for share, kind in list_kinds(service, need, group):
            contacts += weekly * share * _contacts_of(service, front, visits, kind)
    return contacts / cases if cases else 0.0


def _contacts_of(service: Service, front: set[str], visits: Mapping[str, float], kind: Names) -> float:
    return sum(
        visits[name] * visits_of(step, kind)
        for name, step in service.steps.items()
        if isinstance(step, Serve) and {pool for pools in step.needs(*kind) for pool in pools} & front
    )
