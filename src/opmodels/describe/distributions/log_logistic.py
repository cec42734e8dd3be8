"""Like the lognormal with a heavier tail."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter


class LogLogistic(Distribution):
    """Like the lognormal with a heavier tail: the odds of lasting longer fall as a power of the time.

    With ``b = pi / shape`` the mean is ``median * b / sin(b)`` for a shape above 1, and infinite otherwise.
    """

    family = "log_logistic"
    fields: ClassVar = {
        "median": Parameter("scale", "the value that half of cases exceed"),
        "shape": Parameter("number", "the power by which the odds fall"),
    }
    ways = (("median", "shape"),)

    def quantile(self, u: Numbers) -> Numbers:
        with np.errstate(divide="ignore"):
            return self["median"] * np.exp((np.log(u) - np.log1p(-u)) / self["shape"])

    def upper_quantile(self, v: Numbers) -> Numbers:
        with np.errstate(divide="ignore", over="ignore"):
            return self["median"] * np.exp((np.log1p(-v) - np.log(v)) / self["shape"])

    def _odds(self, x: Numbers) -> Numbers:
        with np.errstate(over="ignore"):
            return (np.maximum(x, 0.0) / self["median"]) ** self["shape"]

    def cdf(self, x: Numbers) -> Numbers:
        with np.errstate(divide="ignore"):
            return 1 / (1 + 1 / self._odds(x))

    def survival(self, x: Numbers) -> Numbers:
        return 1 / (1 + self._odds(x))

    def _raw_moment(self, power: int) -> float:
        if self["shape"] <= power:
            return math.inf
        angle = power * math.pi / self["shape"]
        return float(self["median"] ** power * angle / math.sin(angle))

    def mean(self) -> float:
        return self._raw_moment(1)

    def variance(self) -> float:
        second = self._raw_moment(2)
        return second - self.mean() ** 2 if math.isfinite(second) else math.inf
