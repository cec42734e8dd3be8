"""Most are short, a few are very long; service times of people are often like this."""

from __future__ import annotations

import math
from functools import cached_property
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter


class Lognormal(Distribution):
    """Most are short and a few are very long: the logarithm is normal. Often talks, treatments, incomes.

    With Gini coefficient g the standard deviation of the logarithm is ``2 erfinv(g)``, as the Lorenz
    curve of a lognormal gives.
    """

    family = "lognormal"
    fields: ClassVar = {
        "mean": Parameter("scale", "the average"),
        "sd": Parameter("scale", "the standard deviation"),
        "cv": Parameter("number", "the standard deviation over the mean"),
        "median": Parameter("scale", "the value that half of cases exceed"),
        "sd_log": Parameter("number", "the standard deviation of the natural logarithm", below=50.0),
        "gini": Parameter("share", "the Gini coefficient: 0 all alike, 1 one has everything", below=1.0),
    }
    ways = (("mean", "sd"), ("mean", "cv"), ("median", "sd_log"), ("median", "gini"))

    @cached_property
    def sigma(self) -> float:
        """The standard deviation of the natural logarithm."""
        if "sd_log" in self:
            return self["sd_log"]
        if "gini" in self:
            from scipy.special import erfinv

            return 2.0 * float(erfinv(self["gini"]))
        cv = self["cv"] if "cv" in self else self["sd"] / self["mean"]
        return math.sqrt(math.log1p(cv * cv))

    @cached_property
    def mu(self) -> float:
        """The mean of the natural logarithm."""
        if "median" in self:
            return math.log(self["median"])
        return math.log(self["mean"]) - self.sigma**2 / 2

    def quantile(self, u: Numbers) -> Numbers:
        from scipy.special import ndtri

        return np.asarray(np.exp(self.mu + self.sigma * ndtri(u)))

    def upper_quantile(self, v: Numbers) -> Numbers:
        from scipy.special import ndtri

        with np.errstate(over="ignore"):
            return np.asarray(np.exp(self.mu - self.sigma * ndtri(v)))

    def _z(self, x: Numbers) -> Numbers:
        with np.errstate(divide="ignore"):
            return (np.log(np.maximum(x, 0.0)) - self.mu) / self.sigma

    def cdf(self, x: Numbers) -> Numbers:
        from scipy.special import ndtr

        return np.asarray(ndtr(self._z(x)))

    def survival(self, x: Numbers) -> Numbers:
        from scipy.special import ndtr

        return np.asarray(ndtr(-self._z(x)))

    def mean(self) -> float:
        return self["mean"] if "mean" in self else _exp(self.mu + self.sigma**2 / 2)

    def variance(self) -> float:
        if "sd" in self:
            return self["sd"] ** 2
        if "cv" in self:
            return (self["cv"] * self["mean"]) ** 2
        return _exp(2 * self.mu + self.sigma**2) * _exp(self.sigma**2, less=1.0)


def _exp(power: float, less: float = 0.0) -> float:
    """Return the exponential, perhaps less 1, and infinity where it is too large for a float."""
    if power > 700:
        return math.inf
    return math.expm1(power) if less else math.exp(power)
