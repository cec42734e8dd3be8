"""A count with more spread than the Poisson, because people differ."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Numbers, Parameter, refuse_parameter
from opmodels.describe.distributions.steps import StepDistribution, list_whole_numbers

FURTHEST = 45.0
"""A tail that thins as exp(-x) holds less than 2^-53 of cases beyond 37; the rest is room to spare."""


class NegativeBinomialShaped(StepDistribution):
    """A negative binomial distribution, however its size and chance are described."""

    counts = True

    @property
    @abstractmethod
    def size(self) -> float:
        """The shape of the gamma distribution of people's own means."""

    @property
    @abstractmethod
    def average(self) -> float:
        """The mean of the counts, from 0."""

    def list_atoms(self) -> tuple[Numbers, Numbers]:
        from scipy.special import gammainccinv, gammaln, xlogy

        size, average = self.size, self.average
        highest = float(gammainccinv(size, 2.0**-56)) * average / size  # of people's own means
        number = list_whole_numbers(highest + 12 * highest**0.5 + FURTHEST, self.family)
        odds = np.log1p(average / size)
        chance = gammaln(number + size) - gammaln(size) - gammaln(number + 1) - size * odds
        return number, np.exp(chance + xlogy(number, average / (size + average)))

    def variance(self) -> float:
        return self.average + self.average**2 / self.size


class NegativeBinomial(NegativeBinomialShaped):
    """A count with more spread than the Poisson, because people differ: 0, 1, 2, ... visits of a caseload."""

    family = "negative_binomial"
    fields: ClassVar = {
        "mean": Parameter("number", "the average number"),
        "sd": Parameter("number", "the standard deviation, above the root of the mean"),
    }
    ways = (("mean", "sd"),)

    def check(self) -> None:
        if self["sd"] ** 2 <= self["mean"] * (1 + 1e-9):
            refuse_parameter(
                "sd", f"greater than the root of the mean, {self['mean'] ** 0.5:.6g}", self["sd"]
            )

    @property
    def size(self) -> float:
        return self["mean"] ** 2 / (self["sd"] ** 2 - self["mean"])

    @property
    def average(self) -> float:
        return self["mean"]

    def mean(self) -> float:
        return self["mean"]
