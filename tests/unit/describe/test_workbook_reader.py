"""What an analyst has filled in, block by block."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_reader import SheetReader
from opmodels.describe.workbook_renamed import Renaming
from opmodels.describe.workbook_rows import GRADE, HIGH, LOW, PATH, SHEETS, SOURCE, list_rows
from opmodels.foundation.errors import Problem
from tests.unit.describe.workbooks import copy_block, find_row, new_book, put


def read_book(book: Any, like: str = "gp-surgery") -> SheetReader:
    """Read every sheet of a workbook that is still in memory."""
    rows = {row.name: row for listed in list_rows(read_library(like)).values() for row in listed}
    reader = SheetReader("mine.xlsx", like, rows)
    for sheet in SHEETS:
        reader.read_sheet(book[sheet], book[sheet])
    return reader


def only_problem(book: Any) -> Problem:
    """Return the one thing that is wrong with a workbook."""
    reader = read_book(book)
    (problem,) = [*reader.problems, *reader.find_half_filled()]
    return problem


def test_a_template_is_empty() -> None:
    """A workbook that nobody has touched has no entry, no addition but the spare figure, and no problem."""
    for like in list_services():
        reader = read_book(new_book(like), like)
        assert not reader.entries and not reader.problems and not list(reader.find_half_filled())
        assert {added.section for added in reader.additions} == {"observed"}


def test_range_is_read() -> None:
    """Low and high beside a value become its range; their cells are known."""
    book = new_book()
    put(book, "pools.gp.cost", 96)
    low, high = put(book, "pools.gp.cost", 80, LOW), put(book, "pools.gp.cost", "£110 per hour", HIGH)
    reader = read_book(book)
    assert reader.entries[0].ends == ("£80 per hour", "£110 per hour")
    assert reader.cells["pools", "gp", "cost", "range", 0][1] == f"mine.xlsx, {low}"
    assert reader.cells["pools", "gp", "cost", "range", 1][1] == f"mine.xlsx, {high}"


@pytest.mark.parametrize(
    ("path", "value", "low", "high", "column", "found"),
    [
        ("pools.gp.cost", 96, 110, 80, LOW, "'Low' £110 per hour above 'High' £80 per hour"),
        ("pools.gp.cost", 96, 80, 90, HIGH, "£90 per hour as the high end of £96 per hour"),
        ("steps.phone.takes.lognormal.mean", 4, 5, 6, LOW, "5 min as the low end of 4 min"),
        ("groups.older.online", "80 %", "70 %", "75 %", HIGH, "75 % as the high end of 80 %"),
        ("pools.gp.staff", 3, 2, None, HIGH, "no 'High' beside 2"),
        ("pools.gp.staff", 3, None, 4, LOW, "no 'Low' beside 4"),
        ("pools.gp.hours", "Mon-Fri 09:00-17:00", 2, 3, LOW, "a range for 'hours'"),
        ("time.run", "8 weeks", None, "9 weeks", HIGH, "a range for 'run'"),
        ("pools.gp.staff", 3, "#N/A", 4, LOW, "the Excel error #N/A"),
    ],
)
def test_range_that_cannot_be(path: str, value: Any, low: Any, high: Any, column: int, found: str) -> None:
    """A range that is turned round, leaves the value out, has one end or no business there names its cell."""
    book = new_book()
    put(book, path, value)
    cells = {LOW: put(book, path, low, LOW), HIGH: put(book, path, high, HIGH)}
    problem = only_problem(book)
    assert (problem.where, problem.next is not None) == (f"mine.xlsx, {cells[column]}", True)
    assert problem.found.startswith(found)


@pytest.mark.parametrize("column", [LOW, SOURCE, GRADE])
def test_row_without_its_value(column: int) -> None:
    """A range, source or grade beside an empty value is refused rather than lost."""
    book = new_book()
    put(book, "pools.gp.staff", {LOW: 2, SOURCE: "our rota", GRADE: "A"}[column], column)
    problem = only_problem(book)
    assert "without a value" in problem.found
    assert problem.where == f"mine.xlsx, {put(book, 'pools.gp.staff', None)}"


@pytest.mark.parametrize(("grade", "nearest"), [("excellent", "A"), ("Survey", "B"), ("xyzzy", None)])
def test_grade_that_there_is_not(grade: str, nearest: str | None) -> None:
    """A bad grade names the cell of the grade, what fits, the nearest, and what the letters mean."""
    book = new_book()
    put(book, "pools.gp.staff", 3)
    where = put(book, "pools.gp.staff", grade, GRADE)
    problem = only_problem(book)
    assert (problem.where, problem.found) == (f"mine.xlsx, {where}", f"the grade '{grade}'")
    assert problem.expected == "one of A, B, C, assumption, or nothing"
    assert problem.nearest == nearest
    assert "B survey" in (problem.next or "")


def test_copied_block_is_a_new_part() -> None:
    """The rows of a copy belong to its name; the block that was copied keeps its own."""
    book = new_book()
    where = copy_block(book, "groups.over_75", "over 85")
    put(book, "groups.over_75.people", 600)
    put(book, "groups.over_75.people", 200, last=True)
    put(book, "needs.review.per_person_per_year.over_75", 9, last=True)
    reader = read_book(book)
    assert {entry.path: entry.text for entry in reader.entries} == {
        ("groups", "over_75", "people"): "600",
        ("groups", "over_85", "people"): "200",
        ("needs", "review", "per_person_per_year", "over_85"): "9",
    }
    assert [tuple(added) for added in reader.additions if added.section == "groups"] == [
        ("groups", "over_75", "over_85", f"mine.xlsx, {where}")
    ]
    assert not list(reader.find_half_filled())


def test_copy_without_a_name() -> None:
    """A copy that nobody has named is refused at the cell of its name."""
    book = new_book()
    where = copy_block(book, "pools.gp")
    problem = only_problem(book)
    assert (problem.where, problem.found) == (f"mine.xlsx, {where}", "gp a second time, without a name")


def test_name_without_a_copy() -> None:
    """A name in the block of the library service renames it; its cells keep the library's paths."""
    book = new_book()
    where = put(book, "groups.older", "pensioners")
    put(book, "groups.older.people", 100)
    reader = read_book(book)
    assert not [*reader.problems, *reader.find_half_filled()]
    assert reader.renamings == [Renaming("groups", "older", "pensioners", f"mine.xlsx, {where}")]
    assert [entry.path for entry in reader.entries] == [("groups", "older", "people")]


