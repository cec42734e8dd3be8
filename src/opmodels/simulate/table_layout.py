"""Where the numbers of a tabulated distribution lie; shared by the tables and the kernel that reads them.

The kernel's compile cache is keyed by this file too (see `opmodels.simulate.compile_cache`).
"""

from __future__ import annotations

CONSTANT, SMOOTH, STEP = range(3)
"""Kinds of table: one value; a curve with both tails on a logarithmic axis; pieces."""

OCTAVES = 39
"""Octaves of each tail: the shares from 2^-40 up to a half."""

CELL_BITS = 6
CELLS = 1 << CELL_BITS
"""Cells of an octave, linear between their knots."""

SMALLEST_SHARE = 2.0 ** -(OCTAVES + 1)
"""The share at the last knot of a tail; what lies beyond takes the value of that knot."""

KNOTS = OCTAVES * CELLS + 1
"""Knots of one tail, from the smallest share up to a half."""

STEP_HEAD = 1
"""Numbers before the guide of a step table: the size of the guide."""

PIECE = 3
"""Numbers of a piece of a step table: the share where it starts, its value there, its slope."""
