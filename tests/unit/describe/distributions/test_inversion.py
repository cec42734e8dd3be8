"""Roots of cumulative shares."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.inversion import find_reach, invert_cdf, invert_survival
from opmodels.describe.distributions.weibull import Weibull

SHARES = np.ldexp(1.0, -np.arange(1, 200))


@given(st.floats(1e-6, 1e6), st.floats(0.3, 8.0))
def test_known_quantiles_are_found(scale: float, shape: float) -> None:
    """Roots equal closed-form quantiles in both tails, from ends that are far apart."""
    one = Weibull(scale=scale, shape=shape)
    low, high = np.zeros(SHARES.size), np.full(SHARES.size, scale * 1e9)
    below = invert_cdf(one.cdf, SHARES, low, high)
    above = invert_survival(one.survival, SHARES, low, high)
    np.testing.assert_allclose(below, one.quantile(SHARES), 1e-10)
    np.testing.assert_allclose(above, one.upper_quantile(SHARES), 1e-10)


def test_equal_ends() -> None:
    """Where the ends are equal they are the root, also at 0."""
    ends = np.array([0.0, 3.0])
    assert invert_cdf(Exponential(mean=3.0).cdf, np.array([0.5, 0.5]), ends, ends).tolist() == [0.0, 3.0]


def test_jump_is_found() -> None:
    """Where the share jumps past the one asked for, the root is the place of the jump."""

    def cdf(x: np.ndarray) -> np.ndarray:
        return np.where(x < 7.0, 0.1, 0.9)

    shares = np.array([0.2, 0.5, 0.8])
    roots = invert_cdf(cdf, shares, np.full(3, 1.0), np.full(3, 100.0))
    np.testing.assert_allclose(roots, 7.0, 1e-14)


def test_low_end_already_reached() -> None:
    """Where the low end has the share already, it is the answer."""
    roots = invert_cdf(lambda x: np.full(x.shape, 0.9), np.array([0.5]), np.array([2.0]), np.array([4.0]))
    assert roots.tolist() == [2.0]


def test_reach() -> None:
    """Each value is doubled until it is reached, and no further."""
    high = find_reach(lambda x: x >= np.array([1.0, 5.0, 100.0]), np.full(3, 2.0))
    assert high.tolist() == [2.0, 8.0, 128.0]
