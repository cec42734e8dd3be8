"""Numbers that a slip may have made are asked about."""

from __future__ import annotations

import pytest

from opmodels.describe.fault import Note
from opmodels.describe.notes_doubtful import LOOKS, sum_shares
from opmodels.describe.read import parse_service
from tests.services import erlang_a, mmc


def doubts(text: str) -> list[Note]:
    """Return what is in doubt in a description."""
    service = parse_service(text)
    return [note for look in LOOKS for note in look(service)]


def with_week(week: str) -> str:
    """Return a queue whose demand has the shape of a week."""
    return mmc().replace("starts_at: answer", f"week: {week}, starts_at: answer")


ASKED = (
    ", not 100 %, and only their proportion counts; is one of them mistyped? Weights are written without %"
)


@pytest.mark.parametrize(
    ("week", "text", "asks"),
    [
        ("{days: {Mon: 90 %, Tue: 20 %}}", f"the days come to 110 %{ASKED}", True),
        ("{days: {Mon: 30 %, Tue: 20 %}}", f"the days come to 50 %{ASKED}", True),
        ("{hours: {09:00-10:00: 90 %, 10:00-11:00: 30 %}}", f"the hours come to 120 %{ASKED}", True),
        (
            "{hours: {09:00-10:00: 45 %, 10:00-11:00: 30.6 %}}",
            "the hours of call come to 75.6 %, not 100 %: only their proportion counts",
            False,
        ),
    ],
)
def test_shares_of_a_week(week: str, text: str, asks: bool) -> None:
    """Shares with % that do not come to 100 % are asked about; hours may leave out a part of the day."""
    (note,) = doubts(with_week(week))
    assert (note.text, note.asks) == (text, asks)


@pytest.mark.parametrize(
    "week", ["{days: {Mon: 0.9, Tue: 0.2}}", "{days: {Mon: 60.4 %, Tue: 40 %}}", "Mon-Fri 09:00-17:00"]
)
def test_weights_and_rounding(week: str) -> None:
    """Shares without % are weights; rounding to tenths is no slip."""
    assert not doubts(with_week(week))


def test_sum_of_shares() -> None:
    """Nothing is summed where one of them is written without %."""
    assert sum_shares({"Mon": "30 %", "Tue": "70%"}) == pytest.approx(1)
    assert sum_shares({"Mon": "30 %", "Tue": "0.7"}) is None
    assert sum_shares("flat") is None


@pytest.mark.parametrize(
    ("amount", "told"),
    [("£60k per month", ["£60k per month is £720k a year"]), ("£60k", []), ("£60k per year", [])],
)
def test_gap_by_the_month(amount: str, told: list[str]) -> None:
    """What a gap by the month comes to in a year is told."""
    text = f"{mmc()}gap: {{amount: {amount}, by: 2027-03-31}}\n"
    assert [note.text for note in doubts(text)] == told


@pytest.mark.parametrize(("wait", "doubtful"), [("220 min", True), ("10 min", False)])
def test_waits_that_nobody_would_bear(wait: str, doubtful: bool) -> None:
    """A mean wait that was seen is asked about when it is far above patience and guardrails."""
    text = f"""{erlang_a()}observed: [{{measure: wait, step: answer, value: {wait}, source: log}}]
guardrails: [{{measure: wait, step: answer, at_most: 8 min}}]
"""
    told = [note.text for note in doubts(text) if note.asks]
    words = (
        "a mean wait of 3 h 40 min (220 min) at answer, where people bear 5 min and the guardrail allows"
        " 8 min;"
        " is its unit right?"
    )
    assert told == ([words] if doubtful else [])
