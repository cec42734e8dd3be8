"""Time to a failure that becomes more likely, or less likely, as time passes."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter, refuse_parameter

LEAST_SHAPE = 0.05


class Weibull(Distribution):
    """Time to an event that grows more likely with time (shape above 1) or less likely (shape below 1).

    The mean is ``scale * gamma(1 + 1 / shape)``; 63 % of cases are at most `scale`.
    """

    family = "weibull"
    fields: ClassVar = {
        "mean": Parameter("scale", "the average"),
        "shape": Parameter("number", "above 1: ever more likely with time; below 1: ever less"),
        "scale": Parameter("scale", "the value that 37 % of cases exceed"),
    }
    ways = (("mean", "shape"), ("scale", "shape"))

    def check(self) -> None:
        if self["shape"] < LEAST_SHAPE:
            refuse_parameter("shape", f"at least {LEAST_SHAPE:g}", self["shape"])

    @property
    def scale(self) -> float:
        """The value that 37 % of cases exceed."""
        return self["scale"] if "scale" in self else self["mean"] / math.gamma(1 + 1 / self["shape"])

    def quantile(self, u: Numbers) -> Numbers:
        return self.scale * (-np.log1p(-u)) ** (1 / self["shape"])

    def upper_quantile(self, v: Numbers) -> Numbers:
        with np.errstate(divide="ignore"):
            return self.scale * (-np.log(v)) ** (1 / self["shape"])

    def _power(self, x: Numbers) -> Numbers:
        with np.errstate(over="ignore"):
            return (np.maximum(x, 0.0) / self.scale) ** self["shape"]

    def cdf(self, x: Numbers) -> Numbers:
        return -np.expm1(-self._power(x))

    def survival(self, x: Numbers) -> Numbers:
        return np.exp(-self._power(x))

    def mean(self) -> float:
        return self["mean"] if "mean" in self else self.scale * math.gamma(1 + 1 / self["shape"])

    def variance(self) -> float:
        once, twice = math.lgamma(1 + 1 / self["shape"]), math.lgamma(1 + 2 / self["shape"])
        return self.mean() ** 2 * math.expm1(twice - 2 * once)
