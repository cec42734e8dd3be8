"""What is wrong with a description as a whole, and what is worth knowing of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from opmodels.foundation.errors import find_nearest, name_list

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing in a description that cannot be run; `read` adds file and line.

    Parameters
    ----------
    path
        Where it stands in the description.
    found, expected, nearest, next
        The parts of the message, as in `Problem`.
    key
        Whether the name at the end of the path is meant, rather than what stands below it.
    """

    path: Path
    found: str
    expected: str
    nearest: str | None = None
    next: str | None = None
    key: bool = False


def look_up(
    name: str, known: Collection[str], kind: str, path: Path, *, key: bool = False
) -> Iterator[Fault]:
    """Yield a fault when a name is not among the known ones.

    Parameters
    ----------
    name, known
        The name, and those that are described.
    kind
        What they are, e.g. ``a pool``.
    path, key
        Where the name stands, as in `Fault`.
    """
    if name not in known:
        there = f"{kind}: {name_list(list(known))}" if known else f"{kind}; there is none"
        yield Fault(path, f"'{name}'" if name else "nothing", there, find_nearest(name, known), key=key)


@dataclass(frozen=True)
class Note:
    """One thing that is no mistake, but that a reader of the results should know.

    Parameters
    ----------
    path
        Where it stands in the description.
    text
        What there is to know, in a sentence.
    asks
        Whether it asks if something is meant so, because it is likely to be a slip.
    """

    path: Path
    text: str
    asks: bool = False

    def __str__(self) -> str:
        place = ".".join(str(step) for step in self.path)
        return f"{place}: {self.text}" if place else self.text
