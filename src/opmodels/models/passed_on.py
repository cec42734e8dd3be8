"""What work costs at a step, and who pays when it is left to others."""

from __future__ import annotations

from collections.abc import Callable

from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.staff import Pool
from opmodels.models.anatomy import list_streams, mean_of, visits_per_case
from opmodels.models.kinds_of_case import Names, list_kinds

OTHERS_PAY = "other_services"
"""Who pays where the service names nobody else."""


def mean_at(service: Service, name: str, of: Callable[[Serve, Names], float]) -> float:
    """Return the mean of something over the cases that come to a step, 0 where none do.

    Parameters
    ----------
    service
        Whose step it is.
    name
        A step that is served.
    of
        Tells it for a kind of case.
    """
    step = service.steps[name]
    if not isinstance(step, Serve):
        return 0.0
    total = cases = 0.0
    for need, group, weekly in list_streams(service):
        come = weekly * visits_per_case(service, need, group)[name]
        for share, kind in list_kinds(service, need, group) if come > 0 else ():
            cases += come * share
            total += come * share * of(step, kind)
    return total / cases if cases else 0.0


def price_of_work(service: Service, name: str, pool: Pool) -> float:
    """Return the pay, with on-costs, for a mean visit at a step; with travel where there is a series."""
    return mean_at(service, name, _minutes_each) / 60.0 * pool.hourly_cost


def _minutes_each(step: Serve, kind: Names) -> float:
    travel = mean_of(step.travel, kind) if step.repeat is not None else 0.0
    return mean_of(step.takes, kind) + travel


def who_else_pays(service: Service, payer: str) -> str:
    """Return the payer of what is met elsewhere, who is not this one; a general name where there is none."""
    elsewhere = [
        other
        for end in service.ends.values()
        if end.as_ == "met elsewhere"
        for other in end.costs
        if other != payer
    ]
    return elsewhere[0] if elsewhere else OTHERS_PAY
