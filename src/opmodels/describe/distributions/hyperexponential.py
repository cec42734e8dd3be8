"""Several kinds of case in one, each without memory."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from opmodels.describe.distributions.base import Distribution, Parameter
from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.mixture import SHARES, MixtureShaped
from opmodels.describe.distributions.shares import check_shares


class Hyperexponential(MixtureShaped):
    """Several kinds of case in one, each exponential with its own mean: more spread than one exponential."""

    family = "hyperexponential"
    fields: ClassVar = {"means": Parameter("scale", "the average of each kind", many=True), "shares": SHARES}
    ways = (("means", "shares"),)

    def check(self) -> None:
        check_shares(self.many("shares"), len(self.many("means")), "means")

    @cached_property
    def parts(self) -> tuple[Distribution, ...]:
        return tuple(Exponential(mean=mean) for mean in self.many("means"))
