"""Means over replications with their 95 % interval: Student's t, exact where replications are normal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F8 = NDArray[np.float64]
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean over replications, in the unit of what is measured.

    Parameters
    ----------
    mean
        None where no replication could say.
    low, high
        Ends of the 95 % interval for the expected value; None with fewer than two replications.
    """

    mean: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether any replication could say."""
        return self.mean is not None

    @property
    def half_width(self) -> float | None:
        """Half the length of the interval, or None where there is none."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2.0

    def as_dict(self) -> dict[str, float | None]:
        """Return mean, low and high by name, as JSON has them."""
        return {"mean": self.mean, "low": self.low, "high": self.high}

    def scale(self, factor: float) -> Estimate:
        """Return the estimate in another unit; a negative factor swaps the ends."""
        ends = [None if one is None else one * factor for one in (self.low, self.high)]
        low, high = ends if factor >= 0 else reversed(ends)
        return Estimate(None if self.mean is None else self.mean * factor, low, high)

    def contains(self, value: float) -> bool:
        """Whether the interval holds a value; without an interval, whether the mean is it."""
        if self.low is None or self.high is None:
            return self.mean == value
        return self.low <= value <= self.high


UNKNOWN = Estimate()


def t_quantile(counts: F8) -> F8:
    """Return the 97.5 % quantile of Student's t for so many replications each; NaN below two.

    Parameters
    ----------
    counts
        (n,) float64.
    """
    from scipy.special import stdtrit

    freedom = np.where(counts >= 2, counts - 1.0, np.nan)
    return np.asarray(stdtrit(freedom, 0.5 + CONFIDENCE / 2.0), np.float64)


def estimate_columns(values: F8) -> list[Estimate]:
    """Return one estimate for each column.

    Parameters
    ----------
    values
        (replications, measures) float64; NaN where a replication could not say, which is left out.
    """
    known = ~np.isnan(values)
    counts = known.sum(axis=0).astype(np.float64)
    filled = np.where(known, values, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = filled.sum(axis=0) / counts
        squares = np.where(known, (values - means) ** 2, 0.0).sum(axis=0)
        halves = t_quantile(counts) * np.sqrt(squares / (counts - 1.0) / counts)
    return [_make(float(m), float(h)) for m, h in zip(means, halves, strict=True)]


def _make(mean: float, half: float) -> Estimate:
    if np.isnan(mean):
        return UNKNOWN
    return Estimate(mean) if np.isnan(half) else Estimate(mean, mean - half, mean + half)


def estimate(values: Sequence[float | None] | F8) -> Estimate:
    """Return the mean over replications and its interval; None and NaN are left out."""
    plain = [np.nan if value is None else value for value in values]
    return estimate_columns(np.array(plain, np.float64).reshape(-1, 1))[0]
