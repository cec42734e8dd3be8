"""Integrals over a quantile function, octave by octave: heavy tails are summed as far as floats reach."""

from __future__ import annotations

import numpy as np

from opmodels.describe.distributions.base import Distribution, Numbers

NODES = 16
FINEST = 1000
"""Octaves of the upper tail: shares down to 2^-1000."""

EVEN_CUTS = 1024
"""Further cuts, evenly spaced, for distributions that have breaks."""

FINEST_LOWER = 80
"""Octaves of the lower tail, where values only fall: shares down to 2^-80."""


def _place_nodes(edges: Numbers) -> tuple[Numbers, Numbers]:
    """Return Gauss-Legendre nodes and weights on each interval between rising `edges`."""
    node, weight = np.polynomial.legendre.leggauss(NODES)
    half = np.diff(edges)[:, None] / 2
    middle = edges[:-1, None] + half
    return (middle + half * node).ravel(), (half * weight).ravel()


def _cut_octaves(first: float, last: float, breaks: Numbers | None = None) -> Numbers:
    """Return `first`, the powers of two and the breaks between, and `last`."""
    powers = np.ldexp(1.0, np.arange(-FINEST - 1, 0))
    cuts = powers if breaks is None else np.union1d(powers, breaks)
    return np.concatenate([[first], cuts[(cuts > first) & (cuts < last)], [last]])


def read_values(
    distribution: Distribution, above: float = 0.0, breaks: Numbers | None = None
) -> tuple[Numbers, Numbers]:
    """Return values of `distribution` and their weights, for integrals over all but its upper share `above`.

    Cuts at `breaks`, the shares where the curve jumps, keep the sums exact there.
    The weights sum to ``1 - above``, but for 2^-80 of cases at the low end and 2^-1000 at the high end.
    """
    if breaks is not None:
        breaks = np.union1d(breaks, np.arange(1, EVEN_CUTS) / EVEN_CUTS)  # bends may be anywhere
    shares, weights = _place_nodes(_cut_octaves(2.0**-FINEST_LOWER, min(0.5, 1.0 - above), breaks))
    values = distribution.quantile(shares)
    if above >= 0.5:
        return values, weights
    mirrored = None if breaks is None else 1.0 - breaks
    upper, upper_weights = _place_nodes(_cut_octaves(max(above, 2.0**-FINEST), 0.5, mirrored))
    return np.append(values, distribution.upper_quantile(upper)), np.append(weights, upper_weights)


def integrate_upper_tail(distribution: Distribution, share: float, end: float) -> tuple[float, float]:
    """Return the integrals of ``q - end`` and its square over the upper `share` of cases (q: values)."""
    shares, weights = _place_nodes(_cut_octaves(2.0**-FINEST, share))
    with np.errstate(over="ignore"):
        beyond = distribution.upper_quantile(shares) - end
        return float(weights @ beyond), float(weights @ beyond**2)
