"""A sum of exponential stages, also with a broken number of them."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter


class GammaShaped(Distribution):
    """A gamma distribution, however its shape and scale are described."""

    @property
    @abstractmethod
    def shape(self) -> float:
        """The number of exponential stages, which need not be whole."""

    @property
    def scale(self) -> float:
        """The mean of one stage."""
        return self.mean() / self.shape

    def mean(self) -> float:
        return self["mean"]

    def variance(self) -> float:
        return self["mean"] ** 2 / self.shape

    def quantile(self, u: Numbers) -> Numbers:
        from scipy.special import gammaincinv

        return np.asarray(self.scale * gammaincinv(self.shape, u))

    def upper_quantile(self, v: Numbers) -> Numbers:
        from scipy.special import gammainccinv

        return np.asarray(self.scale * gammainccinv(self.shape, v))

    def cdf(self, x: Numbers) -> Numbers:
        from scipy.special import gammainc

        return np.asarray(gammainc(self.shape, np.maximum(x, 0.0) / self.scale))

    def survival(self, x: Numbers) -> Numbers:
        from scipy.special import gammaincc

        return np.asarray(gammaincc(self.shape, np.maximum(x, 0.0) / self.scale))


class Gamma(GammaShaped):
    """Between the exponential (sd equal to the mean) and the bell curve (small sd); often for frailty."""

    family = "gamma"
    fields: ClassVar = {
        "mean": Parameter("scale", "the average"),
        "sd": Parameter("scale", "the standard deviation"),
        "cv": Parameter("number", "the standard deviation over the mean"),
    }
    ways = (("mean", "sd"), ("mean", "cv"))

    @property
    def shape(self) -> float:
        if "cv" in self:
            return self["cv"] ** -2
        return (self["mean"] / self["sd"]) ** 2
