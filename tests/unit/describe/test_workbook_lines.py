"""One row of a workbook."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook

from opmodels.describe.workbook_cells import CellError
from opmodels.describe.workbook_lines import Line, read_grade, refuse_half
from opmodels.describe.workbook_rows import HIGH, LOW, PATH, YOURS, Row

STAFF = Row(("pools", "gp", "staff"), "gp", "staff", "", "3", "", has_range=True)


def make_line(cells: list[Any], columns: dict[int, int], formulas: list[Any] | None = None) -> Line:
    """Return a row of a sheet 'Pools'; `formulas` are its cells as typed."""
    rows = []
    for values in (cells, formulas or cells):
        sheet = Workbook().active
        sheet.append(values)
        rows.append(next(sheet.iter_rows()))
    return Line("mine.xlsx", "Pools", columns, *rows)


def test_columns_are_followed() -> None:
    """Cells are found where their columns stand; a column that is not there holds nothing."""
    line = make_line(["pools.gp.staff", 4], {PATH: 0, YOURS: 1})
    assert line.path == "pools.gp.staff"
    assert (line.read(YOURS, STAFF), line.read(LOW, STAFF), line.cell(HIGH)) == ("4", "", None)
    assert line.where(YOURS) == line.where(HIGH) == "mine.xlsx, sheet Pools, cell B1"


def test_formula_without_its_value() -> None:
    """A formula that was never worked out is told with its own column, that of a range too."""
    line = make_line(["x", 4, None], {PATH: 0, YOURS: 1, LOW: 2}, ["x", 4, "=B1-1"])
    with pytest.raises(CellError, match="not worked out") as raised:
        line.read(LOW, STAFF)
    assert raised.value.column == LOW


@pytest.mark.parametrize(
    ("text", "grade"), [("a", "A"), (" Assumption ", "assumption"), (None, ""), ("", "")]
)
def test_grades(text: Any, grade: str) -> None:
    """Grades are read whatever their case; an empty cell is none."""
    assert read_grade(text) == grade


@pytest.mark.parametrize(
    ("text", "ends", "told", "column"),
    [
        ("3", ("", "4"), "", LOW),
        ("3", ("2", ""), "", HIGH),
        ("3", ("4", "5"), "", LOW),
        ("3", ("1", "2"), "", HIGH),
        ("", ("1", "2"), "", None),
        ("", ("", ""), "our rota", None),
    ],
)
def test_half_filled(text: str, ends: tuple[str, str], told: str, column: int | None) -> None:
    """What is missing or does not fit is told with the column of the cell to mend."""
    with pytest.raises(CellError) as raised:
        refuse_half(STAFF, text, ends, told)
    assert raised.value.column == column


@pytest.mark.parametrize(
    ("text", "ends", "told"), [("3", ("2", "4"), "B"), ("3", ("", ""), ""), ("", ("", ""), "")]
)
def test_whole_rows(text: str, ends: tuple[str, str], told: str) -> None:
    """A value with or without its range, and an empty row, are let through."""
    refuse_half(STAFF, text, ends, told)
