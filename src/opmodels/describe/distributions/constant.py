"""The same every time."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter


class Constant(Distribution):
    """The same value every time; a plain number in a service file is one of these."""

    family = "constant"
    fields: ClassVar = {"value": Parameter("scale", "the value", least=0.0)}
    ways = (("value",),)
    kind = "constant"
    bare = "value"

    def quantile(self, u: Numbers) -> Numbers:
        return np.full(np.shape(u), self["value"])

    def upper_quantile(self, v: Numbers) -> Numbers:
        return np.full(np.shape(v), self["value"])

    def cdf(self, x: Numbers) -> Numbers:
        return np.asarray(x >= self["value"], np.float64)

    def survival(self, x: Numbers) -> Numbers:
        return np.asarray(x < self["value"], np.float64)

    def mean(self) -> float:
        return self["value"]

    def variance(self) -> float:
        return 0.0
