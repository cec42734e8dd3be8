"""Several exponential stages, one after another."""

from __future__ import annotations

from typing import ClassVar

from opmodels.describe.distributions.base import Parameter
from opmodels.describe.distributions.gamma import GammaShaped


class Erlang(GammaShaped):
    """Several exponential stages, one after another: one is the exponential, many are nearly constant."""

    family = "erlang"
    fields: ClassVar = {
        "mean": Parameter("scale", "the average of the whole"),
        "shape": Parameter("count", "the number of stages"),
    }
    ways = (("mean", "shape"),)

    @property
    def shape(self) -> float:
        return self["shape"]
