"""A few chosen values, each with its share."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Numbers, Parameter
from opmodels.describe.distributions.mixture import SHARES
from opmodels.describe.distributions.shares import check_shares
from opmodels.describe.distributions.steps import StepDistribution, merge_atoms


class Discrete(StepDistribution):
    """A few chosen values, each with its share: same day 40 %, next day 35 %, a week 25 %."""

    family = "discrete"
    fields: ClassVar = {"values": Parameter("scale", "the values", least=0.0, many=True), "shares": SHARES}
    ways = (("values", "shares"),)

    def check(self) -> None:
        check_shares(self.many("shares"), len(self.many("values")), "values")

    def list_atoms(self) -> tuple[Numbers, Numbers]:
        return merge_atoms(np.array(self.many("values")), np.array(self.many("shares")))
