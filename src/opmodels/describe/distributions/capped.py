"""Any distribution with a largest value: what would be above it becomes it."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter
from opmodels.describe.distributions.quadrature import read_values
from opmodels.describe.distributions.steps import find_atoms, merge_atoms


class Capped(Distribution):
    """A distribution with ``at_most`` beside it: values above the cap become the cap.

    Parameters
    ----------
    inner
        The distribution without the cap.
    at_most
        The cap, in the unit of the quantity, greater than 0.
    """

    family = "capped"
    fields: ClassVar = {
        "inner": Parameter("distribution", "the distribution without the cap"),
        "at_most": Parameter("scale", "the largest value"),
    }
    ways = (("inner", "at_most"),)

    def __init__(self, inner: Distribution, at_most: float) -> None:
        self.__dict__["inner"] = inner
        self.__dict__["kind"] = inner.kind
        super().__init__(inner=inner, at_most=at_most)  # type: ignore[arg-type]

    @property
    def inner(self) -> Distribution:
        """The distribution without the cap."""
        inner: Distribution = self.__dict__["inner"]
        return inner

    def quantile(self, u: Numbers) -> Numbers:
        return np.minimum(self.inner.quantile(u), self["at_most"])

    def upper_quantile(self, v: Numbers) -> Numbers:
        return np.minimum(self.inner.upper_quantile(v), self["at_most"])

    def cdf(self, x: Numbers) -> Numbers:
        return np.where(x >= self["at_most"], 1.0, self.inner.cdf(x))

    def survival(self, x: Numbers) -> Numbers:
        return np.where(x >= self["at_most"], 0.0, self.inner.survival(x))

    @cached_property
    def atoms(self) -> tuple[Numbers, Numbers]:
        """For atoms: those below the cap, and the cap."""
        values, chances = find_atoms(self.inner)
        return merge_atoms(np.minimum(values, self["at_most"]), chances)

    @cached_property
    def moments(self) -> tuple[float, float]:
        """Mean and variance, by quadrature where they are not sums."""
        values, weights = self._read_below_cap() if self.kind == "smooth" else self.atoms
        mean = float(weights @ values)
        return mean, float(weights @ (values - mean) ** 2)

    def _read_below_cap(self) -> tuple[Numbers, Numbers]:
        above = float(self.inner.survival(np.array([self["at_most"]]))[0])
        values, weights = read_values(self.inner, above, self.inner.breaks())
        return np.append(values, self["at_most"]), np.append(weights, above)

    def mean(self) -> float:
        return self.moments[0]

    def variance(self) -> float:
        return self.moments[1]

    def corners(self) -> Numbers:
        return np.unique(np.append(np.minimum(self.inner.corners(), self["at_most"]), self["at_most"]))

    def breaks(self) -> Numbers | None:
        inner = self.inner.breaks()
        reached = float(self.inner.cdf(np.array([self["at_most"]]))[0])
        return None if inner is None else np.append(inner[inner < reached], reached)
