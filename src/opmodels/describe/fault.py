"""What is wrong with a description as a whole, and what is worth knowing of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

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
