"""What a description holds: every part with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from opmodels.describe.fault import Path
from opmodels.describe.part import Part
from opmodels.describe.sourced import OTHERS, Varied
from opmodels.describe.split import Split


def walk_contents(node: Any, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    """Yield every part of a node with its path, the outer ones first."""
    if isinstance(node, Part):
        yield path, node
    for step, inner in _list_inside(node):
        if isinstance(inner, HOLDERS):
            yield from walk_contents(inner, (*path, *step))


HOLDERS = (Part, dict, tuple)
"""What may hold parts; six in seven of what a description holds are plain numbers and texts."""


def _list_inside(node: Any) -> Iterator[tuple[Path, Any]]:
    """Yield what a node holds, with the steps of the path that lead there."""
    if isinstance(node, Varied):
        yield from (((name,), part) for name, part in node.by.items())
        yield ((OTHERS,) if node.by else ()), node.everyone
    elif isinstance(node, Split):
        yield from ((("to", place), share) for place, share in node.to.items())
    elif isinstance(node, Part):
        yield from ((step, getattr(node, name)) for step, name in _list_fields(type(node)))
    elif isinstance(node, dict):
        yield from (((name,), inner) for name, inner in node.items())
    elif isinstance(node, tuple):
        yield from (((place,), inner) for place, inner in enumerate(node))


@cache
def _list_fields(kind: type[Part]) -> tuple[tuple[Path, str], ...]:
    """Return the fields of a kind of part: how each is written, and what it is called here."""
    return tuple(((field.alias or name,), name) for name, field in kind.model_fields.items())
