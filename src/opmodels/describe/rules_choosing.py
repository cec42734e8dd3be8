"""Rules: whoever comes to a choice has what is needed to make it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from opmodels.describe.choosing import Alternative, Choose
from opmodels.describe.fault import Fault, Path
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import Varied
from opmodels.describe.walk import Kind, list_comers

MOST_ELASTIC = 5


def list_weighed(step: Choose, top: Path) -> Iterator[tuple[Path, Varied]]:
    """Yield the varied values without which a case cannot choose: prices, times and what they weigh."""
    for name, one in step.choose.items():
        for key in ("price", "takes"):
            value = getattr(one, key)
            if value is not None:
                yield (*top, "choose", name, key), value
    tastes = (("price", "pound"), ("quote", "hour_waited"), ("takes", "hour_spent"))
    for what, taste in tastes:
        weight = getattr(step.tastes, taste)
        if weight is not None and any(getattr(one, what) is not None for one in step.choose.values()):
            yield (*top, "tastes", taste), weight


def _walk_choices(service: Service) -> Iterator[tuple[str, Choose, list[Kind]]]:
    steps = {name: step for name, step in service.steps.items() if isinstance(step, Choose)}
    comers = list_comers(service) if steps else {}
    yield from ((name, step, comers[name]) for name, step in steps.items())


def incomes_are_known(service: Service) -> Iterator[Fault]:
    """Where an alternative asks for an income, everybody who comes has one."""
    for name, step, kinds in _walk_choices(service):
        asks = next((key for key, one in step.choose.items() if one.income_at_least is not None), None)
        groups = dict.fromkeys(group for *_, group, _ in kinds)
        poor = next((group for group in groups if service.groups[group].income is None), None)
        if asks is not None and poor is not None:
            yield Fault(
                ("steps", name, "choose", asks, "income_at_least"),
                f"an income asked of {poor}, whose income is not described",
                "an income for every group that comes here",
                next=f"add income: to {poor}",
            )


def queues_take_a_known_time(service: Service) -> Iterator[Fault]:
    """Where the wait in a queue is told, the work there takes everybody a time with a mean."""
    for name, step, kinds in _walk_choices(service):
        for key, one in step.choose.items():
            yield from _check_queue(service, one, kinds, ("steps", name, "choose", key, "quote", "queue"))


def _check_queue(service: Service, one: Alternative, kinds: list[Kind], path: Path) -> Iterator[Fault]:
    queue = one.quote.queue if one.quote else ""
    served = service.steps.get(queue)
    if not isinstance(served, Serve):
        return
    for kind in kinds:
        spread = served.takes.of(*kind)
        if spread is None or not math.isfinite(spread.distribution.mean()):
            what = "no time" if spread is None else "a time without a mean"
            found = f"{what} for {' with '.join(kind)} at {queue}"
            yield Fault(path, found, "a time with a mean for all who choose")
            return


def weights_make_sense(service: Service) -> Iterator[Fault]:
    """An elasticity is not below zero, nor so large that a price would be everything or nothing."""
    for name, step in service.steps.items():
        if isinstance(step, Choose) and step.tastes.income_elasticity is not None:
            for part in step.tastes.income_elasticity.parts:
                if not 0 <= part.value <= MOST_ELASTIC:
                    path = ("steps", name, "tastes", "income_elasticity")
                    yield Fault(
                        path, f"income_elasticity: {part.written}", f"a number from 0 to {MOST_ELASTIC}"
                    )


RULES = (incomes_are_known, queues_take_a_known_time, weights_make_sense)
