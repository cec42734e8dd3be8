"""Where each part of a description stands: which file, which line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from opmodels.describe.yaml_lines import Document

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Spot:
    """A line of a file.

    Parameters
    ----------
    order
        Number of the file among those that were read, so that problems sort as a reader meets them.
    line
        1-based.
    file
        What messages call the file.
    """

    order: int
    line: int
    file: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass
class Places:
    """The files that a description was read from, and which part came from which.

    Parameters
    ----------
    documents
        The files, the one that includes the others first.
    moved
        For each part that was taken from another file, or from another place of it: the number of its file
        and its path there.
    """

    documents: list[Document] = field(default_factory=list)
    moved: dict[Path, tuple[int, Path]] = field(default_factory=dict)

    def spot(self, path: Sequence[str | int], *, key: bool = False) -> Spot:
        """Return the line of a path, or of the longest start of it that is in the files.

        With `key`, it is the line of the key rather than that of the value.
        """
        order, there = self._find_origin(tuple(path))
        document = self.documents[order]
        known = there
        while known and known not in document.lines:
            known = known[:-1]
        line = document.key_lines.get(known) if key and len(known) == len(there) else None
        return Spot(order, line or document.lines.get(known, 1), document.name)

    def tell(self, path: Sequence[str | int]) -> str:
        """Return how a note calls a part: by its path; empty for the whole."""
        return ".".join(map(str, path))

    def _find_origin(self, path: Path) -> tuple[int, Path]:
        for length in range(len(path), 0, -1):
            if path[:length] in self.moved:
                order, there = self.moved[path[:length]]
                return order, (*there, *path[length:])
        return 0, path


def trace(tree: Any, loc: Sequence[str | int]) -> Path:
    """Return the part of a location that is in the tree, without the steps that stand in no file."""
    node, path = tree, list[str | int]()
    for step in loc:
        is_item = isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node)
        if is_item or (isinstance(node, Mapping) and step in node):
            node = node[step]
            path.append(step)
    return tuple(path)
