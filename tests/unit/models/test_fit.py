"""What a card relies on is judged predicate by predicate, before anything is simulated."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.foundation.errors import InputError
from opmodels.models.fit import check_predicates, count_fit, judge_fit
from tests.unit.models.example import surgery

RELIES_ON: list[dict[str, Any]] = [
    {"has step": "phone"},
    {"more than one in a pool": "manager"},
    {"demand can wait": {"need": "same_day", "for": {"value": "60 min", "range": ["30 min", "2 hours"]}}},
    {"reachable by phone": {"value": "90 %", "range": ["80 %", "95 %"]}},
    {"perishable capacity": {}},
]


def test_every_predicate_is_told_with_its_state_and_reason() -> None:
    """In the order of the card, each in words that can be read aloud."""
    fit = judge_fit(surgery(), RELIES_ON)
    assert [one.state for one in fit] == ["held", "fails", "unknown", "held", "held"]
    assert [one.relies_on for one in fit][:4] == [
        "has step (phone)",
        "more than one in a pool (manager)",
        "demand can wait (same_day, for 60 min)",
        "reachable by phone (90 %)",
    ]
    assert str(fit[1]) == "more than one in a pool (manager): fails, manager has 1"


def test_states_are_counted() -> None:
    """Page one says how many are held, fail and are unknown."""
    assert count_fit(judge_fit(surgery(), RELIES_ON)) == {"held": 3, "fails": 1, "unknown": 1}
    assert count_fit(()) == {"held": 0, "fails": 0, "unknown": 0}


@pytest.mark.parametrize(
    ("line", "found", "nearest"),
    [
        ({"has stp": "phone"}, "the predicate 'has stp'", "has step"),
        ({"demand can wait": {"nead": "same_day"}}, "'nead' in 'demand can wait'", "need"),
        ({"demand can wait": {"for": "1 hour"}}, "'demand can wait' without need", None),
        ({"has step": ""}, "'has step' without name", None),
        ({"perishable capacity": {"pool": "gp"}}, "'pool' in 'perishable capacity'", None),
    ],
)
def test_a_predicate_that_cannot_be_asked_is_refused(line: Any, found: str, nearest: str | None) -> None:
    """Unknown names, unknown keys and what is missing are told before any service is asked."""
    with pytest.raises(InputError) as caught:
        check_predicates([line], "card.yaml, line 3")
    (problem,) = caught.value.problems
    assert (problem.where, problem.found, problem.nearest) == ("card.yaml, line 3", found, nearest)


def test_a_share_that_is_none_is_told_with_its_predicate() -> None:
    """A mistake in what is asked is the reader's to mend."""
    with pytest.raises(InputError, match="card, reachable by phone"):
        judge_fit(surgery(), [{"reachable by phone": {"at_least": "many"}}])
