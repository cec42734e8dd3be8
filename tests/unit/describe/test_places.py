"""Every part of a description knows its file and line."""

from __future__ import annotations

from opmodels.describe.places import Places, Spot, trace
from opmodels.describe.yaml_lines import parse_yaml

MAIN = parse_yaml("a:\n  b: 1\n  c:\n  - x\n  - y\n", "main.yaml")
OTHER = parse_yaml("# note\nd:\n  e: 2\nc: [z]\n", "other.yaml")


def test_line_of_value_and_of_key() -> None:
    """A value has the line where it starts, a key its own, an unknown place that of the nearest above."""
    places = Places([MAIN])
    assert str(places.spot(("a", "c", 1))) == "main.yaml, line 5"
    assert str(places.spot(("a", "c"), key=True)) == "main.yaml, line 3"
    assert str(places.spot(("a", "zzz", "y"))) == "main.yaml, line 1"
    assert str(places.spot(())) == "main.yaml, line 1"


def test_moved_parts_keep_their_own_file() -> None:
    """What came from another file is told with that file, the innermost move first."""
    places = Places(
        [MAIN, OTHER], {("d",): (1, ("d",)), ("a", "c", 2): (1, ("c", 0)), ("d", "e", "f"): (0, ("a", "b"))}
    )
    assert str(places.spot(("d", "e"))) == "other.yaml, line 3"
    assert str(places.spot(("a", "c", 2))) == "other.yaml, line 4"
    assert str(places.spot(("d", "e", "f"))) == "main.yaml, line 2"


def test_spots_sort_by_file_and_line() -> None:
    """Problems come in the order in which a reader meets them."""
    spots = [Spot(1, 2, "b"), Spot(0, 10, "a"), Spot(0, 9, "a")]
    assert [spot.line for spot in sorted(spots)] == [9, 10, 2]


def test_trace_skips_what_is_not_written() -> None:
    """Steps of a location that stand in no file are left out."""
    tree = {"steps": {"x": {"then": {"done": "5 %"}}}, "list": ["a"]}
    assert trace(tree, ("steps", "x", "then", "to", "done")) == ("steps", "x", "then", "done")
    assert trace(tree, ("list", 0, "more")) == ("list", 0)
    assert trace(tree, ("list", 7)) == ("list",)