def test_second_need() -> None:
    """A need can be renamed but not copied; the next step names the text file."""
    book = new_book()
    where = copy_block(book, "needs.same_day", "visit")
    problem = next(one for one in read_book(book).problems if "a second same_day" in one.found)
    assert problem.where == f"mine.xlsx, {where}"
    assert "opmodels new --from THIS.xlsx" in (problem.next or "")


@pytest.mark.parametrize(
    ("text", "found", "step"),
    [
        (
            "6-8",
            "'6-8', which is two numbers",
            "write the likeliest value here, and 6 and 8 in 'Low' and 'High'",
        ),
        ("TBC", "'TBC'", "leave it empty: the library's 3 is then borrowed, and reports say so"),
    ],
)
def test_no_number(text: str, found: str, step: str) -> None:
    """Two numbers in one cell, and words that say that there is none, are told with what to do."""
    book = new_book()
    put(book, "pools.gp.staff", text)
    problem = only_problem(book)
    assert (problem.found, problem.next) == (found, step)


def test_bad_number_of_a_copy_is_told_once() -> None:
    """A number of a copy that cannot be used is not told as missing too."""
    book = new_book()
    copy_block(book, "pools.gp", "locum")
    for path, value in (("staff", 3), ("hours", "Mon-Fri 09:00-12:00"), ("cost", 90)):
        put(book, f"pools.gp.{path}", value, last=True)
    where = put(book, "pools.gp.staff", 6, LOW, last=True)
    put(book, "pools.gp.staff", 8, HIGH, last=True)
    problem = only_problem(book)
    assert (problem.where, problem.found) == (f"mine.xlsx, {where}", "6 as the low end of 3")


