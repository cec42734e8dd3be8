"""Boxes and lines from top to bottom."""

from __future__ import annotations

from xml.etree import ElementTree

from opmodels.show.flow import BOX_HEIGHT, BOX_WIDTH, Box, Flow, Way, draw_flow

NODES = ("begin", "look", "ask", "decide", "end")
WAYS = {
    ("begin", "look"): Way("100 %"), ("look", "decide"): Way("70 %", 3.0), ("look", "ask"): Way("30 %"),
    ("ask", "look"): Way("90 %", dashed=True), ("ask", "ask"): Way("10 %"), ("decide", "end"): Way("100 %"),
}  # fmt: skip


def draw() -> tuple[Flow, ElementTree.Element]:
    """Return the drawing of a loop, and its elements."""
    boxes = {node: Box(node, "", f"all of {node}") for node in NODES}
    flow = draw_flow("a", boxes, WAYS, 10.0, ["end"])
    return flow, ElementTree.fromstring(f"<svg>{flow.content}</svg>")


def place(root: ElementTree.Element) -> dict[str, tuple[float, float]]:
    """Return the left upper corner of each box."""
    boxes = {}
    for group in root.findall("g"):
        box = group.find("rect")
        assert box is not None
        boxes[group.findtext("text") or ""] = float(box.get("x", 0)), float(box.get("y", 0))
    return boxes


def test_boxes_go_down_and_do_not_touch() -> None:
    """What follows stands lower, all of it inside the drawing, and no box lies on another."""
    flow, root = draw()
    boxes = place(root)
    assert [boxes[node][1] for node in ("begin", "look", "decide", "end")] == sorted(
        boxes[node][1] for node in ("begin", "look", "decide", "end")
    )
    assert all(0 < x < flow.width - BOX_WIDTH and 0 < y < flow.height - BOX_HEIGHT for x, y in boxes.values())
    for name, (x, y) in boxes.items():
        for other, (x2, y2) in boxes.items():
            assert name == other or abs(x - x2) >= BOX_WIDTH or abs(y - y2) >= BOX_HEIGHT


def test_every_line_is_there_with_its_words() -> None:
    """One path for each way, the one back and the one of a box to itself too; what is dashed is dashed."""
    _, root = draw()
    paths = root.findall("path")
    assert len(paths) == len(WAYS)
    assert sum(path.get("stroke-dasharray") is not None for path in paths) == 1
    words = [one.text for one in root.findall("text")]
    assert sorted(word or "" for word in words) == sorted(way.words for way in WAYS.values())


def test_a_long_title_takes_two_lines() -> None:
    """A title of more than two lines is cut, and told in full to who points at it."""
    title = "Declaration FINAL APPROVED by the SUPERVISOR of the whole department"
    flow = draw_flow("a", {"x": Box(title, "5 times", title)}, {}, 0.0)
    root = ElementTree.fromstring(f"<svg>{flow.content}</svg>")
    lines = [one.text or "" for one in root.findall("g/text")]
    assert len(lines) == 3 and lines[1].endswith("…")
    assert root.findtext("g/title") == title
