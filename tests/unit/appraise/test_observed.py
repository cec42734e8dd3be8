"""The as-is check."""

from __future__ import annotations

import pytest

from opmodels.appraise.observed import Check, check_observed, list_unseen, summarise_checks
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
    found = check(figure, wait, wait)
    assert found.reproduced is reproduced and found.state == ("reproduced" if reproduced else "missed")


def test_error_that_could_turn_the_answer() -> None:
    """An interval that crosses the edge of what is tolerated is too close to call."""
    assert check("value: 5 min", 5.0, 6.0).is_close
    assert not check("value: 5 min", 5.0, 5.01).is_close
    assert check("value: 5 min", 5.2).is_close


@pytest.mark.parametrize(
    ("waits", "state"),
    [
        ((5.0, 5.1), "cannot tell"),
        ((5.0, 5.01), "reproduced"),
        ((7.0, 7.05), "missed"),
        ((5.4, 5.65), "cannot tell"),
        ((5.1,), "cannot tell"),
    ],
)
def test_only_the_whole_interval_decides(waits: tuple[float, ...], state: str) -> None:
    """Reproduced with the interval inside 4.5 to 5.5, missed outside, open otherwise; t(1) is 12.7."""
    assert check("value: 5 min", *waits).state == state


def test_what_cannot_be_said_is_not_reproduced() -> None:
    """A figure of a step at which nothing happened is not reproduced."""
    text = services.mmc() + "observed: [{measure: wait, step: answer, value: 5 min, source: made up}]\n"
    [found] = check_observed(parse_service(text), stack_trees([{"steps": {}}]))
    assert not found.reproduced


def test_summary_counts() -> None:
    """The line counts what is reproduced, missed and open."""
    good, bad = check("value: 5 min", 5.0, 5.0), check("value: 1 min", 5.0, 5.0)
    assert summarise_checks([good]) == "1 of 1 observed figures reproduced"
    assert summarise_checks([good, bad]) == "1 of 2 observed figures reproduced, 1 missed"
    assert summarise_checks([good, check("value: 5 min", 5.0, 6.0)]).endswith(
        "1 of 2 observed figures reproduced, 1 too close to tell with so few replications"
    )
    assert summarise_checks([]) == "no observed figures to compare with"


def test_json_form() -> None:
    """The check tells figure, run, tolerated values, source and whether it matters."""
    told = check("value: 5 min, matters: no", 5.09, 5.11).as_dict()
    assert told["reproduced"] is True and told["matters"] is False and told["source"] == "made up"
    assert told["tolerated"] == [4.5, 5.5] and told["simulated"]["mean"] == pytest.approx(5.1)


def test_what_nobody_has_seen_is_listed() -> None:
    """A wait and a share who give up without a figure are told, at the steps where people wait."""
    text = services.erlang_a()
    assert list_unseen(parse_service(text)) == ["wait at answer", "share who give up at answer"]
    text += "observed: [{measure: wait, step: answer, value: 5 min, source: made up}]\n"
    assert list_unseen(parse_service(text)) == ["share who give up at answer"]
    assert list_unseen(
        parse_service(
            text.replace("measure: wait, step: answer, value: 5 min", "measure: gave_up, value: 5 %")
        )
    ) == ["wait at answer"]
    assert list_unseen(parse_service(services.tandem())) == ["wait at first"]
