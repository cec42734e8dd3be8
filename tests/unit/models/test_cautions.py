"""What a description leaves open that a comparison will meet."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service
from opmodels.models.cautions import find_cautions
from tests.services import mmc, surgery

WORSE = "- {measure: worse_off, group: any, at_most: 5 %, hard: no}"


def cautions_of(text: str, *changes: tuple[str, str]) -> dict[str, str]:
    """Return the cautions by place, after some texts were replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {".".join(map(str, note.path)): note.text for note in find_cautions(parse_service(text))}


def test_a_red_line_in_own_words_is_told() -> None:
    """What cannot be checked is told with what can, the nearest by its words; what can be is not told."""
    told = cautions_of(
        surgery(), ("[free at need, no compulsory redundancy]", "[Free at  need, no redundancies]")
    )
    assert "'no redundancies' is left to a person" in told["red_lines"]
    assert "the nearest is 'no compulsory redundancy'" in told["red_lines"]
    assert "red_lines" not in cautions_of(surgery())


@pytest.mark.parametrize(
    ("rail", "protects"),
    [
        (WORSE, False),
        (WORSE.replace(", hard: no", ""), True),
        ("- {measure: end, end: unmet, at_most: 12 %}", True),
        ("- {measure: wait, step: phone, at_most: 12 min}", False),
    ],
)
def test_nobody_protects_citizens(rail: str, protects: bool) -> None:
    """Only a hard guardrail on people worse off, or on how cases end, speaks for citizens."""
    told = cautions_of(surgery(), (WORSE, rail))
    assert ("guardrails" in told) is not protects


@pytest.mark.parametrize(
    ("takes", "more", "told"),
    [
        ("{exponential: 9 h}", "", True),
        ("{exponential: 7 h}", "", False),
        ("{exponential: 300 min}", "patience: 5 min, gives_up_to: lost", True),
        ("{exponential: 100 min}", "patience: 5 min, gives_up_to: lost", False),
    ],
)
def test_long_work_is_asked_about(takes: str, more: str, told: bool) -> None:
    """Work of more than eight hours on one case, or of two where others hold the line, may be a slip."""
    assert ("steps.answer.takes" in cautions_of(mmc(takes=takes, more=more))) is told


def test_a_gap_without_its_thousands_is_asked_about() -> None:
    """A gap of £120 a year beside a million of pay is told; £120k is not."""
    told = cautions_of(surgery(), ("£120k per year", "£120 per year"))
    assert "are thousands missing?" in told["gap.amount"]
    assert "gap.amount" not in cautions_of(surgery())
