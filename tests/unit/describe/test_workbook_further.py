"""One more step in a workbook: work that follows another step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.read import read, read_with_notes
from opmodels.describe.workbook_borrowed import Entry
from opmodels.describe.workbook_further import ROWS, add_step
from opmodels.foundation.errors import InputError
from tests.unit.describe.workbooks import copy_block, new_book, put

TREE: dict[str, Any] = {
    "steps": {
        "phone": {"serve": "desk", "then": {"answered": "rest", "later": "10 %"}},
        "pause": {"wait": "2 min", "then": "phone"},
        "fork": {"branch": [{"to": "phone"}]},
    },
    "ends": {"answered": "met"},
}


def widen(**cells: str) -> Any:
    """Return the tree with one more step that some cells describe."""
    return add_step(TREE, [Entry(("further", key), text, f"cell {key}") for key, text in cells.items()])


def test_nothing_is_added_unless_asked() -> None:
    """Without its rows the description is as it was."""
    made = widen()
    assert (made.tree, made.entries, made.problems) == (TREE, [], [])


@pytest.mark.parametrize(
    ("after", "share", "onward", "target"),
    [
        ("phone", "", {"book_job": "rest", "later": "10 %"}, "answered"),
        ("phone", "60 %", {"book_job": "60 %", "answered": "rest", "later": "10 %"}, "answered"),
        ("pause", "", {"book_job": "rest"}, "phone"),
    ],
)
def test_it_stands_between(after: str, share: str, onward: dict[str, str], target: str) -> None:
    """All, or a share, of those who are done before go on to it, and from there to where they went."""
    more = {"share": share} if share else {}
    made = widen(name="book job", after=after, serve="clerks; temps", mean="12 min", **more)
    assert made.tree["steps"][after]["then"] == onward
    assert made.tree["steps"]["book_job"] == {
        "serve": ["clerks", "temps"],
        "takes": {"lognormal": {"mean": "12 min", "cv": "0.8"}},
        "then": target,
    }
    assert [entry.path for entry in made.entries] == [("steps", "book_job", "takes", "lognormal", "mean")]
    assert "book_job" not in TREE["steps"]


@pytest.mark.parametrize(
    ("cells", "where", "found"),
    [
        ({"name": "book job"}, "cell name", "one more step without after, serve, mean"),
        (
            {"name": "pause", "after": "phone", "serve": "x", "mean": "1 min"},
            "cell name",
            "the name 'pause', which a step or an end has already",
        ),
        ({"name": "book", "after": "fork", "serve": "x", "mean": "1 min"}, "cell after", "'fork'"),
    ],
)
def test_what_is_wrong_with_it(cells: dict[str, str], where: str, found: str) -> None:
    """What is missing or cannot be is told at one of its cells."""
    (problem,) = widen(**cells).problems
    assert (problem.where, problem.found) == (where, found)


def fill(book: Any, **cells: Any) -> dict[str, str]:
    """Add schedulers, and a step that they serve; returns how messages call the cells."""
    copy_block(book, "pools.advisers", "repairs schedulers")
    for path, value in (("staff", 3), ("hours", "Mon-Fri 08:00-17:00"), ("cost", "£13.60 per hour")):
        put(book, f"pools.advisers.{path}", value, last=True)
    told = {"name": "book job", "after": "Phone", "serve": "repairs schedulers", "mean": 12, **cells}
    return {key: put(book, f"further.{key}", value) for key, value in told.items()}


def test_workbook(tmp_path: Path) -> None:
    """The rows at the end of the sheet Steps give a service a back office with a pool that was added."""
    book = new_book("contact-centre")
    fill(book, share=0.6)
    put(book, "further.share", "60 %")
    book.save(tmp_path / "mine.xlsx")
    reading = read_with_notes(tmp_path / "mine.xlsx")
    step = reading.service.steps["book_job"]
    assert step.requirements == (("repairs_schedulers",),)
    assert step.takes.everyone.distribution.mean() == pytest.approx(12)
    assert reading.service.steps["phone"].then.shares()["book_job"] == pytest.approx(0.6)
    idle = ("pools", "repairs_schedulers"), "serves no step; its cost counts"
    assert idle not in [(note.path, note.text) for note in reading.notes]


def test_its_mistakes_name_their_cells(tmp_path: Path) -> None:
    """A pool that there is not, and a duration that is none, are told at their cells, and at once."""
    book = new_book("contact-centre")
    cells = fill(book, serve="shedulers", mean="12 kg")
    book.save(tmp_path / "mine.xlsx")
    with pytest.raises(InputError) as caught:
        read(tmp_path / "mine.xlsx")
    assert {problem.where for problem in caught.value.problems} >= {f"mine.xlsx, {cells['mean']}"}
    book = new_book("contact-centre")
    cells = fill(book, serve="repairs_shedulers")
    book.save(tmp_path / "mine.xlsx")
    with pytest.raises(InputError) as caught:
        read(tmp_path / "mine.xlsx")
    (problem,) = caught.value.problems
    assert (problem.where, problem.nearest) == (f"mine.xlsx, {cells['serve']}", "repairs_schedulers")


def test_rows_are_offered() -> None:
    """Every row of it stands in the template, empty."""
    book = new_book("contact-centre")
    assert {key: put(book, f"further.{key}", None).split(",")[0] for key in ROWS} == dict.fromkeys(
        ROWS, "sheet Steps"
    )
