"""Steps, the routes between them, and the ends."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from opmodels.describe.choosing import Choose
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.pathway import (
    KINDS,
    MET,
    Book,
    Branch,
    Condition,
    End,
    Ending,
    Step,
    Until,
    Wait,
    read_end,
    read_step,
)
from opmodels.describe.serving import Serve
from opmodels.describe.side_by_side import SideBySide
from opmodels.describe.sourced import Varied


def refuse(node: Any, kind: Any = Step) -> list[tuple[tuple[Any, ...], str]]:
    """Return place and finding of every fault of a node."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(node)
    return [
        (line["loc"], str(line.get("ctx", {}).get("found", line["type"]))) for line in caught.value.errors()
    ]


def serve(**more: Any) -> dict[str, Any]:
    """Return a step that is served."""
    return {"serve": "gp", "takes": "9 min", "then": "done", **more}


def book(**more: Any) -> dict[str, Any]:
    """Return a step that books."""
    return {"book": "diary", "then": "seen", "full": "unmet", **more}


def test_kind_of_step_is_the_key_it_has() -> None:
    """Each kind is known by one key."""
    steps = (
        serve(),
        {"wait": "5 min", "then": "a"},
        {"branch": "a"},
        book(),
        {"choose": {"a": {"to": "b"}}},
        {"batch": "8", "then": "a"},
        {"match": "lifts", "side": "giver", "then": "a"},
        {"side_by_side": ["a", "b"], "joins_at": "c"},
    )
    kinds = [Serve, Wait, Branch, Book, Choose, Batch, Match, SideBySide]
    assert [type(read_step(step)) for step in steps] == list(KINDS.values()) == kinds
    made = read_step(serve())
    assert read_step(made) is made


@pytest.mark.parametrize(
    ("node", "found"),
    [
        ({**serve(), "wait": "5 min"}, "a step with serve and wait"),
        ({"then": "done"}, "a step that is a mapping with then"),
        ("done", 'a step that is "done"'),
        (serve(serv="x"), "the unknown key 'serv'"),
    ],
)
def test_unclear_kinds_are_refused(node: Any, found: str) -> None:
    """A step is of exactly one kind, and knows every key."""
    assert refuse(node) == [((), found)]


def test_exits_name_their_cause() -> None:
    """Every way out of every kind of step is listed."""
    full = serve(patience="5 min", gives_up_to="a", room="3", turned_away_to="b")
    assert [cause for cause, _ in read_step(full).exits()] == ["then", "gives_up_to", "turned_away_to"]
    assert [cause for cause, _ in read_step({"wait": "1 min", "then": "a"}).exits()] == ["then"]
    missed = book(no_show={"share": "5 %", "to": "a"}, cancels={"share": "5 %", "notice": "1 day", "to": "b"})
    assert [cause for cause, _ in read_step(missed).exits()] == ["then", "full", "no_show", "cancels"]
    assert [cause for cause, _ in read_step(book(no_show="5 %")).exits()] == ["then", "full"]
    branch = {"branch": [{"if": {"group": "old"}, "to": "a"}, {"to": "b"}]}
    assert [cause for cause, _ in read_step(branch).exits()] == ["line 1", "line 2"]


def test_waits_last_or_end_at_a_time() -> None:
    """A wait is a duration, a distribution, or lasts until a time of day."""
    assert read_step({"wait": {"until": "08:00"}, "then": "a"}).wait == Until(until="08:00")
    assert Until(until="8:30").minute == 510
    assert isinstance(read_step({"wait": {"uniform": ["1 min", "2 min"]}, "then": "a"}).wait, Varied)
    assert refuse({"wait": {"until": "25:00"}, "then": "a"})[0][0] == ("wait", "until")
    assert refuse({"wait": {"until": "08:00", "zone": "UTC"}, "then": "a"})[0][1] == "the unknown key 'zone'"
    assert refuse({"wait": "5", "then": "a"})[0][0] == ("wait",)


def test_the_hours_in_which_a_wait_counts_stand_beside_a_length() -> None:
    """A time of day takes no hours beside it, and hours that never come would never end a wait."""
    days = {"wait": "16 h", "hours": "Mon-Fri 09:00-17:00", "then": "a"}
    assert read_step(days).hours.hours_per_week == 40
    assert read_step({"wait": "16 h", "then": "a"}).hours is None
    assert refuse({**days, "wait": {"until": "08:00"}})[0][1] == "hours beside a time of day"
    assert refuse({**days, "hours": "never"})[0][1] == "hours that never come"
    assert refuse({**days, "hours": "Mon-Fri"})[0][0] == ("hours",)


