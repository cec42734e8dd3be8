"""One uniform in, one value out: a distribution's quantile function as a table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opmodels.simulate.kernel.compiled import apart, compiled, entry, shared
from opmodels.simulate.table_layout import (
    CELL_BITS,
    OCTAVES,
    PIECE,
    SMALLEST_SHARE,
    SMOOTH,
    STEP,
    STEP_HEAD,
)

# The bits of a float64 above this place are the exponent and the number of the cell.
_SHIFT = 52 - CELL_BITS
_FIRST_CELL = (1023 - OCTAVES - 1) << CELL_BITS
_MANTISSA = (1 << 52) - 1
_ONE = 1023 << 52  # the bits of 1.0


@compiled
def draw_smooth(offset: int, size: int, values: NDArray[np.float64], u: float) -> float:
    """Return the value of a smooth table at `u`: exponent and first bits of the share are the cell."""
    # A choice, not a way to go: the processor could not guess on which side of a half the number is.
    is_high = u > 0.5
    share = 1.0 - u if is_high else u  # exact, as u is at least a half there
    first = offset + (size >> 1 if is_high else 0)
    share = share if share > SMALLEST_SHARE else SMALLEST_SHARE
    # Reading the bits takes 4 to 6 ns a draw; frexp and ldexp take 15 to 24 ns, -log1p(-u) 15 ns.
    bits = np.float64(share).view(np.int64)
    place = first + (bits >> _SHIFT) - _FIRST_CELL
    within = np.int64(((bits << CELL_BITS) & _MANTISSA) | _ONE).view(np.float64) - 1.0
    low = values[place]
    return float(low + (values[place + 1] - low) * within)


@apart
def draw_step(offset: int, size: int, values: NDArray[np.float64], u: float) -> float:
    """Return the value of a step table at `u`: the guide brackets the piece, bisection finds it."""
    guide_size = int(values[offset])
    guide = offset + STEP_HEAD
    pieces = guide + guide_size + 1
    place = min(int(u * guide_size), guide_size - 1)
    low = int(values[guide + place])
    high = int(values[guide + place + 1])
    while low < high:
        middle = (low + high) >> 1
        if u < values[pieces + PIECE * (middle + 1)]:
            high = middle
        else:
            low = middle + 1
    piece = pieces + PIECE * low
    return float(values[piece + 1] + values[piece + 2] * (u - values[piece]))


@shared
def draw_value(kind: int, offset: int, size: int, values: NDArray[np.float64], u: float) -> float:
    """Return the value that distribution `kind, offset, size` of the tables takes at `u`.

    Parameters
    ----------
    kind, offset, size
        The distribution's row in `opmodels.simulate.tables.Tables`.
    values
        The numbers of all tables, (total,) float64.
    u
        A uniform number in (0, 1]; a share of 1 is the end of the upper tail.

    Returns
    -------
    float
        Never falls when `u` rises.
    """
    if kind == SMOOTH:
        return draw_smooth(offset, size, values, u)
    if kind == STEP:
        return draw_step(offset, size, values, u)
    return float(values[offset])


@entry
def draw_column(
    kind: int,
    offset: int,
    size: int,
    values: NDArray[np.float64],
    uniforms: NDArray[np.float64],
    out: NDArray[np.float64],
) -> None:
    """Write the value at each of `uniforms` (n,) into `out` (n,)."""
    for row in range(uniforms.size):
        out[row] = draw_value(kind, offset, size, values, uniforms[row])
