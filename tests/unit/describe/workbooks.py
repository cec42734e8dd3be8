"""Workbooks that are filled in as a person would in Excel."""

from __future__ import annotations

from typing import Any

from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_rows import FIRST_ROW, PATH, YOURS
from opmodels.describe.workbook_sheets import fill_workbook

WIDTH = PATH + 1


def new_book(like: str = "gp-surgery") -> Any:
    """Return the template of a library service."""
    return fill_workbook(read_library(like), like)


def find_row(book: Any, path: str, last: bool = False) -> Any:
    """Return the cells of the first row of a path, or of the last."""
    rows = [row for sheet in book for row in sheet.iter_rows(max_col=WIDTH) if row[-1].value == path]
    return rows[-1 if last else 0]


def put(book: Any, path: str, value: Any, column: int = YOURS, last: bool = False) -> str:
    """Write into the row of a path; returns how messages call the cell."""
    cell = find_row(book, path, last)[column]
    cell.value = value
    return f"sheet {cell.parent.title}, cell {cell.coordinate}"


def copy_block(book: Any, path: str, name: str = "") -> str:
    """Copy a block to the end of its sheet, and name the copy; returns how messages call the name's cell."""
    start = find_row(book, path)[0]
    sheet, first = start.parent, start.row
    paths = [sheet.cell(row, WIDTH).value for row in range(first + 1, sheet.max_row + 2)]
    length = 1 + next(n for n, other in enumerate(paths) if not other or other.count(".") == 1)
    to = sheet.max_row + 1
    for row in range(length):
        for column in range(1, WIDTH + 1):
            old, new = sheet.cell(first + row, column), sheet.cell(to + row, column)
            new.value, new.number_format = old.value, old.number_format
    assert first > FIRST_ROW
    return put(book, path, name or None, last=True)
