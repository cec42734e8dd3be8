"""The as-is check: which figures seen in reality the run reproduces, and which it misses.

A figure is reproduced, or missed, only where the whole interval of the simulation is inside, or outside,
what is tolerated. So more replications settle what fewer left open, and turn nothing round, but for the
chance that a 95 % interval leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from opmodels.appraise.evaluate import evaluate, name_measured, read_limit
from opmodels.appraise.intervals import Estimate
from opmodels.appraise.samples import Sample
from opmodels.appraise.watched import find_watched
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.targets import Observed

CheckState = Literal["reproduced", "missed", "cannot tell"]
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
    def state(self) -> CheckState:
        """Whether the figure is reproduced or missed; one replication has no interval to tell by."""
        one = self.simulated
        if one.mean is None:
            return "missed"
        if one.low is None or one.high is None:
            return "cannot tell"
        if self.low <= one.low and one.high <= self.high:
            return "reproduced"
        return "missed" if one.high < self.low or one.low > self.high else "cannot tell"

    @property
    def reproduced(self) -> bool:
        """Whether the run is as near as asked, its own error allowed for."""
        return self.state == "reproduced"

    @property
    def is_close(self) -> bool:
        """Whether the simulation's own error could turn the answer."""
        return self.state == "cannot tell"

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
            "state": self.state,
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
    """Return how many are reproduced, missed and open: ``4 of 5 observed figures reproduced, 1 missed``."""
    if not checks:
        return "no observed figures to compare with"
    states = [one.state for one in checks]
    told = f"{states.count('reproduced')} of {len(checks)} observed figures reproduced"
    missed, open_ = states.count("missed"), states.count("cannot tell")
    told += f", {missed} missed" if missed else ""
    return told + (f", {open_} too close to tell with so few replications" if open_ else "")


def list_unseen(service: Service) -> list[str]:
    """Return what the run could be held against where nobody has given a figure, at steps where people wait.

    These are the step whose wait is watched, and those where people give up.
    """
    watched = find_watched(service)
    waiting = {
        name: step
        for name, step in service.steps.items()
        if isinstance(step, Serve) and (step.patience is not None or (watched and name == watched.step))
    }
    waits = {line.step for line in service.observed if line.measure == "wait"}
    lost = {line.step for line in service.observed if line.measure == "gave_up"}
    unseen = [f"wait at {name}" for name in waiting if name not in waits]
    return unseen + [
        f"share who give up at {name}"
        for name, step in waiting.items()
        if step.patience is not None and not lost & {name, ""}
    ]
