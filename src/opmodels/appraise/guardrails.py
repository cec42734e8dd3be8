"""Guardrails: whether each line that must hold holds, fails, or is too close to call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from opmodels.appraise.evaluate import Worse, evaluate, name_measured, read_limit
from opmodels.appraise.intervals import Estimate
from opmodels.appraise.samples import Sample
from opmodels.describe.targets import Guardrail

State = Literal["holds", "fails", "too close to call", "not measured"]


@dataclass(frozen=True)
class RailResult:
    """One guardrail, and what the run says of it.

    Parameters
    ----------
    line
        The guardrail as the service states it.
    value
        What the run says: minutes, a share, a count, money a year.
    limit
        What it may not exceed, or fall below, in the same unit.
    """

    line: Guardrail
    value: Estimate
    limit: float

    @property
    def at_most(self) -> bool:
        """Whether the limit is an upper one."""
        return self.line.at_most is not None

    @property
    def hard(self) -> bool:
        """Whether a model that breaks it is out."""
        return self.line.hard == "yes"

    @property
    def state(self) -> State:
        """Whether it holds; too close to call where the interval of the simulation crosses the limit."""
        if self.value.mean is None:
            return "not measured"
        low, high = self.value.low, self.value.high
        if low is not None and high is not None and low < self.limit < high:
            return "too close to call"
        off = self.value.mean - self.limit
        return "holds" if (off <= 0 if self.at_most else off >= 0) else "fails"

    @property
    def holds(self) -> bool | None:
        """Whether it holds; None where that cannot be said."""
        return {"holds": True, "fails": False}.get(self.state)

    @property
    def name(self) -> str:
        """What is measured, in words."""
        return name_measured(self.line)

    @property
    def note(self) -> str:
        """What a reader must know before relying on it; empty where there is nothing."""
        if self.state == "too close to call":
            return f"{self.name}: the simulation's error could turn the answer; run more replications"
        if self.state == "not measured":
            return f"{self.name}: nothing to measure in this run"
        return f"{self.name}: one replication has no interval" if self.value.low is None else ""

    def as_dict(self) -> dict[str, Any]:
        """Return the guardrail as JSON has it."""
        line = self.line
        places = ("measure", "step", "pool", "group", "payer", "end", "to")
        return {
            **{place: getattr(line, place) for place in places if getattr(line, place)},
            "measure": line.measure,
            "name": self.name,
            "quantile": line.quantile.value if line.quantile else None,
            "time": line.time.value if line.time else None,
            "holds": self.holds,
            "state": self.state,
            "value": self.value.as_dict(),
            "limit": self.limit,
            "at_most": self.at_most,
            "hard": self.hard,
        }


def judge_guardrails(
    lines: Iterable[Guardrail], sample: Sample, worse: Worse | None = None
) -> tuple[RailResult, ...]:
    """Return for each guardrail what the run says.

    Parameters
    ----------
    lines
        The guardrails.
    sample
        What every replication measured.
    worse
        Share of each group that is worse off than as it is; nobody is when left out.
    """
    return tuple(_judge(line, sample, worse) for line in lines)


def list_dropped(before: Iterable[Guardrail], after: Iterable[Guardrail]) -> tuple[RailResult, ...]:
    """Return the guardrails that a redesign takes away: not measured, for nothing is kept by going unsaid.

    Parameters
    ----------
    before, after
        The guardrails as it is, and those that the redesign leaves.
    """
    kept = {(name_measured(line), line.at_most is None) for line in after}
    return tuple(
        RailResult(line, Estimate(), _read_limit(line))
        for line in before
        if (name_measured(line), line.at_most is None) not in kept
    )


def _judge(line: Guardrail, sample: Sample, worse: Worse | None) -> RailResult:
    value = evaluate(line, sample, worse, highest=line.at_most is not None)
    return RailResult(line, value, _read_limit(line))


def _read_limit(line: Guardrail) -> float:
    figure = line.at_most or line.at_least
    assert figure is not None
    return read_limit(line, figure)
