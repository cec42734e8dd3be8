"""A note is a sentence with its place."""

from __future__ import annotations

from opmodels.describe.fault import Fault, Note


def test_note_is_told_with_its_place() -> None:
    """The path is dotted; a note on the whole has none."""
    assert str(Note(("steps", "fork", 2), "never taken")) == "steps.fork.2: never taken"
    assert str(Note((), "3 numbers")) == "3 numbers"


def test_equal_faults_are_one() -> None:
    """Two rules that find the same are told once."""
    assert len({Fault(("a",), "x", "y"), Fault(("a",), "x", "y"), Fault(("a",), "x", "y", key=True)}) == 2
