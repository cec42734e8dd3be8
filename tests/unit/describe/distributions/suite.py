"""What must hold for every family; its test file brings cases and, where there is one, SciPy's peer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import pytest

from opmodels.describe.distributions.base import Distribution, Numbers
from opmodels.describe.distributions.quadrature import read_values
from opmodels.describe.distributions.steps import find_atoms
from opmodels.simulate.kernel.draws import draw_column
from opmodels.simulate.tables import TAIL_TOLERANCE, build_tables, table_moments, tail_loss

DRAWS = 20_000
KOLMOGOROV = 1.95 / DRAWS**0.5  # exceeded once in a thousand honest samples; the seed is fixed

# Shares of both halves, down to those of the last knot of a table.
SHARES = np.concatenate([np.ldexp(1.0, -np.arange(40, 1, -1)), np.linspace(0.26, 0.5, 49)])


@dataclass(frozen=True)
class Case:
    """One member of a family.

    Parameters
    ----------
    distribution
        The member.
    peer
        Its frozen peer in `scipy.stats`, made when asked for.
    heavy
        Whether the tail that tables cut holds more than is allowed, so that `check` must ask for at_most.
    accuracy
        Relative accuracy to which quantiles equal the peer's.
    """

    distribution: Distribution
    peer: Callable[[], Any] | None = None
    heavy: bool = False
    accuracy: float = field(default=1e-9)

    @property
    def is_smooth(self) -> bool:
        """Whether the distribution is a curve."""
        return self.distribution.kind == "smooth"


def draw(distribution: Distribution, uniforms: Numbers) -> Numbers:
    """Return what the kernel draws at `uniforms`."""
    tables = build_tables([distribution])
    out = np.empty(uniforms.size)
    row = int(tables.kind[0]), int(tables.offset[0]), int(tables.size[0])
    draw_column(*row, tables.values, uniforms, out)
    return out


def find_largest_gap(draws: Numbers, cdf: Callable[[Numbers], Numbers]) -> float:
    """Return Kolmogorov and Smirnov's statistic, also where values have a chance of their own."""
    values, counts = np.unique(draws, return_counts=True)
    up_to = np.cumsum(counts) / draws.size
    before = up_to - counts / draws.size
    below = cdf(np.nextafter(values, -np.inf))
    return float(max(np.abs(up_to - cdf(values)).max(), np.abs(before - below).max()))


def integrate(one: Distribution) -> tuple[float, float]:
    """Return mean and variance by sums over atoms or integrals over quantiles."""
    sets_in = one.cdf(np.nextafter(one.corners(), 0))
    breaks = one.breaks()
    cuts = np.append(sets_in[(sets_in > 0) & (sets_in < 1)], [] if breaks is None else breaks)
    values, weights = read_values(one, breaks=cuts) if one.kind == "smooth" else find_atoms(one)
    mean = float(weights @ values)
    with np.errstate(over="ignore"):
        return mean, float(weights @ (values - mean) ** 2)


