"""What was measured, as it was measured."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Numbers, Parameter
from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.steps import StepDistribution, merge_atoms


class Empirical(StepDistribution):
    """What was measured, value by value, perhaps weighted: a list, or a CSV file with a column ``value``."""

    family = "empirical"
    fields: ClassVar = {
        "values": Parameter("scale", "the measured values", least=0.0, many=True),
        "weights": Parameter("number", "how much each counts", least=0.0, many=True),
    }
    ways = (("values",), ("values", "weights"))

    def check(self) -> None:
        """Check that there is one weight for each value, and that some value counts.

        Raises
        ------
        DistributionError
            When there is not.
        """
        if "weights" not in self:
            return
        values, weights = self.many("values"), self.many("weights")
        if len(weights) != len(values):
            raise DistributionError(
                f"{len(weights)} weights for {len(values)} values", "one weight for each value"
            )
        if not sum(weights) > 0:
            raise DistributionError("weights that sum to 0", "a weight greater than 0")

    def list_atoms(self) -> tuple[Numbers, Numbers]:
        values = np.array(self.many("values"))
        weights = np.array(self.many("weights")) if "weights" in self else np.ones(values.size)
        return merge_atoms(values, weights)
