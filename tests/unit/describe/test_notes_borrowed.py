"""Borrowed numbers that are likely to decide a result are told by name and value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.notes_borrowed import LOOKS
from opmodels.describe.read import read
from tests.unit.describe.workbooks import new_book, put


def list_notes(folder: Path, cells: dict[str, Any]) -> list[str]:
    """Return the notes of a workbook with some cells filled in."""
    book = new_book("contact-centre")
    for path, value in cells.items():
        put(book, path, value)
    book.save(folder / "mine.xlsx")
    service = read(folder / "mine.xlsx")
    return [str(note) for look in LOOKS for note in look(service)]


@pytest.mark.parametrize("name", list_services())
def test_library_borrows_nothing(name: str) -> None:
    """A library service has no such note."""
    assert not [note for look in LOOKS for note in look(read(name))]


def test_everything_borrowed(tmp_path: Path) -> None:
    """An empty workbook tells its cases, absence, staff, times and patience."""
    assert list_notes(tmp_path, {}) == [
        "needs.bill: about 4,498 cases a month, all borrowed: write your own, or 0 if you have none",
        "needs.other_matter: about 7,760 cases a month, all borrowed: write your own, or 0 if you have none",
        "needs.online_task: about 7,658 cases a month, all borrowed: write your own, or 0 if you have none",
        "pools.advisers: 30 % absence borrowed: 13 on duty become 9.1",
        "pools: staff left at the library's values: advisers (13 on duty), team_leader (1 on duty), manager"
        " (1 on duty)",
        "steps.phone.takes: borrowed, on average: bill 7 min, others 5 min",
        "steps.phone.patience: borrowed, on average: 25 min",
        "steps.web: borrowed: done online 80 %, phone 12 %",
        "steps.phone.then: borrowed: ring later 10 %",
        "steps.phone.gives_up_to: borrowed: phone again 50 %",
        "needs: the shape of the week and year is borrowed for bill, other matter, online task",
    ]


def test_absence_beside_staff_of_ones_own(tmp_path: Path) -> None:
    """Borrowed absence tells what becomes of the analyst's staff; once filled in, it is not told."""
    notes = list_notes(tmp_path, {"pools.advisers.staff": 5})
    assert "pools.advisers: 30 % absence borrowed: 5 on duty become 3.5" in notes
    assert "pools: staff left at the library's values: team_leader (1 on duty), manager (1 on duty)" in notes
    notes = list_notes(tmp_path, {"pools.advisers.staff": 5, "pools.advisers.absence": "10 %"})
    assert not [note for note in notes if "absence" in note]


def test_what_was_filled_in_is_not_told(tmp_path: Path) -> None:
    """Cases, times and pools of the analyst are no longer in the list; a pool of nobody is."""
    cells = {
        "needs.bill.in_all": "2600 per month",
        "needs.online_task.in_all": 0,
        "needs.other_matter.per_person_per_year": 0,
        "pools.advisers.staff": 5,
        "pools.advisers.absence": "0 %",
        "pools.team_leader.staff": 1,
        "pools.manager.staff": 0,
        "steps.phone.patience.exponential.mean": "9 min",
        "steps.phone.takes.bill.lognormal.mean": "6 min",
    }
    assert list_notes(tmp_path, cells) == [
        "steps.phone.takes: borrowed, on average: others 5 min",
        "steps.web: borrowed: done online 80 %, phone 12 %",
        "steps.phone.then: borrowed: ring later 10 %",
        "steps.phone.gives_up_to: borrowed: phone again 50 %",
        "needs: the shape of the week and year is borrowed for bill",
        "pools.manager: nobody is in it",
    ]


def test_some_rates_borrowed(tmp_path: Path) -> None:
    """Where one group's rate is the analyst's and the others' are not, that is said."""
    notes = list_notes(tmp_path, {"needs.bill.per_person_per_year.over_65": 0})
    told = (
        "needs.bill: about 3,575 cases a month, some of them borrowed: write your own, or 0 if you have none"
    )
    assert told in notes
