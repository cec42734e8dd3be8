"""Red lines are held, broken or unknown, and the reason is told."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from opmodels.describe.edit import Changes, apply_changes
from opmodels.describe.service import Service
from opmodels.models.base import Redesign
from opmodels.models.keep import KEEP
from opmodels.models.red_lines import RedLine, check_red_lines, list_charges
from opmodels.models.transition import Transition
from opmodels.models.trim import TRIM
from opmodels.models.withdraw import WITHDRAW
from tests.unit.models.example import SURGERY, surgery


def redesign(service: Service, *edits: dict[str, Any], **transition: str) -> Redesign:
    """Return a redesign by plain changes."""
    changes = Changes.model_validate({"model": "try", "for_digest": service.digest, "edits": edits})
    return replace(
        KEEP.plan(service),
        after=apply_changes(service, changes),
        changes=changes,
        transition=Transition.model_validate(transition),
    )


def line(made: Redesign, name: str) -> RedLine:
    """Return one of the lines."""
    return next(one for one in check_red_lines(made) if one.line == name)


FREE, POSTS = "free at need", "no compulsory redundancy"


def test_business_as_usual_holds_them() -> None:
    """Nobody is charged and no post ends."""
    assert [(one.state, one.why) for one in check_red_lines(KEEP.plan(surgery()))] == [
        ("held", "nobody is charged"),
        ("held", "no post ends"),
    ]


@pytest.mark.parametrize("payer", ["patients", "over_75", "Residents", "family"])
@pytest.mark.parametrize("place", ["ends.advised.costs", "steps.consult.costs", "fee"])
def test_a_charge_to_people_breaks_free_at_need(payer: str, place: str) -> None:
    """By whatever name the people pay, at an end, at a step or as a fee for each case."""
    edit: dict[str, Any] = {"set": {place: {payer: "£5"}}}
    if place == "ends.advised.costs":
        edit = {"set": {"ends.advised": {"as": "met", "costs": {payer: "£5"}}}}
    if place == "fee":
        edit = {
            "add": {"money.income": {"fee": {"per_case": {"seen": "£5"}, "pays": payer, "to": "practice"}}}
        }
    found = line(redesign(surgery(), edit), FREE)
    assert found.state == "broken"
    assert "people pay at" in found.why


def test_a_charge_to_others_does_not() -> None:
    """What the health service pays for a visit to hospital is no price at need."""
    assert list_charges(surgery()) == {}
    edit = {"set": {"ends.a_and_e.costs.nhs": "£900"}}
    assert line(redesign(surgery(), edit), FREE).state == "held"


def test_only_a_new_or_higher_charge_breaks_it() -> None:
    """What people pay today they may go on paying."""
    ends = deepcopy(SURGERY["ends"])
    ends["pharmacy"]["costs"] = {"patients": "£9"}
    service = surgery(ends=ends)
    found = line(KEEP.plan(service), FREE)
    assert (found.state, "as they do today" in found.why) == ("held", True)
    assert line(redesign(service, {"set": {"ends.pharmacy.costs.patients": "£10"}}), FREE).state == "broken"


def test_redundancies_break_the_other_line() -> None:
    """With pay for those who go, posts end by redundancy."""
    found = line(TRIM.plan(surgery()), POSTS)
    assert found.state == "broken"
    assert "1 of 6 in gp" in found.why


@pytest.mark.parametrize(
    ("turnover", "state"), [("20 % per year", "held"), ("10 %", "broken"), ("", "unknown")]
)
def test_natural_wastage_holds_it_as_far_as_people_leave(turnover: str, state: str) -> None:
    """One of six doctors may leave unforced where a fifth leave in a year, not where a tenth do."""
    facts = {"turnover of gp": {"holds": "yes", "up_to": turnover}}
    made = TRIM.plan(surgery(facts=facts), {"redundancy": "0 weeks"})
    assert line(made, POSTS).state == state


def test_unknown_turnover_says_what_to_write() -> None:
    """The reader learns which fact is missing."""
    found = line(TRIM.plan(surgery(), {"redundancy": "0 weeks"}), POSTS)
    assert found.state == "unknown"
    assert "'turnover of gp'" in found.why


def test_nobody_leaves_a_whole_pool_by_accident() -> None:
    """Where all go, natural wastage is no answer."""
    found = line(WITHDRAW.plan(surgery(), {"redundancy": "0 weeks"}), POSTS)
    assert found.state == "broken"
    assert "all of gp go" in found.why


def test_fewer_hours_end_posts_too() -> None:
    """Half the hours need fewer people."""
    found = line(redesign(surgery(), {"retime": {"gp": "Mon-Fri 08:30-12:30"}}), POSTS)
    assert found.state == "unknown"
    assert "1 of 6 in gp" in found.why


def test_a_line_that_cannot_be_checked_is_unknown() -> None:
    """And the nearest that can be is named; none is checked that the service does not draw."""
    (found,) = check_red_lines(KEEP.plan(surgery(red_lines=["free at needs"])))
    assert found.state == "unknown"
    assert "the nearest is 'free at need'" in found.why
    assert check_red_lines(KEEP.plan(surgery(red_lines=None))) == ()


@pytest.mark.parametrize(("pays_to", "state"), [("practice", "broken"), ("", "held")])
def test_a_price_that_the_service_receives_is_a_charge(pays_to: str, state: str) -> None:
    """Where people choose something dearer of the service itself; what they pay elsewhere is their own."""
    paid = {"to": "ask_routine", "price": "£5", **({"pays_to": pays_to} if pays_to else {})}
    choice = {"choose": {"free": {"to": "ask_routine"}, "fast": paid}, "tastes": {"pound": "-0.1"}}
    made = redesign(
        surgery(), {"add": {"steps": {"pick": choice}}}, {"set": {"needs.review.starts_at": "pick"}}
    )
    assert line(made, FREE).state == state


@pytest.mark.parametrize(
    ("turnover", "state"),
    [({"reception": "10 %", "manager": "60 %"}, "broken"), ({"reception": "40 %", "manager": "10 %"}, "held"),
     ({"reception": "40 %"}, "unknown")],
)  # fmt: skip
def test_of_united_pools_the_people_of_each_leave_at_their_own_rate(
    turnover: dict[str, str], state: str
) -> None:
    """Two of seven go: a tenth of five and six tenths of two are 1.7, two fifths and a tenth are 2.2."""
    facts = {f"turnover of {name}": {"holds": "yes", "up_to": share} for name, share in turnover.items()}
    pools = deepcopy(SURGERY["pools"])
    pools["manager"]["hours"] = pools["reception"]["hours"]
    service = surgery(facts=facts, pools=pools)
    unite = {"pools": ["reception", "manager"], "into": "front", "posts": 3}
    found = line(redesign(service, {"unite": unite}, posts_end_by="natural wastage"), POSTS)
    assert found.state == state, found.why
    if state == "unknown":
        assert "'turnover of manager'" in found.why and "reception, manager'" not in found.why
