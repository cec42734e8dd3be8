"""Where people go whom a service does not help is read from what those who give up do."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.models.elsewhere import by_group, failing_route, find_unmet, where_people_go
from tests.services import lifts, mmc
from tests.unit.models.example import SURGERY, surgery


def with_steps(**steps: Any) -> Service:
    """Return the surgery with some steps said otherwise."""
    tree = deepcopy(SURGERY["steps"])
    return surgery(steps={**tree, **{name: {**tree.get(name, {}), **step} for name, step in steps.items()}})


def test_those_who_try_again_end_like_those_who_do_not() -> None:
    """Six in ten ring again, eight in a hundred go to A&E: in the end 8 of 40 go there, 32 go without."""
    shares = where_people_go(surgery(), "same_day", "over_75", "unmet")
    assert shares == {"a_and_e": pytest.approx(0.2), "unmet": pytest.approx(0.8)}


def test_a_full_diary_sends_people_on() -> None:
    """Where no slot suits, the service's own words say where they go; here nowhere."""
    assert where_people_go(surgery(), "review", "over_75", "unmet") == {"unmet": 1.0}


def test_shares_may_differ_by_group() -> None:
    """Each group does what those of it do today."""
    split = {"a_and_e": {"over_75": "50 %", "others": "0 %"}, "unmet": "rest"}
    found = by_group(with_steps(phone={"gives_up_to": split}), "same_day", "unmet")
    assert found == {"working_age": {"unmet": 1.0}, "over_75": {"a_and_e": 0.5, "unmet": 0.5}}


def test_an_end_that_is_met_here_is_out_of_reach() -> None:
    """Nobody is seen where the service is off."""
    service = with_steps(phone={"gives_up_to": {"seen": "50 %", "pharmacy": "rest"}})
    assert where_people_go(service, "same_day", "over_75", "unmet") == {"unmet": 0.5, "pharmacy": 0.5}


def test_each_way_of_going_without_stays_itself() -> None:
    """Where needs can stay unmet in two ways, those who come to the second are counted there."""
    tree = {"phone": {**SURGERY["steps"]["phone"], "gives_up_to": {"at_home": "30 %", "unmet": "rest"}}}
    service = surgery(
        ends={**SURGERY["ends"], "at_home": "unmet"}, steps={**deepcopy(SURGERY["steps"]), **tree}
    )
    assert where_people_go(service, "same_day", "over_75", "unmet") == {"at_home": 0.3, "unmet": 0.7}


def test_those_who_would_try_for_ever_go_without() -> None:
    """A loop without a way out ends as unmet, and all shares still sum to one."""
    service = with_steps(phone={"gives_up_to": {"phone_again": "99.99 %", "a_and_e": "rest"}})
    shares = where_people_go(service, "same_day", "over_75", "unmet")
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["unmet"] > 0.9


def test_every_kind_of_step_says_where_it_fails() -> None:
    """Giving up, a full diary, the last line of a branch, the wait itself; a patient step helps everybody."""
    service = with_steps(
        fork={"branch": [{"if": {"group": "over_75"}, "to": "seen"}, {"to": "phone"}]},
        phone={"then": {"fork": "10 %", "ask_on_day": "40 %", "ask_routine": "30 %", "advised": "rest"}},
    )
    routes = {name: failing_route(service, name) for name in service.steps}
    assert routes["consult"] is None
    told = {name: list(route.to) for name, route in routes.items() if route}
    assert told == {
        "phone": ["phone_again", "a_and_e", "unmet"],
        "phone_again": ["phone"],
        "ask_on_day": ["ask_routine", "unmet"],
        "ask_routine": ["unmet"],
        "fork": ["phone"],
    }


def test_those_who_are_too_few_say_where_a_batch_fails() -> None:
    """Where they say nothing, a batch fails by keeping people waiting, like a delay."""
    steps = dict(SURGERY["steps"])
    for words, fails in (
        ({}, ["phone"]),
        ({"fewest": "2", "longest": "1 day", "too_few": "unmet"}, ["unmet"]),
    ):
        steps["phone_again"] = {"batch": "5", "then": "phone", **words}
        route = failing_route(surgery(steps=steps), "phone_again")
        assert route is not None and list(route.to) == fails


def test_those_who_find_nobody_say_where_an_exchange_fails() -> None:
    """Without patience they wait for ever for what comes then."""
    service = parse_service(lifts())
    route = failing_route(service, "ask")
    assert route is not None and list(route.to) == ["bus"]
    patient = parse_service(lifts().replace("patience: 25 min, gives_up_to: bus, ", ""))
    route = failing_route(patient, "ask")
    assert route is not None and list(route.to) == ["rode"]


def test_the_unmet_end_is_found_by_what_it_means() -> None:
    """Not by its name."""
    assert find_unmet(surgery()) == "unmet"
    ends = {**SURGERY["ends"], "unmet": "met elsewhere"}
    assert find_unmet(surgery(ends=ends)) is None


def test_parts_that_go_side_by_side_are_one_case() -> None:
    """Where people go is said by what follows when the parts are together again."""
    service = parse_service(
        mmc()
        .replace("starts_at: answer", "starts_at: apart")
        .replace(
            "ends:",
            "  apart: {side_by_side: [answer, pause], joins_at: join}\n  pause: {wait: 1 min, then: join}\n"
            "  join: {wait: 1 min, then: lost}\nends:",
        )
    )
    assert where_people_go(service, "call", "everyone", "lost") == {"lost": 1.0}
