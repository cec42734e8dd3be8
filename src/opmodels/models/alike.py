"""A new need that is treated like one that is there, wherever a service treats needs differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opmodels.describe.edit import Edit, Set
from opmodels.describe.part import as_list
from opmodels.describe.paths import Path, write_path
from opmodels.describe.service import Service

SECTIONS = ("steps", "ends")


def treat_alike(service: Service, need: str, new: str) -> Iterator[Edit]:
    """Yield the changes by which a new need has the value of another wherever that is named.

    Parameters
    ----------
    service
        The service.
    need
        A need of it.
    new
        The name of the new one.
    """
    if need in service.steps or need in service.ends:
        return  # there the name may mean a place, and nobody can tell which
    why = f"{new} is treated like {need}"
    for section in SECTIONS:
        for path, node in _find_named((section,), service.tree.get(section, {}), need):
            if path[-1] == need:
                yield Set(set={write_path((*path[:-1], new)): node}, why=why)
            else:
                yield Set(set={write_path(path): [*as_list(node), new]}, why=why)


def _find_named(path: Path, node: Any, need: str) -> Iterator[tuple[Path, Any]]:
    """Yield the place and value of each key that is the need, and of each condition that names it."""
    if isinstance(node, Mapping):
        for key, child in node.items():
            here = (*path, key)
            if key == need or (key == "need" and path[-1] == "if" and need in as_list(child)):
                yield here, child
            else:
                yield from _find_named(here, child, need)
    elif isinstance(node, list | tuple):
        for place, child in enumerate(node):
            yield from _find_named((*path, place), child, need)
