"""A least, a usual and a greatest value, joined by straight lines."""

from __future__ import annotations

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter, refuse_parameter

LOW_MODE_HIGH = {
    "low": Parameter("scale", "the least value", least=0.0),
    "mode": Parameter("scale", "the most usual value", least=0.0),
    "high": Parameter("scale", "the greatest value"),
}


def check_order(distribution: Distribution) -> None:
    """Check that low <= mode <= high, and low < high.

    Raises
    ------
    DistributionError
        When they are not in order.
    """
    if not distribution["low"] < distribution["high"]:
        refuse_parameter("high", "greater than low", distribution["high"])
    if not distribution["low"] <= distribution["mode"] <= distribution["high"]:
        refuse_parameter("mode", "between low and high", distribution["mode"])


class Triangular(Distribution):
    """A least, a most usual and a greatest value, straight lines between: what people say without data."""

    family = "triangular"
    fields = LOW_MODE_HIGH
    ways = (("low", "mode", "high"),)
    listed = True

    def check(self) -> None:
        check_order(self)

    @property
    def left(self) -> float:
        """From the least to the most usual value."""
        return self["mode"] - self["low"]

    @property
    def right(self) -> float:
        """From the most usual to the greatest value."""
        return self["high"] - self["mode"]

    @property
    def width(self) -> float:
        """From the least to the greatest value."""
        return self["high"] - self["low"]

    def _from_low(self, u: Numbers) -> Numbers:
        return self["low"] + np.sqrt(np.maximum(u, 0.0) * self.width * self.left)

    def _from_high(self, v: Numbers) -> Numbers:
        return self["high"] - np.sqrt(np.maximum(v, 0.0) * self.width * self.right)

    def quantile(self, u: Numbers) -> Numbers:
        return np.where(u * self.width < self.left, self._from_low(u), self._from_high(1.0 - u))

    def upper_quantile(self, v: Numbers) -> Numbers:
        return np.where(v * self.width < self.right, self._from_high(v), self._from_low(1.0 - v))

    def _below(self, x: Numbers) -> Numbers:
        return np.maximum(x - self["low"], 0.0) ** 2 / (self.width * max(self.left, 1e-300))

    def _above(self, x: Numbers) -> Numbers:
        return np.maximum(self["high"] - x, 0.0) ** 2 / (self.width * max(self.right, 1e-300))

    def cdf(self, x: Numbers) -> Numbers:
        return np.where(x < self["mode"], self._below(x), 1.0 - self._above(np.maximum(x, self["mode"])))

    def survival(self, x: Numbers) -> Numbers:
        return np.where(x < self["mode"], 1.0 - self._below(np.minimum(x, self["mode"])), self._above(x))

    def mean(self) -> float:
        return (self["low"] + self["mode"] + self["high"]) / 3

    def variance(self) -> float:
        return (self.left**2 + self.right**2 + self.left * self.right) / 18
