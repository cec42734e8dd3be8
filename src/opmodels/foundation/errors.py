"""Every error that opmodels raises on purpose.

::

    OpmodelsError
    ├── InputError            something the user wrote cannot be used (exit code 2)
    ├── DoesNotFit            an operating model cannot be applied to this service (exit code 2)
    ├── SimulationFault       a run broke a rule of the engine, e.g. a case moves without end (exit code 2)
    └── Interrupted           the user stopped the work (exit code 3)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches

MAX_SHOWN = 20


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, told so that the reader can mend it.

    Parameters
    ----------
    where
        File and line, sheet and cell, or option: as exact as is known.
    found
        What stands there.
    expected
        What would fit.
    nearest
        The valid name closest to what was found, if any.
    next
        What to do now.
    """

    where: str
    found: str
    expected: str
    nearest: str | None = None
    next: str | None = None

    def __str__(self) -> str:
        lines = [f"{self.where}: found {self.found}", f"  expected: {self.expected}"]
        if self.nearest:
            lines.append(f"  nearest:  {self.nearest}")
        if self.next:
            lines.append(f"  next:     {self.next}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, str | None]:
        """Return the five parts by name, as ``--json`` prints them."""
        return asdict(self)


class OpmodelsError(Exception):
    """Base of every error that opmodels raises on purpose."""

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        self.problems: tuple[Problem, ...] = problems
        super().__init__(*problems)

    def __str__(self) -> str:
        shown = [str(problem) for problem in self.problems[:MAX_SHOWN]]
        hidden = len(self.problems) - len(shown)
        return "\n".join([*shown, *([f"... and {hidden} more"] if hidden else [])])


class InputError(OpmodelsError):
    """Something the user wrote cannot be used; nothing was changed or overwritten."""


class DoesNotFit(OpmodelsError):
    """An operating model cannot be applied to this service."""


class SimulationFault(OpmodelsError):
    """A run broke a rule of the engine."""


class Interrupted(OpmodelsError):
    """The user stopped the work."""

    exit_code = 3


def find_nearest(word: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed name closest in spelling to `word`, or None when nothing is close."""
    by_folded = {name.casefold(): name for name in allowed}
    close = get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=0.55)
    return by_folded[close[0]] if close else None


def name_list(names: Sequence[str], most: int = 12) -> str:
    """Write names for a message: ``a, b, c`` and how many more there are."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
