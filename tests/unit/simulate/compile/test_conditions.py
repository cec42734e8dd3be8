"""Conditions as numbers."""

from __future__ import annotations

from opmodels.describe.condition import Condition
from opmodels.foundation import codes
from opmodels.simulate.compile.conditions import concerns, list_tests
from opmodels.simulate.compile.kinds import Segment


def test_kinds_of_case_meet_a_condition_for_good() -> None:
    """Group, need, area and level are known beforehand."""
    old = Segment(0, "call", "old", "north", "bad")
    assert concerns(Condition(), old)
    assert concerns(Condition(group=("old",), severity=("bad",)), old)
    assert not concerns(Condition(group=("old",), area=("south",)), old)


def test_the_rest_is_looked_at_when_a_case_comes() -> None:
    """Traits, history and queues become tests, in a fixed order."""
    made = list_tests(
        Condition(has="online", lacks="car", been_at="a", queue="b", at_least="3"),
        {"online": 4, "car": 5},
        {"a": 1, "b": 2},
    )
    assert made == [
        (codes.HAS_TRAIT, 4, 0),
        (codes.LACKS_TRAIT, 5, 0),
        (codes.BEEN_AT, 1, 1),
        (codes.QUEUE_AT_LEAST, 2, 3),
    ]


def test_within_hours_is_outside_every_gap() -> None:
    """So hours of several spans are conditions that all hold; at any time there is nothing to look at."""
    when = Condition.model_validate({"during": ["Mon 08:00-10:00", "Sun 22:00-02:00"]})
    assert list_tests(when, {}, {}) == [
        (codes.NOT_DURING, 120, 480),
        (codes.NOT_DURING, 600, 9960),
    ]
    assert list_tests(Condition.model_validate({"during": "always"}), {}, {}) == []
