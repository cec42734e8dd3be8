"""Each kind of change does what it says to a description, or says why it cannot."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from opmodels.describe.edit_base import as_node
from opmodels.describe.edits import (
    KINDS,
    Add,
    Edit,
    Pay,
    Remove,
    Replace,
    Reroute,
    Retime,
    Scale,
    Set,
)
from opmodels.describe.paths import EditError
from opmodels.describe.read import parse_service
from opmodels.describe.service import describe
from opmodels.describe.soundness import find_problems
from opmodels.describe.strokes import apply_strokes
from tests import services

READ: TypeAdapter[Any] = TypeAdapter(Edit)
TREE: dict[str, Any] = {
    "pools": {
        "gp": {"staff": "5", "hours": "always", "cost": "£96 per hour", "decides": "urgency"},
        "nurse": {"staff": "3"},
    },
    "needs": {"n": {"starts_at": "phone", "rate": "4 per hour"}},
    "steps": {
        "phone": {
            "serve": "gp", "takes": "4 min", "patience": "9 min", "gives_up_to": "unmet",
            "then": {"ask": "40 %", "done": "rest"},
        },
        "ask": {"book": "d", "full": "unmet", "then": "done", "no_show": "5 %"},
        "ask_again": {"book": "d", "full": "unmet", "then": "done", "no_show": {"share": "5 %", "to": "ask"}},
        "fork": {"branch": [{"if": {"need": "n"}, "to": "phone"}, {"to": "done"}]},
        "split": {"branch": {"phone": "50 %", "done": "rest"}},
    },
    "guardrails": [{"measure": "budget", "payer": "x", "at_most": "£1 per year"}],
}  # fmt: skip


def make(node: dict[str, Any]) -> Any:
    """Return the description after one change that is read from its node."""
    return apply_strokes(TREE, READ.validate_python(node).strokes(TREE))


def test_adding_what_is_there_says_how_to_add_below_it() -> None:
    """The path that would do is in the next step, and it does."""
    with pytest.raises(EditError) as caught:
        make({"add": {"steps": {"ask": {"note": "slow"}}}})
    assert caught.value.next is not None
    assert "add: {steps.ask: ...}" in caught.value.next
    assert make({"add": {"steps.ask": {"note": "slow"}}})["steps"]["ask"]["note"] == "slow"


def test_each_key_is_its_own_kind() -> None:
    """The key of a change says what it is, as the key of a step does."""
    kinds = {
        "set": ({"a.b": "1"}, Set), "scale": ({"a.b": 2}, Scale), "add": ({"a": {"b": "1"}}, Add),
        "remove": ("a", Remove), "replace": ({"a": "1"}, Replace), "retime": ({"gp": "always"}, Retime),
        "reroute": ({"from": "phone", "to": "done"}, Reroute), "pay": ({"gp": "£1 per hour"}, Pay),
    }  # fmt: skip
    for key, (node, kind) in kinds.items():
        edit = READ.validate_python({key: node, "why": "because"})
        assert type(edit) is kind
        assert edit.why == "because"
        assert edit.title.startswith(key)
    assert all(kind.kind == key for key, kind in KINDS.items())
    assert len(KINDS) == 14


@pytest.mark.parametrize(
    ("node", "found", "nearest"),
    [
        ({"sett": {"a": "1"}}, "a change with the keys sett", "set"),
        ({"set": {"a": "1"}, "scale": {"a": 2}}, "a change with set and scale", None),
        ("text", 'a change with the keys "text"', None),
        ({"set": {}}, "an empty mapping", None),
        ({"set": {"a": True}}, "True", None),
        ({"set": {"a": "1"}, "wy": "x"}, "the unknown key 'wy'", "why"),
        ({"reroute": {"from": "a", "to": {"b": "1"}, "instead_of": "c"}}, "a mapping with b", None),
    ],
)
def test_what_is_no_change_is_refused(node: Any, found: str, nearest: str | None) -> None:
    """The message says what was found and which word is near."""
    with pytest.raises(ValidationError) as caught:
        READ.validate_python(node)
    told = [line["ctx"] for line in caught.value.errors() if "ctx" in line]
    assert found in [one["found"] for one in told]
    assert nearest in [one["nearest"] for one in told]


def test_set_says_something_else_or_something_new() -> None:
    """A number is changed, and a key that was not said before is said."""
    assert make({"set": {"pools.gp.staff": 4}})["pools"]["gp"]["staff"] == "4"
    assert make({"set": {"pools.gp.absence": "5 %"}})["pools"]["gp"]["absence"] == "5 %"
    assert make({"set": {"gap": {"amount": "£1k"}}})["gap"] == {"amount": "£1k"}
    assert make({"set": {"pools.*.staff": 9}})["pools"]["nurse"]["staff"] == "9"


@pytest.mark.parametrize(
    "path",
    [
        "pools.doctor",
        "pools.doctor.staff",
        "steps.phon.takes",
        "pools.*.hour",
        "pools.gp.staff.x",
        "guardrails.9",
    ],
)
def test_set_does_not_make_up_parts(path: str) -> None:
    """What other parts refer to by name has to be there already."""
    with pytest.raises(EditError):
        make({"set": {path: "1"}})


def test_scale_rounds_as_asked() -> None:
    """Half of five people is three, or two when rounded down."""
    assert make({"scale": {"pools.gp.staff": 0.5}})["pools"]["gp"]["staff"] == "3"
    assert make({"scale": {"pools.gp.staff": "50 %"}, "round": "down"})["pools"]["gp"]["staff"] == "2"


def test_scale_refuses_a_factor_that_is_none() -> None:
    """The message names the path."""
    with pytest.raises(EditError, match=r"factor of pools\.gp\.staff"):
        make({"scale": {"pools.gp.staff": "-1"}})


def test_add_puts_new_parts_into_sections_and_lists() -> None:
    """Sections that are there, that are not, and lists are added to; names that are taken are refused."""
    assert "x" in make({"add": {"steps": {"x": {"wait": "5 min", "then": "done"}}}})["steps"]
    assert make({"add": {"payers": {"nhs": {}}}})["payers"] == {"nhs": {}}
    assert make({"add": {"money.fixed": {"rent": {"cost": "£1 per year"}}}})["money"]["fixed"]["rent"]
    assert make({"add": {"money": {"fixed": {}}}})["money"] == {"fixed": {}}
    assert make({"add": {"observed": {"measure": "wait"}}})["observed"] == [{"measure": "wait"}]
    assert len(make({"add": {"guardrails": [{"measure": "end"}, {"measure": "wait"}]}})["guardrails"]) == 3
    assert make({"add": {"pools.gp.decides": ["who"]}})["pools"]["gp"]["decides"] == ["urgency", "who"]
    assert make({"add": {"pools.nurse.decides": ["who"]}})["pools"]["nurse"]["decides"] == ["who"]
    for node in (
        {"steps": {"phone": {}}},
        {"steps": "x"},
        {"pools.gp.staff": {"x": "1"}},
        {"pools.x": {"a": "1"}},
    ):
        with pytest.raises(EditError):
            make({"add": node})


def test_remove_takes_parts_away() -> None:
    """One path or several, items of lists too; what is not there is refused."""
    assert set(make({"remove": "pools.nurse"})["pools"]) == {"gp"}
    assert set(make({"remove": ["pools.nurse", "guardrails.budget"]})) == set(TREE)
    assert make({"remove": ["pools.nurse", "guardrails.1"]})["guardrails"] == []
    with pytest.raises(EditError, match="nurses"):
        make({"remove": "pools.nurses"})


def test_replace_needs_what_it_replaces() -> None:
    """A whole part is put in the place of one that is there, and only there."""
    assert (
        make({"replace": {"steps.ask": {"wait": "1 day", "then": "done"}}})["steps"]["ask"]["wait"] == "1 day"
    )
    with pytest.raises(EditError):
        make({"replace": {"pools.gp.absence": "5 %"}})


@pytest.mark.parametrize(
    ("node", "path", "value"),
    [
        ({"from": "phone", "to": "done"}, ("phone", "then"), "done"),
        ({"from": "phone", "to": {"ask": "1 %", "done": "rest"}}, ("phone", "then", "ask"), "1 %"),
        ({"from": "phone", "exit": "gives_up_to", "to": "ask"}, ("phone", "gives_up_to"), "ask"),
        ({"from": "ask", "exit": "full", "to": "done"}, ("ask", "full"), "done"),
        ({"from": "ask_again", "exit": "no_show", "to": "done"}, ("ask_again", "no_show", "to"), "done"),
        ({"from": "split", "to": "done"}, ("split", "branch"), "done"),
        ({"from": "fork", "exit": "line 1", "to": "ask"}, ("fork", "branch", 0, "to"), "ask"),
        ({"from": "phone", "to": "x", "instead_of": "ask"}, ("phone", "then"), {"x": "40 %", "done": "rest"}),
        ({"from": "ask", "to": "x", "instead_of": "done"}, ("ask", "then"), "x"),
        (
            {"from": "split", "to": "x", "instead_of": "done"},
            ("split", "branch"),
            {"phone": "50 %", "x": "rest"},
        ),
    ],
)
def test_reroute_sends_cases_another_way(node: Any, path: tuple[str | int, ...], value: Any) -> None:
    """The usual way out, or the one that is named; everybody, or those who went to one place."""
    found = make({"reroute": node})["steps"]
    for step in path:
        found = found[step]
    assert found == value


@pytest.mark.parametrize(
    "node",
    [
        {"from": "phones", "to": "done"},
        {"from": "phone", "to": "done", "exit": "full"},
        {"from": "ask", "to": "done", "exit": "no_show"},
        {"from": "fork", "to": "done", "exit": "line 3"},
        {"from": "phone", "to": "x", "instead_of": "asked"},
        {"from": "phone", "to": "done", "instead_of": "ask"},
        {"from": "ask", "to": "x", "instead_of": "unmet"},
    ],
)
def test_reroute_refuses_what_is_not_there(node: Any) -> None:
    """An unknown step, a way out that it does not have, or a place where it sends nobody."""
    with pytest.raises(EditError):
        make({"reroute": node})


def test_retime_and_pay_change_pools() -> None:
    """Hours and terms of pay are set, one or several."""
    assert (
        make({"retime": {"nurse": "Mon-Fri 08:00-12:00"}})["pools"]["nurse"]["hours"] == "Mon-Fri 08:00-12:00"
    )
    assert make({"pay": {"gp": "£100 per hour"}})["pools"]["gp"]["cost"] == "£100 per hour"
    paid = make({"pay": {"nurse": {"cost": "£30 per hour", "grade": "B6"}}})["pools"]["nurse"]
    assert (paid["cost"], paid["grade"]) == ("£30 per hour", "B6")
    sourced = {"value": "£30 per hour", "range": ["£20 per hour", "£40 per hour"]}
    assert make({"pay": {"nurse": sourced}})["pools"]["nurse"]["cost"] == sourced
    with pytest.raises(EditError, match="'bonus' in pay"):
        make({"pay": {"nurse": {"bonus": "£1"}}})
    with pytest.raises(EditError):
        make({"retime": {"nurses": "always"}})


def test_numbers_of_python_become_texts() -> None:
    """A description holds texts only, so that its digest does not hang on how a number was given."""
    assert as_node({"a": [1, 2.5, "x"], "b": {"c": 3.0}}) == {"a": ["1", "2.5", "x"], "b": {"c": "3"}}


def test_choices_can_be_changed_in_every_part() -> None:
    """Prices and tastes are set and scaled, alternatives added and taken away, their ways turned."""
    tree: Any = parse_service(services.night_out()).tree
    for node in (
        {"set": {"steps.how.choose.car.price": "£5"}},
        {"scale": {"steps.how.tastes.pound": 0.5}},
        {"add": {"steps.how.choose": {"taxi": {"to": "walked"}}}},
        {"remove": "steps.how.choose.minibus"},
        {"reroute": {"from": "how", "exit": "choose phone", "to": "walked"}},
        {"reroute": {"from": "how", "exit": "nothing", "to": "walked"}},
    ):
        tree = apply_strokes(tree, READ.validate_python(node).strokes(tree))
    how = tree["steps"]["how"]
    assert (how["choose"]["car"]["price"], how["tastes"]["pound"]) == ("£5", "-0.045")
    assert list(how["choose"]) == ["bus", "car", "phone", "walk", "taxi"]
    assert (how["choose"]["phone"]["to"], how["nothing"]) == ("walked", "walked")
    with pytest.raises(EditError, match="the exit 'choose taxis'"):
        READ.validate_python({"reroute": {"from": "how", "exit": "choose taxis", "to": "walked"}}).strokes(
            tree
        )


@pytest.mark.parametrize(
    ("node", "path", "value"),
    [
        ({"set": {"steps.course.repeat.visits.young": 5}}, "steps.course.repeat.visits.young", "5"),
        ({"scale": {"steps.course.repeat.visits": 2}}, "steps.course.repeat.visits.others.poisson", "8"),
        ({"scale": {"steps.course.repeat.every": 2}}, "steps.course.repeat.every.exponential", "4 days"),
        ({"scale": {"steps.course.repeat.due_within": "50 %"}}, "steps.course.repeat.due_within", "4 h"),
        ({"set": {"steps.how.tastes.pound": -0.02}}, "steps.how.tastes.pound", "-0.02"),
        ({"scale": {"steps.how.choose.private.price": 2}}, "steps.how.choose.private.price", "£300"),
        ({"scale": {"steps.bus.batch": 0.5}}, "steps.bus.batch", "2"),
        ({"scale": {"steps.bus.fewest": 0.4}}, "steps.bus.fewest", "1"),
        ({"scale": {"steps.bus.longest": 2}}, "steps.bus.longest", "8 h"),
        ({"scale": {"steps.give_lift.room_for": 1.3}}, "steps.give_lift.room_for", "3"),
        ({"scale": {"exchanges.lifts.longest_way": 2}}, "exchanges.lifts.longest_way", "30 min"),
        ({"scale": {"distances.north.south": 0.5}}, "distances.north.south", "6 min"),
        ({"scale": {"steps.tests.waits_for": 1.4}}, "steps.tests.waits_for", "3"),
        ({"scale": {"steps.course.effects.lump.factor": 0.5}}, "steps.course.effects.lump.factor.old", "0.3"),
        ({"set": {"ends.unmet.effects.lump.lasts": "9 weeks"}}, "ends.unmet.effects.lump.lasts", "9 weeks"),
        ({"scale": {"campaigns.invitations.up_to": 0.5}}, "campaigns.invitations.up_to", "5"),
        ({"set": {"campaigns.invitations.correlation": "10 %"}}, "campaigns.invitations.correlation", "10 %"),
        ({"scale": {"consults.morning.least": 1.6}}, "consults.morning.least", "2"),
        ({"set": {"pools.porters.funded_by.per_post": 80}}, "pools.porters.funded_by.per_post", "80"),
        ({"scale": {"pools.porters.funded_by.at_most": 0.7}}, "pools.porters.funded_by.at_most", "4"),
        ({"reroute": {"from": "tests", "exit": "joins_at", "to": "see"}}, "steps.tests.joins_at", "see"),
        ({"reroute": {"from": "bus", "exit": "too_few", "to": "drove"}}, "steps.bus.too_few", "drove"),
        (
            {"reroute": {"from": "how", "exit": "choose abroad", "to": "ask"}},
            "steps.how.choose.abroad.to",
            "ask",
        ),
        (
            {"reroute": {"from": "give_lift", "exit": "gives_up_to", "to": "ask"}},
            "steps.give_lift.gives_up_to",
            "ask",
        ),
    ],
)
def test_changes_reach_every_number_and_way(node: Any, path: str, value: str) -> None:
    """Numbers of steps, campaigns, consults and money can be changed, and the service is still sound."""
    tree: Any = parse_service(services.day_hospital()).tree
    changed = apply_strokes(tree, READ.validate_python(node).strokes(tree))
    found: Any = changed
    for key in path.split("."):
        found = found[key]
    assert found == value
    assert find_problems(describe(changed)) == []
