"""Where the boxes of a drawing stand: columns from left to right, few crossings, lines round the boxes.

The method is that of Sugiyama, Tagawa and Toda (1981, IEEE Trans. SMC 11): turn the edges that go back, put
each node behind all that lead to it, give long edges a place in every column, order each column by its
neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Edge = tuple[str, str]
SWEEPS = 12
THIN = 0.4
"""Rows that a line needs on its way past a column."""


@dataclass
class Layout:
    """Columns of nodes, with heights.

    Parameters
    ----------
    column
        The column of each node, from 0.
    height
        The middle of each node, in rows; places of long edges included, which need less room.
    chains
        For each edge its nodes from left to right: the two ends, and its places in the columns between.
    turned
        Edges that go back; their chains run from the target to the source.
    """

    column: dict[str, int] = field(default_factory=dict)
    height: dict[str, float] = field(default_factory=dict)
    chains: dict[Edge, tuple[str, ...]] = field(default_factory=dict)
    turned: set[Edge] = field(default_factory=set)


def lay_out(nodes: Sequence[str], edges: Iterable[Edge], last: Iterable[str] = ()) -> Layout:
    """Return where nodes stand.

    Parameters
    ----------
    nodes
        In the order in which a reader meets them; the first ones begin.
    edges
        Pairs of different nodes.
    last
        Nodes that stand in the last column; no edge leads on from them.
    """
    pairs = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1]]
    turned = _find_turned(nodes, pairs)
    forward = {edge: (edge[1], edge[0]) if edge in turned else edge for edge in pairs}
    column = _choose_columns(nodes, list(dict.fromkeys(forward.values())), set(last))
    layout = Layout(column=column, turned=turned)
    for edge, way in forward.items():
        layout.chains[edge] = _make_chain(edge, way, layout)
    layout.height = _choose_heights(layout)
    return layout


def _find_turned(nodes: Sequence[str], edges: Sequence[Edge]) -> set[Edge]:
    """Return the edges that lead back to a node on the way to their own."""
    onward: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in edges:
        onward[source].append(target)
    turned: set[Edge] = set()
    done: set[str] = set()
    for start in nodes:
        _walk(start, onward, [], done, turned)
    return turned


def _walk(
    node: str, onward: dict[str, list[str]], trail: list[str], done: set[str], turned: set[Edge]
) -> None:
    if node in done:
        return
    trail.append(node)
    for target in onward[node]:
        if target in trail:
            turned.add((node, target))
        else:
            _walk(target, onward, trail, done, turned)
    trail.pop()
    done.add(node)


def _choose_columns(nodes: Sequence[str], edges: Sequence[Edge], last: set[str]) -> dict[str, int]:
    """Return the column of each node: behind everything that leads to it."""
    column = dict.fromkeys(nodes, 0)
    for _ in nodes:
        moved = {target: column[source] + 1 for source, target in edges if column[target] <= column[source]}
        if not moved:
            break
        column |= moved
    end = max(column.values(), default=0)
    return {node: end if node in last else place for node, place in column.items()}


def _make_chain(edge: Edge, way: Edge, layout: Layout) -> tuple[str, ...]:
    source, target = way
    between = range(layout.column[source] + 1, layout.column[target])
    # Lines that end at the same box share their places on the way, so that they run together.
    places = [f"way to {edge[1]} at {place}" for place in between]
    layout.column |= dict(zip(places, between, strict=True))
    return (source, *places, target)


def _choose_heights(layout: Layout) -> dict[str, float]:
    columns: dict[int, list[str]] = {}
    for node, place in layout.column.items():
        columns.setdefault(place, []).append(node)
    height = {node: float(row) for nodes in columns.values() for row, node in enumerate(nodes)}
    left, right = _list_neighbours(layout)
    places = {place for chain in layout.chains.values() for place in chain[1:-1]}
    room = {node: THIN if node in places else 1.0 for node in layout.column}
    for sweep in range(SWEEPS):
        beside, order = (left, sorted(columns)) if sweep % 2 == 0 else (right, sorted(columns, reverse=True))
        for place in order:
            _settle(columns[place], beside, height, room)
    top = min(height.values(), default=0.0)
    return {node: row - top for node, row in height.items()}


def _list_neighbours(layout: Layout) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    left: dict[str, list[str]] = {node: [] for node in layout.column}
    right: dict[str, list[str]] = {node: [] for node in layout.column}
    for chain in layout.chains.values():
        for before, after in pairwise(chain):
            left[after].append(before)
            right[before].append(after)
    unique = tuple(
        {node: list(dict.fromkeys(others)) for node, others in side.items()} for side in (left, right)
    )
    return unique[0], unique[1]


def _settle(
    nodes: list[str], beside: dict[str, list[str]], height: dict[str, float], room: dict[str, float]
) -> None:
    """Order a column by the mean height of the neighbours, and keep its nodes apart."""
    wanted = {
        node: (
            sum(height[other] for other in beside[node]) / len(beside[node]) if beside[node] else height[node]
        )
        for node in nodes
    }
    nodes.sort(key=lambda node: (wanted[node], height[node]))
    rows: list[float] = []
    for place, node in enumerate(nodes):
        apart = (room[node] + room[nodes[place - 1]]) / 2
        rows.append(max(wanted[node], rows[-1] + apart) if rows else wanted[node])
    shift = sum(wanted[node] - row for node, row in zip(nodes, rows, strict=True)) / len(rows)
    height |= {node: row + shift for node, row in zip(nodes, rows, strict=True)}
