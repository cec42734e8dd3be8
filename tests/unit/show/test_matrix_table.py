"""The matrix as text: every service a row, every model a column, every reason below."""

from __future__ import annotations

import pytest

from opmodels.explore.matrix import Matrix
from opmodels.show.matrix_table import head_of, write_matrix
from opmodels.show.matrix_words import mark_cell


@pytest.mark.parametrize("width", [40, 80, 120])
def test_it_fits_its_width(matrix: Matrix, width: int) -> None:
    """No row of the table is wider than asked; what does not fit goes into another block."""
    rows = [line for line in write_matrix(matrix, width).splitlines() if line.startswith(("desk", "queue"))]
    assert all(len(line) <= width for line in rows)
    assert len(rows) % 2 == 0


def test_every_mark_and_reason_is_there(matrix: Matrix) -> None:
    """What a cell comes to stands in its row; why there is none stands below."""
    text = write_matrix(matrix, 120)
    (row,) = (line for line in text.splitlines() if line.startswith("desk"))
    for model in matrix.models:
        cell = matrix.cell("desk", model)
        assert mark_cell(cell, matrix.services["desk"]) in row
        assert cell.has_result or f"desk x {model}: " in text


def test_the_next_command_stands_last(matrix: Matrix) -> None:
    """It can be typed."""
    assert write_matrix(matrix, 120, "opmodels models").endswith("Next: opmodels models\n")


@pytest.mark.parametrize(
    ("model", "lines"),
    [
        ("keep", ["keep"]),
        ("call_back_first", ["call back", "first"]),
        ("self_manage+shift_peaks", ["self manage+", "shift peaks"]),
    ],
)
def test_heads_break_where_words_meet(model: str, lines: list[str]) -> None:
    """Names are set in short lines."""
    assert head_of(model) == lines
