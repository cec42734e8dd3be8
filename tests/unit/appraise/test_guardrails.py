"""Guardrails: holds, fails, too close to call."""

from __future__ import annotations

import pytest

from opmodels.appraise.guardrails import RailResult, judge_guardrails, list_dropped
from opmodels.appraise.intervals import Estimate
from opmodels.appraise.samples import stack_trees
from opmodels.describe.read import parse_service
from tests import services

RAILS = """\
guardrails:
- {measure: wait, step: answer, at_most: 5 min}
- {measure: within, step: answer, time: 5 min, at_least: 80 %, hard: no}
- {measure: worse_off, group: any, at_most: 5 %}
"""
SERVICE = parse_service(services.mmc() + RAILS)


def rail(value: Estimate, place: int = 0) -> RailResult:
    """Return the result of one of the guardrails for a value."""
    return RailResult(SERVICE.guardrails[place], value, 5.0 if place == 0 else 0.8)


@pytest.mark.parametrize(
    ("place", "value", "state"),
    [
        (0, Estimate(4.0, 3.0, 4.9), "holds"),
        (0, Estimate(4.0, 3.0, 5.1), "too close to call"),
        (0, Estimate(6.0, 4.9, 7.0), "too close to call"),
        (0, Estimate(6.0, 5.1, 7.0), "fails"),
        (0, Estimate(5.0, 5.0, 5.0), "holds"),
        (0, Estimate(5.0), "holds"),
        (0, Estimate(5.1), "fails"),
        (0, Estimate(), "not measured"),
        (1, Estimate(0.9, 0.85, 0.95), "holds"),
        (1, Estimate(0.7, 0.6, 0.75), "fails"),
        (1, Estimate(0.79, 0.7, 0.85), "too close to call"),
    ],
)
def test_interval_decides(place: int, value: Estimate, state: str) -> None:
    """A line holds or fails only where the whole interval is on one side of it."""
    assert rail(value, place).state == state


def test_notes_tell_what_could_turn_the_answer() -> None:
    """What is too close, not measured or without interval is noted; the rest is not."""
    assert "more replications" in rail(Estimate(5.0, 4.0, 6.0)).note
    assert "nothing to measure" in rail(Estimate()).note
    assert "one replication" in rail(Estimate(4.0)).note
    assert rail(Estimate(4.0, 3.0, 4.5)).note == ""


def test_hard_and_soft() -> None:
    """A guardrail is hard unless it says otherwise."""
    assert rail(Estimate(4.0)).hard and not rail(Estimate(0.9), 1).hard


def test_every_line_is_judged() -> None:
    """Each guardrail of the service is judged; worse off is read from winners and losers."""
    tree = {"steps": {"answer": {"wait": {"mean": 6.0}, "within": {"5": 0.9}}}}
    worse = {"everyone": Estimate(0.2, 0.1, 0.3), "": Estimate(0.2, 0.1, 0.3)}
    found = judge_guardrails(SERVICE.guardrails, stack_trees([tree, tree]), worse)
    assert [one.state for one in found] == ["fails", "holds", "fails"]
    assert [one.holds for one in found] == [False, True, False]


def test_json_form() -> None:
    """The four promised keys are there, with what was found and whether it can be said."""
    told = rail(Estimate(5.0, 4.0, 6.0)).as_dict()
    assert told["measure"] == "wait" and told["holds"] is None and told["limit"] == 5.0
    assert told["value"] == {"mean": 5.0, "low": 4.0, "high": 6.0} and told["state"] == "too close to call"


def test_what_a_redesign_takes_away_is_not_measured() -> None:
    """A guardrail that goes with its step is neither kept nor broken; a moved limit is still there."""
    before = SERVICE.guardrails
    gone = list_dropped(before, before[1:])
    assert [(one.name, one.state, one.limit) for one in gone] == [("wait at answer", "not measured", 5.0)]
    assert gone[0].hard and list_dropped(before, before) == ()
    moved = parse_service((services.mmc() + RAILS).replace("at_most: 5 min", "at_most: 9 min")).guardrails
    assert list_dropped(before, moved) == ()
