"""How many of a fixed number, each with the same chance."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Numbers, Parameter
from opmodels.describe.distributions.steps import StepDistribution, list_whole_numbers


class Binomial(StepDistribution):
    """How many of a fixed number turn out one way, each with the same chance: guests who come."""

    family = "binomial"
    fields: ClassVar = {
        "n": Parameter("count", "the fixed number"),
        "p": Parameter("share", "the chance of each", least=0.0, below=1.0),
    }
    ways = (("n", "p"),)
    counts = True

    def list_atoms(self) -> tuple[Numbers, Numbers]:
        from scipy.special import gammaln, xlog1py, xlogy

        n, p = self["n"], self["p"]
        number = list_whole_numbers(n, self.family)
        ways = gammaln(n + 1) - gammaln(number + 1) - gammaln(n - number + 1)
        return number, np.exp(ways + xlogy(number, p) + xlog1py(n - number, -p))

    def mean(self) -> float:
        return self["n"] * self["p"]

    def variance(self) -> float:
        return self["n"] * self["p"] * (1 - self["p"])
