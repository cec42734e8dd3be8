"""The matrix as a drawing: one square for each cell, which says in words what it stands for."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from opmodels.explore.matrix import Matrix
from opmodels.show.matrix_drawing import BARRED, draw_matrix, tell_finding
from opmodels.show.matrix_words import FAILS, RED, mark_cell, tell_mark

SVG = "{http://www.w3.org/2000/svg}"


def test_every_cell_has_a_square_that_tells_it(matrix: Matrix) -> None:
    """The drawing is whole XML; each square has its title, and its mark inside."""
    root = ElementTree.fromstring(draw_matrix(matrix))
    squares = root.findall(f"{SVG}g")
    assert len(squares) == len(matrix.cells)
    for square, cell in zip(squares, matrix.cells, strict=True):
        title, words = square.findtext(f"{SVG}title"), square.findtext(f"{SVG}text")
        assert title is not None and title.startswith(f"{cell.service}, {cell.model}: ")
        mark = mark_cell(cell, matrix.services[cell.service])
        assert words == (mark if cell.has_result else "no result")


def test_what_is_barred_has_no_colour(matrix: Matrix) -> None:
    """A model that crosses a red line or fails a guardrail is grey, however much it saves."""
    squares = ElementTree.fromstring(draw_matrix(matrix)).findall(f"{SVG}g")
    barred = [tell_mark(cell) in (RED, FAILS) for cell in matrix.cells]
    fills = [square.find(f"{SVG}rect").get("fill") == BARRED for square in squares]  # type: ignore[union-attr]
    assert fills == barred
    assert any(barred)


def test_good_cells_are_not_counted(matrix: Matrix) -> None:
    """The finding counts results and reasons, and says what they are not."""
    told = tell_finding(matrix)
    assert told.startswith("4 operating models in 2 services: ")
    assert "not a league table" in told
