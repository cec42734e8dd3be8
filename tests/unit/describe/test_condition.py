"""Conditions, of branches and of alternatives."""

from __future__ import annotations

from opmodels.describe.condition import Condition


def test_one_name_or_several() -> None:
    """A name may stand alone or in a list; nothing asked is nothing that must hold."""
    assert Condition(group="old", has="online") == Condition(group=("old",), has="online")
    assert Condition() == Condition.model_validate({})
    assert Condition(need=["a", "b"]).need == ("a", "b")
