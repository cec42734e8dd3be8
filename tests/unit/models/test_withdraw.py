"""Switching off sends every need to an end, ends every post, and keeps the cost that stays."""

from __future__ import annotations

from copy import deepcopy

import pytest

from opmodels.describe.pathway import Branch
from opmodels.describe.read import parse_service
from opmodels.describe.soundness import find_problems
from opmodels.models.withdraw import WITHDRAW
from tests.services import day_hospital
from tests.unit.models.example import SURGERY, surgery


def test_nothing_of_the_work_is_left() -> None:
    """No pool, no diary, no step but the closed doors, and the description still holds together."""
    after = WITHDRAW.plan(surgery()).after
    assert (after.pools, after.diaries) == ({}, {})
    assert list(after.steps) == ["closed_same_day", "closed_review"]
    assert {name: need.starts_at for name, need in after.needs.items()} == {
        "same_day": "closed_same_day", "review": "closed_review",
    }  # fmt: skip
    assert find_problems(after) == []


def test_what_is_decided_and_who_is_invited_goes_too() -> None:
    """No consult, exchange or campaign is left without the pools and steps that it is about."""
    after = WITHDRAW.plan(parse_service(day_hospital())).after
    assert find_problems(after) == []
    assert not (after.consults or after.exchanges or after.campaigns or after.pools)
    assert list(after.needs) == ["lump", "lift"]


def test_who_was_invited_before_finds_the_door_shut() -> None:
    """Where such cases wait already, their need and its campaign stay."""
    waits = day_hospital() + "at_start: [{step: ask, need: recall, cases: 3}]\n"
    after = WITHDRAW.plan(parse_service(waits)).after
    assert find_problems(after) == []
    assert (list(after.campaigns), after.at_start[0].step) == (["invitations"], "closed_recall")


def test_people_go_where_those_who_give_up_go() -> None:
    """One in five of those who ring goes to A&E, at the cost that the service states for it."""
    step = WITHDRAW.plan(surgery()).after.steps["closed_same_day"]
    assert isinstance(step, Branch)
    assert step.branch[-1].to.shares("over_75", "same_day") == {
        "a_and_e": pytest.approx(0.2), "unmet": pytest.approx(0.8),
    }  # fmt: skip


def test_groups_that_differ_stay_different() -> None:
    """The closed door sends each group where it goes."""
    steps = deepcopy(SURGERY["steps"])
    steps["phone"]["gives_up_to"] = {"a_and_e": {"over_75": "50 %", "others": "10 %"}, "unmet": "rest"}
    step = WITHDRAW.plan(surgery(steps=steps)).after.steps["closed_same_day"]
    assert isinstance(step, Branch)
    route = step.branch[-1].to
    assert route.shares("over_75", "same_day")["a_and_e"] == pytest.approx(0.5)
    assert route.shares("working_age", "same_day")["a_and_e"] == pytest.approx(0.1)


def test_the_backlog_stands_before_the_closed_door() -> None:
    """Those who wait already find it shut as well."""
    (backlog,) = WITHDRAW.plan(surgery()).after.at_start
    assert backlog.step == "closed_same_day"


def test_lines_without_a_place_go() -> None:
    """A wait at a step that is gone cannot be measured; a line about people stays."""
    after = WITHDRAW.plan(surgery()).after
    assert [line.measure for line in after.guardrails] == ["worse_off"]
    assert [line.measure for line in after.observed] == ["end"]


def test_fixed_cost_stays_by_its_share() -> None:
    """Nine tenths of the premises stay; what says nothing stays whole."""
    fixed = WITHDRAW.plan(surgery()).after.money.fixed
    before = surgery().money.fixed
    assert fixed["premises"].cost.value == pytest.approx(0.9 * before["premises"].cost.value)
    assert fixed["licences"].cost.value == before["licences"].cost.value


def test_income_goes_on_unless_said() -> None:
    """By assumption all of it; half where half is kept."""
    before = surgery().money.income["list_funding"].amount
    assert WITHDRAW.plan(surgery()).after.money.income["list_funding"].amount.value == before.value
    halved = WITHDRAW.plan(surgery(), {"income_kept": "50 %"}).after.money.income["list_funding"].amount
    assert halved.value == pytest.approx(before.value / 2)


def test_a_part_can_be_closed() -> None:
    """At 40 %, six in ten get through as before, staff shrink rounded up, and the steps stay."""
    after = WITHDRAW.plan(surgery(), {"closed": "40 %"}).after
    assert after.pools["gp"].size == 3
    assert after.pools["manager"].size == 1
    step = after.steps["closed_same_day"]
    assert isinstance(step, Branch)
    assert step.branch[-1].to.shares("over_75", "same_day") == {
        "phone": pytest.approx(0.6), "a_and_e": pytest.approx(0.08), "unmet": pytest.approx(0.32),
    }  # fmt: skip
    assert after.money.fixed["premises"].cost.value == pytest.approx(
        (1 - 0.4 * 0.1) * surgery().money.fixed["premises"].cost.value
    )


def test_an_unmet_end_is_made_where_there_is_none() -> None:
    """Some find no help at all, and there must be a word for it."""
    ends = {name: end for name, end in SURGERY["ends"].items() if name != "unmet"}
    steps = deepcopy(SURGERY["steps"])
    steps["phone"]["gives_up_to"] = {"phone_again": "60 %", "a_and_e": "rest"}
    steps["ask_on_day"]["full"] = "ask_routine"
    steps["ask_routine"]["full"] = "a_and_e"
    after = WITHDRAW.plan(surgery(ends=ends, steps=steps)).after
    assert after.ends["unmet"].as_ == "unmet"
    assert find_problems(after) == []


def test_names_that_are_taken_are_not_taken_again() -> None:
    """A step called like the closed door makes the door another name."""
    steps = deepcopy(SURGERY["steps"])
    steps["closed_review"] = {"wait": "1 day", "then": "ask_routine"}
    needs = deepcopy(SURGERY["needs"])
    needs["review"]["starts_at"] = "closed_review"
    after = WITHDRAW.plan(surgery(steps=steps, needs=needs)).after
    assert after.needs["review"].starts_at == "closed_review_1"


def test_going_back_costs() -> None:
    """Redundancies now, half a year's pay to open again, both with ranges and marked as assumptions."""
    transition = WITHDRAW.plan(surgery()).transition
    assert transition.posts_end_by == "redundancy"
    assert transition.undo.value == pytest.approx(595_722.75, rel=1e-4)
    assert transition.undo.low is not None and transition.undo.low < transition.undo.value
    assert (transition.undo.grade, transition.set_up.grade) == ("assumption", "assumption")


def test_nothing_closed_changes_nothing() -> None:
    """At 0 % no change is recorded."""
    service = surgery()
    assert WITHDRAW.plan(service, {"closed": "0 %"}).after is service
