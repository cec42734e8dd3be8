"""Means over replications and their intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from opmodels.appraise.intervals import UNKNOWN, Estimate, estimate, estimate_columns, t_quantile


def test_interval_is_that_of_student() -> None:
    """For 1, 2, 3, 4 the half-width is t(3, 0.975) = 3.182446 standard errors."""
    found = estimate([1.0, 2.0, 3.0, 4.0])
    assert found.mean == 2.5
    assert found.half_width == pytest.approx(3.182446 * math.sqrt(5 / 3) / 2, rel=1e-6)
    assert found.low is not None and found.low + found.half_width == pytest.approx(2.5)


def test_one_replication_has_no_bounds() -> None:
    """With one replication there is a mean and no interval; with none there is nothing."""
    assert estimate([7.0]) == Estimate(7.0, None, None)
    assert estimate([]) == UNKNOWN
    assert estimate([None, math.nan]) == UNKNOWN


def test_silent_replications_are_left_out() -> None:
    """Replications that cannot say count neither for the mean nor for the degrees of freedom."""
    assert estimate([1.0, None, 3.0, math.nan]) == estimate([1.0, 3.0])


def test_columns_are_estimated_apart() -> None:
    """A column that no replication knows does not disturb its neighbours."""
    values = np.array([[1.0, np.nan, 5.0], [3.0, np.nan, 5.0]])
    first, second, third = estimate_columns(values)
    assert (first.mean, second, third) == (2.0, UNKNOWN, Estimate(5.0, 5.0, 5.0))


def test_interval_covers_as_often_as_it_says() -> None:
    """Of 4,000 intervals from five normal numbers 95 % hold the truth, within four standard errors (1.4 %).

    A false alarm is expected in 6 of 100,000 seeds; the seed is fixed.
    """
    draws = np.random.default_rng(5).normal(10.0, 3.0, (5, 4000))
    held = np.mean([one.contains(10.0) for one in estimate_columns(draws)])
    assert abs(held - 0.95) < 4 * math.sqrt(0.95 * 0.05 / 4000)


def test_scaling_by_a_negative_factor_swaps_the_ends() -> None:
    """A fall of cost is a rise of saving: low and high change places."""
    assert Estimate(2.0, 1.0, 4.0).scale(-2.0) == Estimate(-4.0, -8.0, -2.0)
    assert Estimate(2.0).scale(3.0) == Estimate(6.0)


def test_contains_without_interval() -> None:
    """Without an interval only the mean itself is held."""
    assert Estimate(2.0).contains(2.0)
    assert not Estimate(2.0).contains(2.1)
    assert not UNKNOWN.contains(0.0)
    assert not UNKNOWN.is_known


def test_quantiles_of_student() -> None:
    """Known 97.5 % quantiles for 2, 3 and 31 replications; none below two."""
    found = t_quantile(np.array([1.0, 2.0, 3.0, 31.0]))
    assert np.isnan(found[0])
    assert found[1:] == pytest.approx([12.7062, 4.30265, 2.04227], rel=1e-5)


def test_json_form() -> None:
    """An estimate is mean, low and high, null where unknown."""
    assert Estimate(1.0).as_dict() == {"mean": 1.0, "low": None, "high": None}
