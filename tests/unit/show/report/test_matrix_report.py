"""The page of the matrix: whole, readable without its drawing, and asking for nothing from outside."""

from __future__ import annotations

from opmodels.explore.matrix import Matrix
from opmodels.show.matrix_words import tell_cell
from opmodels.show.report.matrix_report import write_matrix_report
from opmodels.show.report.templates import make_breakable
from tests.unit.show.report.test_build import Reader


def test_it_is_whole_and_every_cell_is_told_in_words(matrix: Matrix) -> None:
    """Every element is closed, every table has heads and a caption, every cell stands there as a sentence."""
    page = write_matrix_report(matrix)
    reader = Reader()
    reader.feed(page)
    assert not reader.open
    assert len(reader.tables) == len(matrix.services)
    assert all(table["caption"] == 1 and table["heads"] == table["scopes"] for table in reader.tables)
    for cell in matrix.cells:
        assert make_breakable(tell_cell(cell, matrix.services[cell.service])) in page


def test_it_asks_for_nothing_from_outside(matrix: Matrix) -> None:
    """No source, no link that leaves the page."""
    reader = Reader()
    reader.feed(write_matrix_report(matrix))
    asked = [value for _, name, value in reader.attributes if name in ("src", "href")]
    assert all(value.startswith("#") for value in asked)
