"""Kinds of case are told apart by need and group, area and level."""

from __future__ import annotations

from opmodels.describe.read import parse_service
from opmodels.simulate.compile.kinds import Segment, list_areas, list_levels, list_segments

TEXT = """
opmodels: 1
service: kinds
time: {start: 2025-06-02, run: 1 week}
AREAS
groups: {all: {people: 10}}
needs: {ill: {rate: 1 per hour, starts_at: sit LEVELS}, ask: {rate: 1 per hour, starts_at: sit}}
steps: {sit: {wait: 1 h, then: done}}
ends: {done: met}
"""
PLAIN = parse_service(TEXT.replace("AREAS", "").replace("LEVELS", ""))
RICH = parse_service(
    TEXT.replace("AREAS", "areas: {north: 40 %, south: rest}").replace(
        "LEVELS", ", severity: {mild: 60 %, serious: rest}"
    )
)
STREAMS = (("ill", "all"), ("ask", "all"))


def test_a_plain_service_has_one_kind_for_each_stream() -> None:
    """Without areas and levels the names of a kind are its group and its need."""
    assert [one.kind for one in list_segments([PLAIN], STREAMS)] == [("all", "ill"), ("all", "ask")]


def test_kinds_are_products() -> None:
    """Areas go before levels; a need without levels has one kind for each area."""
    kinds = [one.kind for one in list_segments([RICH], STREAMS)]
    assert kinds[:3] == [
        ("mild", "north", "all", "ill"),
        ("serious", "north", "all", "ill"),
        ("mild", "south", "all", "ill"),
    ]
    assert kinds[4:] == [("north", "all", "ask"), ("south", "all", "ask")]


def test_a_version_without_areas_has_an_empty_one() -> None:
    """Where only one version tells areas or levels apart, cases of the other have none."""
    assert list_areas([PLAIN, RICH]) == ("", "north", "south")
    assert list_levels([RICH, PLAIN], "ill") == ("mild", "serious", "")
    assert list_levels([RICH], "ask") == () and list_areas([PLAIN]) == ()


def test_empty_names_are_no_names() -> None:
    """What is empty is not looked up."""
    assert Segment(0, "ill", "all").kind == ("all", "ill")
