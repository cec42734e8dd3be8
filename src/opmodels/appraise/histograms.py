"""Quantiles and shares from the log-spaced histograms that a run keeps, see `opmodels.simulate.columns`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opmodels.appraise.intervals import F8
from opmodels.simulate import columns as c

MS_PER_MINUTE = 60_000.0
LOW: F8 = np.concatenate([[0.0], 2.0 ** (np.arange(c.BINS - 1) / c.BINS_PER_OCTAVE) / MS_PER_MINUTE])
"""(BINS,) lower edge of each bin in minutes; bin 0 holds zero alone."""
HIGH: F8 = np.concatenate([[0.0], 2.0 ** (np.arange(1, c.BINS) / c.BINS_PER_OCTAVE) / MS_PER_MINUTE])
"""(BINS,) upper edge of each bin in minutes; the last bin takes whatever is longer."""


def find_quantiles(histogram: NDArray[np.int64], shares: F8) -> F8:
    """Return quantiles in minutes, interpolated within a bin; NaN where nothing was counted.

    A bin is 2.2 % wide, which bounds the error.

    Parameters
    ----------
    histogram
        (BINS,) int64, counts.
    shares
        (n,) float64, between 0 and 1.
    """
    reached = np.cumsum(histogram)
    if reached[-1] == 0:
        return np.full(len(shares), np.nan)
    wanted = shares * reached[-1]
    bins = np.minimum(np.searchsorted(reached, np.maximum(wanted, np.finfo(float).tiny)), c.BINS - 1)
    inside = (wanted - (reached[bins] - histogram[bins])) / histogram[bins]
    return np.asarray(LOW[bins] + np.clip(inside, 0.0, 1.0) * (HIGH[bins] - LOW[bins]), np.float64)


def share_within(histogram: NDArray[np.int64], minutes: float) -> float | None:
    """Return the share of counts at most so many minutes, interpolated within a bin; None without counts.

    Parameters
    ----------
    histogram
        (BINS,) int64, counts.
    minutes
        The longest time that counts.
    """
    total = int(histogram.sum())
    if total == 0:
        return None
    place = int(np.searchsorted(HIGH, minutes, side="right"))
    whole = float(histogram[:place].sum())
    if place < c.BINS and minutes > LOW[place]:
        whole += float(histogram[place] * (minutes - LOW[place]) / (HIGH[place] - LOW[place]))
    return whole / total
