"""The time a drifting process takes to reach its goal."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter
from opmodels.describe.distributions.inversion import find_reach, invert_cdf, invert_survival


class InverseGaussian(Distribution):
    """The time that steady work with setbacks takes to reach its goal; a tail between gamma and lognormal.

    The share below x is that of Shuster (1968), Journal of the American Statistical Association 63,
    1514-1516, written with scaled error functions so that both tails keep their figures.
    """

    family = "inverse_gaussian"
    fields: ClassVar = {
        "mean": Parameter("scale", "the average"),
        "sd": Parameter("scale", "the standard deviation"),
    }
    ways = (("mean", "sd"),)

    @cached_property
    def stiffness(self) -> float:
        """The shape parameter over the mean: 1 over the squared coefficient of variation."""
        return (self["mean"] / self["sd"]) ** 2

    def _roots(self, x: Numbers) -> tuple[Numbers, Numbers]:
        """Return ``(t - 1) r`` and ``(t + 1) r`` with t = x / mean and r the root of stiffness / (2 t)."""
        ratio = np.maximum(x, 1e-300) / self["mean"]
        root = np.sqrt(self.stiffness / ratio / 2)
        return (ratio - 1) * root, (ratio + 1) * root

    def cdf(self, x: Numbers) -> Numbers:
        from scipy.special import erfc, erfcx

        near, far = self._roots(x)
        return np.asarray((erfc(-near) + np.exp(-(near**2)) * erfcx(far)) / 2)

    def survival(self, x: Numbers) -> Numbers:
        from scipy.special import erfc, erfcx

        near, far = self._roots(x)
        # Above the mean both terms share the factor exp(-near^2); taking it out keeps their difference exact.
        above = np.exp(-(near**2)) * (erfcx(np.maximum(near, 0.0)) - erfcx(far))
        below = erfc(near) - np.exp(-(near**2)) * erfcx(far)
        return np.asarray(np.where(near > 0, above, below) / 2)

    def quantile(self, u: Numbers) -> Numbers:
        share = np.asarray(u, np.float64)
        high = find_reach(lambda x: self.cdf(x) >= share, np.full(share.shape, self["mean"]))
        return invert_cdf(self.cdf, share, np.zeros(share.shape), high)

    def upper_quantile(self, v: Numbers) -> Numbers:
        share = np.asarray(v, np.float64)
        high = find_reach(lambda x: self.survival(x) <= share, np.full(share.shape, self["mean"]))
        return invert_survival(self.survival, share, np.zeros(share.shape), high)

    def mean(self) -> float:
        return self["mean"]

    def variance(self) -> float:
        return self["sd"] ** 2

    def corners(self) -> Numbers:
        return np.zeros(1)
