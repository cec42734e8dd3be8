"""What there is in a log is found, and where there is nothing nothing is."""

from __future__ import annotations

import pytest

from tests.oracles.found_logs import SERVICES, count_found, look

THERE, NOT_THERE = 10, 20
"""How many logs of a service with something to find, and of one without."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["parts", "missed", "urgent first", "appeals first", "absent", "four at a time", "at two o'clock"],
)
def test_what_is_there_is_found(name: str) -> None:
    """In nine logs of ten at least."""
    assert count_found(name, THERE) >= 9


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "in turn", "none missed", "in order", "shorter delays", "like delays", "tasks in order",
        "always there", "little to do", "next to nothing to do", "queue alone", "delays alone",
        "queue after delays",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(name: str) -> None:
    """In nineteen logs of twenty at least."""
    assert count_found(name, NOT_THERE, 101) <= 1


def test_a_shorter_delay_is_told_apart_from_a_rule() -> None:
    """Who comes by mail overtakes who comes by post, and that is not called a rule."""
    assert look("shorter delays", 1).verdict == "cannot be told"
    assert look("like delays", 1).verdict == "not found"


def test_the_range_of_absence_holds_it() -> None:
    """8 % of shifts are missed; who has next to nothing to do may be there all the same."""
    (one,) = look("absent", 1).details
    assert one["range"][0] < 0.08 < one["range"][1]
    assert look("next to nothing to do", 1).verdict == "cannot be told"


def test_the_rule_of_a_batch_is_told() -> None:
    """Four at a time, and all at two o'clock."""
    assert look("four at a time", 1).details[0]["when"] == "whenever 4 are there"
    assert look("at two o'clock", 1).details[0]["when"] == "at about 14:00"


def test_parts_and_missed_visits_of_one_log() -> None:
    """Of parts the two that run side by side and no others; with ends only it cannot be told. Of missed
    visits the range holds the 12 % of the service."""
    (pair,) = look("parts", 1).details
    assert set(pair["activities"]) == {"visit", "papers"}
    assert look("parts", 1, has_starts=False).verdict == "cannot be told"
    (missed,) = look("missed", 1).details
    assert missed["range"][0] < 0.12 < missed["range"][1]
    assert {known.kind for known in SERVICES.values()} >= {"parts side by side", "missed appointments"}
