"""The picture of a service as SVG: needs, steps and ends from left to right, pools below."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from opmodels.describe.choosing import CHOOSES
from opmodels.describe.pathway import Book, Branch
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.volume import count_weekly
from opmodels.describe.walk import walk_sudden_routes
from opmodels.foundation.units import count_of, format_count
from opmodels.show import svg
from opmodels.show.arrivals import mark_need, tell_need
from opmodels.show.layers import Edge, Layout, lay_out
from opmodels.show.parts_map import draw_parts, is_in_parts
from opmodels.show.picture import tell_step
from opmodels.show.pool_boxes import MARGIN, draw_below
from opmodels.show.spans import tell_share, tell_times
from opmodels.show.teams import count_teams, mark_rules, tell_team
from opmodels.show.words import plain

COLUMN, ROW = 214.0, 62.0
BOX_WIDTH, BOX_HEIGHT = 132.0, 44.0
TOP = 58.0
MARK_LETTERS = 34
LABEL_HEIGHT, LETTER = 11.0, 5.6
SPOTS = (0.6, 0.48, 0.72, 0.38, 0.84, 0.28, 0.92)
"""Where along its first stretch a line may carry its share, best first."""
LOOP = 18.0
"""How deep the line of a step back to itself hangs below its box."""
ASIDE = 11.0
"""How far a line that goes back keeps from the one that goes forward."""
ARROW = (
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7"'
    f' orient="auto-start-reverse"><path d="M0 0.8 L8 4 L0 7.2 z" fill="{svg.FAINT}"/></marker></defs>'
)
NEED, END = "need ", "end "
SUDDEN = "worsens"
"""The exit of those who leave because they waited too long."""
SELDOM = {"nothing": "being offered nothing", "too_few": "being too few", SUDDEN: "worsening while waiting"}
"""What dashed lines mean besides in some services, by exit."""


def draw_service(service: Service) -> str:
    """Return the picture of a service: of its parts, where its steps say of what they are a part."""
    if is_in_parts(service):
        return draw_parts(service)
    nodes, edges = list_nodes(service), list_edges(service)
    layout = lay_out(nodes, edges, last=[node for node in nodes if node.startswith(END)])
    rows = max(layout.height.values(), default=0.0) + 1
    columns = max(layout.column.values(), default=0) + 1
    width = max(2 * MARGIN + columns * COLUMN - (COLUMN - BOX_WIDTH), 640.0)
    bottom = TOP + rows * ROW + 10
    content = svg.text(MARGIN, 28, service.service, 18, font_weight="bold")
    content += svg.text(MARGIN, 46, _tell_lines(edges), 11, fill=svg.FAINT)
    content += "".join(_draw_edge(edge, words, layout) for edge, words in edges.items())
    content += "".join(_draw_labels(edges, layout))
    content += "".join(_draw_node(service, node, layout) for node in nodes)
    content += "".join(_draw_mark(service, node, layout, (node, node) in edges) for node in nodes)
    below, height = draw_below(service, bottom, width)
    content += below
    return svg.frame(
        "service", f"{service.service}: how it works", tell_finding(service), width, height, content, ARROW
    )


def _tell_lines(edges: dict[Edge, list[tuple[str, str]]]) -> str:
    """Return what the two kinds of lines mean."""
    exits = {exit_ for words in edges.values() for exit_, _ in words}
    dashed = "giving up, no room, no slot, not coming" + "".join(
        f", {words}" for exit_, words in SELDOM.items() if exit_ in exits
    )
    return f"Solid lines: the usual way on. Dashed lines: {dashed}."


def tell_finding(service: Service) -> str:
    """Return what the picture shows in a sentence."""
    cases = sum(count_weekly(service, name) for name in service.needs)
    return (
        f"About {format_count(round(cases))} cases a week come with {count_of(len(service.needs), 'need')},"
        f" pass through {count_of(len(service.steps), 'step')} and end in"
        f" {count_of(len(service.ends), 'way')}."
    )


def list_nodes(service: Service) -> list[str]:
    """Return the boxes: needs, steps, ends."""
    return [*(NEED + name for name in service.needs), *service.steps, *(END + name for name in service.ends)]


def list_edges(service: Service) -> dict[Edge, list[tuple[str, str]]]:
    """Return the lines between boxes; for each its exits with their shares in words."""
    edges: dict[Edge, list[tuple[str, str]]] = {
        (NEED + name, need.starts_at): [("then", "")] for name, need in service.needs.items()
    }
    for name, step in service.steps.items():
        for exit_, route in step.exits():
            for place in route.to:
                target = END + place if place in service.ends else place
                told = tell_share(route, place)
                is_usual = isinstance(step, Branch | SideBySide) or exit_.startswith(CHOOSES)
                usual = "then" if is_usual else exit_
                edges.setdefault((name, target), []).append((usual, "" if told == "100 %" else told))
    for name, _, route in walk_sudden_routes(service):
        for place in route.to:
            target = END + place if place in service.ends else place
            told = tell_share(route, place)
            words = "worsened" if told == "100 %" else f"worsened, {told}"
            edges.setdefault((NEED + name, target), []).append((SUDDEN, words))
    return edges


def _place(node: str, layout: Layout) -> tuple[float, float]:
    return MARGIN + layout.column[node] * COLUMN, TOP + layout.height[node] * ROW + BOX_HEIGHT / 2


def _list_points(edge: Edge, layout: Layout) -> list[tuple[float, float]]:
    """Return the points of a line from left to right: out of a box, level past each column, into a box."""
    chain, aside = layout.chains[edge], ASIDE if edge in layout.turned else 0.0
    points = [(_place(chain[0], layout)[0] + BOX_WIDTH, _place(chain[0], layout)[1] + aside)]
    for node in chain[1:-1]:
        x, y = _place(node, layout)
        points += [(x, y), (x + BOX_WIDTH, y)]
    x, y = _place(chain[-1], layout)
    return [*points, (x, y + aside)]


def _draw_edge(edge: Edge, words: list[tuple[str, str]], layout: Layout) -> str:
    if edge not in layout.chains:
        return _draw_loop(edge[0], words, layout)
    points = _list_points(edge, layout)
    path = f"M{_write_point(points[0])}"
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (x1 + x2) / 2
        path += f" C{_write_point((middle, y1))} {_write_point((middle, y2))} {_write_point((x2, y2))}"
    dashed = all(exit_ != "then" for exit_, _ in words)
    head = {"marker_start" if edge in layout.turned else "marker_end": "url(#arrow)"}
    return svg.element(
        "path",
        d=path,
        fill="none",
        stroke=svg.FAINT,
        stroke_width="1.3",
        stroke_dasharray="5 4" if dashed else None,
        **head,
    )


def _draw_loop(node: str, words: list[tuple[str, str]], layout: Layout) -> str:
    """Return the line of a step that sends some cases to itself, below its box."""
    x, middle = _place(node, layout)
    y, left, right = middle + BOX_HEIGHT / 2, x + 30, x + BOX_WIDTH - 30
    low = y + LOOP
    turns = " ".join(_write_point(point) for point in ((right, low), (left, low), (left, y)))
    path = f"M{_write_point((right, y))} C{turns}"
    told = "; ".join(dict.fromkeys(share for _, share in words if share))
    dashed = all(exit_ != "then" for exit_, _ in words)
    drawn = svg.element("path", d=path, fill="none", stroke=svg.FAINT, stroke_width="1.3",
                        stroke_dasharray="5 4" if dashed else None, marker_end="url(#arrow)")  # fmt: skip
    halo = {"stroke": svg.PAPER, "stroke_width": "3", "paint_order": "stroke", "text_anchor": "middle"}
    return drawn + svg.text(x + BOX_WIDTH / 2, y + 14, told, 10, **halo)


def _write_point(point: tuple[float, float]) -> str:
    return f"{svg.write_number(point[0])} {svg.write_number(point[1])}"


def _draw_labels(edges: dict[Edge, list[tuple[str, str]]], layout: Layout) -> Iterator[str]:
    """Yield the shares on the lines, each where no other stands if there is such a spot."""
    taken: list[tuple[float, float, float]] = []
    for edge, words in edges.items():
        told = "; ".join(dict.fromkeys(share for _, share in words if share))
        if told and edge in layout.chains:
            half = len(told) * LETTER / 2
            x, y = _find_spot(edge, layout, half, taken)
            taken.append((x, y, half))
            halo = {
                "stroke": svg.PAPER,
                "stroke_width": "3",
                "paint_order": "stroke",
                "text_anchor": "middle",
            }
            yield svg.text(x, y + 3.5, told, 10, **halo)


def _find_spot(
    edge: Edge, layout: Layout, half: float, taken: list[tuple[float, float, float]]
) -> tuple[float, float]:
    points = _list_points(edge, layout)
    start, end = (points[-1], points[-2]) if edge in layout.turned else (points[0], points[1])
    spots = [_move_along(start, end, part) for part in SPOTS]
    free = (spot for spot in spots if not any(_overlaps(spot, half, other) for other in taken))
    return next(free, spots[0])


def _move_along(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    """Return a point of the curve that `_draw_edge` draws between two points."""
    (x1, y1), (x2, y2) = start, end
    ease = 3 * part**2 - 2 * part**3
    middle = 3 * part * (1 - part) * (x1 + x2) / 2
    return x1 * (1 - part) ** 3 + middle + x2 * part**3, y1 + ease * (y2 - y1)


def _overlaps(spot: tuple[float, float], half: float, other: tuple[float, float, float]) -> bool:
    return abs(spot[0] - other[0]) < half + other[2] and abs(spot[1] - other[1]) < LABEL_HEIGHT


def _draw_node(service: Service, node: str, layout: Layout) -> str:
    x, middle = _place(node, layout)
    y = middle - BOX_HEIGHT / 2
    name = node.removeprefix(NEED).removeprefix(END) if node not in service.steps else node
    fill, round_, weight = _style(service, node)
    box = svg.rectangle(
        x, y, BOX_WIDTH, BOX_HEIGHT, rx=round_, fill=fill, stroke=svg.FAINT, stroke_width=weight
    )
    title = svg.text(
        x + BOX_WIDTH / 2, y + 18, svg.shorten(plain(name), 20), 12, text_anchor="middle", font_weight="bold"
    )
    lesser = svg.text(
        x + BOX_WIDTH / 2,
        y + 33,
        svg.shorten(plain(_tell_node(service, node, name)), 24),
        10,
        text_anchor="middle",
        fill=svg.FAINT,
    )
    return svg.element(
        "g", f"<title>{escape(_tell_fully(service, node, name))}</title>" + box + title + lesser
    )


def _draw_mark(service: Service, node: str, layout: Layout, has_loop: bool) -> str:
    """Return a few words below a box, or above it where a line hangs below: who gives way, what is kept."""
    step = service.steps.get(node)
    if step is None:
        mark = mark_need(service, node.removeprefix(NEED)) if node.startswith(NEED) else ""
    else:
        mark = mark_rules(step) if isinstance(step, Serve) else ""
    if not mark:
        return ""
    x, middle = _place(node, layout)
    y = middle - BOX_HEIGHT / 2 - 4 if has_loop else middle + BOX_HEIGHT / 2 + 11
    halo = {"stroke": svg.PAPER, "stroke_width": "3", "paint_order": "stroke", "text_anchor": "middle"}
    words = svg.shorten(plain(mark), MARK_LETTERS)
    return svg.text(x + BOX_WIDTH / 2, y, words, 9, fill=svg.FAINT, font_style="italic", **halo)


def _style(service: Service, node: str) -> tuple[str, int, str]:
    """Return fill, roundness and weight of the frame: needs are round, ends are heavy."""
    if node.startswith(NEED) and node not in service.steps:
        return "#eef3f8", 22, "1.2"
    if node.startswith(END) and node not in service.steps:
        return "#f4f4f4", 3, "2.4"
    return ("#ffffff" if isinstance(service.steps[node], Serve) else "#fbf7ef"), 8, "1.2"


def _tell_node(service: Service, node: str, name: str) -> str:
    if node in service.steps:
        step = service.steps[name]
        if isinstance(step, Serve):
            who = f"{count_teams(step)} teams" if step.serve.by else tell_team(step)
            return f"{who}, {tell_times(step.takes)}"
        return f"books {step.book}" if isinstance(step, Book) else tell_step(service, name)
    if node.startswith(NEED):
        return f"{format_count(round(count_weekly(service, name)))} a week"
    return service.ends[name].as_


def _tell_fully(service: Service, node: str, name: str) -> str:
    if node in service.steps:
        return f"{name}: {tell_step(service, name)}"
    told = [_tell_node(service, node, name), *(tell_need(service, name) if node.startswith(NEED) else ())]
    return f"{name}: {'; '.join(told)}"
