"""Rules: a planned series of visits has visits, and time between them."""

from __future__ import annotations

from collections.abc import Iterator

from opmodels.describe.fault import Fault
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.sourced import OTHERS, Varied
from opmodels.foundation.units import format_count

MOST_VISITS = 6_500
"""The most visits of a series in the mean: more than one a day in the longest run."""


def visits_are_some(service: Service) -> Iterator[Fault]:
    """A series has visits, not more than a run has days, and some time passes between them."""
    for name, step in service.steps.items():
        if not isinstance(step, Serve) or step.repeat is None:
            continue
        path = ("steps", name, "repeat")
        for who, mean in _list_means(step.repeat.visits):
            if not 1 <= mean <= MOST_VISITS:
                found = f"{format_count(mean)} visits, in the mean"
                yield Fault((*path, "visits", *who), found, f"a number from 1 to {MOST_VISITS:,}")
        for who, mean in _list_means(step.repeat.every):
            if mean <= 0:
                step_on = "who has one visit only needs no repeat"
                yield Fault(
                    (*path, "every", *who), "no time between visits", "a time above zero", next=step_on
                )


def _list_means(varied: Varied) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yield the mean of each value, with the name by which it is given."""
    yield from (((name,), spread.distribution.mean()) for name, spread in varied.by.items())
    if varied.everyone is not None:
        yield ((OTHERS,) if varied.by else ()), varied.everyone.distribution.mean()


RULES = (visits_are_some,)
