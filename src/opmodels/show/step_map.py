"""What follows what, as a map: a box for each activity, a line for each pair that is frequent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from opmodels.foundation.units import format_count, format_share
from opmodels.show import svg
from opmodels.show.charts import Chart
from opmodels.show.flow import ARROW, MARGIN, Box, Way, draw_flow
from opmodels.show.layers import Edge
from opmodels.show.words import count_of, round_share

BEGIN, END = "begin of the case", "end of the case"
MOST_BOXES, MOST_LINES_A_BOX = 22, 1.0
"""How many activities are drawn, and how many lines for each besides the one in and out that each has."""
LEAST_LINE = 0.01
"""Share of all cases below which only the line in and out that each activity has is drawn."""
HEAVIEST = 5.0
Follow = Mapping[str, Any]
"""``from``, ``to``, ``count``, ``share``; None for begin and end."""


def draw_step_map(name: str, title: str, follows: Sequence[Follow]) -> Chart:
    """Return the map, with every pair in the table below it.

    Parameters
    ----------
    name
        Identifier, unique on the page.
    title
        What is drawn.
    follows
        Each pair once, the most frequent first.
    """
    cases = sum(one["count"] for one in follows if one["from"] is None)
    pairs = {(one["from"] or BEGIN, one["to"] or END): one for one in follows}
    done = _count_done(pairs)
    drawn = _choose_boxes(done)
    ways = choose_lines(pairs, drawn, cases)
    boxes = {node: _make_box(node, done, cases) for node in _order_boxes(drawn, ways)}
    lines = {edge: _make_way(pairs[edge], cases) for edge in ways}
    flow = draw_flow(name, boxes, lines, 14.0, [END])
    finding = tell_map(pairs, done, drawn, ways)
    drawing = svg.frame(name, title, finding, max(flow.width, 480.0), flow.height + MARGIN, flow.content,
                        ARROW.format(name=name))  # fmt: skip
    rows = tuple(
        (before, after, format_count(one["count"]), format_share(one["share"]))
        for (before, after), one in pairs.items()
    )
    return Chart(
        title, finding, drawing, ("After", "Came next", "How often", "Share of what came next"), rows
    )


def _count_done(pairs: Mapping[Edge, Follow]) -> Counter[str]:
    done = Counter[str]()
    for (_, after), one in pairs.items():
        done[after] += one["count"]
    return done


def _choose_boxes(done: Counter[str]) -> list[str]:
    """Return the activities that are drawn: the most frequent ones, and begin and end."""
    frequent = [node for node, _ in done.most_common() if node != END][:MOST_BOXES]
    return [BEGIN, *frequent, END]


def choose_lines(pairs: Mapping[Edge, Follow], drawn: Sequence[str], cases: int) -> list[Edge]:
    """Return the pairs that are drawn, the most frequent first.

    Each activity has its most frequent way in and its most frequent way on; of the others, those that at
    least one in a hundred cases takes are drawn as long as there are not too many.
    """
    inside = [edge for edge in pairs if edge[0] in drawn and edge[1] in drawn]
    kept = {next(edge for edge in inside if edge[end] == node) for node in drawn for end in (0, 1)
            if any(edge[end] == node for edge in inside)}  # fmt: skip
    others = [edge for edge in inside if edge not in kept and pairs[edge]["count"] >= LEAST_LINE * cases]
    kept |= set(others[: round(MOST_LINES_A_BOX * len(drawn))])
    return [edge for edge in inside if edge in kept]


def _order_boxes(drawn: Sequence[str], ways: Sequence[Edge]) -> list[str]:
    """Return the boxes in the order in which the frequent ways come to them, begin first."""
    onward = defaultdict[str, list[str]](list)
    for before, after in ways:
        onward[before].append(after)
    order, waiting = list[str](), [BEGIN]
    while waiting:
        node = waiting.pop(0)
        if node not in order:
            order.append(node)
            waiting += onward[node]
    return [*order, *(node for node in drawn if node not in order)]


def _make_box(node: str, done: Counter[str], cases: int) -> Box:
    if node == BEGIN:
        begun = count_of(cases, "case")
        return Box("Begin", begun, f"{begun} began", "#eef3f8", 22)
    told = count_of(done[node], "time")
    if node == END:
        ended = count_of(done[node], "case")
        return Box("End", ended, f"{ended} ended", "#f4f4f4", 3, "2.4")
    return Box(node, told, f"{node}: {told}")


def _make_way(one: Follow, cases: int) -> Way:
    weight = 1.0 + (HEAVIEST - 1.0) * min(one["count"] / max(cases, 1), 1.0) ** 0.5
    return Way(f"{round_share(one['share'])} ({format_count(one['count'])})", weight)


def tell_map(
    pairs: Mapping[Edge, Follow], done: Counter[str], drawn: Sequence[str], ways: Sequence[Edge]
) -> str:
    """Return what is drawn and what is left out."""
    total = sum(one["count"] for one in pairs.values())
    part = sum(pairs[edge]["count"] for edge in ways) / max(total, 1)
    left = len(done) + 1 - len(drawn)
    rare = f" {format_count(left)} activities are rarer and stand in the table only." if left > 0 else ""
    return (
        f"{len(ways)} of {len(pairs)} pairs are drawn: {round_share(part)} of all that followed each other. A"
        " line carries how often it was taken, and as which share of what came after its first box."
        f"{rare}"
    )
