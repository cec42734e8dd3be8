"""What is left on people can be: every wrong use is told once, at its line."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError

TEXT = """\
opmodels: 1
service: falls
time: {start: 2025-06-02, run: 1 week}
groups: {young: {people: 10}, old: {people: 10}}
needs:
  fall: {rate: 1 per hour, starts_at: see}
  visit: {planned: [Mon 09:00], starts_at: see}
pools: {nurse: {staff: 1}}
steps:
  see:
    serve: nurse
    takes: 1 h
    effects:
      fall: {factor: 0.7, after: 4 weeks, lasts: 52 weeks, fades: 12 weeks}
      visit: {factor: {old: 90 %, young: 50 %}}
    then: done
ends:
  done: {as: met, effects: {fall: {factor: 1.5}}}
"""
SEE, VISIT, DONE = 14, 15, 18


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "expected", "help"),
    [
        ("fall: {factor: 0.7", "fal: {factor: 0.7", SEE, "'fal'", "a need: fall, visit", "fall"),
        ("lasts: 52 weeks", "lasts: 0 weeks", SEE, "lasts: 0 weeks", "a time above zero", ""),
        ("lasts: 52 weeks, ", "", SEE, "fades without lasts", "does not fade", "add lasts:"),
        ("factor: 0.7, ", "", SEE, "no 'factor'", "By what the rate", "add factor:"),
        ("factor: 0.7", "factor: -0.7", SEE, '"-0.7" (below 0)', "a factor of 0 or more", ""),
        ("factor: 0.7", "factor: 700", SEE, "factor: 700", "a number from 0 to 100", ""),
        ("after: 4 weeks", "after: 4", SEE, '"4"', "with its unit", ""),
        ("lasts: 52 weeks", "last: 52 weeks", SEE, "the unknown key 'last'", "one of after", "lasts"),
        ("old: 90 %", "odl: 90 %", VISIT, "'odl'", "a group or a need: young, old", "old"),
        ("old: 90 %", "old: 110 %", VISIT, "factor: 110 %", "a factor up to 1", ""),
        ("fall: {factor: 1.5}", "flal: {factor: 1.5}", DONE, "'flal'", "a need: fall, visit", "fall"),
    ],
)
def test_mistake_is_told(old: str, new: str, line: int, found: str, expected: str, help: str) -> None:
    """One mistake gives one problem with line, what stands there, what fits and what helps."""
    with pytest.raises(InputError) as caught:
        parse_service(TEXT.replace(old, new, 1))
    (problem,) = caught.value.problems
    assert problem.where == f"service.yaml, line {line}"
    assert found in problem.found
    assert expected in problem.expected
    assert help in f"{problem.nearest} {problem.next}"


def test_effects_do_not_multiply_beyond_reason() -> None:
    """Several large factors on one need are refused together, for the first group that could have them."""
    text = TEXT.replace("factor: 0.7", "factor: 50").replace("factor: 1.5", "factor: {old: 30}")
    with pytest.raises(InputError) as caught:
        parse_service(text)
    (problem,) = caught.value.problems
    assert problem.where == f"service.yaml, line {DONE}"
    assert problem.found == "effects that together make 'fall' of 'old' 1,500 times as frequent"
    assert parse_service(text.replace("factor: 50", "factor: 30")).steps