class FamilySuite:
    """Tests that every family passes; a subclass gives the cases."""

    cases: ClassVar[tuple[Case, ...]]

    def test_quantiles_rise(self, case: Case) -> None:
        """A larger share never has a smaller quantile, and no value is negative."""
        one = case.distribution
        lower, upper = one.quantile(SHARES), one.upper_quantile(SHARES[::-1])
        assert 0 <= lower[0] <= upper[-1]
        for values in (lower, upper):
            assert (np.diff(values) >= -1e-14 * values[1:]).all()

    def test_quantiles_equal_the_peer(self, case: Case) -> None:
        """Quantiles of both tails equal those of scipy.stats, or are the least value that has the share."""
        one = case.distribution
        if case.peer is None:
            less = one.quantile(SHARES) * (1 - 1e-9)
            assert (one.cdf(less - 1e-290) <= SHARES + 1e-12).all()
            return
        peer = case.peer()
        np.testing.assert_allclose(one.quantile(SHARES), peer.ppf(SHARES), case.accuracy, 1e-12 * one.mean())
        np.testing.assert_allclose(one.upper_quantile(SHARES), peer.isf(SHARES), case.accuracy)

    def test_shares_undo_quantiles(self, case: Case) -> None:
        """The share below a quantile is the share asked for, in both tails; for atoms, at least that."""
        one = case.distribution
        below, above = one.cdf(one.quantile(SHARES)), one.survival(one.upper_quantile(SHARES))
        if case.is_smooth and one.breaks() is None and "Capped" not in repr(one):
            # Beside a finite end of the support the value itself has no more figures.
            kept = one.quantile(SHARES) > 1e-290
            np.testing.assert_allclose(below[kept], SHARES[kept], 1e-7, 1e-12)
            np.testing.assert_allclose(above, SHARES, 1e-7, 1e-14)
        else:
            assert (below >= SHARES - 1e-12).all()
            assert (above <= SHARES + 1e-12).all()

    def test_moments_equal_the_peer(self, case: Case) -> None:
        """Mean and variance equal those of scipy.stats, or what integrals over the quantiles give."""
        mean, variance = (
            integrate(case.distribution) if case.peer is None else case.peer().stats(moments="mv")
        )
        # Integrals are less exact across sharp bends, as in mixtures; those have closed forms too.
        np.testing.assert_allclose(case.distribution.mean(), mean, 1e-9 if case.peer else 1e-5)
        if np.isfinite(case.distribution.variance()):
            np.testing.assert_allclose(
                case.distribution.variance(), variance, 1e-7 if case.peer else 1e-4, 1e-12
            )
        else:
            assert case.heavy
            assert variance > 1e6

    def test_table_keeps_the_moments(self, case: Case) -> None:
        """Mean and variance of the table are within 1e-4 of the closed form, or the cut tail is told."""
        one = case.distribution
        if case.heavy:
            assert tail_loss(one) > TAIL_TOLERANCE
            return
        assert tail_loss(one) <= TAIL_TOLERANCE
        mean, variance = table_moments(build_tables([one]), 0)
        assert mean == pytest.approx(one.mean(), rel=1e-4)
        assert variance == pytest.approx(one.variance(), rel=1e-4)

    def test_draws_follow_the_distribution(self, case: Case) -> None:
        """A sample passes Kolmogorov and Smirnov's test (false alarms: one in a thousand; fixed seed)."""
        draws = draw(case.distribution, np.random.default_rng(20_261_123).random(DRAWS))
        assert find_largest_gap(draws, case.distribution.cdf) < KOLMOGOROV

    def test_draws_are_aligned(self, case: Case) -> None:
        """A larger uniform never draws a smaller value, from the least to the greatest uniform there is."""
        uniforms = np.random.default_rng(7).random(20_000)
        knots = np.concatenate([SHARES, 1 - SHARES])
        beside = np.concatenate([np.nextafter(knots, 0), knots, np.nextafter(knots, 1)])
        every = np.sort(np.concatenate([uniforms, beside, [2.0**-54, 1.0]]))
        assert (np.diff(draw(case.distribution, every)) >= 0).all()

    def test_equal_parameters_are_equal(self, case: Case) -> None:
        """Two with the same parameters are equal and share one block of the tables."""
        one = case.distribution
        twin = type(one)(**one.parameters)
        assert twin == one
        assert hash(twin) == hash(one)
        tables = build_tables([one, twin])
        assert tables.offset[0] == tables.offset[1] == 0
        assert tables.values.size == tables.size[0]

    def test_does_not_change(self, case: Case) -> None:
        """A distribution cannot be changed, from outside or through what it hands out."""
        one = case.distribution
        with pytest.raises(AttributeError, match="does not change"):
            one.family = "other"  # type: ignore[misc]
        one.parameters.clear()
        assert one.parameters
