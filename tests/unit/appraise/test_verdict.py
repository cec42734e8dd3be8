"""What can be said of a model so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opmodels.appraise.intervals import Estimate
from opmodels.appraise.verdict import judge_gap, reach_verdict
from opmodels.models.red_lines import RedLine
from tests.unit.appraise.laboratory import surgery
from tests.unit.appraise.test_guardrails import rail

SOON = date(2026, 1, 1)
BROKEN, HELD = (
    RedLine("free at need", "broken", "people pay"),
    RedLine("free at need", "held", "nobody is charged"),
)
UNKNOWN = RedLine("no redundancies", "unknown", "opmodels can check others, not this")
FAILS, CLOSE, HOLDS = (
    rail(Estimate(9.0, 8.0, 10.0)),
    rail(Estimate(5.0, 4.0, 6.0)),
    rail(Estimate(1.0, 0.5, 1.5)),
)


@pytest.mark.parametrize(
    ("closed", "state"),
    [
        (Estimate(130e3, 125e3, 135e3), "closes"),
        (Estimate(120e3, 120e3, 120e3), "closes"),
        (Estimate(110e3, 105e3, 115e3), "fails"),
        (Estimate(119e3, 110e3, 128e3), "too close to call"),
        (Estimate(119_999.999), "closes"),
        (Estimate(), "fails"),
    ],
)
def test_gap_of_the_surgery(closed: Estimate, state: str) -> None:
    """£120k a year is closed, failed or too close to call; half a penny of rounding is forgiven."""
    assert judge_gap(surgery(), closed, SOON) == state


def test_gap_must_be_closed_by_its_day() -> None:
    """A change that begins after the day fails the gap, whatever it saves."""
    assert judge_gap(surgery(), Estimate(500e3, 490e3, 510e3), date(2027, 4, 1)) == "fails"


def test_no_gap_is_no_failure() -> None:
    """Where no gap is stated nothing is said of it."""
    service = surgery().model_copy(update={"gap": None})
    assert judge_gap(service, Estimate(0.0), SOON) is None


@pytest.mark.parametrize(
    ("red_line", "gap", "rails", "words"),
    [
        (BROKEN, "fails", [FAILS], "red line"),
        (HELD, "fails", [FAILS], "fails gap"),
        (HELD, "closes", [FAILS, CLOSE], "guardrail fails: wait at answer"),
        (HELD, "too close to call", [HOLDS], "too close to call: the gap"),
        (HELD, None, [CLOSE], "too close to call: wait at answer"),
        (HELD, "closes", [HOLDS], "holds"),
        (HELD, "closes", [HOLDS, rail(Estimate())], "guardrail not measured: wait at answer"),
        (UNKNOWN, "closes", [CLOSE], "too close to call: wait at answer"),
        (UNKNOWN, "closes", [HOLDS], "1 red line cannot be checked: no redundancies"),
        (UNKNOWN, None, [], "1 red line cannot be checked: no redundancies"),
    ],
)
def test_gravest_reason_comes_first(red_line: RedLine, gap, rails, words: str) -> None:  # type: ignore[no-untyped-def]
    """Red lines, the gap, guardrails, what is too close to call, what nobody can check."""
    verdict = reach_verdict([red_line], gap, rails)
    assert verdict.words == words
    assert verdict.needs_person is words.startswith("1 red line")
    assert not verdict.reasons or verdict.reasons[0].startswith(words.removeprefix("1 ").partition(":")[0])


def test_several_lines_nobody_can_check() -> None:
    """They are counted and named."""
    lines = [UNKNOWN, HELD, RedLine("fair to all", "unknown", "opmodels cannot tell")]
    verdict = reach_verdict(lines, "closes", [HOLDS])
    assert verdict.words == "2 red lines cannot be checked: no redundancies, fair to all"
    assert len(verdict.reasons) == 2


def test_soft_guardrails_do_not_decide() -> None:
    """A soft guardrail that fails is no reason."""
    soft = replace(FAILS, line=FAILS.line.model_copy(update={"hard": "no"}))
    assert reach_verdict([], "closes", [soft]).words == "holds"


def test_all_reasons_are_kept() -> None:
    """Everything that speaks against a model is listed."""
    assert len(reach_verdict([BROKEN], "fails", [FAILS, CLOSE]).reasons) == 4
