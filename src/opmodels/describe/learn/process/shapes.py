"""What lengths of time are like: the distribution that foretells best what it has not seen.

Candidates are the exponential, gamma, Weibull and lognormal distributions, a mixture of two lognormals,
and the sample itself in slices; each with a share of nothing at all (0) as it was seen. Each is fitted to
four fifths of the sample and judged by the rest, in turns, by the quantile score (Gneiting and Raftery
2007: a proper score, which also takes samples with many equal values, where a likelihood breaks down). The
first in this order that comes within `NEAR` of the best is taken, so that simple ones win ties.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtr, ndtri, polygamma, psi

from opmodels.describe.learn.variation import find_range

F8 = NDArray[np.float64]
NEAR = 0.01
OFF_MEAN = 0.05
"""How far off the mean of the values a distribution may be, as a share of it."""
FOLDS = 5
FEWEST = 20
"""From fewer values than this no family is told: the sample stands for itself."""
LEAST_POSITIVE = 5
MOST_JUDGED = 2000
SLICES = 40
SIMPLE = frozenset({"exponential", "lognormal", "gamma", "weibull"})
GRID: F8 = (np.arange(99) + 1.0) / 100
TURNS = 60
"""Turns of the fit of a mixture (expectation and maximisation)."""


@dataclass(frozen=True)
class Shape:
    """A distribution of positive lengths, with the share that is 0.

    Parameters
    ----------
    family
        As a service file names it.
    numbers
        Its parameters by name; for the sample itself ``values``, for a mixture those of both parts.
    none
        Share of values that are 0.
    """

    family: str
    numbers: dict[str, tuple[float, ...]]
    none: float

    def quantile(self, u: F8) -> F8:
        """Return the lengths below which the shares `u` lie."""
        inner = np.clip((u - self.none) / max(1 - self.none, 1e-12), 1e-9, 1 - 1e-9)
        return np.where(u <= self.none, 0.0, QUANTILES[self.family](self.numbers, inner))

    def mean(self) -> float:
        """Return the mean, by a thousand quantiles."""
        return float(self.quantile((np.arange(1000) + 0.5) / 1000).mean())


def _quantile_exponential(numbers: dict[str, tuple[float, ...]], u: F8) -> F8:
    return np.asarray(-numbers["mean"][0] * np.log1p(-u))


def _quantile_gamma(numbers: dict[str, tuple[float, ...]], u: F8) -> F8:
    mean, shape = numbers["mean"][0], numbers["cv"][0] ** -2
    return np.asarray(gammaincinv(shape, u) * mean / shape)


def _quantile_weibull(numbers: dict[str, tuple[float, ...]], u: F8) -> F8:
    return np.asarray(numbers["scale"][0] * (-np.log1p(-u)) ** (1 / numbers["shape"][0]))


def _quantile_lognormal(numbers: dict[str, tuple[float, ...]], u: F8) -> F8:
    return np.asarray(numbers["median"][0] * np.exp(numbers["sd_log"][0] * ndtri(u)))


def _quantile_mixture(numbers: dict[str, tuple[float, ...]], u: F8) -> F8:
    shares, logs, spreads = (np.array(numbers[name]) for name in ("shares", "logs", "sd_log"))
    low = np.full_like(u, (logs - 8 * spreads).min())
    high = np.full_like(u, (logs + 8 * spreads).max())
    for _ in range(60):
        middle = (low + high) / 2
        below = sum(w * ndtr((middle - m) / s) for w, m, s in zip(shares, logs, spreads, strict=True))
        low, high = np.where(below < u, middle, low), np.where(below < u, high, middle)
    return np.exp((low + high) / 2)


def _quantile_sample(numbers: dict[str, tuple[float, ...]], u: F8) -> F8:
    values = np.array(numbers["values"])
    return values[np.minimum((u * len(values)).astype(np.int64), len(values) - 1)]


QUANTILES: dict[str, Callable[[dict[str, tuple[float, ...]], F8], F8]] = {
    "exponential": _quantile_exponential,
    "gamma": _quantile_gamma,
    "weibull": _quantile_weibull,
    "lognormal": _quantile_lognormal,
    "mixture": _quantile_mixture,
    "empirical": _quantile_sample,
}


def _fit_exponential(x: F8) -> dict[str, tuple[float, ...]]:
    return {"mean": (float(x.mean()),)}


def _fit_gamma(x: F8) -> dict[str, tuple[float, ...]]:
    """Fit by likelihood: the shape by Minka's (2002) steps from his start."""
    apart = max(math.log(x.mean()) - float(np.log(x).mean()), 1e-9)
    shape = (3 - apart + math.sqrt((apart - 3) ** 2 + 24 * apart)) / (12 * apart)
    for _ in range(4):
        slope = 1 / shape - float(polygamma(1, shape))
        shape = 1 / (1 / shape + (math.log(shape) - float(psi(shape)) - apart) / (shape**2 * slope))
    return {"mean": (float(x.mean()),), "cv": (1 / math.sqrt(shape),)}


def _fit_weibull(x: F8) -> dict[str, tuple[float, ...]]:
    """Fit by the mean and the spread of the logarithms, which are those of a Gumbel distribution."""
    logs = np.log(x)
    shape = math.pi / (max(float(logs.std()), 1e-6) * math.sqrt(6))
    return {"scale": (math.exp(float(logs.mean()) + np.euler_gamma / shape),), "shape": (shape,)}


def _fit_lognormal(x: F8) -> dict[str, tuple[float, ...]]:
    logs = np.log(x)
    return {"median": (math.exp(float(logs.mean())),), "sd_log": (max(float(logs.std()), 1e-6),)}


