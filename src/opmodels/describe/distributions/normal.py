"""The bell curve, cut off at 0."""

from __future__ import annotations

import math
from functools import cached_property
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter


class Normal(Distribution):
    """The bell curve without its part below 0; `mean` and `sd` are those of the whole curve.

    Mean and variance of what is left: Johnson, Kotz and Balakrishnan (1994), Continuous Univariate
    Distributions 1, chapter 13.
    """

    family = "normal"
    fields: ClassVar = {
        "mean": Parameter("scale", "the average of the whole curve", least=0.0),
        "sd": Parameter("scale", "the standard deviation of the whole curve"),
    }
    ways = (("mean", "sd"),)

    @cached_property
    def kept(self) -> float:
        """Share of the curve above 0, at least a half."""
        from scipy.special import ndtr

        return float(ndtr(self["mean"] / self["sd"]))

    @cached_property
    def cut(self) -> float:
        """Share of the curve below 0, at most a half."""
        from scipy.special import ndtr

        return float(ndtr(-self["mean"] / self["sd"]))

    def quantile(self, u: Numbers) -> Numbers:
        from scipy.special import ndtri

        return np.asarray(np.maximum(self["mean"] + self["sd"] * ndtri(self.cut + self.kept * u), 0.0))

    def upper_quantile(self, v: Numbers) -> Numbers:
        from scipy.special import ndtri

        return np.asarray(np.maximum(self["mean"] - self["sd"] * ndtri(self.kept * v), 0.0))

    def _z(self, x: Numbers) -> Numbers:
        return (np.maximum(x, 0.0) - self["mean"]) / self["sd"]

    def cdf(self, x: Numbers) -> Numbers:
        from scipy.special import ndtr

        return np.asarray((ndtr(self._z(x)) - self.cut) / self.kept)

    def survival(self, x: Numbers) -> Numbers:
        from scipy.special import ndtr

        return np.asarray(ndtr(-self._z(x)) / self.kept)

    @cached_property
    def shift(self) -> float:
        """How far the cut moves the mean, in standard deviations."""
        start = self["mean"] / self["sd"]
        return math.exp(-(start**2) / 2) / math.sqrt(2 * math.pi) / self.kept

    def mean(self) -> float:
        return self["mean"] + self["sd"] * self.shift

    def variance(self) -> float:
        start = self["mean"] / self["sd"]
        return self["sd"] ** 2 * (1.0 - self.shift * (start + self.shift))
