"""The error that says why something is not a distribution."""

from __future__ import annotations

from opmodels.foundation.errors import Problem


class DistributionError(ValueError):
    """A text that is not a distribution, or parameters that a family does not allow.

    The reader of a file knows the file and the line; it adds them with `at`.

    Parameters
    ----------
    found, expected
        What stands there and what would fit.
    nearest
        The valid name closest to what was found, if any.
    next
        What to do now, if there is something to say.
    parameter
        The parameter that is wrong, if it is one.
    """

    def __init__(
        self,
        found: str,
        expected: str,
        nearest: str | None = None,
        next: str | None = None,
        parameter: str | None = None,
    ) -> None:
        super().__init__(found, expected, nearest, next, parameter)
        self.found = found
        self.expected = expected
        self.nearest = nearest
        self.next = next
        self.parameter = parameter

    def __str__(self) -> str:
        parts = [f"{self.expected}; found {self.found}"]
        parts += [f"nearest: {self.nearest}"] if self.nearest else []
        return "; ".join([*parts, *([self.next] if self.next else [])])

    def at(self, where: str) -> Problem:
        """Return the problem as the reader of `where` (a file and line) sees it."""
        return Problem(where, self.found, self.expected, self.nearest, self.next)
