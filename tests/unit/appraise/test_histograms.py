"""Quantiles and shares from log-spaced histograms."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.histograms import HIGH, LOW, find_quantiles, share_within
from opmodels.simulate import columns as c
from opmodels.simulate.kernel.clocks import bin_of

SHARES = np.array([0.1, 0.5, 0.9, 0.99])


def count(minutes: np.ndarray) -> np.ndarray:
    """Return the histogram that the kernel would keep of some times."""
    histogram = np.zeros(c.BINS, np.int64)
    for one in minutes:
        histogram[bin_of(round(one * 60_000))] += 1
    return histogram


@pytest.mark.parametrize("milliseconds", [0, 1, 2, 3, 999, 60_000, 86_400_000, 3_000_000_019])
def test_edges_are_those_of_the_kernel(milliseconds: int) -> None:
    """A time lies between the edges of the bin into which the kernel puts it."""
    place = bin_of(milliseconds)
    assert LOW[place] * 60_000 <= milliseconds * (1 + 1e-12)
    assert milliseconds <= HIGH[place] * 60_000 * (1 + 1e-12)


def test_quantiles_are_near() -> None:
    """Quantiles of 20,000 exponential times are within 2.2 %, the width of a bin, of those of the list."""
    times = np.random.default_rng(1).exponential(12.0, 20_000)
    assert find_quantiles(count(times), SHARES) == pytest.approx(np.quantile(times, SHARES), rel=0.022)


def test_share_within_is_near() -> None:
    """The share within a time is within half a point of that of the list."""
    times = np.random.default_rng(2).exponential(12.0, 20_000)
    for minutes in (0.5, 3.0, 15.0, 60.0):
        assert share_within(count(times), minutes) == pytest.approx((times <= minutes).mean(), abs=0.005)


def test_zero_is_exact() -> None:
    """Where most did not wait the median is zero, and the share within no time is exact."""
    histogram = count(np.array([0.0] * 7 + [10.0] * 3))
    assert find_quantiles(histogram, np.array([0.5, 0.7]))[:2].tolist() == [0.0, 0.0]
    assert find_quantiles(histogram, np.array([0.9]))[0] == pytest.approx(10.0, rel=0.022)
    assert share_within(histogram, 0.0) == 0.7


def test_nothing_counted_is_unknown() -> None:
    """Without any count there is neither quantile nor share."""
    empty = np.zeros(c.BINS, np.int64)
    assert np.isnan(find_quantiles(empty, SHARES)).all()
    assert share_within(empty, 5.0) is None


def test_all_within_the_longest() -> None:
    """Everything is within a time beyond the last bin."""
    histogram = count(np.array([1.0, 2.0, 100_000.0]))
    assert share_within(histogram, 1e12) == 1.0
