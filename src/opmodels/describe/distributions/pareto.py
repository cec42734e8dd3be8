"""A tail so heavy that a few cases make up much of the total."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter, refuse_parameter


class Pareto(Distribution):
    """A tail so heavy that a few cases make up much of the total; it starts at 0 (Lomax's form).

    Its variance is infinite for a shape of 2 or less, and ``at_most`` is then needed.
    """

    family = "pareto"
    fields: ClassVar = {
        "mean": Parameter("scale", "the average"),
        "shape": Parameter("number", "how fast the tail thins, greater than 1"),
    }
    ways = (("mean", "shape"),)

    def check(self) -> None:
        if self["shape"] <= 1:
            refuse_parameter("shape", "greater than 1, for a mean to exist", self["shape"])

    @property
    def scale(self) -> float:
        """Where the tail sets in."""
        return self["mean"] * (self["shape"] - 1)

    def quantile(self, u: Numbers) -> Numbers:
        return self.scale * np.expm1(-np.log1p(-u) / self["shape"])

    def upper_quantile(self, v: Numbers) -> Numbers:
        with np.errstate(divide="ignore"):
            return self.scale * np.expm1(-np.log(v) / self["shape"])

    def cdf(self, x: Numbers) -> Numbers:
        return -np.expm1(-self["shape"] * np.log1p(np.maximum(x, 0.0) / self.scale))

    def survival(self, x: Numbers) -> Numbers:
        return np.exp(-self["shape"] * np.log1p(np.maximum(x, 0.0) / self.scale))

    def mean(self) -> float:
        return self["mean"]

    def variance(self) -> float:
        shape = self["shape"]
        return self["mean"] ** 2 * shape / (shape - 2) if shape > 2 else math.inf
