"""What differs between two descriptions of a service, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from opmodels.describe.paths import Path, Tree, write_path
from opmodels.describe.yaml_lines import Node

MOST_SHOWN = 140


@dataclass(frozen=True)
class Difference:
    """One place at which two descriptions differ.

    Parameters
    ----------
    path
        The place, as dotted names.
    before, after
        What stands there in each; None where there is nothing.
    why
        The reason that was given for it, if one was.
    """

    path: str
    before: Node | None
    after: Node | None
    why: str = ""

    def __str__(self) -> str:
        because = f", because {self.why}" if self.why else ""
        if self.before is None:
            return f"{self.path}: new, {write_node(self.after)}{because}"
        if self.after is None:
            return f"{self.path}: ends, was {write_node(self.before)}{because}"
        return f"{self.path}: {write_node(self.before)} -> {write_node(self.after)}{because}"

    def as_dict(self) -> dict[str, Any]:
        """Return its four parts by name, as ``--json`` prints them."""
        return {"path": self.path, "before": self.before, "after": self.after, "why": self.why}


def write_node(node: Node | None, most: int = MOST_SHOWN) -> str:
    """Write a part of a description on one line: ``{lognormal: {mean: 4 min, sd: 3 min}}``; cut if long."""
    text = _write_whole(node)
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."


def _write_whole(node: Any) -> str:
    if isinstance(node, Mapping) and isinstance(node.get("value"), str):
        return _write_sourced(node)
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{key}: {_write_whole(child)}" for key, child in node.items()) + "}"
    if isinstance(node, list | tuple):
        return "[" + ", ".join(map(_write_whole, node)) + "]"
    return "nothing" if node in (None, "") else str(node)


def _write_sourced(node: Mapping[str, Any]) -> str:
    ends = node.get("range")
    span = f" ({ends[0]} to {ends[1]})" if isinstance(ends, list) and len(ends) == 2 else ""
    return f"{node['value']}{span}"


def find_differences(before: Any, after: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Yield each smallest place that differs, with what stands there before and after.

    A sourced number is one thing, and so is a list whose length has changed.
    """
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and not _is_sourced(before, after):
        for key in dict.fromkeys([*before, *after]):
            yield from find_differences(before.get(key), after.get(key), (*path, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from find_differences(old, new, (*path, number))
    else:
        yield path, before, after


def _split_lists(path: Path, before: Any, after: Any) -> Iterator[tuple[Path, Any, Any]]:
    """Yield the items of a list that come and go, where the others stay as they are."""
    if not (isinstance(before, list) and isinstance(after, list)):
        yield path, before, after
        return
    gone = [(number, item) for number, item in enumerate(before) if item not in after]
    come = [(number, item) for number, item in enumerate(after) if item not in before]
    if [item for item in before if item in after] != [item for item in after if item in before]:
        yield path, before, after
        return
    yield from (((*path, number), item, None) for number, item in gone)
    yield from (((*path, number), None, item) for number, item in come)


def _is_sourced(*nodes: Mapping[str, Any]) -> bool:
    return any(isinstance(node.get("value"), str) and "measure" not in node for node in nodes)


def compare_trees(before: Tree, after: Tree, reasons: Sequence[tuple[Path, str]] = ()) -> list[Difference]:
    """Return what differs, each with the reasons given for changes at, above or below its place."""
    return [
        Difference(write_path(path), old, new, "; ".join(_reasons_for(path, reasons)))
        for place, was, is_now in find_differences(dict(before), dict(after))
        for path, old, new in _split_lists(place, was, is_now)
    ]


def _reasons_for(path: Path, reasons: Sequence[tuple[Path, str]]) -> Iterable[str]:
    touching = [
        why for place, why in reasons if why and (place[: len(path)] == path or path[: len(place)] == place)
    ]
    return dict.fromkeys(touching)


def format_diff(differences: Iterable[Difference]) -> str:
    """Write differences for people, one on a line: ``pools.gp.staff: 5 -> 4, because ...``."""
    return "\n".join(map(str, differences)) or "nothing changes"
