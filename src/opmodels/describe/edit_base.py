"""What every change of a description has: a kind, a reason, and the strokes that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from opmodels.describe.difference import find_differences
from opmodels.describe.part import Part, refuse, show
from opmodels.describe.paths import Tree
from opmodels.describe.strokes import Stroke
from opmodels.describe.yaml_lines import Node
from opmodels.foundation.units import write_number


def as_node(value: Any) -> Node:
    """Return a value of Python as part of a description, where every number is a text.

    Raises
    ------
    PydanticCustomError
        When it is neither a mapping, a list, a text nor a number.
    """
    if isinstance(value, Mapping):
        return {str(key): as_node(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [as_node(child) for child in value]
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refuse(f"{value!r}", "a text, a number, or mappings and lists of them")
    return write_number(value)


def _by_path(node: Any) -> Any:
    if not isinstance(node, Mapping) or not node:
        raise refuse(show(node), "paths and what to put there: {pools.gp.staff: 4}")
    return {str(path): as_node(value) for path, value in node.items()}


NodeByPath = Annotated[dict[str, Any], BeforeValidator(_by_path)]


class AnyEdit(Part):
    """What every change has."""

    kind: ClassVar[str]
    """The key under which it is written."""
    why: str = ""
    """The reason for it."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return what it does to this description.

        Raises
        ------
        EditError
            When the description has no such place.
        """
        raise NotImplementedError

    @property
    def title(self) -> str:
        """The change in a few words, for messages: ``set pools.gp.staff``."""
        return f"{self.kind} {', '.join(getattr(self, self.kind))}"


ORDERED = ("areas",)
"""Sections in which the order of names means something: who lives where is read in it."""


def strokes_between(before: Tree, after: Tree) -> list[Stroke]:
    """Return the strokes that lead from one description to another, one for each smallest place."""
    whole = [name for name in ORDERED if list(before.get(name, ())) != list(after.get(name, ()))]
    return [
        *(Stroke((name,), after.get(name)) for name in whole),
        *(
            Stroke(path, node)
            for path, _, node in find_differences(dict(before), dict(after))
            if path[0] not in whole
        ),
    ]
