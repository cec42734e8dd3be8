"""Boxes and lines from top to bottom: for what is too long to stand from left to right on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from textwrap import wrap

from opmodels.show import svg
from opmodels.show.layers import Edge, Layout, lay_out

ACROSS, DOWN = 158.0, 106.0
BOX_WIDTH, BOX_HEIGHT = 142.0, 50.0
MARGIN = 20.0
LABEL_HEIGHT, LETTER = 11.5, 5.6
SPOTS = (0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.82)
"""Where along a stretch a line may carry its words, best first."""
ASIDE = 14.0
"""How far to the right a line that goes back keeps from one that goes on."""
LOOP = 20.0
TITLE_LETTERS, LESSER_LETTERS = 23, 27
ARROW = (
    '<defs><marker id="{name}-arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8"'
    ' markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0.8 L8 4 L0 7.2 z"'
    f' fill="{svg.FAINT}"/></marker></defs>'
)
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A box: two lines, and what is told of it in full.

    Parameters
    ----------
    title, lesser
        Its lines; the title takes two where it is long, and is cut where that does not do.
    told
        All of it.
    fill
        Its colour.
    round_, weight
        Roundness of its corners, and weight of its frame.
    """

    title: str
    lesser: str
    told: str
    fill: str = "#ffffff"
    round_: int = 8
    weight: str = "1.2"


@dataclass(frozen=True)
class Way:
    """A line: its words, how heavy it is, and whether it is dashed."""

    words: str
    weight: float = 1.3
    dashed: bool = False


@dataclass(frozen=True)
class Flow:
    """What is drawn, how wide and how high it is."""

    content: str
    width: float
    height: float


def draw_flow(
    name: str, boxes: Mapping[str, Box], ways: Mapping[Edge, Way], top: float, last: Sequence[str] = ()
) -> Flow:
    """Return boxes with lines from one to another, from top to bottom.

    Parameters
    ----------
    name
        Identifier of the drawing; see `ARROW`.
    boxes
        In the order in which a reader meets them; the first begin.
    ways
        Lines between boxes, those of most weight first: they go downwards where not all can.
    top
        Where the first row begins.
    last
        Boxes that stand at the bottom.
    """
    layout = lay_out(list(boxes), ways, last)
    place = _Places(layout, top)
    content = "".join(_draw_way(edge, way, place, name) for edge, way in ways.items())
    content += "".join(_draw_words(ways, place))
    content += "".join(_draw_box(box, place.middle(node)) for node, box in boxes.items())
    return Flow(content, place.width, place.bottom)


class _Places:
    """Where boxes and lines stand."""

    def __init__(self, layout: Layout, top: float) -> None:
        self.layout, self.top = layout, top
        self.width = 2 * MARGIN + max(layout.height.values(), default=0.0) * ACROSS + BOX_WIDTH + LOOP
        self.bottom = top + max(layout.column.values(), default=0) * DOWN + BOX_HEIGHT + MARGIN

    def middle(self, node: str) -> Point:
        """Return the middle of a box, or of the place of a line."""
        x = MARGIN + self.layout.height[node] * ACROSS + BOX_WIDTH / 2
        return x, self.top + self.layout.column[node] * DOWN + BOX_HEIGHT / 2

    def list_points(self, edge: Edge) -> list[Point]:
        """Return the points of a line from top to bottom: out of a box, past each row, into a box."""
        chain, aside = self.layout.chains[edge], ASIDE if edge in self.layout.turned else 0.0
        x, y = self.middle(chain[0])
        points = [(x + aside, y + BOX_HEIGHT / 2)]
        for node in chain[1:-1]:
            x, y = self.middle(node)
            points += [(x, y - BOX_HEIGHT / 2), (x, y + BOX_HEIGHT / 2)]
        x, y = self.middle(chain[-1])
        return [*points, (x + aside, y - BOX_HEIGHT / 2)]


def _write_point(point: Point) -> str:
    return f"{svg.write_number(point[0])} {svg.write_number(point[1])}"


