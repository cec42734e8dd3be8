"""Cards say what a model claims and where it failed, the adverse first."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.foundation.errors import InputError
from opmodels.models.card import LEVELS, Card, StaffEffect

CARD: dict[str, Any] = {
    "idea": "an idea", "home": "a sector", "mechanism": "because", "breaks": "luck", "left_out": ["some"],
    "evidence_level": "2", "staff": {"gp": "gains who is seen, loses visits", "consult": "yes"},
}  # fmt: skip


def finding(**keys: Any) -> dict[str, Any]:
    """Return a finding."""
    return {"finding": "it fell by 3 %", "source": "Doe", "year": "2020", "grade": "B", **keys}


def test_roles_stand_beside_consult() -> None:
    """The sketch of a recipe reads as it is written, and in full."""
    staff = Card.model_validate(CARD).staff
    assert staff.consult == "yes"
    assert staff.roles == {"gp": StaffEffect(gains=("who is seen",), loses=("visits",))}
    assert Card.model_validate({**CARD, "staff": {"roles": {}, "consult": "no"}}).staff.roles == {}


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("gains a, b, loses c", StaffEffect(gains=("a", "b"), loses=("c",))),
        ("ended", StaffEffect(ended=("the post",))),
        (
            "created a post, skills telephone talks",
            StaffEffect(created=("a post",), skills=("telephone talks",)),
        ),
    ],
)
def test_an_effect_is_read_from_words(text: str, effect: StaffEffect) -> None:
    """Each word begins what follows it, up to the next."""
    assert Card.model_validate({**CARD, "staff": {"gp": text, "consult": "no"}}).staff.roles["gp"] == effect


def test_an_effect_is_written_as_it_is_read() -> None:
    """Empty parts are passed over."""
    assert str(StaffEffect(gains=("a", "b"), skills=("c",))) == "gains a, b; skills c"
    assert str(StaffEffect()) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"staff": {"gp": "is happy", "consult": "no"}},
        {"staff": {"gp": "gains a", "consult": "perhaps"}},
        {"staff": {"gp": "gains a"}},
        {"evidence_level": "6"},
        {"evidence": [finding(year="20")]},
        {"evidence": [finding(grade="D")]},
        {"evidenc": []},
        {"idea": None},
    ],
)
def test_a_card_that_does_not_hold_is_refused(change: dict[str, Any]) -> None:
    """Words, levels, years and grades are checked."""
    with pytest.raises(ValidationError):
        Card.model_validate({**CARD, **change})


def test_adverse_findings_come_first() -> None:
    """And the best grade first among them."""
    found = [
        finding(finding="good, A", grade="A"),
        finding(finding="bad, C", grade="C", adverse="yes"),
        finding(finding="bad, A", grade="A", adverse="yes"),
        finding(finding="good, assumed", grade="assumption"),
    ]
    card = Card.model_validate({**CARD, "evidence": found})
    assert [one.finding for one in card.findings] == ["bad, A", "bad, C", "good, A", "good, assumed"]
    assert card.is_adverse
    assert card.grade == "A"


def test_ids_stand_for_findings_of_the_register() -> None:
    """They may stand beside findings that are written out, and each counts once."""
    cited = ["villa-2024", finding(), "elston-2019", "villa-2024"]
    card = Card.model_validate({**CARD, "evidence": cited})
    assert [one.source.split()[0] for one in card.findings] == ["Elston", "Villa,", "Doe"]
    assert card.is_adverse
    assert card.grade == "A"


def test_an_unknown_id_is_one_clear_error() -> None:
    """It names the card and the nearest id."""
    card = Card.model_validate({**CARD, "evidence": ["villa-2042"]})
    with pytest.raises(InputError) as caught:
        _ = card.findings
    (problem,) = caught.value.problems
    assert (problem.where, problem.found) == ("the card 'an idea'", "the finding 'villa-2042'")
    assert problem.nearest == "villa-2024"


def test_a_card_says_what_it_lacks() -> None:
    """A card without failures, evidence or predicates is incomplete, and has no grade."""
    card = Card.model_validate({**CARD, "staff": {"consult": "no"}})
    assert card.gaps == ("worked", "failed", "needs_first", "evidence", "relies_on", "staff")
    assert card.grade is None
    assert not card.is_adverse


def test_predicates_may_be_plain_words() -> None:
    """A predicate without anything to ask about is a text."""
    assert Card.model_validate({**CARD, "relies_on": ["pay is known"]}).relies_on == ({"pay is known": {}},)


def test_there_is_a_line_for_every_level() -> None:
    """The five Nesta levels have a meaning."""
    assert list(LEVELS) == ["1", "2", "3", "4", "5"]
