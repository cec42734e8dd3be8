"""What an analyst does not have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.read import read
from opmodels.describe.soundness import find_notes
from opmodels.describe.workbook_borrowed import Entry
from opmodels.describe.workbook_left_out import find_nobody, find_odd_people, forget_people, leave_out
from opmodels.foundation.errors import InputError
from tests.unit.describe.workbooks import new_book, put


def read_with(folder: Path, like: str, cells: dict[str, Any]) -> Any:
    """Read a workbook in which some cells are filled in."""
    book = new_book(like)
    for path, value in cells.items():
        put(book, path, value)
    book.save(folder / "mine.xlsx")
    return read(folder / "mine.xlsx")


@pytest.mark.parametrize("like", list_services())
def test_any_group_can_be_left_out(tmp_path: Path, like: str) -> None:
    """With 0 people a group is gone, and nothing else is told of it; the rest can be run."""
    for group in read(like).groups:
        service = read_with(tmp_path, like, {f"groups.{group}.people": 0})
        assert set(service.groups) == set(read(like).groups) - {group}
        rates = [need.per_person_per_year for need in service.needs.values()]
        assert all(group not in rate.by for rate in rates if rate is not None)


def test_no_group_is_left(tmp_path: Path) -> None:
    """The last group cannot go."""
    groups = read("contact-centre").groups
    with pytest.raises(InputError, match="in the last group that was left"):
        read_with(tmp_path, "contact-centre", {f"groups.{group}.people": 0 for group in groups})


def test_leaving_out() -> None:
    """Rates, times, shares, lines of branches and guardrails of the group go; a rate of it alone is 0."""
    tree: dict[str, Any] = {
        "groups": {"young": {"people": "9"}, "old": {"people": "5"}},
        "needs": {
            "call": {"per_person_per_year": {"old": "2"}},
            "visit": {"rate": {"old": "1", "young": "2"}},
        },
        "steps": {
            "desk": {
                "takes": {"old": "9 min", "others": "4 min"},
                "branch": [
                    {"if": {"group": "old"}, "to": "a"},
                    {"if": {"group": ["old", "young"]}, "to": "b"},
                ],
            }
        },
        "guardrails": [{"measure": "worse_off", "group": "old"}, {"measure": "worse_off", "group": "any"}],
    }
    left = leave_out(tree, ["old"])
    assert left["groups"] == {"young": {"people": "9"}}
    assert left["needs"]["call"]["per_person_per_year"] == "0"
    assert left["needs"]["visit"]["rate"] == {"young": "2"}
    assert left["steps"]["desk"]["takes"] == "4 min"
    assert left["steps"]["desk"]["branch"] == [{"if": {"group": ["young"]}, "to": "b"}]
    assert left["guardrails"] == [{"measure": "worse_off", "group": "any"}]
    assert "old" in tree["groups"]


@pytest.mark.parametrize("word", ["no", "None", "nobody", "n/a", "-"])
@pytest.mark.parametrize("path", ["groups.over_65.people", "pools.manager.staff"])
def test_words_for_nought(tmp_path: Path, path: str, word: str) -> None:
    """A word where people are counted is answered with 0, which says the same and is accepted."""
    with pytest.raises(InputError) as raised:
        read_with(tmp_path, "contact-centre", {path: word})
    (problem,) = raised.value.problems
    assert (problem.found, problem.nearest) == (f"'{word}'", "0")
    read_with(tmp_path, "contact-centre", {path: 0})


def test_words_elsewhere_stand() -> None:
    """The same word in another cell is left to whoever reads it."""
    assert not list(find_nobody([Entry(("pools", "gp", "pays"), "no", "D6")]))


@pytest.mark.parametrize("cells", [{"staff": 0}, {"staff": 0, "people": 0}])
def test_pool_of_nobody(tmp_path: Path, cells: dict[str, int]) -> None:
    """Staff 0, with people 0 or without a word, is a pool of nobody; the library's people do not stand."""
    service = read_with(tmp_path, "contact-centre", {f"pools.manager.{key}": n for key, n in cells.items()})
    pool = service.pools["manager"]
    assert pool.size == 0
    assert pool.people is None or pool.people.value == 0
    assert "pools.manager: nobody is in it" in map(str, find_notes(service))


@pytest.mark.parametrize(
    ("staff", "people", "odd"), [(0, 3, True), (3, 0, True), (0, 0, False), (3, 4, False)]
)
def test_people_without_shifts(staff: int, people: int, odd: bool) -> None:
    """People employed where nobody is on duty, or none where some are, are refused at their cell."""
    entries = [
        Entry(("pools", "desk", "staff"), str(staff), "D6"),
        Entry(("pools", "desk", "people"), str(people), "D10"),
    ]
    assert [problem.where for problem in find_odd_people(entries)] == (["D10"] if odd else [])


def test_people_of_the_library_go_with_its_staff() -> None:
    """With staff of one's own the library's people are forgotten, unless one's own are given too."""
    tree = {"pools": {"desk": {"staff": "9", "people": "12"}}}
    staff, people = (
        Entry(("pools", "desk", "staff"), "3", "D6"),
        Entry(("pools", "desk", "people"), "4", "D7"),
    )
    assert forget_people(tree, []) == tree
    assert forget_people(tree, [staff])["pools"]["desk"] == {"staff": "9"}
    assert forget_people(tree, [staff, people]) == tree
