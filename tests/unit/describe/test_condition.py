"""Conditions, of branches and of alternatives."""

from __future__ import annotations

from opmodels.describe.condition import Condition


def test_one_name_or_several() -> None:
    """A name may stand alone or in a list; nothing asked is nothing that must hold."""
    assert Condition(group="old", has="online") == Condition(group=("old",), has="online")
    assert Condition() == Condition.model_validate({})
    assert Condition(need=["a", "b"]).need == ("a", "b")


def test_which_kinds_of_case_it_names() -> None:
    """Every kind that is asked for has to fit; what is not asked for may be anything."""
    who = {"group": "old", "need": "lump", "area": "north", "severity": ""}
    assert Condition().concerns(**who)
    assert Condition(group=("young", "old"), area=("north",)).concerns(**who)
    assert not Condition(group=("old",), area=("south",)).concerns(**who)
    assert not Condition(severity=("grave",)).concerns(**who)
