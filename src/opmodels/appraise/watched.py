"""The differences that settle how many replications are enough."""

from __future__ import annotations

import numpy as np

from opmodels.appraise.evaluate import read_values
from opmodels.appraise.intervals import F8, estimate
from opmodels.appraise.ledger import gap_closed
from opmodels.appraise.samples import Sample
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.targets import Measured

SMALLEST_WAIT = 0.5
"""Minutes below which no wait need be known more precisely; an assumption."""


def find_watched(service: Service) -> Measured | None:
    """Return the wait that is watched: that of the first wait guardrail, else of the first serve step."""
    for line in service.guardrails:
        if line.measure in ("wait", "delay") and line.group in ("", *service.groups):
            return line
    step = next((name for name, step in service.steps.items() if isinstance(step, Serve)), None)
    return Measured(measure="wait", step=step) if step else None


def is_precise(
    service: Service, own: Sample, base: Sample, watched: Measured | None, precision: float
) -> bool:
    """Whether the differences of money and of the watched wait are known as precisely as asked.

    Parameters
    ----------
    service
        The service as it is.
    own, base
        Measures of a model and of as-is, replication by replication.
    watched
        The wait that is watched.
    precision
        Half-width as a share: of the gap, or of the budget holder's cost where there is none; and of the
        wait as it is or of its change, whichever is larger.
    """
    holder = service.budget_holder
    cost = float(np.nanmean(base.column("money_per_year", holder, "cost")))
    money = service.gap.amount.value if service.gap else cost
    if not _is_narrow(gap_closed(own, base, holder), precision * money):
        return False
    if watched is None:
        return True
    waits = read_values(watched, base)
    change = read_values(watched, own) - waits
    if np.isnan(change).all():
        return True
    return _is_narrow(change, precision * max(_size(waits), _size(change), SMALLEST_WAIT))


def _size(values: F8) -> float:
    return abs(estimate(values).mean or 0.0)


def _is_narrow(values: F8, most: float) -> bool:
    half = estimate(values).half_width
    return half is not None and half <= max(most, 1e-9)
