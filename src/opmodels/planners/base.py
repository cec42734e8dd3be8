"""What every planner takes and gives: a question in arrays, and a plan that says how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

I8 = np.ndarray

Status = Literal["optimal", "feasible"]
"""Whether it is proven that no better plan exists."""


@dataclass(frozen=True)
class Question:
    """What a planner is asked about some pools of like work.

    Parameters
    ----------
    work
        (pools,) int64, ms of work that is expected to be waiting for each.
    staff
        (pools,) int64, people of each when nobody is moved.
    least
        How many each keeps at least; a pool that has fewer keeps these.
    """

    work: I8
    staff: I8
    least: int = 1


@dataclass(frozen=True)
class LeftOut:
    """A pool that gets nobody although work waits there.

    Parameters
    ----------
    pool
        Its number in the question.
    why
        The reason, in words.
    """

    pool: int
    why: str


@dataclass(frozen=True)
class Plan:
    """What a planner decides, and how good that is.

    Parameters
    ----------
    staff
        (pools,) int64, people of each pool by the plan.
    status
        Whether it is proven to be the best.
    objective
        What the plan reaches, the lower the better; the planner says in what unit.
    bound
        What no plan can go below.
    left_out
        Who gets nothing, and why.
    """

    staff: I8
    status: Status
    objective: float
    bound: float
    left_out: tuple[LeftOut, ...] = ()

    @property
    def gap(self) -> float:
        """By how much a better plan could at most be better, as a share of the objective."""
        return (self.objective - self.bound) / self.objective if self.objective else 0.0


class Planner(Protocol):
    """Anything that answers such a question."""

    def __call__(self, question: Question) -> Plan:
        """Return the plan."""
        ...