def test_value_in_the_row_of_the_measure() -> None:
    """A number typed as the measure of a figure is told as the value that it looks like."""
    book = new_book()
    put(book, "observed.1.measure", 0.52)
    assert only_problem(book).next == "0.52 is no measure; if it is what was seen, write it here"


def test_copy_without_its_first_numbers() -> None:
    """A new pool needs its own staff, hours and pay; each that lacks is told with its cell."""
    book = new_book()
    copy_block(book, "pools.gp", "locum")
    put(book, "pools.gp.staff", 1, last=True)
    told = {problem.found: problem.where for problem in read_book(book).find_half_filled()}
    assert told == {
        f"no {title} of locum": f"mine.xlsx, {put(book, f'pools.gp.{title}', None, last=True)}"
        for title in ("hours", "cost")
    }


def test_rows_copied_without_their_heading() -> None:
    """Rows pasted without the shaded line are a second value; the message says what a new part needs."""
    book = new_book()
    put(book, "groups.over_75.people", 600)
    copy_block(book, "groups.over_75", "x")
    put(book, "groups.over_75.people", 200, last=True)
    find_row(book, "groups.over_75", last=True)[PATH].value = None
    problem, stray = read_book(book).problems
    assert stray.found.endswith("in a row that is not read")
    assert problem.found.startswith(
        "groups.over_75.people a second time (first: mine.xlsx, sheet Groups, cell D"
    )
    assert "shaded line" in (problem.next or "")


def test_figures_are_counted_on() -> None:
    """A copied figure, the spare one and its copy are further figures, each with its own place."""
    book = new_book()
    copy_block(book, "observed.1")
    copy_block(book, "observed.new")
    for path, last in (("observed.1", True), ("observed.new", False), ("observed.new", True)):
        put(book, f"{path}.value", 5, last=last)
    places = {entry.path[1] for entry in read_book(book).entries}
    assert places == {8, 9, 10}


@pytest.mark.parametrize("path", ["observed.1", "observed.new"])
def test_figure_without_a_value(path: str) -> None:
    """A figure of which only the place was filled in is refused at the cell of its value."""
    book = new_book()
    put(book, f"{path}.step", "ask_nurse")
    problem = only_problem(book)
    assert problem.found == "a figure with step, without a value"
    assert problem.where == f"mine.xlsx, {put(book, f'{path}.value', None)}"


def test_text_in_the_line_of_a_figure() -> None:
    """A figure's shaded line takes nothing: its value belongs in the row below."""
    book = new_book()
    put(book, "observed.1", "20 %")
    assert "rows below" in (only_problem(book).next or "")


def test_columns_may_move() -> None:
    """Columns are found by their titles: a workbook without ranges is read, and one with a column put in."""
    book = new_book()
    put(book, "pools.gp.staff", 4)
    put(book, "pools.gp.staff", "our rota", SOURCE)
    book["Pools"].delete_cols(LOW + 1, 2)
    book["Pools"].insert_cols(2)
    (entry,) = read_book(book).entries
    assert (entry.text, entry.source, entry.where[-3:-1]) == ("4", "our rota", "E2")


def test_lost_column() -> None:
    """A column that is needed and gone is told once for its sheet, with the title that may stand for it."""
    book = new_book()
    book["Pools"]["D4"].value = "Your"
    problem = only_problem(book)
    assert (problem.where, problem.found) == ("mine.xlsx, sheet Pools, row 4", "no column 'Yours'")
    assert problem.nearest == "Your"


def test_every_cell_of_a_row_is_looked_at() -> None:
    """A value, an end and a grade that are wrong are told together; the number is known to have failed."""
    book = new_book()
    put(book, "pools.gp.staff", "#N/A")
    put(book, "pools.gp.staff", "#REF!", HIGH)
    put(book, "pools.gp.staff", "good", GRADE)
    reader = read_book(book)
    assert [problem.found for problem in reader.problems] == [
        "the grade 'good'",
        "the Excel error #N/A",
        "the Excel error #REF!",
    ]
    assert reader.failed == {("pools", "gp", "staff")}
    assert not reader.entries
