"""Who does the work can do it in the way that is described."""

from __future__ import annotations

import pytest

from opmodels.describe.rules_staff import RULES
from opmodels.describe.service import describe
from opmodels.describe.soundness import Fault
from opmodels.describe.yaml_lines import parse_yaml
from tests.services import walk_in


def faults_of(*changes: tuple[str, str]) -> list[Fault]:
    """Return the faults of staff in the walk-in centre after some texts in it were replaced."""
    text = walk_in()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    service = describe(parse_yaml(text, "x").tree)
    return [fault for rule in RULES for fault in rule(service)]


def test_sound_staff_have_no_fault() -> None:
    """No rule refuses what can be done."""
    assert faults_of() == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("places: 6", "places: 6\n    shift_end: pause", ("steps", "ward", "keeps", "beds")),
        (
            "serve: beds",
            "serve: {all: [beds, [beds, south_nurses]]}",
            ("steps", "ward", "keeps", "beds"),
        ),
        ("on_call: {staff: 2", "on_call: {staff: 0", ("pools", "south_nurses", "on_call", "staff")),
        ("at_least: 3", "at_least: 0", ("pools", "south_nurses", "on_call", "at_least")),
        ("stays: 2 h", "stays: 0 min", ("pools", "south_nurses", "on_call", "stays")),
        ("speed: 1.2", "speed: 0", ("pools", "north_nurses", "speed")),
        ("speed: 1.2", "speed: 101", ("pools", "north_nurses", "speed")),
        ("by: 0.2", "by: 20", ("pools", "north_nurses", "absence_rises", "by")),
        ("every: {exponential: 3 days}", "every: 59 s", ("pools", "beds", "outages", "every")),
        ("lasts: {exponential: 5 h}", "lasts: 0 h", ("pools", "beds", "outages", "lasts")),
    ],
)
def test_what_cannot_be_is_told_at_its_place(old: str, new: str, path: tuple[str, ...]) -> None:
    """One wrong number or pool is one fault."""
    (fault,) = faults_of((old, new))
    assert fault.path == path and fault.found and fault.expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least: 3", "at_least: 1"),
        ("after: 20 min", "after: 0 min"),
        ("speed: 1.2", "speed: 100"),
        ("by: 0.2", "by: 10"),
        ("every: {exponential: 3 days}", "every: 1 min"),
        ("takes: 2}", "takes: 0}"),
    ],
)
def test_what_is_odd_but_possible_is_no_fault(old: str, new: str) -> None:
    """At the edge of what can be run nothing is refused."""
    assert faults_of((old, new)) == []


@pytest.mark.parametrize(("speed", "nearest"), [("120", "120 %"), ("0", None), ("5000", None)])
def test_percentage_without_its_sign_is_near_the_percentage(speed: str, nearest: str | None) -> None:
    """A speed of 120 is likely to be 120 %."""
    (fault,) = faults_of(("speed: 1.2", f"speed: {speed}"))
    assert fault.nearest == nearest
