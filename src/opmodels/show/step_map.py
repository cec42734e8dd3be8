"""What follows what, as a map: a box for each activity, a line for each pair that is frequent."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from opmodels.foundation.units import count_of, format_count, format_share
from opmodels.show import svg
from opmodels.show.charts import Chart
from opmodels.show.flow import ARROW, MARGIN, Box, Way, draw_flow
from opmodels.show.frequent import choose_boxes, choose_lines, order_boxes
from opmodels.show.layers import Edge
from opmodels.show.words import round_share

BEGIN, END = "begin of the case", "end of the case"
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
    frequent = choose_boxes({node: times for node, times in done.items() if node != END})
    drawn = [BEGIN, *frequent, END]
    ways = choose_lines({edge: one["count"] for edge, one in pairs.items()}, drawn, cases)
    boxes = {node: _make_box(node, done, cases) for node in order_boxes([BEGIN], drawn, ways)}
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
    return Way(f"{round_share(one['share'])} ({format_count(one['count'])})", weigh_line(one["count"], cases))


def weigh_line(count: float, cases: float) -> float:
    """Return how heavy a line is that so many of all cases take."""
    return 1.0 + (HEAVIEST - 1.0) * math.sqrt(min(count / max(cases, 1e-9), 1.0))


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
