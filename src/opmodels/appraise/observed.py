"""The as-is check: which figures seen in reality the run reproduces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opmodels.appraise.evaluate import evaluate, name_measured, read_limit
from opmodels.appraise.intervals import Estimate
from opmodels.appraise.samples import Sample
from opmodels.describe.service import Service
from opmodels.describe.targets import Observed
from opmodels.foundation.errors import name_list

TOLERANCE = 0.1
"""How far off, as a share of the figure, still counts as reproduced where nothing is said."""


@dataclass(frozen=True)
class Check:
    """One observed figure beside what the run says.

    Parameters
    ----------
    line
        The figure as the service states it.
    value
        What was seen: minutes, a share, a count, money a year.
    simulated
        What the run says, in the same unit.
    low, high
        Between which values the figure counts as reproduced.
    """

    line: Observed
    value: float
    simulated: Estimate
    low: float
    high: float

    @property
    def reproduced(self) -> bool:
        """Whether the run's mean is as near as asked; no where the run cannot say."""
        mean = self.simulated.mean
        return mean is not None and self.low <= mean <= self.high

    @property
    def is_close(self) -> bool:
        """Whether the simulation's own error could turn the answer."""
        one = self.simulated
        return (
            one.low is not None
            and one.high is not None
            and any(one.low < edge < one.high for edge in (self.low, self.high))
        )

    @property
    def matters(self) -> bool:
        """Whether a miss withholds the verdict."""
        return self.line.matters == "yes"

    @property
    def name(self) -> str:
        """What is measured, in words."""
        return name_measured(self.line)

    def as_dict(self) -> dict[str, Any]:
        """Return the check as JSON has it."""
        line = self.line
        places = ("measure", "step", "pool", "group", "payer", "end", "to")
        return {
            **{place: getattr(line, place) for place in places if getattr(line, place)},
            "quantile": line.quantile.value if line.quantile else None,
            "time": line.time.value if line.time else None,
            "name": self.name,
            "value": self.value,
            "simulated": self.simulated.as_dict(),
            "tolerated": [self.low, self.high],
            "reproduced": self.reproduced,
            "too_close_to_call": self.is_close,
            "matters": self.matters,
            "source": line.source,
            "grade": line.grade,
        }


def check_observed(service: Service, sample: Sample) -> tuple[Check, ...]:
    """Return each observed figure of a service beside what its as-is run says."""
    return tuple(_check(line, sample) for line in service.observed)


def _check(line: Observed, sample: Sample) -> Check:
    value = read_limit(line, line.value)
    low, high = _tolerate(line, value)
    return Check(line, value, evaluate(line, sample), low, high)


def _tolerate(line: Observed, value: float) -> tuple[float, float]:
    """Return the values that count as reproduced: within the tolerance, else the stated range, else 10 %."""
    if line.tolerance is None and line.value.low is not None and line.value.high is not None:
        factor = value / line.value.value if line.value.value else 1.0
        return line.value.low * factor, line.value.high * factor
    off = abs(value) * (line.tolerance.value if line.tolerance is not None else TOLERANCE)
    return value - off, value + off


def summarise_checks(checks: Sequence[Check]) -> str:
    """Return how many figures are reproduced and which are not: ``4 of 5 observed figures reproduced``."""
    if not checks:
        return "no observed figures to compare with"
    missed = list(dict.fromkeys(one.name for one in checks if not one.reproduced))
    told = f"{sum(one.reproduced for one in checks)} of {len(checks)} observed figures reproduced"
    if not missed:
        return told
    return f"{told}; {name_list(missed, 4)} {'is' if len(missed) == 1 else 'are'} not"
