"""How a workbook looks."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_rows import COLUMNS, FIRST_ROW, LIKE, READ_ME, SHEETS, YOURS
from opmodels.describe.workbook_sheets import fill_workbook


@pytest.fixture(params=list_services())
def book(request: Any) -> Any:
    """Return the workbook of each library service."""
    return fill_workbook(read_library(request.param), request.param)


def test_sheets(book: Any) -> None:
    """The sheets are there in their order, and the first says which service stands behind them."""
    assert book.sheetnames == [READ_ME, *SHEETS]
    assert book[READ_ME]["A2"].value == LIKE
    assert book[READ_ME]["B2"].value in list_services()


def test_columns(book: Any) -> None:
    """Every sheet has the same columns; 'yours' is empty and stands out, the library's value is greyed."""
    for title in SHEETS:
        sheet = book[title]
        assert [cell.value for cell in sheet[FIRST_ROW]] == list(COLUMNS)
        rows = [row for row in sheet.iter_rows(min_row=FIRST_ROW + 1) if row[7].value]
        assert rows
        for row in rows:
            assert row[YOURS].value is None
            assert row[YOURS].fill.fgColor.rgb != "00000000"
            assert row[2].font.color.rgb.endswith("6B6B6B")


def test_percentages_are_typed_as_such(book: Any) -> None:
    """Where the unit is percent, a typed 58 becomes 58 % in Excel."""
    rows = [row for title in SHEETS for row in book[title].iter_rows(min_row=FIRST_ROW + 1)]
    percent = [row for row in rows if row[4].value == "%"]
    assert percent
    assert all(row[YOURS].number_format == "0.0%" for row in percent)


def test_no_cell_is_a_formula(book: Any) -> None:
    """Nothing that was written can run as a formula."""
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
