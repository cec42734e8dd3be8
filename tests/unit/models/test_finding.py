"""Findings have a grade, a figure whose parts hang together, and an id by which they are cited."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.models.finding import Effect, Entry, Finding, sort_adverse_first

FINDING: dict[str, Any] = {"finding": "it fell by 3 %", "source": "Doe", "year": "2020", "grade": "B"}


def test_a_finding_reads_with_its_marks() -> None:
    """Grade, adverse and not verified stand behind it."""
    finding = Finding.model_validate({**FINDING, "adverse": "yes"})
    assert str(finding) == "it fell by 3 % (Doe, 2020; grade B, adverse, not verified)"
    assert str(finding.but(adverse="no", verified="yes")) == "it fell by 3 % (Doe, 2020; grade B)"


def test_a_year_may_be_unknown_but_not_missing() -> None:
    """It is then said to be undated."""
    assert Finding.model_validate({**FINDING, "year": "undated"}).year == "undated"
    for year in ("20", "about 2020", ""):
        with pytest.raises(ValidationError):
            Finding.model_validate({**FINDING, "year": year})


@pytest.mark.parametrize(
    "effect",
    [
        {"value": "0.77", "interval": ["0.71", "0.83"], "n": "12981"},
        {"value": "-£188"},
        {"value": "£76", "interval": ["£46", "£106"]},
        {"span": ["£1.28", "£5.57"], "note": "two blogs"},
    ],
)
def test_an_effect_is_a_value_or_a_span(effect: dict[str, Any]) -> None:
    """With an interval in the same unit, and a number of people where it is known."""
    read = Effect.model_validate(effect)
    assert bool(read.value) != bool(read.span)
    assert read.n == (12981 if "n" in effect else None)


@pytest.mark.parametrize(
    ("effect", "found"),
    [
        ({}, "neither value nor span"),
        ({"value": "1", "span": ["1", "2"]}, "both value and span"),
        ({"span": ["1", "2"], "interval": ["1", "2"]}, "an interval without a value"),
        ({"value": "0.9", "interval": ["0.71", "0.83"]}, "the interval 0.71 to 0.83 for 0.9"),
        ({"value": "£9", "interval": ["8", "10"]}, "the interval 8 to 10 for £9"),
        ({"span": ["£2", "€3"]}, "the span £2 to €3"),
        ({"span": ["3", "2"]}, "the span 3 to 2"),
        ({"value": "1", "n": "0.5"}, "'0.5'"),
        ({"value": "1", "n": "many"}, "many"),
        ({"value": "1", "valu": "1"}, "the unknown key 'valu'"),
    ],
)
def test_an_effect_that_does_not_hang_together_is_refused(effect: dict[str, Any], found: str) -> None:
    """The message says what does not fit."""
    with pytest.raises(ValidationError, match=found.replace("(", ".")):
        Effect.model_validate(effect)


@pytest.mark.parametrize(
    "change", [{"id": "Doe 2020"}, {"id": ""}, {"grade": "assumption"}, {"reported": "somebody"}]
)
def test_an_entry_needs_an_id_and_a_grade_of_evidence(change: dict[str, Any]) -> None:
    """An assumption is no finding."""
    entry = {**FINDING, "id": "doe-2020"}
    assert Entry.model_validate(entry).reported == "independent"
    with pytest.raises(ValidationError):
        Entry.model_validate({**entry, **change})


def test_adverse_findings_come_first() -> None:
    """And the best grade first among them."""
    told = [("good, C", "C", "no"), ("bad, C", "C", "yes"), ("good, A", "A", "no"), ("bad, A", "A", "yes")]
    findings = tuple(
        Finding.model_validate({**FINDING, "finding": words, "grade": grade, "adverse": adverse})
        for words, grade, adverse in told
    )
    assert [one.finding for one in sort_adverse_first(findings)] == ["bad, A", "bad, C", "good, A", "good, C"]
