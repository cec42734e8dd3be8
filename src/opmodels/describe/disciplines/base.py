"""What a queue discipline is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Discipline:
    """A rule for who is next within a priority class.

    Parameters
    ----------
    name
        The word in the service file.
    code
        The number by which the kernel knows it.
    meaning
        Who is served first, in a sentence.
    """

    name: str
    code: int
    meaning: str
