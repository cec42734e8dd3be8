"""Transitions say what stands between today and the redesigned service."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.models.transition import Adoption, Transition

WEEK = 10080.0


def read(**keys: Any) -> Transition:
    """Return a transition from its parts."""
    return Transition.model_validate(keys)


def test_nothing_said_is_at_once_and_for_nothing() -> None:
    """All cases from the first day, no cost, no dual running."""
    plain = Transition()
    assert plain.is_at_once
    assert (plain.set_up.value, plain.dual_running.value, plain.undo.value) == (0.0, 0.0, 0.0)
    assert plain.adoption.share_at(0.0) == 1.0


def test_adoption_runs_in_a_straight_line() -> None:
    """From the first share to the last over its time, and stays there."""
    adoption = Adoption.model_validate({"from": "40 %", "to": "100 %", "over": "8 weeks"})
    shares = [adoption.share_at(weeks * WEEK) for weeks in (-1, 0, 4, 8, 99)]
    assert shares == pytest.approx([0.4, 0.4, 0.7, 1.0, 1.0])


def test_adoption_does_not_fall() -> None:
    """A model that spreads backwards is a mistake in the file."""
    with pytest.raises(ValidationError):
        Adoption.model_validate({"from": "50 %", "to": "40 %"})


def test_two_transitions_at_once() -> None:
    """Costs add up with their ranges; the longer, later, smaller and harsher of each counts."""
    one = read(
        set_up={"value": "£8k", "range": ["£2k", "£30k"], "source": "a", "grade": "assumption"},
        dual_running="2 weeks", adoption={"from": "40 %", "to": "100 %", "over": "8 weeks"},
        go_live="2025-05-01", under_way="move", posts_end_by="natural wastage", undo="£5",
    )  # fmt: skip
    other = read(
        set_up={"value": "£1k", "source": "b", "grade": "A"}, dual_running="1 week",
        adoption={"from": "100 %", "to": "100 %"},
        go_live="2025-06-01", posts_end_by="redundancy",
        pays="nhs",
    )  # fmt: skip
    both = one.then(other)
    assert (both.set_up.value, both.set_up.low, both.set_up.high) == (9000.0, 3000.0, 31000.0)
    assert (both.set_up.source, both.set_up.grade, both.set_up.written) == ("a; b", "assumption", "£9000")
    assert both.dual_running.value == 2 * WEEK
    assert both.adoption.share_at(4 * WEEK) == pytest.approx(0.7)
    assert both.go_live == date(2025, 6, 1)
    assert (both.under_way, both.posts_end_by, both.pays) == ("finish", "redundancy", "nhs")
    assert both.undo.value == 5.0


def test_nothing_added_changes_nothing() -> None:
    """A transition at once and for nothing leaves the other as it is."""
    one = read(set_up="£8k", dual_running="2 weeks", posts_end_by="natural wastage", under_way="move")
    assert one.then(Transition(under_way="move")) == one
    assert Transition(under_way="move").then(one) == one


def test_it_is_shown_in_canonical_units() -> None:
    """Money, minutes and fractions, with ranges, ready for JSON."""
    shown = read(
        set_up={"value": "£8k", "range": ["£2k", "£30k"]}, dual_running="2 weeks", go_live="2025-05-01"
    ).as_dict()
    assert json.loads(json.dumps(shown)) == shown
    assert shown["set_up"] == {"value": 8000.0, "low": 2000.0, "high": 30000.0, "source": "", "grade": None}
    assert (shown["dual_running"]["value"], shown["go_live"]) == (2 * WEEK, "2025-05-01")
    assert shown["adoption"]["to"]["value"] == 1.0
