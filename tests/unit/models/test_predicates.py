"""Each predicate is held, fails or is unknown of a service, and says in words why."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from opmodels.describe.service import Service
from opmodels.models.predicates import PREDICATES, ask_fact, write_plain
from tests.unit.models.district import district, unlike_jobs
from tests.unit.models.example import SURGERY, surgery

WAIT = "same_day can wait"
ONE_NEED = {"same_day": {"per_person_per_year": "1.9", "starts_at": "phone"}}
YES = {"holds": "yes", "source": "survey"}


def ask(service: Service, predicate: str, **given: Any) -> tuple[str, str]:
    """Return the answer to a predicate."""
    return PREDICATES[predicate].ask(service, given)


def with_part(section: str, name: str, **keys: Any) -> Service:
    """Return the surgery with one part changed; a key that is None is left out."""
    tree = deepcopy(SURGERY)
    part = {**tree[section][name], **keys}
    tree[section][name] = {key: value for key, value in part.items() if value is not None}
    return surgery(**{section: tree[section]})


@pytest.mark.parametrize(
    ("name", "given", "state", "why"),
    [
        ("has step", {"name": "phone"}, "held", "steps has phone"),
        ("has step", {"name": ["phone", "phones"]}, "fails", "the nearest is 'phone'"),
        ("has pool", {"name": "nurse"}, "fails", "pools has no 'nurse'"),
        ("has need", {"name": "review"}, "held", "needs has review"),
        ("demand varies by hour", {}, "fails", "as much at one hour of its day as at another"),
        ("some needs can wait", {}, "unknown", "the facts say it of no need"),
        ("has end", {"name": "unmet"}, "held", "ends has unmet"),
        ("has diary", {"name": "clinic"}, "fails", "diaries has no 'clinic'"),
        ("has step kind", {"kind": "book"}, "held", "ask_on_day, ask_routine"),
        ("has step kind", {"kind": "book", "step": "phone"}, "fails", "phone is not a step of kind book"),
        ("has step kind", {"kind": "match"}, "fails", "no step is of kind match"),
        ("has step kind", {"kind": "ferry"}, "fails", "there is no kind of step 'ferry'"),
        ("demand can wait", {"need": "same_day", "for": "1 hour"}, "unknown", WAIT),
        ("demand can wait", {"need": "sameday"}, "fails", "the nearest is 'same_day'"),
        ("staff may lawfully decide", {"pool": "gp"}, "unknown", "gp may lawfully decide"),
        ("staff may lawfully decide", {"pool": "doctor"}, "fails", "pools has no 'doctor'"),
        ("reachable by phone", {"at_least": "90 %"}, "held", "95 % of over_75"),
        ("reachable by phone", {"at_least": "94 %"}, "unknown", "lies in the range 92 % to 97 %"),
        ("reachable by phone", {"at_least": "98 %"}, "fails", "95 % of over_75"),
        (
            "reachable by phone",
            {"at_least": "99.5 %", "group": "working_age"},
            "fails",
            "99 % of working_age",
        ),
        ("reachable by phone", {"group": "young"}, "fails", "groups has no 'young'"),
        ("reachable online", {"at_least": "71 %"}, "fails", "58 % of over_75 have online, 71 % are needed"),
        ("perishable capacity", {}, "held", "a slot of on_day, routine that nobody takes is lost"),
        ("more than one in a pool", {"pool": "manager"}, "fails", "manager has 1"),
        ("more than one in a pool", {"pool": "rooms"}, "held", "rooms has 6"),
        ("more than one in a pool", {"pool": "room"}, "fails", "the nearest is 'rooms'"),
        ("pay is known", {}, "held", "all 3 pools"),
        ("gap is stated", {}, "held", "£120k by 2027-03-31"),
        ("fixed costs are stated", {}, "held", "licences is taken to stay"),
        ("somewhere else to go", {}, "held", "pharmacy, a_and_e"),
        ("layers above the front line", {}, "held", "1 post on duty above the front line: manager"),
        ("the front line may decide", {}, "unknown", "the facts do not say of gp, reception"),
        ("people come again", {}, "fails", "a case has 1.7 contacts with the front line"),
        ("like work at several places", {}, "fails", "no two pools of staff have the same role"),
        ("work is alike", {}, "unknown", "'work is alike at all sites: {holds: yes"),
        ("no local knowledge", {}, "unknown", "'local knowledge matters: {holds: yes"),
        ("need is unequal", {}, "unknown", "add frailty to a group"),
        ("the facts say", {"fact": WAIT}, "unknown", "the service does not say"),
        ("incomes are known", {}, "unknown", "working_age, over_75"),
        ("run lasts", {"at_least": "12 weeks"}, "held", "12 weeks are measured"),
        ("run lasts", {"at_least": "1 year"}, "fails", "what comes later is not seen"),
    ],
)
def test_the_surgery_answers(name: str, given: dict[str, Any], state: str, why: str) -> None:
    """The state, and the part of the description that says so."""
    found, told = ask(surgery(), name, **given)
    assert found == state
    assert why in told


def test_need_is_unequal_where_frailty_is_said() -> None:
    """A distribution makes people differ, one value for all does not."""
    groups = {"all": {"people": "10", "frailty": {"gamma": {"mean": "1", "sd": "0.5"}}}}
    assert ask(surgery(groups=groups, needs=ONE_NEED), "need is unequal")[0] == "held"
    groups["all"]["frailty"] = "1"
    assert ask(surgery(groups=groups, needs=ONE_NEED), "need is unequal")[0] == "fails"


def test_every_predicate_is_asked_above() -> None:
    """No predicate is without an answer of the surgery."""
    marks = test_the_surgery_answers.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for mark in marks for case in mark.args[1]} == set(PREDICATES)


@pytest.mark.parametrize(("wanted", "state"), [("4 hours", "held"), ("5 hours", "fails")])
def test_facts_say_how_long_demand_can_wait(wanted: str, state: str) -> None:
    """A fact with a size is compared with what the model asks for."""
    service = surgery(facts={WAIT: {**YES, "up_to": "4 hours"}})
    found, told = ask(service, "demand can wait", need="same_day", **{"for": wanted})
    assert found == state
    assert "survey" in told


def test_a_fact_without_a_size_holds_for_any() -> None:
    """Yes is yes, no is no, and a source that is missing is said to be."""
    assert (
        ask(surgery(facts={WAIT: YES}), "demand can wait", need="same_day", **{"for": "1 day"})[0] == "held"
    )
    state, why = ask(surgery(facts={WAIT: {"holds": "no"}}), "demand can wait", need="same_day")
    assert state == "fails"
    assert "without a source" in why


def test_a_fact_nearly_spelt_is_named() -> None:
    """What is unknown says how to write it, and what is there that is like it."""
    state, why = ask_fact(surgery(facts={"same day can wait": YES}), WAIT)
    assert state == "unknown"
    assert "the nearest fact is 'same day can wait'" in why
    assert f"{WAIT}: {{holds: yes, source: ...}}" in why


def test_what_staff_decide_already_they_may() -> None:
    """A decision in their list is lawful; another needs a fact."""
    service = with_part("pools", "gp", decides=["urgency"])
    given = {"pool": "gp", "what": "urgency"}
    assert ask(service, "staff may lawfully decide", **given)[0] == "held"
    assert ask(service, "staff may lawfully decide", pool="gp", what="referral")[0] == "unknown"
    lawful = surgery(facts={"gp may lawfully decide referral": YES})
    assert ask(lawful, "staff may lawfully decide", pool="gp", what="referral")[0] == "held"


def test_silence_is_unknown() -> None:
    """A share, a pay, a gap, a fixed cost or an end elsewhere that nobody states is not made up."""
    silent = with_part("groups", "working_age", phone=None)
    assert ask(silent, "reachable by phone", at_least="50 %")[0] == "unknown"
    assert ask(with_part("pools", "gp", cost=None), "pay is known")[0] == "unknown"
    assert ask(surgery(gap=None), "gap is stated")[0] == "unknown"
    assert ask(surgery(money=None), "fixed costs are stated")[0] == "unknown"
    ends = {name: "met" for name in SURGERY["ends"]}
    assert ask(surgery(ends=ends), "somewhere else to go")[0] == "unknown"


def test_a_failing_group_outweighs_an_unknown_one() -> None:
    """The worst is told: one group that cannot be reached is enough."""
    silent = with_part("groups", "working_age", phone=None)
    assert ask(silent, "reachable by phone", at_least="99 %")[0] == "fails"


def test_capacity_is_perishable_if_the_facts_say_so() -> None:
    """Facts outweigh diaries, and without either it is unknown."""
    assert (
        ask(surgery(facts={"capacity is perishable": {"holds": "no"}}), "perishable capacity")[0] == "fails"
    )
    steps = {key: {**step} for key, step in SURGERY["steps"].items() if "book" not in step}
    steps["phone"] = {**steps["phone"], "then": "consult"}
    needs = {"same_day": SURGERY["needs"]["same_day"]}
    bare = surgery(diaries=None, steps=steps, needs=needs)
    assert ask(bare, "perishable capacity")[0] == "unknown"


def test_what_is_asked_is_written_plainly() -> None:
    """A sourced number is shown by its value."""
    assert write_plain({"value": "60 min", "range": ["1 min", "2 hours"]}) == "60 min"
    assert write_plain(["a", "b"]) == "a, b"


def test_layers_and_decisions_are_found() -> None:
    """Who stands above the front line, and what the facts say of those in it."""
    assert ask(district(), "layers above the front line")[1].startswith("6 posts on duty above")
    pools = {
        name: {key: value for key, value in pool.items() if key != "layer"}
        for name, pool in SURGERY["pools"].items()
    }
    assert ask(surgery(pools=pools), "layers above the front line") == ("unknown", "no pool says its layer")
    flat = {name: {**pool, "layer": "1"} for name, pool in pools.items()}
    assert ask(surgery(pools=flat), "layers above the front line")[0] == "fails"
    assert ask(surgery(), "the front line may decide")[0] == "unknown"
    facts = {f"{name} may lawfully decide": YES for name in ("reception", "gp")}
    assert ask(surgery(facts=facts), "the front line may decide")[0] == "held"
    barred = {**facts, "gp may lawfully decide": {"holds": "no"}}
    assert ask(surgery(facts=barred), "the front line may decide") == (
        "fails",
        "the facts say that gp may not",
    )


def test_people_come_again_where_a_case_has_many_visits() -> None:
    """Fifteen in the district, less than two in the surgery."""
    assert ask(district(), "people come again")[0] == "held"
    assert ask(surgery(), "people come again")[0] == "fails"


def test_like_work_is_found_and_compared() -> None:
    """Teams of a district are alike; jobs ten times as long are not; knowing the place speaks against it."""
    assert ask(district(), "like work at several places") == ("held", "nurses_north, nurses_south")
    assert ask(surgery(), "like work at several places")[0] == "fails"
    assert ask(district(), "work is alike")[0] == "unknown"
    facts = {"work can be done by another area": YES, "local knowledge matters": YES}
    assert ask(surgery(facts=facts), "work is alike")[0] == "held"
    assert ask(surgery(facts=facts), "no local knowledge")[0] == "fails"
    assert ask(surgery(), "no local knowledge")[0] == "unknown"
    denied = {"local knowledge matters": {"holds": "no"}}
    assert ask(surgery(facts=denied), "no local knowledge")[0] == "held"
    assert ask(unlike_jobs(), "work is alike") == ("fails", "jobs of long take 10.0 times those of short")


def test_a_rush_and_who_can_wait() -> None:
    """Hours that differ by a fifth make a rush; one need that can wait is enough."""
    week = {"days": {"Mon": "50 %", "Tue": "50 %"}, "hours": {"08:00-10:00": "60 %", "10:00-16:00": "40 %"}}
    assert ask(with_part("needs", "same_day", week=week), "demand varies by hour")[0] == "held"
    assert ask(surgery(facts={WAIT: YES}), "some needs can wait")[0] == "held"
    never = {WAIT: {"holds": "no"}, "review can wait": {"holds": "no"}}
    assert ask(surgery(facts=never), "some needs can wait")[0] == "fails"


def test_a_fact_that_denies_is_told_as_one() -> None:
    """A reason never reads as if the facts said the opposite."""
    _, why = ask_fact(surgery(facts={WAIT: {"holds": "no", "source": "the survey"}}), WAIT)
    assert why == "the facts say that it is not so, by the survey"
