"""Which quantiles and times the figures and guardrails of a service ask for, so that a run keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opmodels.describe.service import Service

USUAL_QUANTILES = (0.5, 0.9)


def name_quantile(share: float) -> str:
    """Return the name of a quantile: ``p50``, ``p97.5``."""
    return f"p{100 * share:g}"


def name_time(minutes: float) -> str:
    """Return the name of the share within a time: minutes, ``0.75``."""
    return f"{minutes:g}"


@dataclass(frozen=True)
class Asked:
    """What is asked of waits, beside their mean.

    Parameters
    ----------
    quantiles
        Between 0 and 1, rising; the median and the ninth decile are always among them.
    times
        Minutes, rising: for each the share who waited at most so long.
    """

    quantiles: tuple[float, ...] = USUAL_QUANTILES
    times: tuple[float, ...] = ()


def list_asked(services: Iterable[Service]) -> Asked:
    """Return what the observed figures and guardrails of some services ask for."""
    lines = [line for service in services for line in (*service.observed, *service.guardrails)]
    quantiles = {line.quantile.value for line in lines if line.quantile is not None}
    times = {line.time.value for line in lines if line.time is not None}
    return Asked(tuple(sorted({*USUAL_QUANTILES, *quantiles})), tuple(sorted(times)))
