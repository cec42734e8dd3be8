"""Differences are told place by place, in words that can be read aloud."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.difference import Difference, compare_trees, find_differences, format_diff, write_node


@pytest.mark.parametrize(
    ("node", "written"),
    [
        ("5", "5"),
        ({"value": "5", "range": ["4", "6"], "source": "x"}, "5 (4 to 6)"),
        ({"value": "5", "grade": "A"}, "5"),
        ({"lognormal": {"mean": "4 min", "sd": "3 min"}}, "{lognormal: {mean: 4 min, sd: 3 min}}"),
        (["a", "b"], "[a, b]"),
        ("", "nothing"),
    ],
)
def test_a_part_is_written_on_one_line(node: Any, written: str) -> None:
    """Sourced numbers show their range, the rest is shown as in the file."""
    assert write_node(node) == written


def test_a_long_part_is_cut() -> None:
    """No line is longer than asked."""
    assert write_node("x" * 500, most=20) == "x" * 17 + "..."


def test_every_smallest_place_is_found() -> None:
    """What is equal is passed over; what is changed, new or gone is told at its own place."""
    before = {"a": {"b": "1", "c": "2"}, "gone": "x", "same": ["1"], "list": ["1", "2"]}
    after = {"a": {"b": "1", "c": "3"}, "new": "y", "same": ["1"], "list": ["1", "3"]}
    assert list(find_differences(before, after)) == [
        (("a", "c"), "2", "3"),
        (("gone",), "x", None),
        (("list", 1), "2", "3"),
        (("new",), None, "y"),
    ]


def test_a_sourced_number_is_one_thing() -> None:
    """Value and range are told together."""
    before = {"n": {"value": "5", "range": ["4", "6"]}}
    (found,) = compare_trees(before, {"n": {"value": "4", "range": ["3", "5"]}})
    assert str(found) == "n: 5 (4 to 6) -> 4 (3 to 5)"


def test_items_that_come_and_go_are_told_one_by_one() -> None:
    """Where the other items stay in order, only what comes and goes is told; otherwise the whole list is."""
    assert [d.path for d in compare_trees({"l": ["a", "b", "c"]}, {"l": ["a", "c", "d", "e"]})] == [
        "l.2",
        "l.3",
        "l.4",
    ]
    assert [d.path for d in compare_trees({"l": ["a", "b", "c"]}, {"l": ["b", "a"]})] == ["l"]


def test_reasons_are_those_of_changes_that_touch_the_place() -> None:
    """A reason for a place above or below it counts, each once; others do not."""
    reasons = [
        (("pools",), "all"),
        (("pools", "gp", "staff"), "fewer"),
        (("steps",), "no"),
        (("pools",), "all"),
    ]
    (found,) = compare_trees({"pools": {"gp": {"staff": "5"}}}, {"pools": {"gp": {"staff": "4"}}}, reasons)
    assert found.why == "all; fewer"


def test_the_words() -> None:
    """Changed, new and gone read as a person would say it, with the reason behind."""
    lines = [
        Difference("pools.gp.staff", "5", "4", "the gap"),
        Difference("steps.x", None, {"wait": "5 min"}),
        Difference("pools.manager", {"staff": "1"}, None),
    ]
    assert format_diff(lines).splitlines() == [
        "pools.gp.staff: 5 -> 4, because the gap",
        "steps.x: new, {wait: 5 min}",
        "pools.manager: ends, was {staff: 1}",
    ]
    assert format_diff([]) == "nothing changes"
    assert lines[0].as_dict() == {"path": "pools.gp.staff", "before": "5", "after": "4", "why": "the gap"}
