"""Mistakes in a service file, each made in a service that is sound, and what is told of them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError, Problem


class Wrong(NamedTuple):
    """A text of a sound service, what is written in its place, and what the message must say.

    `help` is the nearest name or the next step; `at` is a text on the line that is told, which is the line of
    `old` unless said.
    """

    old: str
    new: str
    found: str
    expected: str
    help: str = ""
    at: str = ""


def problems_of(text: str, folder: Path | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a service that cannot be read."""
    with pytest.raises(InputError) as caught:
        parse_service(text, folder=folder)
    return caught.value.problems


def line_of(text: str, part: str) -> int:
    """Return the number of the line on which a text first stands."""
    return text[: text.index(part)].count("\n") + 1


def check_told(wrong: Wrong, text: str) -> None:
    """Check that one mistake is told once: its line, what stands there, what fits and what helps."""
    assert wrong.old in text
    line = line_of(text, wrong.old)
    text = text.replace(wrong.old, wrong.new, 1)
    (problem,) = problems_of(text)
    assert problem.where == f"service.yaml, line {line_of(text, wrong.at) if wrong.at else line}"
    assert wrong.found in problem.found
    assert wrong.expected in problem.expected
    assert wrong.help in f"{problem.nearest} {problem.next}"
