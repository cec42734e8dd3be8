"""Rows that were deleted from a workbook are told to be borrowed."""

from __future__ import annotations

from pathlib import Path

from opmodels.describe.read import read_with_notes
from opmodels.describe.workbook_deleted import find_deleted
from tests.unit.describe.workbooks import find_row, new_book


def test_words() -> None:
    """A line for each part says how many of its rows are gone, which, and where their values come from."""
    year = [("needs", "bill", "year", month) for month in ("Jan", "Feb", "Mar", "Apr", "May")]
    template = {path: "Needs" for path in [*year, ("needs", "bill", "starts_at"), ("time", "run")]}
    template |= {("observed", 0, "value"): "Checks"}
    notes = list(find_deleted(template, [("needs", "bill", "starts_at")], "contact-centre"))
    assert [(note.path, note.text) for note in notes] == [
        (
            ("needs", "bill"),
            "5 rows deleted (year Jan, year Feb, year Mar, year Apr and 1 more): their values are"
            " borrowed from"
            " contact-centre",
        ),
        (("time", "run"), "1 row deleted: its value is borrowed from contact-centre"),
    ]


def test_of_a_workbook(tmp_path: Path) -> None:
    """Rows that were deleted are told, with a cell of what they belong to; others are not."""
    book = new_book("contact-centre")
    book.save(tmp_path / "whole.xlsx")
    assert not [note for note in read_with_notes(tmp_path / "whole.xlsx").notes if "deleted" in note.text]
    book["Needs"].delete_rows(find_row(book, "needs.bill.year.Jan")[0].row, 12)
    book.save(tmp_path / "cut.xlsx")
    reading = read_with_notes(tmp_path / "cut.xlsx")
    (note,) = [note for note in reading.notes if "deleted" in note.text]
    assert reading.tell(note).startswith("sheet Needs, cell D5 (bill): 12 rows deleted (year Jan, year Feb,")
