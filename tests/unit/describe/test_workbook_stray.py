"""Nothing that is typed into a workbook is lost without a word."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_rows import COLUMNS, READ_ME, SHEETS, SOURCE, list_rows
from opmodels.describe.workbook_stray import StrayFinder, find_guide_strays, find_stray_sheets
from opmodels.foundation.errors import Problem
from tests.unit.describe.workbooks import copy_block, find_row, new_book, put

ALL = {place: place for place in range(len(COLUMNS))}


def list_strays(book: Any, like: str = "gp-surgery") -> list[Problem]:
    """Return every stray of a workbook that is still in memory."""
    service = read_library(like)
    rows = {row.name: row for listed in list_rows(service).values() for row in listed}
    found = [
        *find_guide_strays("m.xlsx", book[READ_ME], service.service),
        *find_stray_sheets("m.xlsx", book, rows),
    ]
    for title in SHEETS:
        if title in book.sheetnames:
            found += StrayFinder("m.xlsx", book[title], ALL, rows).find()
    return found


@pytest.mark.parametrize("like", list_services())
def test_a_template_has_none(like: str) -> None:
    """A workbook that nobody has touched has no strays, nor has one that was filled in as told."""
    book = new_book(like)
    assert list_strays(book, like) == []
    put(book, "service", "Mill Lane")
    put(book, "gap.amount", "the plan", SOURCE)
    book.create_sheet("Notes of mine")["A1"].value = 3
    book.create_sheet("Sheet9")
    assert list_strays(book, like) == []


def test_copied_blocks_are_none() -> None:
    """Nor has one to which a block was added."""
    book = new_book()
    copy_block(book, "pools.gp", "locum")
    copy_block(book, "groups.older", "oldest")
    assert list_strays(book) == []


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "found", "helps"),
    [
        ("Pools", "D2", 5, "'5' above the table", "Notes"),
        ("Pools", "C6", 7, "'7' in the column 'Library value', which is not read", "cell D6"),
        ("Pools", "B6", 7, "'7' in the column 'What it means', which is not read", "cell D6"),
        ("Pools", "B6", "7 people", "'7 people' in the column 'What it means', which is not read", "cell D6"),
        ("Pools", "A6", "guards", "'guards' in the column 'What', which is not read", "cell D6"),
        ("Pools", "A5", "desk", "'desk' in the column 'What', which is not read", "put the old name back"),
        (
            "Pools",
            "G6",
            "h",
            "'h' in the column 'A bare number is in', which is not read",
            "behind the value",
        ),
        ("Pools", "E5", 3, "'3' in a line that holds a name only", "below"),
        ("Pools", "D900", 1, "'1' in a row that is not read", "copy a whole block"),
        ("Pools", "D90000", 1, "'1' in a row that is not read", "copy a whole block"),
        ("Pools", "A900", "supervisor", "'supervisor' in a row that is not read", "copy a whole block"),
        ("Pools", "M6", "ask Ann", "'ask Ann' in a column that is not read", "Notes"),
        ("Pools", "BB6", "ask Ann", "'ask Ann' in a column that is not read", "Notes"),
        ("Pools", "D900", "=1+1", "'=1+1' in a row that is not read", "copy a whole block"),
        ("Read me", "D7", 5, "'5' on a sheet that only explains", "Notes"),
        ("Read me", "B4", "ours", "'ours' on a sheet that only explains", "Notes"),
        ("Read me", "C2", "ours", "'ours' on a sheet that only explains", "Notes"),
        ("Read me", "A40", 5, "'5' on a sheet that only explains", "Notes"),
        ("Read me", "B3", "Mill Lane", "'Mill Lane' on a sheet that only explains", "the row 'name'"),
    ],
)
def test_values_beside_the_table(sheet: str, cell: str, value: Any, found: str, helps: str) -> None:
    """A value where nothing is read is told once, with sheet, cell and where it belongs."""
    book = new_book()
    book[sheet][cell].value = value
    (problem,) = list_strays(book)
    assert problem.where == f"m.xlsx, sheet {sheet}, cell {cell}"
    assert problem.found == found
    assert helps in (problem.next or "")


def test_a_column_and_a_row_are_told_once() -> None:
    """A column of remarks is one problem, and so is a row, however many cells they have."""
    book = new_book()
    for row in range(4, 9):
        book["Pools"][f"L{row}"].value = "remark"
    for letter in "ADE":
        book["Pools"][f"{letter}300"].value = 2
    assert [problem.where[-4:] for problem in list_strays(book)] == ["l L5", "A300"]


def test_numbers_typed_again_are_the_same() -> None:
    """A library value that Excel has turned from a text into the same number was not changed."""
    book = new_book()
    cell = find_row(book, "groups.older.people")[2]
    cell.value = float(cell.value)
    assert list_strays(book) == []


def test_renamed_sheet() -> None:
    """A sheet with another name is known by what it holds: one problem, and the name that it had."""
    book = new_book()
    book["Pools"].title = "Our people"
    (problem,) = list_strays(book)
    assert (problem.nearest, problem.next) == ("Pools", "call it 'Pools' again")
    assert problem.where.startswith("m.xlsx, sheet Our people, cell ")


def test_sheet_of_ones_own() -> None:
    """A further sheet with values is refused; one with a name like a missing sheet is taken for that."""
    book = new_book()
    book.create_sheet("Rota")["B2"].value = 4
    (problem,) = list_strays(book)
    assert (problem.where, problem.nearest) == ("m.xlsx, sheet Rota, cell B2", None)
    book.remove(book["Steps"])
    book["Rota"].title = "steps"
    (problem,) = list_strays(book)
    assert problem.nearest == "Steps"


def test_missing_sheet() -> None:
    """A sheet that was deleted is asked for."""
    book = new_book()
    book.remove(book["Checks"])
    (problem,) = list_strays(book)
    assert (problem.where, problem.found) == ("m.xlsx", "no sheet 'Checks'")
    assert "put it back" in (problem.next or "")


def test_a_step_cannot_be_added() -> None:
    """A row of one's own on the sheet Steps is told with the way to add a step."""
    book = new_book()
    book["Steps"]["A300"].value = "back office work"
    (problem,) = list_strays(book)
    assert (problem.next or "").startswith(
        "one more step is filled in at the end of the sheet Steps; beyond that, opmodels new --from THIS.xlsx"
    )
