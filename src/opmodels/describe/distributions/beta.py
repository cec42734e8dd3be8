"""Between two ends, as wide or as narrow as wanted."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter, refuse_parameter

BEYOND = 2.0**-50


class BetaShaped(Distribution):
    """A beta distribution between `low` and `high`, however its two powers are described."""

    @property
    @abstractmethod
    def powers(self) -> tuple[float, float]:
        """The two parameters of the standard beta distribution."""

    @property
    def width(self) -> float:
        """From the least to the greatest value."""
        return self["high"] - self["low"]

    def quantile(self, u: Numbers) -> Numbers:
        from scipy.special import betaincinv

        return np.asarray(self["low"] + self.width * betaincinv(*self.powers, u))

    def upper_quantile(self, v: Numbers) -> Numbers:
        # The mirror image: small shares above are small shares below for the powers the other way round.
        from scipy.special import betaincinv

        first, second = self.powers
        part = betaincinv(second, first, v)
        # SciPy gives up on some shares far below what is tabulated; they are at the end.
        part = np.where(np.isnan(part) & (v < BEYOND), 0.0, part)
        return np.asarray(self["high"] - self.width * part)

    def cdf(self, x: Numbers) -> Numbers:
        from scipy.special import betainc

        return np.asarray(betainc(*self.powers, np.clip((x - self["low"]) / self.width, 0.0, 1.0)))

    def survival(self, x: Numbers) -> Numbers:
        from scipy.special import betainc

        first, second = self.powers
        return np.asarray(betainc(second, first, np.clip((self["high"] - x) / self.width, 0.0, 1.0)))

    def mean(self) -> float:
        first, second = self.powers
        return self["low"] + self.width * first / (first + second)

    def variance(self) -> float:
        first, second = self.powers
        total = first + second
        return self.width**2 * first * second / (total**2 * (total + 1))


class Beta(BetaShaped):
    """Between two ends, with any mean and spread that fit there."""

    family = "beta"
    fields: ClassVar = {
        "low": Parameter("scale", "the least value", least=0.0),
        "high": Parameter("scale", "the greatest value"),
        "mean": Parameter("scale", "the average"),
        "sd": Parameter("scale", "the standard deviation"),
    }
    ways = (("low", "high", "mean", "sd"),)

    def check(self) -> None:
        if not self["low"] < self["high"]:
            refuse_parameter("high", "greater than low", self["high"])
        if not self["low"] < self["mean"] < self["high"]:
            refuse_parameter("mean", "between low and high", self["mean"])
        widest = ((self["mean"] - self["low"]) * (self["high"] - self["mean"])) ** 0.5
        if not self["sd"] < widest:
            refuse_parameter("sd", f"less than {widest:.6g} with this low, high and mean", self["sd"])

    @property
    def powers(self) -> tuple[float, float]:
        share = (self["mean"] - self["low"]) / self.width
        total = share * (1 - share) * (self.width / self["sd"]) ** 2 - 1
        return share * total, (1 - share) * total
