"""Each change is dropped in turn, with those that cannot stand without it."""

from __future__ import annotations

from opmodels.describe.edit import apply_changes
from opmodels.models.catalogue import find_model
from opmodels.models.element import drop_each
from opmodels.models.keep import KEEP
from tests.unit.models.example import surgery


def test_what_is_left_are_the_other_changes() -> None:
    """Without one of three cuts the other two remain, and the service before is the same."""
    redesign = find_model("trim(cut=50 %)").plan(surgery())
    elements = list(drop_each(redesign))
    assert [element.numbers for element in elements] == [(1,), (2,)]
    without = elements[0].without
    assert (without.after.pools["reception"].size, without.after.pools["gp"].size) == (3, 2)
    assert without.before is redesign.before
    assert without.label == "trim(cut=50 %) without 1"
    assert elements[0].title == "1. set pools.reception.staff (50 % of 3 is 1.5: 2 people, 67 %)"


def test_changes_that_need_one_another_go_together() -> None:
    """Without the door to the call back, the call back itself cannot stand; each set is told once."""
    elements = list(drop_each(find_model("call_back_first").plan(surgery())))
    sets = [frozenset(element.numbers) for element in elements]
    assert len(sets) == len(set(sets))
    assert (1,) in [element.numbers for element in elements]
    assert any(len(element.numbers) > 1 for element in elements)
    together = next(element for element in elements if len(element.numbers) > 1)
    assert f"with {len(together.numbers) - 1} that need it" in together.title


def test_each_can_be_applied() -> None:
    """The changes that are left lead to the service that is shown, and every change is dropped somewhere."""
    redesign = find_model("call_back_first").plan(surgery())
    elements = list(drop_each(redesign))
    for element in elements:
        without = element.without
        assert apply_changes(without.before, without.changes).digest == without.after.digest
        assert len(without.changes.edits) == len(redesign.changes.edits) - len(element.numbers)
    assert {n for element in elements for n in element.numbers} == set(
        range(1, len(redesign.changes.edits) + 1)
    )


def test_without_changes_there_is_nothing_to_drop() -> None:
    """Business as usual has no elements."""
    assert list(drop_each(KEEP.plan(surgery()))) == []
