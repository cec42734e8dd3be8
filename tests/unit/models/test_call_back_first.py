"""The doctor rings back first: what the recipe that ships does to a surgery."""

from __future__ import annotations

import pytest

from opmodels.describe.pathway import Book, Branch
from opmodels.describe.read import read
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.soundness import find_problems
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.catalogue import find_model
from opmodels.models.red_lines import check_red_lines
from opmodels.models.staff_effect import compare_staff
from tests.unit.models.example import surgery

MODEL = find_model("call_back_first")


@pytest.fixture(params=["sketch", "library"])
def service(request: pytest.FixtureRequest) -> Service:
    """Return the small surgery, or the one that ships."""
    return surgery() if request.param == "sketch" else read("gp-surgery")


def test_the_new_way_holds_together(service: Service) -> None:
    """Every name is known, every step is reached, every case has a way out."""
    redesign = MODEL.plan(service)
    assert find_problems(redesign.after) == []
    assert not redesign.changes_nothing


def test_reception_is_quick_and_doctors_ring(service: Service) -> None:
    """The first call takes 1.8 minutes; four in five answer the second; it settles three in five."""
    steps = MODEL.plan(service).after.steps
    phone, picks_up, ring = steps["phone"], steps["picks_up"], steps["ring_back"]
    assert isinstance(phone, Serve) and isinstance(picks_up, Branch) and isinstance(ring, Serve)
    assert phone.takes.everyone.distribution.mean() == pytest.approx(1.8)
    assert ring.takes.everyone.distribution.mean() == pytest.approx(4.0)
    assert ring.requirements == (("gp",),)
    assert picks_up.branch[-1].to.shares() == pytest.approx({"ring_back": 0.8, "no_answer": 0.2})
    assert ring.then.shares()["advised"] == pytest.approx(0.6)


def test_who_would_have_got_a_doctor_is_rung_and_nobody_else(service: Service) -> None:
    """The shares that went to the two diaries go to the call; the others go where they went."""
    before, after = service.steps["phone"], MODEL.plan(service).after.steps["phone"]
    assert isinstance(before, Serve) and isinstance(after, Serve)
    was, is_now = before.then.shares("over_75", "same_day"), after.then.shares("over_75", "same_day")
    assert is_now["picks_up"] == pytest.approx(was["ask_on_day"])
    assert is_now["asked_routine"] == pytest.approx(was["ask_routine"])
    others = set(was) - {"ask_on_day", "ask_routine"}
    assert {name: is_now[name] for name in others} == pytest.approx({name: was[name] for name in others})


def test_visits_that_are_needed_are_booked_on_the_day(service: Service) -> None:
    """They take a slot and see a doctor; where the day is full the service's own way on is kept."""
    visit = MODEL.plan(service).after.steps["visit_today"]
    assert isinstance(visit, Book)
    assert (visit.book, list(visit.then.to), list(visit.full.to)) == ("on_day", ["consult"], ["ask_on_day"])


def test_doctors_get_time_to_ring(service: Service) -> None:
    """Fewer slots in both diaries, by whole slots."""
    after = MODEL.plan(service).after
    for name, share in (("on_day", 0.6), ("routine", 0.8)):
        was = service.diaries[name].per_session.value
        assert after.diaries[name].per_session.value == int(was * share + 0.5)


def test_the_promise_is_a_guardrail(service: Service) -> None:
    """Four in five are to be rung within the window, which can be set."""
    rail = MODEL.plan(service, {"window": "2 hours"}).after.guardrails[-1]
    assert (rail.measure, rail.step, rail.time.value, rail.at_least.value) == (
        "within",
        "ring_back",
        120.0,
        0.8,
    )
    assert rail.hard == "no"


def test_decisions_move_and_no_post_ends(service: Service) -> None:
    """Both roles gain a decision, staff are consulted, and no red line is crossed."""
    redesign = MODEL.plan(service)
    told = compare_staff(redesign)
    roles = {pool.role or name for name, pool in service.pools.items() if name in ("reception", "gp")}
    assert set(told.decisions) == roles
    assert told.people[0] == told.people[1]
    assert told.consult
    assert {line.state for line in check_red_lines(redesign)} == {"held"}


def test_the_adverse_evidence_comes_first() -> None:
    """The card opens with what speaks against it, graded, with its interval."""
    first, second, *_ = MODEL.card.findings
    assert (first.adverse, first.grade) == ("yes", "A")
    assert "10.3" in first.finding
    assert "8 %" in second.finding and "-1 to +17" in second.finding
    assert MODEL.card.is_adverse


def test_what_it_relies_on_is_asked_of_the_surgery() -> None:
    """The library's surgery says, as an assumption, that a call can wait, and that doctors decide urgency."""
    states = {fit.relies_on: fit.state for fit in MODEL.judge(read("gp-surgery"))}
    assert states["demand can wait (same_day, for 60 min)"] == "held"
    assert states["staff may lawfully decide (gp, what urgency)"] == "held"
    assert "fails" not in states.values()


def test_it_does_not_fit_a_contact_centre() -> None:
    """And says what is missing, with the line of the recipe."""
    centre = read("contact-centre")
    assert "fails" in {fit.state for fit in MODEL.judge(centre)}
    with pytest.raises(DoesNotFit, match=r"call_back_first\.recipe\.yaml, line \d+: found 'ask_on_day'"):
        MODEL.plan(centre)
