"""Demand that comes while nobody is there is told with its share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.notes_hours import find_early_cases
from opmodels.describe.read import parse_service, read
from tests.services import day_hospital
from tests.unit.describe.workbooks import new_book, put

SERVICE = """
opmodels: 1
service: Desk
time: {{start: 2025-05-05, run: 4 weeks}}
groups: {{all: {{people: 100}}}}
needs: {{ask: {{starts_at: {start}, rate: 2 per hour, week: {week}}}}}
pools: {{clerk: {{staff: 1, hours: Mon-Fri 09:00-17:00}}, temp: {{staff: 1, hours: Mon-Fri 08:00-09:00}}}}
steps:
  sort: {{branch: {{desk: 50 %, done: rest}}}}
  again: {{wait: 1 day, then: {{sort: 50 %, done: rest}}}}
  desk: {{serve: {serve}, takes: 5 min, then: {{again: 10 %, done: rest}}}}
ends: {{done: met}}
"""


def list_notes(start: str = "desk", week: str = "Mon-Fri 08:00-18:00", serve: str = "clerk") -> list[str]:
    """Return the notes of a small service."""
    service = parse_service(SERVICE.format(start=start, week=week, serve=serve))
    return [str(note) for note in find_early_cases(service)]


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        ({}, ["20.0 %"]),
        ({"start": "sort"}, ["20.0 %"]),
        ({"serve": "[clerk, temp]"}, ["10.0 %"]),
        ({"serve": "{all: [clerk, temp]}"}, ["20.0 %", "90.0 %"]),
        ({"serve": "{all: [clerk, clerk]}"}, ["20.0 %"]),
        ({"week": "Mon-Fri 09:00-17:00"}, []),
        ({"week": "Sat 09:00-17:00"}, []),
    ],
)
def test_share_of_cases(cells: dict[str, str], shares: list[str]) -> None:
    """The share is that of the week outside the hours of the pools that serve first, also past a branch."""
    notes = list_notes(**cells)
    assert [note.split(": ")[1].split(" of its")[0] for note in notes] == shares


def test_words() -> None:
    """The note names need, share and pool."""
    assert list_notes() == ["needs.ask.week: 20.0 % of its cases arise while the pool clerk is shut"]


@pytest.mark.parametrize(("like", "pool"), [("contact-centre", "advisers")])
def test_borrowed_week_and_own_hours(tmp_path: Path, like: str, pool: str) -> None:
    """Hours of one's own beside a borrowed week are told as such; a week of one's own is not borrowed."""
    cells: dict[str, Any] = {f"pools.{pool}.hours": "Mon-Fri 09:00-17:00"}
    for more, lent in (({}, True), ({"needs.bill.week.hours.08:30-09:00": "3 %"}, False)):
        book = new_book(like)
        for path, value in {**cells, **more}.items():
            put(book, path, value)
        book.save(tmp_path / "mine.xlsx")
        first = str(next(find_early_cases(read(tmp_path / "mine.xlsx"))))
        assert first.startswith("needs.bill.week: ")
        assert first.endswith("the shape of the week is borrowed") == lent


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ("[Mon 09:00, Fri 16:45]", []),
        ("[Mon 09:00, Fri 16:45, 2025-05-07 08:59, Sat 12:00]", ["50.0 %"]),
        ("[Sat 12:00]", []),
    ],
)
def test_list_of_times_has_no_week(times: str, told: list[str]) -> None:
    """Of a list those times count that lie outside the hours, whatever the shape of the week."""
    text = SERVICE.replace("rate: 2 per hour, week: {week}", f"planned: {times}")
    notes = [str(note) for note in find_early_cases(parse_service(text.format(start="desk", serve="clerk")))]
    assert [note.split(" of its")[0] for note in notes] == [f"needs.ask.planned: {share}" for share in told]


def test_pools_that_are_shut_at_the_same_times_are_told_together() -> None:
    """Steps in different branches with the same hours give one note, not one each."""
    notes = [note.text for note in find_early_cases(parse_service(day_hospital())) if note.path[1] == "lump"]
    assert notes == ["58.3 % of its cases arise while the pools nurses and porters are shut"]
