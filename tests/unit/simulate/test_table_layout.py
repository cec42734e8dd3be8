"""Constants of the tables."""

from __future__ import annotations

from opmodels.simulate import table_layout


def test_constants_agree() -> None:
    """Cells, knots and the last share follow from the octaves and the bits of a cell."""
    assert table_layout.CELLS == 2**table_layout.CELL_BITS == 64
    assert table_layout.KNOTS == 39 * 64 + 1
    assert table_layout.SMALLEST_SHARE == 2.0**-40


def test_kinds_are_distinct() -> None:
    """The kinds are the numbers that the kernel and the documents name."""
    assert (table_layout.CONSTANT, table_layout.SMOOTH, table_layout.STEP) == (0, 1, 2)
