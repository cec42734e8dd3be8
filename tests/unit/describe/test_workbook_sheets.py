"""How a workbook looks."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_rows import (
    COLUMNS,
    FIRST_ROW,
    HIGH,
    LIKE,
    LOW,
    PATH,
    READ_ME,
    SHEETS,
    YOURS,
    list_rows,
)
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
        rows = [row for row in sheet.iter_rows(min_row=FIRST_ROW + 1) if row[9].value]
        assert rows
        for row in rows:
            assert row[YOURS].value is None
            assert row[LOW].value is None and row[HIGH].value is None
            assert row[YOURS].fill.fgColor.rgb != "00000000"
            assert row[2].font.color.rgb.endswith("6B6B6B")


def test_percentages_are_typed_as_such(book: Any) -> None:
    """Where the unit is percent, a typed 58 becomes 58 % in Excel."""
    rows = [row for title in SHEETS for row in book[title].iter_rows(min_row=FIRST_ROW + 1)]
    percent = [row for row in rows if row[6].value == "%"]
    assert percent
    assert all(row[YOURS].number_format == "0.0%" for row in percent)


def test_no_cell_is_a_formula(book: Any) -> None:
    """Nothing that was written can run as a formula."""
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_ranges_are_offered_where_they_can_be(book: Any) -> None:
    """Where they are read, the cells for low and high are coloured, and formatted as the value is."""
    rows = {
        row.name: row
        for listed in list_rows(read_library(book[READ_ME]["B2"].value)).values()
        for row in listed
    }
    for cells in (cells for title in SHEETS for cells in book[title].iter_rows(min_row=FIRST_ROW + 1)):
        row = rows.get(str(cells[PATH].value))
        if row is not None and not row.opens:
            coloured = [cells[column].fill.fgColor.rgb != "00000000" for column in (LOW, HIGH)]
            assert coloured == [row.has_range] * 2, row.name
            assert not row.has_range or cells[LOW].number_format == cells[YOURS].number_format


def test_the_first_sheet_tells_how_to_add(book: Any) -> None:
    """How a group, a pool or a figure is added is told in steps, in the words that the sheets use."""
    told = " ".join(str(row[0].value or "") for row in book[READ_ME].iter_rows())
    for words in (
        "To add a group of people or a pool of staff",
        "below the last line",
        "'Yours'",
        "another figure",
    ):
        assert words in told
    assert book["Checks"]["A5"].value.startswith("figure 1")


def test_measures_and_grades_are_offered(book: Any) -> None:
    """Cells that take one of some words have a list to choose from, short enough for Excel."""
    offers = [offer for title in SHEETS for offer in book[title].data_validations.dataValidation]
    assert sum("gave_up" in offer.formula1 for offer in offers) == 1
    assert sum("assumption" in offer.formula1 for offer in offers) == len(SHEETS)
    assert all(len(offer.formula1) <= 255 for offer in offers)  # the most that Excel takes
