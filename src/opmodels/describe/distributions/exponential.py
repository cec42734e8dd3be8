"""Without memory: what is left does not depend on how long it has lasted."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter


class Exponential(Distribution):
    """Without memory: what is left does not depend on how long it has lasted; patience is often like this."""

    family = "exponential"
    fields: ClassVar = {"mean": Parameter("scale", "the average")}
    ways = (("mean",),)
    bare = "mean"

    def quantile(self, u: Numbers) -> Numbers:
        return -self["mean"] * np.log1p(-u)

    def upper_quantile(self, v: Numbers) -> Numbers:
        with np.errstate(divide="ignore"):
            return -self["mean"] * np.log(v)

    def cdf(self, x: Numbers) -> Numbers:
        return -np.expm1(-np.maximum(x, 0.0) / self["mean"])

    def survival(self, x: Numbers) -> Numbers:
        return np.exp(-np.maximum(x, 0.0) / self["mean"])

    def mean(self) -> float:
        return self["mean"]

    def variance(self) -> float:
        return self["mean"] ** 2
