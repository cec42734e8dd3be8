"""The smallest things that can be done to a description: put something somewhere, or take it away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from opmodels.describe.paths import Path, Tree, drop_node, get_node, list_children, put_node
from opmodels.describe.yaml_lines import Node


@dataclass(frozen=True)
class Stroke:
    """One place of a description and what stands there afterwards.

    Parameters
    ----------
    path
        The place; one past the end of a list appends to it.
    node
        What stands there afterwards; None takes it away.
    """

    path: Path
    node: Node | None


def changes_nothing(stroke: Stroke, tree: Tree) -> bool:
    """Return whether the description says already what the stroke would write."""
    if stroke.node is None or stroke.path[-1] not in list(list_children(get_node(tree, stroke.path[:-1]))):
        return False
    return bool(get_node(tree, stroke.path) == stroke.node)


def apply_strokes(tree: Any, strokes: Iterable[Stroke]) -> Any:
    """Return `tree` after the strokes; `tree` itself stays as it is.

    What is taken away goes last and from the end, so that the places of the others hold.
    """
    strokes = list(strokes)
    for stroke in strokes:
        if stroke.node is not None:
            tree = put_node(tree, stroke.path, stroke.node)
    gone = [stroke.path for stroke in strokes if stroke.node is None]
    for path in sorted(gone, key=lambda path: [(isinstance(step, int), step) for step in path], reverse=True):
        tree = drop_node(tree, path)
    return tree
