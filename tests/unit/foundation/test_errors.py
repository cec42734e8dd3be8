"""The exception tree and the five parts of a message."""

from __future__ import annotations

import pytest

from opmodels.foundation.errors import (
    MAX_SHOWN,
    DoesNotFit,
    InputError,
    Interrupted,
    OpmodelsError,
    Problem,
    SimulationFault,
    find_nearest,
    name_list,
)

PROBLEM = Problem("gp.yaml, line 12", '"recepton"', "a pool", "reception", "mend the name")


def test_a_problem_states_its_five_parts() -> None:
    """The text of a problem has where, found, expected, nearest and next, each on its line."""
    assert str(PROBLEM).splitlines() == [
        'gp.yaml, line 12: found "recepton"',
        "  expected: a pool",
        "  nearest:  reception",
        "  next:     mend the name",
    ]


def test_parts_that_are_not_known_are_left_out() -> None:
    """A problem without nearest and next shows two lines and null values."""
    bare = Problem("gp.yaml", "nothing", "a mapping")
    assert len(str(bare).splitlines()) == 2
    assert bare.as_dict() == {
        "where": "gp.yaml",
        "found": "nothing",
        "expected": "a mapping",
        "nearest": None,
        "next": None,
    }


def test_an_error_shows_all_its_problems_up_to_a_limit() -> None:
    """Problems beyond the limit are counted, not shown."""
    error = InputError(*[Problem(f"line {n}", "x", "y") for n in range(MAX_SHOWN + 3)])
    assert len(error.problems) == MAX_SHOWN + 3
    assert str(error).endswith("... and 3 more")
    assert f"line {MAX_SHOWN - 1}:" in str(error) and f"line {MAX_SHOWN}:" not in str(error)


@pytest.mark.parametrize(
    ("kind", "code"), [(InputError, 2), (DoesNotFit, 2), (SimulationFault, 2), (Interrupted, 3)]
)
def test_every_error_has_its_exit_code(kind: type[OpmodelsError], code: int) -> None:
    """Bad input ends with 2 and an interruption with 3, and all are of one tree."""
    assert issubclass(kind, OpmodelsError)
    assert kind(PROBLEM).exit_code == code


@pytest.mark.parametrize(
    ("word", "nearest"), [("recepton", "reception"), ("GP", "gp"), ("zzz", None), ("", None)]
)
def test_nearest_name(word: str, nearest: str | None) -> None:
    """The nearest name ignores case, and there is none when nothing is close."""
    assert find_nearest(word, ["reception", "gp", "nurse"]) == nearest


def test_a_long_list_of_names_is_cut() -> None:
    """A list shows the first names and how many more there are."""
    assert name_list(["a", "b"]) == "a, b"
    assert name_list(["a", "b", "c", "d"], most=2) == "a, b and 2 more"
