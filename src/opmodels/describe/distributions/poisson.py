"""How often something rare happens."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Numbers, Parameter
from opmodels.describe.distributions.steps import StepDistribution, list_whole_numbers


class Poisson(StepDistribution):
    """How often something happens that has many chances to happen and rarely does: 0, 1, 2, ..."""

    family = "poisson"
    fields: ClassVar = {"mean": Parameter("number", "the average number")}
    ways = (("mean",),)
    bare = "mean"
    counts = True

    def list_atoms(self) -> tuple[Numbers, Numbers]:
        from scipy.special import gammaln

        mean = self["mean"]
        number = list_whole_numbers(mean + 12 * mean**0.5 + 40, self.family)
        return number, np.exp(number * np.log(mean) - mean - gammaln(number + 1))

    def mean(self) -> float:
        return self["mean"]

    def variance(self) -> float:
        return self["mean"]
