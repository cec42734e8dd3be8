"""Parts that go side by side come together, and do not part again for ever."""

from __future__ import annotations

import pytest

from opmodels.describe.rules_parts import RULES
from opmodels.describe.service import describe
from opmodels.describe.soundness import Fault, find_problems
from opmodels.describe.yaml_lines import parse_yaml

CLINIC = """
opmodels: 1
service: clinic
time: {start: 2025-06-02, run: 1 week}
groups: {all: {people: 100}}
needs: {lump: {rate: 1 per hour, starts_at: tests}}
pools: {nurse: {staff: 1, hours: always}}
steps:
  tests: {side_by_side: [blood, xray], joins_at: results}
  blood: {serve: nurse, takes: 5 min, then: results}
  xray: {serve: nurse, takes: 5 min, then: {reading: 90 %, lost: rest}}
  reading: {wait: 1 h, then: results}
  results: {serve: nurse, takes: 5 min, then: {tests: 10 %, done: rest}}
ends: {done: met, lost: unmet}
"""


def faults_of(old: str = "", new: str = "") -> list[Fault]:
    """Return the faults of parts in the clinic after a text in it was replaced."""
    assert old in CLINIC
    service = describe(parse_yaml(CLINIC.replace(old, new, 1), "x").tree)
    return [fault for rule in RULES for fault in rule(service)]


def test_sound_parts_have_no_fault() -> None:
    """A part may end, and the whole case may come back to be parted again."""
    assert faults_of() == []
    assert find_problems(describe(parse_yaml(CLINIC, "x").tree)) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "found"),
    [
        ("[blood, xray]", "[blood, lost]", ("side_by_side", 1), "the end 'lost'"),
        ("[blood, xray]", "[results, xray]", ("side_by_side", 0), "where the parts come together"),
        ("joins_at: results", "joins_at: done", ("joins_at",), "the end 'done'"),
        ("joins_at: results", "joins_at: tests", ("joins_at",), "this very step"),
    ],
)
def test_parts_begin_and_join_at_steps(old: str, new: str, place: tuple[str | int, ...], found: str) -> None:
    """An end is no place for a part to begin or to join, nor is the step itself, nor the same for both."""
    faults = [fault for fault in faults_of(old, new) if fault.path[2:] == place]
    step = {"where the parts come together": "the step at which the parts come together"}.get(found, found)
    assert len(faults) == 1 and step in faults[0].found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("wait: 1 h, then: results", "wait: 1 h, then: tests"),
        ("takes: 5 min, then: results", "takes: 5 min, then: {again: 1 %, results: rest}"),
        (
            "starts_at: tests",
            "starts_at: tests, severity: {bad: rest}, worsens: {bad: {after: 1 h, goes_to: tests}}",
        ),
    ],
)
def test_no_part_comes_back_to_where_it_parted(old: str, new: str) -> None:
    """Straight, through another such step, or because it worsens."""
    again = "  again: {side_by_side: [reading, tests], joins_at: results}\n  blood:"
    text = CLINIC.replace(old, new, 1).replace("  blood:", again if "again" in new else "  blood:", 1)
    service = describe(parse_yaml(text, "x").tree)
    faults = [fault for rule in RULES for fault in rule(service)]
    assert faults and faults[0].path == ("steps", "tests", "side_by_side")
    assert "may come back to 'tests'" in faults[0].found
