"""Which boxes and lines are drawn."""

from __future__ import annotations

from opmodels.show.frequent import MOST_BOXES, choose_boxes, choose_lines, order_boxes

COUNTS = {("in", "a"): 90.0, ("a", "out"): 89.0, ("in", "b"): 3.0, ("b", "a"): 2.0, ("b", "out"): 0.5}


def test_the_most_frequent_boxes_are_chosen() -> None:
    """As many as a page holds, the most frequent first."""
    counts = {f"a{place}": float(place) for place in range(40)}
    assert choose_boxes(counts) == [f"a{place}" for place in range(39, 39 - MOST_BOXES, -1)]


def test_each_box_keeps_one_way_in_and_one_on() -> None:
    """Of the rest, what fewer than one in a hundred cases take is left out."""
    chosen = choose_lines(COUNTS, ["in", "a", "b", "out"], 1000)
    assert chosen == [("in", "a"), ("a", "out"), ("in", "b"), ("b", "a")]
    assert ("b", "out") in choose_lines(COUNTS, ["in", "a", "b", "out"], 1)


def test_a_line_needs_both_its_boxes() -> None:
    """What leads to a box that is not drawn is not drawn either."""
    assert choose_lines(COUNTS, ["in", "a", "out"], 1) == [("in", "a"), ("a", "out")]


def test_boxes_are_met_along_the_frequent_ways() -> None:
    """The starts come first, what no way leads to comes last."""
    ways = choose_lines(COUNTS, ["in", "a", "b", "out"], 1)
    assert order_boxes(["in"], ["x", "out", "b", "a"], ways) == ["in", "a", "b", "out", "x"]
