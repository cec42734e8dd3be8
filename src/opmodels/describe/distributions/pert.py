"""A least, a usual and a greatest value, joined by a smooth curve."""

from __future__ import annotations

from opmodels.describe.distributions.beta import BetaShaped
from opmodels.describe.distributions.triangular import LOW_MODE_HIGH, check_order


class Pert(BetaShaped):
    """A least, a most usual and a greatest value with a smooth curve between: mean (low + 4 mode + high) / 6.

    Malcolm, Roseboom, Clark and Fazar (1959), Operations Research 7(5), 646-669, in its beta form with
    weight 4.
    """

    family = "pert"
    fields = LOW_MODE_HIGH
    ways = (("low", "mode", "high"),)
    listed = True

    def check(self) -> None:
        check_order(self)

    @property
    def powers(self) -> tuple[float, float]:
        share = (self["mode"] - self["low"]) / self.width
        return 1 + 4 * share, 5 - 4 * share
