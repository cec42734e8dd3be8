"""Distributions made of atoms: a list of values, each with its chance."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers
from opmodels.describe.distributions.errors import DistributionError

MOST_ATOMS = 200_000


class StepDistribution(Distribution):
    """A distribution whose values are atoms.

    A family gives its atoms; the quantile function and the moments follow.
    """

    kind = "step"

    @abstractmethod
    def list_atoms(self) -> tuple[Numbers, Numbers]:
        """Return rising values and their chances; chances may sum to a little less or more than 1."""

    @cached_property
    def atoms(self) -> tuple[Numbers, Numbers]:
        """Rising values and their chances, which sum to 1; values without chance are left out."""
        values, chances = self.list_atoms()
        kept = chances > 0
        return values[kept], chances[kept] / chances[kept].sum()

    def quantile(self, u: Numbers) -> Numbers:
        values, chances = self.atoms
        place = np.searchsorted(np.cumsum(chances), u, side="left")
        return values[np.minimum(place, values.size - 1)]

    def upper_quantile(self, v: Numbers) -> Numbers:
        values, chances = self.atoms
        above = np.cumsum(chances[::-1])  # of the greatest, of the two greatest, ...
        place = np.searchsorted(above, v, side="right")
        return values[np.maximum(values.size - 1 - place, 0)]

    def cdf(self, x: Numbers) -> Numbers:
        values, chances = self.atoms
        return np.append(0.0, np.cumsum(chances))[np.searchsorted(values, x, side="right")]

    def survival(self, x: Numbers) -> Numbers:
        values, chances = self.atoms
        above = np.append(np.cumsum(chances[::-1])[::-1], 0.0)
        return above[np.searchsorted(values, x, side="right")]

    def mean(self) -> float:
        values, chances = self.atoms
        return float(chances @ values)

    def variance(self) -> float:
        values, chances = self.atoms
        return float(chances @ (values - self.mean()) ** 2)

    def corners(self) -> Numbers:
        return self.atoms[0]


def find_atoms(distribution: Distribution) -> tuple[Numbers, Numbers]:
    """Return the atoms of a constant or a step distribution: rising values and their chances.

    Raises
    ------
    TypeError
        When `distribution` is smooth.
    """
    if distribution.kind == "constant":
        return np.array([distribution.mean()]), np.ones(1)
    atoms = getattr(distribution, "atoms", None)
    if distribution.kind != "step" or atoms is None:
        raise TypeError(f"{distribution!r} has no atoms")
    values, chances = atoms
    return values, chances


def merge_atoms(values: Numbers, chances: Numbers) -> tuple[Numbers, Numbers]:
    """Return the distinct values, rising, with the sums of their chances."""
    distinct, place = np.unique(values, return_inverse=True)
    return distinct, np.asarray(np.bincount(place, weights=chances, minlength=distinct.size), np.float64)


def list_whole_numbers(last: float, family: str) -> Numbers:
    """Return 0, 1, ... to `last`.

    Raises
    ------
    DistributionError
        When there are more than can be tabulated.
    """
    if not last < MOST_ATOMS:
        raise DistributionError(
            f"{family} with values up to {last:.3g}",
            f"a {family} with values below {MOST_ATOMS:,}",
            next="for numbers this large use gamma or lognormal",
        )
    return np.arange(int(last) + 1, dtype=np.float64)
