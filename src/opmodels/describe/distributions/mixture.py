"""Several kinds of case in one: each a distribution of its own, with its share."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers, Parameter
from opmodels.describe.distributions.inversion import invert_cdf, invert_survival
from opmodels.describe.distributions.shares import check_shares
from opmodels.describe.distributions.steps import find_atoms, merge_atoms

SHARES = Parameter("share", "the share of each, together 100 %; one may be rest", least=0.0, many=True)


class MixtureShaped(Distribution):
    """A mixture, however its parts are described."""

    @cached_property
    def parts(self) -> tuple[Distribution, ...]:
        """The distributions that are mixed."""
        raise NotImplementedError

    @cached_property
    def weights(self) -> Numbers:
        """The share of each part, (parts,)."""
        shares = np.array(self.many("shares"))
        return np.asarray(shares / shares.sum())

    def _mix(self, of_parts: list[Numbers]) -> Numbers:
        total = self.weights[0] * of_parts[0]
        for weight, values in zip(self.weights[1:], of_parts[1:], strict=True):
            total = total + weight * values
        return np.asarray(total)

    def cdf(self, x: Numbers) -> Numbers:
        return self._mix([part.cdf(x) for part in self.parts])

    def survival(self, x: Numbers) -> Numbers:
        return self._mix([part.survival(x) for part in self.parts])

    def quantile(self, u: Numbers) -> Numbers:
        ends = np.stack([part.quantile(np.asarray(u, np.float64)) for part in self.parts])
        return self._settle(invert_cdf(self.cdf, u, ends.min(axis=0), ends.max(axis=0)))

    def upper_quantile(self, v: Numbers) -> Numbers:
        ends = np.stack([part.upper_quantile(np.asarray(v, np.float64)) for part in self.parts])
        if not np.isfinite(ends).all():
            return np.asarray(ends.max(axis=0))
        return self._settle(invert_survival(self.survival, v, ends.min(axis=0), ends.max(axis=0)))

    def _settle(self, values: Numbers) -> Numbers:
        """Move values that bisection left a hair beside a corner onto it."""
        corners = self.corners()
        if not corners.size:
            return values
        near = corners[np.minimum(np.searchsorted(corners, values * (1 - 1e-14)), corners.size - 1)]
        return np.where(np.abs(values - near) <= 1e-14 * near + 1e-280, near, values)

    def mean(self) -> float:
        return float(self.weights @ np.array([part.mean() for part in self.parts]))

    def variance(self) -> float:
        means = np.array([part.mean() for part in self.parts])
        if not np.isfinite(means).all():
            return float("inf")
        spreads = np.array([part.variance() for part in self.parts])
        return float(self.weights @ (spreads + (means - self.weights @ means) ** 2))

    def corners(self) -> Numbers:
        return np.unique(np.concatenate([part.corners() for part in self.parts]))


class Mixture(MixtureShaped):
    """Several kinds of case in one, each a distribution with its share: quick questions and long talks."""

    family = "mixture"
    fields: ClassVar = {
        "of": Parameter("distribution", "the distributions, as a list", many=True),
        "shares": SHARES,
    }
    ways = (("of", "shares"),)

    def check(self) -> None:
        check_shares(self.many("shares"), len(self.many("of")), "of")
        if all(part.kind != "smooth" for part in self.many("of")):
            self.__dict__["kind"] = "step"

    @cached_property
    def parts(self) -> tuple[Distribution, ...]:
        return self.many("of")

    @cached_property
    def atoms(self) -> tuple[Numbers, Numbers]:
        """The atoms of all parts together, when each has atoms only."""
        atoms = [find_atoms(part) for part in self.parts]
        chances = [weight * chance for weight, (_, chance) in zip(self.weights, atoms, strict=True)]
        values, chance = merge_atoms(np.concatenate([value for value, _ in atoms]), np.concatenate(chances))
        return values[chance > 0], chance[chance > 0]

    def breaks(self) -> Numbers | None:
        """Return the shares where the curve jumps or stands still: a part sets in, ends or has an atom."""
        inner = self.corners()
        inner = np.concatenate([inner, np.nextafter(inner, -np.inf)])
        shares = np.unique(self.cdf(inner))
        return np.asarray(shares[(shares > 0) & (shares < 1)])
