"""Every mistake that people make in a workbook is told with file, sheet, cell, what fits and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.read import read
from opmodels.describe.workbook_rows import GRADE, HIGH, LOW
from opmodels.foundation.errors import InputError, Problem
from tests.unit.describe.workbooks import copy_block, new_book, put


def read_problem(path: Path) -> Problem:
    """Return the one thing that is wrong with a file that cannot be read."""
    with pytest.raises(InputError) as caught:
        read(path)
    (problem,) = caught.value.problems
    return problem


NO_WORKBOOKS = {
    "empty.xlsx": (b"", "an empty file", "opmodels new --workbook"),
    "text.xlsx": (b"hello", "no Excel workbook", "Excel Workbook (.xlsx)"),
    "cut.xlsx": (b"PK\x03\x04 cut off", "no Excel workbook", "Excel Workbook (.xlsx)"),
    "locked.xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on",
        "with a password",
        "take the password away",
    ),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "of the old kind (.xls)", "save it as .xlsx"),
    "macros.xlsm": (b"PK\x03\x04", "with macros (.xlsm)", "save it as .xlsx"),
    "open.ods": (b"PK\x03\x04", "OpenDocument", "save it as .xlsx"),
    "~$mine.xlsx": (b"PK\x03\x04", "a file that Excel keeps while another is open", "mine.xlsx"),
    "rows.csv": (b"a,b\n1,2\n", "a table of text (.csv)", "save it as .xlsx"),
}


@pytest.mark.parametrize("name", NO_WORKBOOKS)
def test_files_that_are_no_workbooks(tmp_path: Path, name: str) -> None:
    """A file that is no workbook gives one message: what it is, what fits, what to do."""
    raw, found, step = NO_WORKBOOKS[name]
    (tmp_path / name).write_bytes(raw)
    problem = read_problem(tmp_path / name)
    assert problem.where == name
    assert found in problem.found
    assert "(.xlsx)" in problem.expected
    assert step in f"{problem.nearest} {problem.next}"


def grade(book: Any) -> str:
    """Write a grade that there is not."""
    put(book, "pools.gp.staff", 3)
    return put(book, "pools.gp.staff", "excellent", GRADE)


def turned_range(book: Any) -> str:
    """Write the high end as the low one."""
    put(book, "pools.gp.staff", 3)
    put(book, "pools.gp.staff", 2, HIGH)
    return put(book, "pools.gp.staff", 4, LOW)


def bad_end(book: Any) -> str:
    """Write an end of a range that is no number."""
    put(book, "pools.gp.staff", 3)
    put(book, "pools.gp.staff", 4, HIGH)
    return put(book, "pools.gp.staff", "few", LOW)


def name_taken(book: Any) -> str:
    """Give a copied pool the name of another."""
    where = copy_block(book, "pools.gp", "nurse")
    for path, value in (("staff", 1), ("hours", "Mon-Fri 09:00-12:00"), ("cost", 90)):
        put(book, f"pools.gp.{path}", value, last=True)
    return where


def bad_name(book: Any) -> str:
    """Give a copied group a name that cannot be one."""
    where = copy_block(book, "groups.older", "65+")
    put(book, "groups.older.people", 100, last=True)
    return where


def pool_of_nobody(book: Any) -> str:
    """Send cases to a pool that there is not."""
    return put(book, "steps.consult.serve", "gp; lokum")


def figure_without_step(book: Any) -> str:
    """Add a figure of a wait without saying where."""
    put(book, "observed.new.value", "5 min")
    return put(book, "observed.new.measure", "wait")


def figure_unknown(book: Any) -> str:
    """Add a figure whose measure there is not."""
    put(book, "observed.new.value", "5 min")
    return put(book, "observed.new.measure", "wayt")


MISTAKES = {
    grade: ("the grade 'excellent'", "one of A, B, C, assumption", "A"),
    turned_range: ("'Low' 4 above 'High' 2", "'Low' no higher than", "turn the two ends round"),
    bad_end: ('"few"', "a whole number of 0 or more, such as 10", ""),
    name_taken: ("the name 'nurse'", "a name of its own", "write another name"),
    bad_name: ('the name "65+"', "starts with a letter", ""),
    pool_of_nobody: ("'lokum'", "a pool", ""),
    figure_without_step: ("the measure wait without step", "step:", "add step"),
    figure_unknown: ("wayt", "within", "wait"),
}


@pytest.mark.parametrize("spoil", MISTAKES, ids=[spoil.__name__ for spoil in MISTAKES])
def test_mistakes_name_their_cell(tmp_path: Path, spoil: Any) -> None:
    """Each workbook has one mistake, told once, with file, sheet and cell, and what helps."""
    found, expected, helps = MISTAKES[spoil]
    book = new_book()
    where = spoil(book)
    book.save(tmp_path / "mine.xlsx")
    problem = read_problem(tmp_path / "mine.xlsx")
    assert found in problem.found
    assert expected in problem.expected
    assert helps in f"{problem.nearest} {problem.next}"
    sheet, cell = where.split(", cell ")
    assert problem.where.startswith(f"mine.xlsx, {sheet}, cell ")
    if spoil is not figure_without_step:  # a figure as a whole: the first cell of it that was filled in
        assert problem.where.endswith(f" {cell}")
