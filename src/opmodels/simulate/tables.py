"""Distributions as flat arrays: each is tabulated once, and a draw is a look-up.

Layout of a block of `Tables.values`, by kind (constants in `opmodels.simulate.table_layout`):

``CONSTANT``
    the value.
``SMOOTH``
    `KNOTS` values of the lower tail, at the shares u from 2^-40 to a half, 64 in each octave, evenly spaced
    within it; then as many of the upper tail, at the shares v = 1 - u in the same order (so the largest value
    comes first). Linear between knots; beyond the last knot, the last knot.
``STEP``
    the size G of the guide (a power of two); G + 1 guide entries, the number of the piece in which the share
    g / G lies; then the pieces, each a triple of the share where it starts, the value there and the slope.
    Atoms are pieces of slope 0. Mixtures with gaps are pieces too: the smooth grid, cut exactly where the
    curve jumps.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.distributions.base import Distribution, Numbers
from opmodels.describe.distributions.quadrature import integrate_upper_tail
from opmodels.describe.distributions.steps import find_atoms
from opmodels.simulate.table_layout import (
    CELLS,
    CONSTANT,
    KNOTS,
    OCTAVES,
    PIECE,
    SMALLEST_SHARE,
    SMOOTH,
    STEP,
    STEP_HEAD,
)

GREATEST_GUIDE = 1 << 20
TAIL_TOLERANCE = 5e-5
"""What a tail may lose: with the straight lines between knots, mean and variance stay within 1e-4 (E2.3)."""

MOST_HALVINGS = 12
PIECE_TOLERANCE = 1e-7  # of mean and variance, for each piece of a mixture
_INSIDE = (
    1e-6  # how far inside a piece its ends are read, as a part of its width: on the right side of a jump
)


class Tables(NamedTuple):
    """Every distribution of a program, tabulated.

    Parameters
    ----------
    kind
        (n,) int8, one of the codes of `opmodels.simulate.table_layout`.
    offset
        (n,) int64, where the distribution's block starts in `values`.
    size
        (n,) int64, how many numbers its block has.
    values
        (total,) float64, the blocks one after another, each in its distribution's unit (minutes).
    """

    kind: NDArray[np.int8]
    offset: NDArray[np.int64]
    size: NDArray[np.int64]
    values: NDArray[np.float64]


def build_tables(distributions: Sequence[Distribution]) -> Tables:
    """Tabulate `distributions`; equal ones share a block.

    Raises
    ------
    ValueError
        When a distribution has a value that is not finite where it is tabulated.
    """
    distinct = dict.fromkeys(distributions)
    kinds, blocks = zip(*map(_tabulate, distinct), strict=True) if distinct else ((), ())
    sizes = np.array([block.size for block in blocks], np.int64)
    starts = np.cumsum(sizes) - sizes
    row = {one: place for place, one in enumerate(distinct)}
    rows = np.array([row[one] for one in distributions], np.int64)
    values = np.concatenate(blocks) if blocks else np.empty(0)
    return Tables(np.array(kinds, np.int8)[rows], starts[rows], sizes[rows], values)


@lru_cache(maxsize=1024)
def _tabulate(distribution: Distribution) -> tuple[int, Numbers]:
    kind, block = _choose_table(distribution)
    if not np.isfinite(block).all():
        raise ValueError(f"{distribution!r} has values too large to tabulate; give it at_most")
    block.setflags(write=False)
    return kind, block


def _choose_table(distribution: Distribution) -> tuple[int, Numbers]:
    if distribution.kind == "constant":
        return CONSTANT, np.array([distribution.mean()])
    if distribution.kind == "step":
        values, chances = find_atoms(distribution)
        return STEP, _lay_out_atoms(values, chances)
    breaks = distribution.breaks()
    if breaks is not None:
        return STEP, _lay_out_curve(distribution, breaks)
    return SMOOTH, _lay_out_tails(distribution)


def list_knots() -> Numbers:
    """Return the shares at the knots of a tail, rising from 2^-40 to a half, (KNOTS,)."""
    octave, cell = np.divmod(np.arange(KNOTS), CELLS)
    return np.asarray(np.ldexp(1.0 + cell / CELLS, octave - OCTAVES - 1), np.float64)


def _lay_out_tails(distribution: Distribution) -> Numbers:
    shares = list_knots()
    lower = np.maximum.accumulate(distribution.quantile(shares))
    upper = np.maximum.accumulate(np.append(lower[-1], distribution.upper_quantile(shares[::-1])))
    return np.concatenate([lower, upper[:0:-1]])


def _lay_out_atoms(values: Numbers, chances: Numbers) -> Numbers:
    starts = np.append(0.0, np.cumsum(chances)[:-1])
    return _lay_out_pieces(np.minimum(starts, 1.0), values, np.zeros(values.size))


def _lay_out_curve(distribution: Distribution, breaks: Numbers) -> Numbers:
    """Cut the smooth grid at `breaks` too, and halve pieces until each is nearly straight."""
    tail = list_knots()
    edges = np.unique(np.concatenate([[0.0], tail, 1.0 - tail[:-1], breaks, [1.0]]))
    edges = edges[np.append(True, np.diff(edges) > 2.0**-52)]
    left, width, curve = _halve_until_straight(distribution, edges[:-1], np.diff(edges))
    ends = np.maximum.accumulate(curve[:, [0, 2]].ravel()).reshape(-1, 2)
    # A hair less steep, so that rounding cannot lift the end of a piece above the start of the next.
    slopes = (ends[:, 1] - ends[:, 0]) / width * (1 - 2.0**-50)
    return _lay_out_pieces(left, ends[:, 0], slopes)


def _halve_until_straight(
    distribution: Distribution, left: Numbers, width: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Return starts and widths of pieces, and the curve near start, middle and end of each, (pieces, 3)."""
    curve = _read_curve(distribution, left, width)
    mean = float(width @ curve[:, 1])
    variance = float(width @ (curve[:, 1] - mean) ** 2)
    done: list[tuple[Numbers, Numbers, Numbers]] = []
    for _ in range(MOST_HALVINGS):
        bent = _is_bent(width, curve, mean, variance)
        done.append((left[~bent], width[~bent], curve[~bent]))
        left, width = np.append(left[bent], left[bent] + width[bent] / 2), np.tile(width[bent] / 2, 2)
        curve = _read_curve(distribution, left, width)
    done.append((left, width, curve))
    left, width, curve = (np.concatenate(part) for part in zip(*done, strict=True))
    order = np.argsort(left)
    return left[order], width[order], curve[order]


