"""A note is a sentence with its place."""

from __future__ import annotations

from opmodels.describe.fault import Fault, Note, look_up


def test_note_is_told_with_its_place() -> None:
    """The path is dotted; a note on the whole has none."""
    assert str(Note(("steps", "fork", 2), "never taken")) == "steps.fork.2: never taken"
    assert str(Note((), "3 numbers")) == "3 numbers"


def test_equal_faults_are_one() -> None:
    """Two rules that find the same are told once."""
    assert len({Fault(("a",), "x", "y"), Fault(("a",), "x", "y"), Fault(("a",), "x", "y", key=True)}) == 2


def test_a_name_that_is_not_known_is_told_with_those_that_are() -> None:
    """The nearest name is told; where there is none at all, that is told."""
    assert list(look_up("desk", ["desk"], "a pool", ("a",))) == []
    (fault,) = look_up("dsek", ["desk", "back"], "a pool", ("a",))
    assert (fault.found, fault.expected, fault.nearest) == ("'dsek'", "a pool: desk, back", "desk")
    (fault,) = look_up("desk", [], "a pool", ("a",), key=True)
    assert (fault.expected, fault.nearest, fault.key) == ("a pool; there is none", None, True)
