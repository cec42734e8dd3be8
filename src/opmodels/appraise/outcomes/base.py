"""What a family of outcomes is: a name and a function from one run to a tree of plain numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import View


@dataclass(frozen=True)
class Outcome:
    """One family of outcomes.

    Parameters
    ----------
    key
        Its place in the results.
    measure
        Returns its tree for one run: minutes, counts, money, shares as fractions; None where it cannot say.
    unit
        What its numbers are, for readers.
    """

    key: str
    measure: Callable[[View], Tree]
    unit: str


def divide(part: float, whole: float) -> float | None:
    """Return a share, or None where there is nothing to share."""
    return part / whole if whole else None
