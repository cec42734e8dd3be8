"""Where the quantile tables and the routes of a program are collected while it is compiled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opmodels.describe.distributions.base import Distribution
from opmodels.simulate.tables import Tables, build_tables


class Shelf:
    """Collects distributions; the same one is tabulated once."""

    def __init__(self) -> None:
        self._numbers: dict[Distribution, int] = {}

    def add(self, distribution: Distribution) -> int:
        """Return the number of a distribution's table."""
        return self._numbers.setdefault(distribution, len(self._numbers))

    @property
    def distributions(self) -> tuple[Distribution, ...]:
        """Every distribution, by number."""
        return tuple(self._numbers)

    def build(self) -> Tables:
        """Tabulate them all."""
        return build_tables(self.distributions)


class RouteBook:
    """Collects routes; the same one is kept once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[tuple[int, float], ...], int] = {}

    def add(self, places: Sequence[tuple[int, float]]) -> int:
        """Return the number of a route given as steps with their shares; shares of zero are left out."""
        kept = tuple((step, share) for step, share in places if share > 0)
        return self._numbers.setdefault(kept, len(self._numbers))

    def build(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return where each route begins, cumulative shares and steps."""
        starts = np.concatenate([[0], np.cumsum([len(route) for route in self._numbers])]).astype(np.int64)
        cums = [np.cumsum([share for _, share in route]) for route in self._numbers]
        steps = [step for route in self._numbers for step, _ in route]
        cum = np.concatenate(cums) if cums else np.zeros(0)
        return starts, cum.astype(np.float64), np.array(steps, np.int64)
