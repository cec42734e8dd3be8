"""Shares that go another way, and new ends that count like old ones."""

from __future__ import annotations

import pytest

from opmodels.foundation.errors import DoesNotFit
from opmodels.models.routes import count_as_much, find_met, split_off
from tests.unit.models.example import SURGERY, surgery

OUTCOMES = {"met": {"unit": "people", "per": {"seen": "1", "advised": "0.5"}}}


def test_a_share_goes_another_way() -> None:
    """All or nobody is no split."""
    assert split_off(0.25, "a", "b") == {"a": "25 %", "b": "rest"}
    assert (split_off(0.0, "a", "b"), split_off(1.0, "a", "b")) == ("b", "a")


def test_where_most_are_met() -> None:
    """More of those who ring are seen than advised; where nothing is met it is refused."""
    assert find_met(surgery(), "same_day") == "seen"
    assert find_met(surgery(), "review") == "seen"
    ends = {name: "unmet" for name in SURGERY["ends"]}
    with pytest.raises(DoesNotFit, match="met at no end"):
        find_met(surgery(ends=ends, outcomes=None), "same_day")


def test_a_new_end_counts_like_the_usual_one() -> None:
    """In each outcome that counts the usual one."""
    edits = list(count_as_much(surgery(outcomes=OUTCOMES), "advised", "rung"))
    assert [edit.set for edit in edits] == [{"outcomes.met.per.rung": "0.5"}]
    assert list(count_as_much(surgery(outcomes=OUTCOMES), "pharmacy", "rung")) == []