def _draw_way(edge: Edge, way: Way, place: _Places, name: str) -> str:
    style = {
        "fill": "none", "stroke": svg.FAINT, "stroke_width": way.weight,
        "stroke_dasharray": "5 4" if way.dashed else None,
    }  # fmt: skip
    if edge not in place.layout.chains:
        return svg.element("path", d=_write_loop(edge[0], place), marker_end=f"url(#{name}-arrow)", **style)
    points = place.list_points(edge)
    path = f"M{_write_point(points[0])}"
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (y1 + y2) / 2
        path += f" C{_write_point((x1, middle))} {_write_point((x2, middle))} {_write_point((x2, y2))}"
    head = {"marker_start" if edge in place.layout.turned else "marker_end": f"url(#{name}-arrow)"}
    return svg.element("path", d=path, **style, **head)


def _write_loop(node: str, place: _Places) -> str:
    """Return the path of a line from a box to itself, at its right side."""
    x, y = place.middle(node)
    side = x + BOX_WIDTH / 2
    turns = " ".join(
        _write_point(point) for point in ((side + LOOP, y - 12), (side + LOOP, y + 12), (side, y + 12))
    )
    return f"M{_write_point((side, y - 12))} C{turns}"


def _draw_words(ways: Mapping[Edge, Way], place: _Places) -> Iterator[str]:
    """Yield the words on the lines, each where no other stands if there is such a spot."""
    taken: list[tuple[float, float, float]] = []
    for edge, way in ways.items():
        if way.words:
            half = len(way.words) * LETTER / 2
            x, y = _find_spot(edge, place, half, taken)
            taken.append((x, y, half))
            yield svg.rectangle(x - half, y - 6, 2 * half, 12, fill=svg.PAPER, fill_opacity="0.85")
            yield svg.text(x, y + 3.5, way.words, 10, text_anchor="middle")


def _find_spot(
    edge: Edge, place: _Places, half: float, taken: list[tuple[float, float, float]]
) -> tuple[float, float]:
    if edge not in place.layout.chains:
        x, y = place.middle(edge[0])
        return x + BOX_WIDTH / 2 + half + 4, y + 20
    points = place.list_points(edge)
    start, end = (points[-1], points[-2]) if edge in place.layout.turned else (points[0], points[1])
    spots = [_move_along(start, end, part) for part in SPOTS]
    free = (spot for spot in spots if not any(_overlaps(spot, half, other) for other in taken))
    return next(free, spots[0])


def _move_along(start: Point, end: Point, part: float) -> Point:
    """Return a point of the curve that `_draw_way` draws between two points."""
    (x1, y1), (x2, y2) = start, end
    ease = 3 * part**2 - 2 * part**3
    middle = 3 * part * (1 - part) * (y1 + y2) / 2
    return x1 + ease * (x2 - x1), y1 * (1 - part) ** 3 + middle + y2 * part**3


def _overlaps(spot: Point, half: float, other: tuple[float, float, float]) -> bool:
    return abs(spot[0] - other[0]) < half + other[2] and abs(spot[1] - other[1]) < LABEL_HEIGHT


def _draw_box(box: Box, middle: Point) -> str:
    x, y = middle[0] - BOX_WIDTH / 2, middle[1] - BOX_HEIGHT / 2
    drawn = svg.rectangle(
        x, y, BOX_WIDTH, BOX_HEIGHT, rx=box.round_, fill=box.fill, stroke=svg.FAINT, stroke_width=box.weight
    )
    lines = _break_title(box.title)
    first = y + 20 if len(lines) == 1 else y + 15
    for place, line in enumerate(lines):
        drawn += svg.text(middle[0], first + 13 * place, line, 11, text_anchor="middle", font_weight="bold")
    lesser = svg.shorten(box.lesser, LESSER_LETTERS)
    drawn += svg.text(middle[0], y + BOX_HEIGHT - 8, lesser, 10, text_anchor="middle", fill=svg.FAINT)
    return svg.element("g", f"<title>{escape(box.told)}</title>{drawn}")


def _break_title(title: str) -> list[str]:
    """Return one line, or two where the title is long."""
    lines = wrap(title, TITLE_LETTERS) or [""]
    return lines[:1] if len(lines) == 1 else [lines[0], svg.shorten(" ".join(lines[1:]), TITLE_LETTERS)]
