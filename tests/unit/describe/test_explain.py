"""Errors of validation become problems in plain words, sorted by line."""

from __future__ import annotations

import pytest

from opmodels.describe.explain import explain_faults
from opmodels.describe.fault import Fault
from opmodels.describe.places import Places
from opmodels.describe.read import parse_service
from opmodels.describe.yaml_lines import parse_yaml
from opmodels.foundation.errors import InputError, Problem
from tests.services import mmc, surgery


def list_problems(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a service."""
    with pytest.raises(InputError) as caught:
        parse_service(text)
    return caught.value.problems


def test_all_problems_come_together_in_order() -> None:
    """Mistakes in several places are told at once, first line first."""
    text = surgery()
    for old, new in (
        ("people: 1900", "people: 19x0"),
        ("slot: 10 min", "slot: 10"),
        ("advised: met", "advised: mt"),
    ):
        text = text.replace(old, new)
    problems = list_problems(text)
    lines = [int(problem.where.rpartition(" ")[2]) for problem in problems]
    assert lines == sorted(lines) and len(problems) == 4
    for problem, word in zip(problems, ("19x0", "10", "10", "mt"), strict=True):
        assert word in problem.found
        assert word in text.splitlines()[int(problem.where.rpartition(" ")[2]) - 1]


@pytest.mark.parametrize(
    ("old", "new", "found", "expected", "nearest"),
    [
        ("opmodels: 1", "opmodels: 2", '"2"', "1", None),
        ("hours: always", "hours: always, on_holidays: close", '"close"', "one of open, closed", "closed"),
        ("{everyone:", "{every one:", 'the name "every one"', "letters, digits", "every_one"),
        ("{everyone:", "{" + "x" * 61 + ":", "xxx", "at most 60 long", "x" * 60),
        ("{everyone: {people: 1000}}", "{}", "an empty mapping", "at least 1", None),
        ("{everyone: {people: 1000}}", "[a]", "a list of 1", "a mapping of names", None),
        ("service: A queue with 3 servers", "service: [a]", "a list of 1", "a text", None),
        ("ends: {", "observed: x\nends: {", '"x"', "a list", None),
        ("ends: {", "outcomes: {o: {unit: x, per: {done: many}}}\nends: {", '"many"', "a number", None),
    ],
)
def test_standard_errors_are_in_plain_words(
    old: str, new: str, found: str, expected: str, nearest: str | None
) -> None:
    """What pydantic refuses by itself is told like everything else."""
    assert old in mmc()
    problem = list_problems(mmc().replace(old, new))[0]
    assert found in problem.found and expected in problem.expected and problem.nearest == nearest


def test_faults_are_told_once_with_their_line() -> None:
    """Faults of the whole find their line, and the same fault at one place is told once."""
    document = parse_yaml("a:\n  b: {c: 1}\n", "x.yaml")
    fault = Fault(("a", "b", "c", "hidden"), "f", "e", "n", "do")
    told = explain_faults(
        [Fault(("a",), "g", "e", key=True), fault, fault], document.tree, Places([document])
    )
    assert told == [Problem("x.yaml, line 1", "g", "e"), Problem("x.yaml, line 2", "f", "e", "n", "do")]
