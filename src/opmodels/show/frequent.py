"""Which boxes and lines of a flow are drawn where there are too many: the frequent ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from opmodels.show.layers import Edge

MOST_BOXES, MOST_LINES_A_BOX = 22, 1.0
"""How many activities are drawn, and how many lines for each besides the one in and out that each has."""
LEAST_LINE = 0.01
"""Share of all cases below which only the line in and out that each activity has is drawn."""


def choose_boxes(counts: Mapping[str, float]) -> list[str]:
    """Return the most frequent ones, as many as a page holds."""
    return sorted(counts, key=lambda node: -counts[node])[:MOST_BOXES]


def choose_lines(counts: Mapping[Edge, float], drawn: Sequence[str], cases: float) -> list[Edge]:
    """Return the pairs that are drawn, the most frequent first.

    Each activity has its most frequent way in and its most frequent way on; of the others, those that at
    least one in a hundred cases takes are drawn as long as there are not too many.

    Parameters
    ----------
    counts
        How often each pair follows each other.
    drawn
        The boxes.
    cases
        How many cases there are.
    """
    order = sorted(counts, key=lambda edge: -counts[edge])
    inside = [edge for edge in order if edge[0] in drawn and edge[1] in drawn]
    kept = {edge for node in drawn for end in (0, 1) for edge in _find_first(inside, node, end)}
    others = [edge for edge in inside if edge not in kept and counts[edge] >= LEAST_LINE * cases]
    kept |= set(others[: round(MOST_LINES_A_BOX * len(drawn))])
    return [edge for edge in inside if edge in kept]


def _find_first(edges: Sequence[Edge], node: str, end: int) -> list[Edge]:
    return [edge for edge in edges if edge[end] == node][:1]


def order_boxes(starts: Iterable[str], drawn: Sequence[str], ways: Sequence[Edge]) -> list[str]:
    """Return the boxes in the order in which the frequent ways come to them, the starts first."""
    onward = defaultdict[str, list[str]](list)
    for before, after in ways:
        onward[before].append(after)
    order, waiting = list[str](), list(starts)
    while waiting:
        node = waiting.pop(0)
        if node not in order:
            order.append(node)
            waiting += onward[node]
    return [*order, *(node for node in drawn if node not in order)]
