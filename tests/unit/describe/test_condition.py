"""Conditions, of branches and of alternatives."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from opmodels.describe.condition import Condition


def test_one_name_or_several() -> None:
    """A name may stand alone or in a list; nothing asked is nothing that must hold."""
    assert Condition(group="old", has="online") == Condition(group=("old",), has="online")
    assert Condition() == Condition.model_validate({})
    assert Condition(need=["a", "b"]).need == ("a", "b")
    assert Condition.model_validate({"during": "Mon-Fri 08:00-10:00"}) != Condition()


def test_which_kinds_of_case_it_names() -> None:
    """Every kind that is asked for has to fit; what is not asked for may be anything."""
    who = {"group": "old", "need": "lump", "area": "north", "severity": ""}
    assert Condition().concerns(**who)
    assert Condition(group=("young", "old"), area=("north",)).concerns(**who)
    assert not Condition(group=("old",), area=("south",)).concerns(**who)
    assert not Condition(severity=("grave",)).concerns(**who)


def test_hours_that_cannot_be_read_are_told() -> None:
    """As of a pool's hours: what was found, and what it could be."""
    with pytest.raises(ValidationError, match="a start and an end"):
        Condition.model_validate({"during": "Mon-Fri 8ish"})
