"""Anything between two ends, all alike."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter, refuse_parameter


class Uniform(Distribution):
    """Anything between two ends, all equally likely."""

    family = "uniform"
    fields: ClassVar = {
        "low": Parameter("scale", "the least value", least=0.0),
        "high": Parameter("scale", "the greatest value"),
    }
    ways = (("low", "high"),)
    listed = True

    def check(self) -> None:
        if not self["low"] < self["high"]:
            refuse_parameter("high", "greater than low", self["high"])

    @property
    def width(self) -> float:
        """From the least to the greatest value."""
        return self["high"] - self["low"]

    def quantile(self, u: Numbers) -> Numbers:
        return self["low"] + self.width * u

    def upper_quantile(self, v: Numbers) -> Numbers:
        return self["high"] - self.width * v

    def cdf(self, x: Numbers) -> Numbers:
        return np.clip((x - self["low"]) / self.width, 0.0, 1.0)

    def survival(self, x: Numbers) -> Numbers:
        return np.clip((self["high"] - x) / self.width, 0.0, 1.0)

    def mean(self) -> float:
        return (self["low"] + self["high"]) / 2

    def variance(self) -> float:
        return self.width**2 / 12
