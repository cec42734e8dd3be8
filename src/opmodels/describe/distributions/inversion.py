"""Quantiles where only the share below a value is known: one root for each share, all at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.distributions.base import Numbers

Shares = Callable[[Numbers], Numbers]

LEAST = 1e-290
MOST_STEPS = 400
MOST_DOUBLINGS = 1000
_CLOSE = 1e-15
_FAR = 1e4  # stands for the logarithm of nothing


def invert_cdf(cdf: Shares, shares: Numbers, low: Numbers, high: Numbers) -> Numbers:
    """Return the values from `low` to `high` (shaped like `shares`) that `shares` of cases do not exceed."""
    target = np.log(shares)
    return _find_roots(lambda x: _log(cdf(x)) - target, low, high)


def invert_survival(survival: Shares, shares: Numbers, low: Numbers, high: Numbers) -> Numbers:
    """Return the values from `low` to `high` (shaped like `shares`) above which lie `shares` of cases."""
    target = np.log(shares)
    return _find_roots(lambda x: target - _log(survival(x)), low, high)


def find_reach(is_reached: Callable[[Numbers], NDArray[np.bool_]], start: Numbers) -> Numbers:
    """Return `start`, each value doubled until it is reached."""
    high = start.copy()
    for _ in range(MOST_DOUBLINGS):
        reached = is_reached(high)
        if reached.all():
            break
        high = np.where(reached, high, high * 2)
    return high


def _log(shares: Numbers) -> Numbers:
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(shares), -_FAR)


def _find_roots(rising: Callable[[Numbers], Numbers], low: Numbers, high: Numbers) -> Numbers:
    """Return where `rising` passes 0 between `low` and `high`, which may be equal.

    Chandrupatla (1997), Advances in Engineering Software 28, 145-149: inverse quadratic interpolation
    where that is safe, halving elsewhere; here on the logarithm of the value, as tails are nearly straight
    there.
    """
    start, end = np.log(np.maximum(low, LEAST)), np.log(np.maximum(high, LEAST))
    roots = _chandrupatla(lambda y: rising(np.exp(y)), start, end)
    roots = np.where(rising(low) >= 0, low, np.clip(np.exp(roots), low, high))
    return np.where(high <= LEAST, low, roots)


def _chandrupatla(rising: Callable[[Numbers], Numbers], a: Numbers, b: Numbers) -> Numbers:
    value_a, value_b = rising(a), rising(b)
    part = np.full(a.shape, 0.5)
    for _ in range(MOST_STEPS):
        x = a + part * (b - a)
        value = rising(x)
        same = (value >= 0) == (value_a >= 0)
        c, value_c = np.where(same, a, b), np.where(same, value_a, value_b)
        b, value_b = np.where(same, b, a), np.where(same, value_b, value_a)
        a, value_a = x, value
        least = _CLOSE * (1 + np.abs(a)) / np.maximum(np.abs(b - a), 1e-300)
        if ((least > 0.5) | (value_a == 0)).all():
            break
        part = np.clip(_next_part((a, b, c), (value_a, value_b, value_c)), np.minimum(least, 0.5), None)
        part = np.minimum(part, 1 - np.minimum(least, 0.5))
    return np.where(np.abs(value_a) <= np.abs(value_b), a, b)


def _next_part(ends: tuple[Numbers, Numbers, Numbers], values: tuple[Numbers, Numbers, Numbers]) -> Numbers:
    """Return how far from `a` to `b` to look next: by inverse quadratic interpolation, or half-way."""
    (a, b, c), (fa, fb, fc) = ends, values
    with np.errstate(divide="ignore", invalid="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        safe = (phi**2 < xi) & ((1 - phi) ** 2 < 1 - xi)
        part = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return np.where(safe & np.isfinite(part), part, 0.5)
