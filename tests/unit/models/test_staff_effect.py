"""What a redesign does to staff is told in people, full-time equivalents, hours and decisions."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.read import parse_tree
from opmodels.models.keep import KEEP
from opmodels.models.staff_effect import Decisions, Workforce, compare_staff
from opmodels.models.trim import TRIM
from opmodels.models.withdraw import WITHDRAW
from tests.unit.models.example import surgery
from tests.unit.models.test_red_lines import redesign


def effect(*edits: dict[str, Any]) -> Workforce:
    """Return the effect of plain changes on the surgery's staff."""
    return compare_staff(redesign(surgery(), *edits))


def test_business_as_usual_changes_nobody() -> None:
    """Everybody is as before, and nobody is to be consulted."""
    told = compare_staff(KEEP.plan(surgery()))
    assert {one.fate for one in told.pools} == {"as before"}
    assert (told.consult, told.because, told.summary, told.decisions) == (False, (), "no change", {})
    assert [one.pool for one in told.pools] == ["reception", "gp", "manager"]


def test_fewer_posts_in_people_and_full_time() -> None:
    """One doctor of five on duty for forty hours is 1.07 contracts; the six employed become five."""
    told = compare_staff(TRIM.plan(surgery()))
    gp = next(one for one in told.pools if one.pool == "gp")
    assert (gp.on_duty, gp.people, gp.people_gone, gp.fate) == ((5, 4), (6, 5), 1, "smaller")
    assert gp.full_time == (pytest.approx(200 / 37.5), pytest.approx(160 / 37.5))
    assert told.people == (13, 12)
    assert told.summary == "-1 people"
    assert told.consult
    assert "posts in gp fall from 5 to 4" in told.because
    assert "the card of trim says so" in told.because


def test_hours_by_grade_and_layer() -> None:
    """Those who meet citizens, and those who lead them, before and after."""
    told = compare_staff(WITHDRAW.plan(surgery()))
    assert told.hours_by_layer == {"layer 1": (357.5, 0.0), "layer 2": (40.0, 0.0)}
    assert told.hours_by_grade["A4"] == (157.5, 0.0)
    assert told.hours_by_grade["grade of gp unsaid"] == (200.0, 0.0)
    assert {one.fate for one in told.pools} == {"ended"}
    assert told.full_time[1] == 0.0


def test_decisions_move_between_roles() -> None:
    """What one loses another may gain, and whoever loses is asked."""
    told = effect(
        {
            "set": {
                "pools.reception.decides": ["whose call cannot wait"],
                "pools.gp.decides": ["who gets an appointment"],
            }
        }
    )
    assert told.decisions == {
        "reception": Decisions(("whose call cannot wait",), ("who gets an appointment",)),
        "gp": Decisions(("who gets an appointment",), ()),
    }
    assert told.roles_changed == 2
    assert told.summary == "2 roles change"
    assert told.because == ("reception loses who gets an appointment",)


def test_terms_that_change_are_told() -> None:
    """Hours, grade, cost of an hour and employer."""
    told = effect(
        {"retime": {"gp": "Mon-Fri 08:00-20:00"}},
        {"pay": {"gp": {"cost": "£100 per hour", "grade": "C"}}},
        {"set": {"pools.gp.provider": "private"}},
    )
    gp = next(one for one in told.pools if one.pool == "gp")
    assert gp.fate == "changed"
    assert gp.changed == (
        "hours a week each 40 -> 60",
        "grade unsaid -> C",
        "cost of an hour 96.00 -> 100.00",
        "employer public -> private",
    )
    assert told.consult


def test_new_pools_are_created_and_larger_ones_grow() -> None:
    """Neither asks for consultation by itself."""
    told = effect(
        {"add": {"pools": {"coach": {"staff": "1", "hours": "Mon-Fri 09:00-17:00", "role": "coach"}}}},
        {"set": {"pools.gp.staff": 6}},
        {"add": {"steps": {"talk": {"serve": "coach", "takes": "1 hour", "then": "seen"}}}},
        {"reroute": {"from": "consult", "to": {"talk": "1 %", "seen": "rest"}}},
    )
    assert {one.pool: one.fate for one in told.pools}["coach"] == "created"
    assert {one.pool: one.fate for one in told.pools}["gp"] == "larger"
    assert not told.consult
    assert told.summary == "+3 people, 1 role changes"


def test_posts_that_nobody_has() -> None:
    """A pool of nobody is not told: it has no post to lose, and decides nothing."""
    tree = dict(surgery().tree)
    manager = {**tree["pools"]["manager"], "staff": "0"}
    manager.pop("people", None)
    service = parse_tree({**tree, "pools": {**tree["pools"], "manager": manager}})
    told = compare_staff(WITHDRAW.plan(service))
    assert "manager" not in [one.pool for one in told.pools]
    assert not any("manager" in role for role in told.decisions)
    before = compare_staff(WITHDRAW.plan(surgery()))
    assert told.roles_changed == before.roles_changed - 1
