"""Strokes put things somewhere or take them away, whatever their order."""

from __future__ import annotations

from typing import Any

from opmodels.describe.strokes import Stroke, apply_strokes, changes_nothing

TREE: dict[str, Any] = {"a": {"b": "1"}, "list": ["x", "y", "z"]}


def test_strokes_put_and_take_away() -> None:
    """What is put is there afterwards, and what is taken away is gone."""
    after = apply_strokes(TREE, [Stroke(("a", "b"), None), Stroke(("a", "c"), "2")])
    assert after == {"a": {"c": "2"}, "list": ["x", "y", "z"]}
    assert TREE["a"] == {"b": "1"}


def test_items_are_taken_from_the_end_so_that_numbers_hold() -> None:
    """Two items of one list go as they were counted before either went."""
    assert apply_strokes(TREE, [Stroke(("list", 0), None), Stroke(("list", 1), None)])["list"] == ["z"]


def test_a_stroke_that_says_what_is_so_changes_nothing() -> None:
    """Writing the same is recognised; writing something else, something new or nothing is not."""
    assert changes_nothing(Stroke(("a", "b"), "1"), TREE)
    assert not changes_nothing(Stroke(("a", "b"), "2"), TREE)
    assert not changes_nothing(Stroke(("a", "c"), "1"), TREE)
    assert not changes_nothing(Stroke(("list", 3), "x"), TREE)
    assert not changes_nothing(Stroke(("a", "b"), None), TREE)