def _is_bent(width: Numbers, curve: Numbers, mean: float, variance: float) -> NDArray[np.bool_]:
    """Whether a straight piece would move the mean or the variance by more than its part of the tolerance."""
    error = width * np.abs(curve[:, 1] - (curve[:, 0] + curve[:, 2]) / 2)
    moved = error * np.abs(curve[:, 1] - mean) * 2
    return np.asarray((error > PIECE_TOLERANCE * mean) | (moved > PIECE_TOLERANCE * variance))


def _read_curve(distribution: Distribution, left: Numbers, width: Numbers) -> Numbers:
    """Read the curve near the start, at the middle and near the end of each piece, (pieces, 3)."""
    within = width[:, None] * np.array([_INSIDE, 0.5, 1 - _INSIDE])
    below = np.clip(left[:, None] + within, SMALLEST_SHARE, 1 - SMALLEST_SHARE)
    above = np.clip(1.0 - left[:, None] - within, SMALLEST_SHARE, 1 - SMALLEST_SHARE)
    is_low = below <= 0.5
    curve = np.empty(below.shape)
    curve[is_low] = distribution.quantile(below[is_low])
    curve[~is_low] = distribution.upper_quantile(above[~is_low])
    return curve


def _lay_out_pieces(starts: Numbers, values: Numbers, slopes: Numbers) -> Numbers:
    size = min(GREATEST_GUIDE, 1 << int(4 * starts.size - 1).bit_length())
    borders = np.arange(size) / size  # exact: the size is a power of two
    guide = np.append(np.searchsorted(starts, borders, side="right") - 1, starts.size - 1)
    pieces = np.stack([starts, values, slopes], axis=1).ravel()
    return np.concatenate([[size], guide, pieces]).astype(np.float64)


def table_moments(tables: Tables, row: int) -> tuple[float, float]:
    """Return mean and variance of what the kernel draws from distribution `row`, integrated exactly."""
    kind, offset, size = int(tables.kind[row]), int(tables.offset[row]), int(tables.size[row])
    block = tables.values[offset : offset + size]
    if kind == CONSTANT:
        return float(block[0]), 0.0
    chances, low, high = _smooth_spans(block) if kind == SMOOTH else _step_spans(block)
    mean = float(chances @ (low + high)) / 2
    low, high = low - mean, high - mean
    return mean, float(chances @ (low * low + low * high + high * high)) / 3


def _smooth_spans(block: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    widths = np.diff(list_knots(), prepend=0.0)
    tails = [(np.append(tail[0], tail[:-1]), tail) for tail in (block[:KNOTS], block[KNOTS:])]
    low, high = (np.concatenate(side) for side in zip(*tails, strict=True))
    return np.tile(widths, 2), low, high


def _step_spans(block: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    starts, values, slopes = block[STEP_HEAD + int(block[0]) + 1 :].reshape(-1, PIECE).T
    widths = np.diff(starts, append=1.0)
    return widths, values, values + slopes * widths


def tail_loss(distribution: Distribution) -> float:
    """Return what cutting the tail at a share of 2^-40 takes from mean or variance, whichever loses more.

    A share of the mean or the variance: 0 for atoms, 1e-4 a ten-thousandth, infinite where the variance is.
    `check` asks for ``at_most`` where it exceeds `TAIL_TOLERANCE`.
    """
    if distribution.kind != "smooth":
        return 0.0
    mean, variance = distribution.mean(), distribution.variance()
    if not (np.isfinite(mean) and np.isfinite(variance)):
        return float("inf")
    if variance <= 0:
        return 0.0
    end = float(distribution.upper_quantile(np.array([SMALLEST_SHARE]))[0])
    first, second = integrate_upper_tail(distribution, SMALLEST_SHARE, end)
    return max(first / mean, (second + 2 * (end - mean) * first) / variance)