@pytest.mark.parametrize("node", ["a", {"a": "50 %", "b": "rest"}, [{"to": "a"}], ["a"], {"to": "a"}])
def test_branch_by_chance(node: Any) -> None:
    """A branch without conditions is one line."""
    (clause,) = read_step({"branch": node}).branch
    assert clause.when == Condition() and "a" in clause.to.to


def test_branch_by_what_is_known() -> None:
    """Conditions are read in order; one name or several."""
    node = [
        {"if": {"group": "old", "been_at": "a", "times": "2"}, "to": "x"},
        {"if": {"need": ["b", "c"], "area": "north", "severity": ["serious"]}, "to": "y"},
        {"to": "z"},
    ]
    first, second, last = read_step({"branch": node}).branch
    assert (first.when.group, first.when.been_at, first.when.times.value) == (("old",), "a", 2)
    assert (second.when.need, last.when) == (("b", "c"), Condition())
    assert (second.when.area, second.when.severity) == (("north",), ("serious",))


@pytest.mark.parametrize(
    ("node", "place"),
    [
        ([{"if": {"group": "old"}, "to": "a"}], ()),
        ([], ()),
        ([{"if": {"grup": "old"}, "to": "a"}, {"to": "b"}], ("branch", 0, "if")),
        ([{"if": {"group": "old"}}, {"too": "b"}], ("branch", 0)),
        ({"if": {"group": "old"}, "to": "a"}, ()),
    ],
)
def test_wrong_branches_are_refused(node: Any, place: tuple[Any, ...]) -> None:
    """The last line is for everyone, and each has a way on."""
    assert refuse({"branch": node})[0][0] == place


@pytest.mark.parametrize(
    "node", ["5 %", {"share": "5 %"}, {"old": "5 %", "others": "5 %"}, {"value": "5 %", "grade": "A"}]
)
def test_no_show_is_a_share(node: Any) -> None:
    """A share of bookings, plain or by group."""
    missed = read_step(book(no_show=node)).no_show
    assert (
        missed.share.of("young").value == 0.05 if "old" not in node else missed.share.of("old").value == 0.05
    )
    assert missed.after == ()


def test_no_show_may_grow_with_the_lead() -> None:
    """Shares by time between booking and slot, sorted, in days."""
    node = {"after": {"1 week": "8 %", "0 days": {"value": "2 %", "source": "s"}, "12 h": "3 %"}}
    missed = read_step(book(no_show=node)).no_show
    assert [(days, share.value) for days, share in missed.after] == [(0.0, 0.02), (0.5, 0.03), (7.0, 0.08)]


@pytest.mark.parametrize(
    ("node", "place"),
    [
        ({"share": "5 %", "after": {"0 days": "5 %"}}, ("no_show",)),
        ({"to": "a"}, ("no_show",)),
        ({"after": {}}, ("no_show", "after")),
        ({"after": "5 %"}, ("no_show", "after")),
        ({"after": {"7": "5 %"}}, ("no_show", "after", "7")),
        ({"after": {"7 days": "5"}}, ("no_show", "after", "7 days")),
        ({"after": {"7 days": "5 %", "1 week": "5 %"}}, ("no_show", "after", "1 week")),
    ],
)
def test_wrong_no_shows_are_refused(node: Any, place: tuple[Any, ...]) -> None:
    """One share, or shares by lead, each with its unit."""
    assert refuse(book(no_show=node))[0][0] == place


def test_ends_are_a_word_or_more() -> None:
    """An end says whether the need was met, and may cost others."""
    assert read_end("met") == End.model_validate({"as": "met"}) == read_end(read_end("met"))
    end = read_end({"as": "met elsewhere", "costs": {"nhs": "£150"}})
    assert (end.as_, end.costs["nhs"].value) == ("met elsewhere", 150)
    assert {read_end(word).as_ for word in MET} == set(MET)
    assert refuse("mat", Ending)[0] == (("as",), "literal_error")
    assert refuse(["met"], Ending)[0][0] == ("as",)


def test_parts_can_be_changed() -> None:
    """A step with one field changed is checked again."""
    step = read_step(serve())
    assert step.but(order="shortest").order == "shortest"
    with pytest.raises(ValidationError):
        step.but(order="tallest")
