"""What several studies say together of a place where nobody has looked yet, with its uncertainty.

The model has random effects and bias, on a scale on which errors are about normal:

    y_i = mu + d_i + b_i + e_i
    d_i ~ N(0, tau^2 / k_i)     how the k_i places of study i differ from the mean of all
    b_i ~ N(shift_i, doubt_i^2) bias
    e_i ~ N(0, error_i^2)       chance

with a flat prior on mu and a half-normal one on tau. Given tau, mu is normal with mean and variance in
closed form; over tau the integral is a sum on a grid. A new place has mu + d, so what is predicted there is a
mixture of normals.

That the prediction for a new place is the answer that matters: Higgins, Thompson and Spiegelhalter, A
re-evaluation of random-effects meta-analysis, Journal of the Royal Statistical Society A 172 (2009). Bias as
a distribution of its own: Turner, Spiegelhalter, Smith and Thompson, Bias modelling in evidence synthesis,
in the same volume.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
POINTS = 1001
WIDEST = 10.0
"""Where the grid over tau ends, in scales of its prior; beyond it the prior has less than 1e-22."""
HALVINGS = 60
"""Of the span in which a quantile is looked for."""
LEVEL = 0.95


@dataclass(frozen=True)
class Study:
    """One study on the working scale.

    Parameters
    ----------
    value
        What it reports.
    error
        Standard error, above 0.
    shift
        What is taken off what it reports, as bias that is expected.
    doubt
        Standard deviation of the bias.
    places
        Over how many places it averages.
    """

    value: float
    error: float
    shift: float = 0.0
    doubt: float = 0.0
    places: int = 1

    @property
    def adjusted(self) -> float:
        """What it reports, less the bias that is expected."""
        return self.value - self.shift

    @property
    def variance(self) -> float:
        """Its variance with that of the bias, without differences between places."""
        return self.error**2 + self.doubt**2

    def full_variance(self, taus: Numbers) -> Numbers:
        """Return its variance around the mean effect, given the standard deviation between places."""
        return self.variance + taus**2 / self.places


@dataclass(frozen=True)
class Posterior:
    """What the studies say together.

    Parameters
    ----------
    taus
        Grid of standard deviations between places, shape ``(POINTS,)``.
    weights
        Posterior probability of each, summing to 1.
    means, variances
        Mean and variance of the mean effect, given each.
    """

    taus: Numbers
    weights: Numbers
    means: Numbers
    variances: Numbers

    @property
    def centre(self) -> float:
        """The median of the effect in a new place."""
        return self.predict(0.5)

    @property
    def between(self) -> float:
        """The posterior median of tau, the standard deviation between places."""
        return float(np.interp(0.5, np.cumsum(self.weights), self.taus))

    def predict(self, share: float) -> float:
        """Return the quantile of the effect in a new place."""
        return _find_quantile(share, self.weights, self.means, self._spreads)

    def average(self, share: float) -> float:
        """Return the quantile of the mean effect over all places."""
        return _find_quantile(share, self.weights, self.means, np.sqrt(self.variances))

    def share_below(self, value: float) -> float:
        """Return the probability that the effect in a new place is below a value."""
        return _share_below(value, self.weights, self.means, self._spreads)

    @property
    def _spreads(self) -> Numbers:
        spreads: Numbers = np.sqrt(self.variances + self.taus**2)
        return spreads


def combine(studies: Sequence[Study], spread: float) -> Posterior:
    """Return what studies say together.

    Parameters
    ----------
    studies
        At least one.
    spread
        Scale of the half-normal prior of the standard deviation between places.

    Raises
    ------
    ValueError
        When there is no study, or an error or the spread is not above 0.
    """
    if not studies or spread <= 0.0 or any(study.error <= 0.0 for study in studies):
        raise ValueError("at least one study, and every error and the spread above 0")
    values = np.array([study.adjusted for study in studies])
    # Cubes put most points where tau is small, so that exact studies are told from inexact ones.
    steps = np.linspace(0.0, 1.0, POINTS)
    taus = WIDEST * spread * steps**3
    precisions = 1.0 / np.stack([study.full_variance(taus) for study in studies], axis=1)
    variances = 1.0 / precisions.sum(axis=1)
    means = variances * (precisions * values).sum(axis=1)
    misfit = (precisions * (values - means[:, None]) ** 2).sum(axis=1)
    log_density = (
        0.5 * (np.log(precisions).sum(axis=1) + np.log(variances) - misfit) - 0.5 * (taus / spread) ** 2
    )
    weights = np.exp(log_density - log_density.max()) * steps**2
    return Posterior(taus, weights / weights.sum(), means, variances)


def _share_below(value: float, weights: Numbers, means: Numbers, spreads: Numbers) -> float:
    from scipy.special import ndtr

    return float(weights @ ndtr((value - means) / spreads))


def _find_quantile(share: float, weights: Numbers, means: Numbers, spreads: Numbers) -> float:
    held = weights > 0.0
    reach = 10.0 * float(spreads[held].max())
    low, high = float(means[held].min()) - reach, float(means[held].max()) + reach
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if _share_below(middle, weights, means, spreads) < share:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
