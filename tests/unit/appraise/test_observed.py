"""The as-is check."""

from __future__ import annotations

import pytest

from opmodels.appraise.observed import Check, check_observed, summarise_checks
from opmodels.appraise.samples import Sample, stack_trees
from opmodels.describe.read import parse_service
from tests import services


def check(figure: str, *waits: float) -> Check:
    """Return the check of a mean wait against runs with such waits."""
    text = services.mmc() + f"observed: [{{measure: wait, step: answer, source: made up, {figure}}}]\n"
    [found] = check_observed(parse_service(text), waits_of(*waits))
    return found


def waits_of(*waits: float) -> Sample:
    """Return runs with such mean waits."""
    return stack_trees([{"steps": {"answer": {"wait": {"mean": wait}}}} for wait in waits])


@pytest.mark.parametrize(
    ("figure", "wait", "reproduced"),
    [
        ("value: 5 min", 5.49, True),
        ("value: 5 min", 5.51, False),
        ("value: 5 min, tolerance: 20 %", 4.1, True),
        ("value: 5 min, tolerance: 20 %", 3.9, False),
        ("value: {value: 5 min, range: [3 min, 9 min]}", 8.9, True),
        ("value: {value: 5 min, range: [3 min, 9 min]}", 9.1, False),
        ("value: {value: 5 min, range: [3 min, 9 min]}, tolerance: 1 %", 5.2, False),
    ],
)
def test_tolerance_decides(figure: str, wait: float, reproduced: bool) -> None:
    """A stated tolerance counts first, then a range, then 10 %."""
    assert check(figure, wait, wait).reproduced is reproduced


def test_error_that_could_turn_the_answer() -> None:
    """An interval that crosses the edge of what is tolerated is too close to call."""
    assert check("value: 5 min", 5.0, 6.0).is_close
    assert not check("value: 5 min", 5.0, 5.01).is_close
    assert not check("value: 5 min", 5.5).is_close


def test_what_cannot_be_said_is_not_reproduced() -> None:
    """A figure of a step at which nothing happened is not reproduced."""
    text = services.mmc() + "observed: [{measure: wait, step: answer, value: 5 min, source: made up}]\n"
    [found] = check_observed(parse_service(text), stack_trees([{"steps": {}}]))
    assert not found.reproduced


def test_summary_names_what_is_missed() -> None:
    """The line counts, and names what is not reproduced."""
    good, bad = check("value: 5 min", 5.0, 5.0), check("value: 1 min", 5.0, 5.0)
    assert summarise_checks([good]) == "1 of 1 observed figures reproduced"
    assert summarise_checks([good, bad]) == "1 of 2 observed figures reproduced; wait at answer is not"
    assert summarise_checks([]) == "no observed figures to compare with"


def test_json_form() -> None:
    """The check tells figure, run, tolerated values, source and whether it matters."""
    told = check("value: 5 min, matters: no", 5.0, 5.2).as_dict()
    assert told["reproduced"] is True and told["matters"] is False and told["source"] == "made up"
    assert told["tolerated"] == [4.5, 5.5] and told["simulated"]["mean"] == pytest.approx(5.1)
