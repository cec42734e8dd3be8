"""Descriptions in several files: ``include: pools.yaml`` brings in the sections of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from opmodels.describe.beside import find_beside
from opmodels.describe.fault import Note
from opmodels.describe.part import as_list, show
from opmodels.describe.places import Path as NodePath
from opmodels.describe.places import Places
from opmodels.describe.profiles import inline_profiles
from opmodels.describe.yaml_lines import Document, Node, read_yaml
from opmodels.foundation.errors import InputError, Problem

INCLUDE = "include"
MOST_LEVELS = 5
UNSHARED = frozenset({"time", "gap"})
"""Mappings that stand in one file as a whole."""
LEDGER = "money"
"""The section whose names are one level further down."""


@dataclass
class Gathered:
    """A description with everything that it includes.

    Parameters
    ----------
    tree
        The sections of all files in one.
    places
        Where each part of it stands.
    problems
        What is wrong with the tables in CSV files; a plain stand-in is in the tree for each of these.
    notes
        What only the file shows and the description does not: rows that were deleted, a library to compare.
    """

    tree: dict[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def gather(document: Document, folder: Path | None, source: Path | None = None) -> Gathered:
    """Merge a description with those it includes, tables in CSV files among them.

    Parameters
    ----------
    document
        The file that was named.
    folder
        Where other files lie, which they may not leave; None where there can be none.
    source
        Where the file itself lies, if it is one.

    Raises
    ------
    InputError
        With all problems found: a file outside the folder, a circle, a name in two files.
    """
    gatherer = _Gatherer(folder, Gathered())
    if source is not None:
        gatherer.known[source.resolve()] = "the file itself"
    gatherer.add(document, folder, ())
    if gatherer.problems:
        raise InputError(*gatherer.problems)
    return gatherer.gathered


@dataclass
class _Gatherer:
    home: Path | None
    gathered: Gathered
    problems: list[Problem] = field(default_factory=list)
    known: dict[Path, str] = field(default_factory=dict)

    def add(self, document: Document, folder: Path | None, trail: tuple[str, ...]) -> None:
        order = len(self.gathered.places.documents)
        self.gathered.places.documents.append(document)
        tree, problems = inline_profiles(document, folder, self.home)
        self.gathered.problems += problems
        for section, node in tree.items():
            if section != INCLUDE and not (trail and section == "opmodels"):
                levels = 0 if section in UNSHARED else 2 if section == LEDGER else 1
                self._merge(self.gathered.tree, (section,), node, levels, order)
        for name, where in self._list_includes(document):
            try:
                self._include(name, where, folder, (*trail, document.name))
            except InputError as error:
                self.problems += error.problems

    def _list_includes(self, document: Document) -> Iterator[tuple[str, str]]:
        node = document.tree.get(INCLUDE, [])
        for place, name in enumerate(as_list(node)):
            where = document.where((INCLUDE, place) if isinstance(node, list) else (INCLUDE,))
            if isinstance(name, str) and name:
                yield name, where
            else:
                self.problems.append(Problem(where, show(name), "the name of a YAML file, or a list of them"))

    def _include(self, name: str, where: str, folder: Path | None, trail: tuple[str, ...]) -> None:
        path = find_beside(name, folder, self.home, where)
        if path in self.known:
            found = f"'{name}' a second time (first: {self.known[path]})"
            raise InputError(Problem(where, found, "each file once, and no circles"))
        if len(trail) > MOST_LEVELS:
            raise InputError(
                Problem(
                    where, f"'{name}', {len(trail)} levels down", f"at most {MOST_LEVELS} levels of include"
                )
            )
        self.known[path] = where
        self.add(replace(read_yaml(path), name=name.strip()), path.parent, trail)

    def _merge(self, into: dict[str, Any], path: NodePath, node: Node, levels: int, order: int) -> None:
        """Put a node at the end of `path`, name by name for so many levels."""
        name, places = str(path[-1]), self.gathered.places
        here = into.get(name)
        if here is None:
            into[name] = node
            if order:
                places.moved[path] = (order, path)
        elif isinstance(here, dict) and isinstance(node, dict) and levels:
            for key, value in node.items():
                self._merge(here, (*path, key), value, levels - 1, order)
        elif isinstance(here, list) and isinstance(node, list) and len(path) == 1:
            for place, value in enumerate(node):
                places.moved[(*path, len(here))] = (order, (*path, place))
                here.append(value)
        else:
            self._refuse_clash(path, order)

    def _refuse_clash(self, path: NodePath, order: int) -> None:
        places = self.gathered.places
        first = places.spot(path, key=True)
        again = places.documents[order].where(path, key=True)
        what = f"'{path[-1]}' of {path[-2]}" if len(path) > 1 else f"'{path[-1]}'"
        found = f"{what} a second time (first in {first})"
        self.problems.append(
            Problem(again, found, "each name in one file", next="rename one, or take one away")
        )