def _fit_mixture(x: F8) -> dict[str, tuple[float, ...]]:
    """Fit two lognormals by expectation and maximisation, from the lower and the upper half."""
    logs = np.sort(np.log(x))
    halves = np.array_split(logs, 2)
    floor = max(float(logs.std()) * 0.02, 1e-3)
    means, spreads = np.array([h.mean() for h in halves]), np.array([max(h.std(), floor) for h in halves])
    shares = np.array([0.5, 0.5])
    for _ in range(TURNS):
        density = shares / spreads * np.exp(-0.5 * ((logs[:, None] - means) / spreads) ** 2)
        part = density / np.maximum(density.sum(axis=1, keepdims=True), 1e-300)
        weight = np.maximum(part.sum(axis=0), 1e-9)
        means = (part * logs[:, None]).sum(axis=0) / weight
        spreads = np.maximum(np.sqrt((part * (logs[:, None] - means) ** 2).sum(axis=0) / weight), floor)
        shares = weight / weight.sum()
    return {"shares": tuple(shares), "logs": tuple(means), "sd_log": tuple(spreads)}


def _slice_sample(x: F8) -> dict[str, tuple[float, ...]]:
    """Cut the sample into slices of equal size and keep their means, so that the mean stays."""
    return {"values": tuple(float(part.mean()) for part in np.array_split(np.sort(x), min(SLICES, len(x))))}


FITS: dict[str, Callable[[F8], dict[str, tuple[float, ...]]]] = {
    "exponential": _fit_exponential,
    "lognormal": _fit_lognormal,
    "gamma": _fit_gamma,
    "weibull": _fit_weibull,
    "mixture": _fit_mixture,
    "empirical": _slice_sample,
}


def fit_family(family: str, values: F8) -> Shape:
    """Fit one family to lengths, zeros apart."""
    positive = values[values > 0]
    none = 1 - len(positive) / len(values)
    if not len(positive):
        return Shape("empirical", {"values": (0.0,)}, 0.0)
    if len(positive) < LEAST_POSITIVE:
        family = "empirical"
    return Shape(family, FITS[family](positive), none)


def score(shape: Shape, seen: F8) -> float:
    """Return the mean quantile score over a grid: the less, the better foretold."""
    return score_quantiles(shape.quantile(GRID), seen)


def score_quantiles(quantiles: F8, seen: F8) -> float:
    """Return the mean quantile score of (99,) quantiles, those of `GRID`."""
    off = seen[:, None] - quantiles
    return float(np.maximum(GRID * off, (GRID - 1) * off).mean())


def choose_shape(values: F8, seed: int = 1) -> Shape:
    """Return the distribution that foretells lengths best.

    Parameters
    ----------
    values
        (n,) lengths, not below 0; in any unit.
    seed
        Which values are judged together.
    """
    values = np.asarray(values, np.float64)
    if len(np.unique(values[values > 0])) < 3 or len(values) < FEWEST:
        return fit_family("empirical", values)
    judged = np.random.default_rng(seed).permutation(values)[:MOST_JUDGED]
    scores = {family: _judge(family, judged) for family in FITS}
    best = min(scores.values())
    near = [fit_family(family, values) for family, one in scores.items() if one <= best * (1 + NEAR)]
    return next((one for one in near if _keeps_mean(one, values)), fit_family("empirical", values))


def _keeps_mean(shape: Shape, values: F8) -> bool:
    """Whether a distribution has nearly the mean that was seen: sums of lengths are to come out right."""
    return abs(shape.mean() - float(values.mean())) <= OFF_MEAN * float(values.mean())


def bootstrap(shape: Shape, values: F8, draws: int, seed: int = 1) -> dict[str, tuple[float, float]]:
    """Return the 95 % range of the mean and, but for samples and mixtures, of each parameter.

    Values are drawn again with replacement, and the family is fitted again to each such sample.
    """
    rng = np.random.default_rng(seed)
    again = [values[rng.integers(0, len(values), len(values))] for _ in range(draws)]
    found: dict[str, list[float]] = {"average": [float(one.mean()) for one in again]}
    if shape.family in SIMPLE:
        fits = [fit_family(shape.family, one) for one in again]
        same = [one for one in fits if one.family == shape.family]
        for name in shape.numbers if same else ():
            found[name] = [one.numbers[name][0] for one in same]
    return {name: span_of(np.array(many)) for name, many in found.items()}


def range_quantiles(values: F8, levels: tuple[float, ...]) -> tuple[tuple[float, float] | None, ...]:
    """Return the 95 % range of each quantile of a sample, whatever the values are distributed like.

    How many of n values lie below the true quantile is a binomial count, so that the values at two ranks hold
    it between them (David and Nagaraja 2003, Order Statistics, section 7.1). None where the values are too
    few for such ranks.
    """
    from scipy.stats import binom

    ordered, count = np.sort(values), len(values)
    low, high = (binom.ppf(end, count, levels).astype(np.int64) for end in (0.025, 0.975))
    # The rank-th smallest value has place rank - 1.
    return tuple(
        (float(ordered[one - 1]), float(ordered[other])) if one > 0 and other < count else None
        for one, other in zip(low.tolist(), high.tolist(), strict=True)
    )


def span_of(draws: F8) -> tuple[float, float]:
    """Return the 95 % range of draws of one number."""
    low, high = find_range(draws)
    return float(low), float(high)


def _judge(family: str, values: F8) -> float:
    parts = np.array_split(values, FOLDS)
    total = 0.0
    for place, seen in enumerate(parts):
        rest = np.concatenate([part for other, part in enumerate(parts) if other != place])
        total += score(fit_family(family, rest), seen) * len(seen)
    return total / len(values)
