"""Groups, needs and pools that an analyst calls otherwise than the library service does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from opmodels.describe.paths import Path
from opmodels.describe.sourced import OTHERS
from opmodels.foundation.errors import Problem

ONE_OF: Mapping[str, frozenset[str]] = {
    "groups": frozenset({"group"}),
    "needs": frozenset({"need"}),
    "pools": frozenset({"serve", "pool", "all", "any"}),
}
"""Under which keys the name of a part stands as a text, by section."""
KEYED = frozenset({"keeps"})
"""Keys under which the name of a pool is a key."""


class Renaming(NamedTuple):
    """A new name for a part of the library service.

    Parameters
    ----------
    section
        ``groups``, ``needs`` or ``pools``.
    old, new
        What the library calls it, and the analyst.
    where
        The cell of the new name, for messages.
    """

    section: str
    old: str
    new: str
    where: str


def find_taken(tree: Mapping[str, Any], renamings: Iterable[Renaming]) -> Iterator[Problem]:
    """Yield new names that another part has already."""
    for one in renamings:
        if one.new in tree.get(one.section, {}):
            found = f"the name '{one.new}', which one of the {one.section} has already"
            yield Problem(one.where, found, "a name of its own", None, "write another name")


def rename_parts(tree: dict[str, Any], renamings: Iterable[Renaming]) -> dict[str, Any]:
    """Return the description with the analyst's names, wherever they stand."""
    for one in renamings:
        kinds = {*tree["groups"], *tree["needs"], OTHERS}
        tree = {
            key: _change_keys(node, one) if key == one.section else _rename(node, one, kinds, key)
            for key, node in tree.items()
        }
        tree[one.section] = _rename(tree[one.section], one, kinds, one.section)
    return tree


def rename_path(path: Path, renamings: Iterable[Renaming]) -> Path:
    """Return a path with the analyst's names."""
    for one in renamings:
        whose = path[0] == one.section or one.section in ("groups", "needs")
        path = (path[0], *(one.new if whose and step == one.old else step for step in path[1:]))
    return path


def _change_keys(node: Mapping[str, Any], one: Renaming) -> dict[str, Any]:
    return {one.new if key == one.old else key: part for key, part in node.items()}


def _rename(node: Any, one: Renaming, kinds: set[str], under: str) -> Any:
    """Return a node with the new name; `under` is the key that says what its texts are."""
    if isinstance(node, list):
        return [_rename(item, one, kinds, under) for item in node]
    if not isinstance(node, Mapping):
        return one.new if node == one.old and under in ONE_OF[one.section] else node
    by_kind = bool(node) and set(node) <= kinds
    inner = {key: _rename(part, one, kinds, under if by_kind else str(key)) for key, part in node.items()}
    is_key = under in KEYED if one.section == "pools" else by_kind
    return _change_keys(inner, one) if is_key and one.old in inner else inner
