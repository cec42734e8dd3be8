"""Where boxes stand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from opmodels.show.layers import THIN, lay_out

NODES = "abcdefgh"
EDGES = st.lists(st.tuples(st.sampled_from(NODES[:-1]), st.sampled_from(NODES)), max_size=24)


def test_columns_follow_the_way() -> None:
    """Each node stands behind all that lead to it."""
    layout = lay_out("abcd", [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")])
    assert [layout.column[node] for node in "abcd"] == [0, 1, 2, 3]
    assert layout.chains["a", "c"] == ("a", "way to c at 1", "c")


def test_ends_stand_last() -> None:
    """Nodes that are asked to stand last do, even if reached early."""
    layout = lay_out("abcd", [("a", "b"), ("b", "c"), ("a", "d")], last="d")
    assert layout.column["d"] == layout.column["c"] == 2


def test_a_way_back_is_turned() -> None:
    """An edge that leads back runs from its target to its source in the drawing."""
    layout = lay_out("ab", [("a", "b"), ("b", "a")])
    assert layout.turned == {("b", "a")}
    assert layout.chains["b", "a"] == ("a", "b")


@given(EDGES)
def test_any_graph_is_laid_out(edges: list[tuple[str, str]]) -> None:
    """Whatever the edges: every chain runs one column at a time to the right, and no two nodes meet."""
    layout = lay_out(NODES, edges, last="h")
    for chain in layout.chains.values():
        assert all(layout.column[after] - layout.column[before] == 1 for before, after in pairwise(chain))
    for column in set(layout.column.values()):
        rows = sorted(layout.height[node] for node, place in layout.column.items() if place == column)
        assert all(below - above >= THIN - 1e-9 for above, below in pairwise(rows))
    assert min(layout.height.values()) == 0
