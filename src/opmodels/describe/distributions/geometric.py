"""How often something is done again, when the chance of stopping is the same each time."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Numbers, Parameter, refuse_parameter
from opmodels.describe.distributions.steps import StepDistribution, list_whole_numbers


class Geometric(StepDistribution):
    """How often something is done, when the chance of stopping is the same each time: 0, 1, 2, ...

    With ``least: 1`` it starts at 1: visits to somebody who is visited at all.
    """

    family = "geometric"
    fields: ClassVar = {
        "mean": Parameter("number", "the average number"),
        "least": Parameter("count", "the least number, 0 or 1; 0 when not said", least=0.0, below=2.0),
    }
    ways = (("mean",), ("mean", "least"))
    bare = "mean"
    counts = True

    @property
    def least(self) -> float:
        """The least number, 0 or 1."""
        return float(self.parameters.get("least", 0.0))

    def check(self) -> None:
        if self["mean"] <= self.least:
            refuse_parameter("mean", f"greater than the least number, {self.least:g}", self["mean"])

    def list_atoms(self) -> tuple[Numbers, Numbers]:
        beyond = self["mean"] - self.least
        thinning = np.log1p(1 / beyond)  # of each further number
        number = list_whole_numbers(38 / thinning + 1, self.family)
        return number + self.least, np.exp(-number * thinning) / (1 + beyond)

    def mean(self) -> float:
        return self["mean"]

    def variance(self) -> float:
        beyond = self["mean"] - self.least
        return beyond * (1 + beyond)
