"""Groups, needs and pools under an analyst's own names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.read import read, read_with_notes
from opmodels.describe.workbook_renamed import Renaming, find_taken, rename_parts, rename_path
from opmodels.foundation.errors import InputError
from tests.unit.describe.workbooks import copy_block, new_book, put

TREE: dict[str, Any] = {
    "groups": {"old": {"people": "5"}, "young": {"people": "9"}},
    "needs": {"call": {"per_person_per_year": {"old": "1", "others": "2"}, "starts_at": "desk"}},
    "pools": {"clerk": {"staff": "2", "role": "clerk"}},
    "steps": {
        "desk": {
            "serve": {"old": "clerk", "others": ["clerk"]},
            "takes": {"call": "4 min"},
            "keeps": {"clerk": "old"},
            "then": {"old": {"old": "5 %", "others": "1 %"}, "done": "rest"},
        }
    },
    "guardrails": [{"measure": "worse_off", "group": "old"}, {"measure": "utilisation", "pool": "clerk"}],
}


def test_group() -> None:
    """A group is renamed where it is a key beside other kinds, and under group; a step of its name stays."""
    tree = rename_parts(TREE, [Renaming("groups", "old", "elders", "D5")])
    assert list(tree["groups"]) == ["elders", "young"]
    assert tree["needs"]["call"]["per_person_per_year"] == {"elders": "1", "others": "2"}
    desk = tree["steps"]["desk"]
    assert desk["serve"] == {"elders": "clerk", "others": ["clerk"]}
    assert desk["then"] == {"old": {"elders": "5 %", "others": "1 %"}, "done": "rest"}
    assert desk["keeps"] == {"clerk": "old"}
    assert tree["guardrails"][0]["group"] == "elders"
    assert "old" in TREE["groups"]


def test_pool_and_need() -> None:
    """A pool is renamed where it serves, is kept or measured, its role stays; a need where it is a key."""
    renamings = [Renaming("pools", "clerk", "adviser", "D5"), Renaming("needs", "call", "repair", "D9")]
    tree = rename_parts(TREE, renamings)
    desk = tree["steps"]["desk"]
    assert tree["pools"] == {"adviser": {"staff": "2", "role": "clerk"}}
    assert desk["serve"] == {"old": "adviser", "others": ["adviser"]}
    assert desk["keeps"] == {"adviser": "old"}
    assert tree["guardrails"][1]["pool"] == "adviser"
    assert desk["takes"] == {"repair": "4 min"} and list(tree["needs"]) == ["repair"]


def test_paths_follow() -> None:
    """Messages find the cell of a part by its new name."""
    renamings = [Renaming("groups", "old", "elders", "D5")]
    assert rename_path(("needs", "call", "rate", "old"), renamings) == ("needs", "call", "rate", "elders")
    assert rename_path(("groups", "old", "people"), renamings) == ("groups", "elders", "people")


def test_name_that_is_taken() -> None:
    """A name that another has already is refused at its cell."""
    (problem,) = find_taken(TREE, [Renaming("groups", "old", "young", "D5")])
    assert (problem.where, problem.found) == ("D5", "the name 'young', which one of the groups has already")


def test_workbook(tmp_path: Path) -> None:
    """New names typed in the shaded lines hold everywhere; other cells may use them; a copy may be added."""
    book = new_book("contact-centre")
    for path, name in (
        ("groups.over_65", "older tenants"),
        ("needs.bill", "repair"),
        ("pools.advisers", "repairs advisers"),
    ):
        put(book, path, name)
    put(book, "groups.over_65.people", 1300)
    put(book, "needs.bill.per_person_per_year.over_65", "700 per month")
    for key, value in (
        ("value", "17 %"),
        ("measure", "gave up"),
        ("step", "phone"),
        ("group", "Older tenants"),
    ):
        put(book, f"observed.new.{key}", value)
    copy_block(book, "groups.over_65", "leaseholders")
    put(book, "groups.over_65.people", 900, last=True)
    put(book, "needs.bill.per_person_per_year.over_65", "110 per month", last=True)
    put(book, "needs.online_task.per_person_per_year.over_65", 1, last=True)
    book.save(tmp_path / "mine.xlsx")
    reading = read_with_notes(tmp_path / "mine.xlsx")
    service = reading.service
    assert list(service.groups) == ["working_age", "older_tenants", "on_support", "leaseholders"]
    assert list(service.needs) == ["repair", "other_matter", "online_task"]
    assert service.needs["repair"].per_person_per_year.of("older_tenants").value == pytest.approx(
        12 * 700 / 1300
    )
    assert service.observed[0].group == "older_tenants"
    assert service.steps["phone"].requirements == (("repairs_advisers",),)
    asked = [reading.tell(note) for note in reading.notes if note.asks]
    assert asked[0].startswith("sheet Groups, cell D13 (repair): 700 per month is 6.5 cases a year for each")


def test_bad_name_names_its_cell(tmp_path: Path) -> None:
    """A name that cannot be one is told at the cell where it was typed."""
    book = new_book("contact-centre")
    where = put(book, "groups.over_65", "65+")
    book.save(tmp_path / "mine.xlsx")
    with pytest.raises(InputError) as caught:
        read(tmp_path / "mine.xlsx")
    (problem,) = caught.value.problems
    assert problem.where == f"mine.xlsx, {where}"
    assert problem.found == 'the name "65+"'
