"""Everything that is wrong with a workbook is told at once, each at its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.read import read
from opmodels.describe.workbook_draft import Cells, CellSpot
from opmodels.describe.workbook_rows import GRADE, HIGH, LOW
from opmodels.foundation.errors import InputError, Problem
from tests.unit.describe.workbooks import copy_block, new_book, put


def list_problems(book: Any, folder: Path) -> list[Problem]:
    """Return what is wrong with a workbook."""
    book.save(folder / "mine.xlsx")
    with pytest.raises(InputError) as raised:
        read(folder / "mine.xlsx")
    return list(raised.value.problems)


def test_mistakes_of_every_stage(tmp_path: Path) -> None:
    """Cells, numbers, names and payers that are wrong are told in one go, in the order of the workbook."""
    book = new_book("contact-centre")
    wrong = [
        put(book, "gap.payer", "county"),
        put(book, "groups.over_65.people", "no"),
        put(book, "needs.bill.starts_at", "fone"),
        put(book, "pools.advisers.staff", 2.5),
        put(book, "pools.advisers.hours", "9-5 weekdays"),
        put(book, "pools.advisers.pays", "no"),
        put(book, "steps.phone.serve", "advisors"),
        put(book, "observed.1.value", "12 %") and put(book, "observed.1.value", "good", GRADE),
        put(book, "observed.2.value", "often"),
    ]
    book["Pools"]["D300"].value = 1
    wrong.insert(6, "sheet Pools, cell D300")
    problems = list_problems(book, tmp_path)
    assert [problem.where.removeprefix("mine.xlsx, ") for problem in problems] == wrong


def test_no_name_comes_from_a_typo(tmp_path: Path) -> None:
    """The payers that are offered are those of the library service, not what was typed elsewhere."""
    book = new_book("contact-centre")
    put(book, "pools.advisers.pays", "no")
    put(book, "gap.payer", "county")
    assert {problem.expected for problem in list_problems(book, tmp_path)} == {"a payer: council, residents"}


def test_what_a_mistake_alone_makes_wrong_is_not_told(tmp_path: Path) -> None:
    """Shares beside one that cannot be read, and the rest of a figure, are not blamed."""
    book = new_book()
    wrong = put(book, "steps.phone.then.ask_on_day.others", "lots")
    put(book, "steps.phone.then.ask_nurse.others", "57 %")
    assert [problem.where for problem in list_problems(book, tmp_path)] == [f"mine.xlsx, {wrong}"]


def test_ends_of_a_range(tmp_path: Path) -> None:
    """An end that is no number does not hide what comes later."""
    book = new_book()
    put(book, "pools.gp.staff", 3)
    put(book, "pools.gp.staff", 4, HIGH)
    wrong = [put(book, "pools.gp.staff", "few", LOW), put(book, "steps.consult.serve", "gpp")]
    assert [problem.where for problem in list_problems(book, tmp_path)] == [
        f"mine.xlsx, {cell}" for cell in wrong
    ]


def test_clash_does_not_hide_the_rest(tmp_path: Path) -> None:
    """A name that is taken is told together with what is wrong elsewhere."""
    book = new_book()
    clash = copy_block(book, "pools.gp", "nurse")
    for path, value in (("staff", 1), ("hours", "Mon-Fri 09:00-12:00"), ("cost", 90)):
        put(book, f"pools.gp.{path}", value, last=True)
    wrong = [clash, put(book, "steps.consult.serve", "gpp")]
    assert [problem.where for problem in list_problems(book, tmp_path)] == [
        f"mine.xlsx, {cell}" for cell in wrong
    ]


def test_spots() -> None:
    """A path is told by its own cell, by one above or below it, or as borrowed."""
    cells = Cells(
        [], {}, "m.xlsx", "gp-surgery", {("a", "b"): (3, "cell D7"), ("c", "d", "e"): (4, "cell D8")}
    )
    assert [str(cells.spot(path)) for path in (("a", "b"), ("a", "b", "x"), ("c",))] == [
        "cell D7",
        "cell D7",
        "cell D8",
    ]
    assert str(cells.spot(("q",))) == "m.xlsx, q (borrowed from gp-surgery)"
    assert CellSpot(0, 3, "m.xlsx", "x") < CellSpot(0, 4, "m.xlsx", "a")
