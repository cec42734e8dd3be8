"""Steps that are served: by whom, for whom, and what becomes of those who wait."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.serving import AllOf, Serve


def serve(**more: Any) -> dict[str, Any]:
    """Return a step that is served."""
    return {"serve": "gp", "takes": "9 min", "then": "done", **more}


def refuse(**more: Any) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Return place and parts of every fault of a step."""
    with pytest.raises(ValidationError) as caught:
        Serve.model_validate(serve(**more))
    return [(line["loc"], line.get("ctx", {})) for line in caught.value.errors()]


@pytest.mark.parametrize(
    ("servers", "requirements"),
    [
        ("gp", (("gp",),)),
        (["gp", "nurse"], (("gp", "nurse"),)),
        ({"all": ["gp", "room"]}, (("gp",), ("room",))),
        ({"all": [["gp", "nurse"], "room"]}, (("gp", "nurse"), ("room",))),
    ],
)
def test_requirements_are_alternatives_or_all(
    servers: Any, requirements: tuple[tuple[str, ...], ...]
) -> None:
    """A list offers a choice, `all` demands each."""
    assert Serve.model_validate(serve(serve=servers)).requirements == requirements


@pytest.mark.parametrize(
    ("servers", "place"),
    [
        ([], ("serve",)),
        ("", ("serve",)),
        (["gp", "gp"], ("serve",)),
        ({"all": []}, ("serve", "all")),
        ({"all": ["gp", ["a", ""]]}, ("serve", "all", 1)),
        ({"all": ["gp"], "north": "nurse"}, ("serve",)),
        ({"north": []}, ("serve", "north")),
        ({"north": {"all": []}}, ("serve", "north", "all")),
        ({}, ("serve",)),
    ],
)
def test_wrong_servers_are_refused(servers: Any, place: tuple[Any, ...]) -> None:
    """Nobody, somebody twice, or teams by name beside one for all."""
    assert refuse(serve=servers)[0][0] == place


@pytest.mark.parametrize(
    ("more", "found", "key"),
    [
        ({"patience": "5 min"}, "patience without gives_up_to", "add gives_up_to:"),
        ({"gives_up_to": "a"}, "gives_up_to without patience", "add patience:"),
        ({"room": "5"}, "room without turned_away_to", "add turned_away_to:"),
        ({"turned_away_to": "a"}, "turned_away_to without room", "add room:"),
    ],
)
def test_leavers_go_somewhere(more: dict[str, Any], found: str, key: str) -> None:
    """Who gives up or is turned away has a way on, and the way has a cause."""
    ((_, parts),) = refuse(**more)
    assert (parts["found"], parts["next"]) == (found, key)


def test_teams_differ_by_name() -> None:
    """Each area, group, need or level may have a team of its own; the first name that is known counts."""
    teams = {"north": ["nurse_n", "nurse_s"], "old": {"all": ["gp", "room"]}, "others": "nurse_s"}
    step = Serve.model_validate(serve(serve=teams))
    assert step.needs("north", "old", "ill") == (("nurse_n", "nurse_s"),)
    assert step.needs("south", "old", "ill") == (("gp",), ("room",))
    assert step.needs("south", "young", "ill") == (("nurse_s",),)
    assert step.requirements == (("nurse_n", "nurse_s"), ("gp",), ("room",), ("nurse_s",))


def test_nobody_is_needed_where_nothing_is_said() -> None:
    """A case of no name that is listed needs nothing; the reader of a file refuses that."""
    assert Serve.model_validate(serve(serve={"north": "gp"})).needs("south", "ill") == ()


def test_needs_are_the_same_for_all_unless_said() -> None:
    """One team serves whoever comes."""
    step = Serve.model_validate(serve(serve={"all": [["gp", "nurse"], "room"]}))
    assert step.needs() == step.needs("north", "old") == (("gp", "nurse"), ("room",))
    assert AllOf(all=(("gp",),)).all == (("gp",),)


def test_continuity_and_interruption_are_read() -> None:
    """How long a case waits for its worker, what it keeps and whether the work stops."""
    step = Serve.model_validate(serve(same_worker="20 min", keeps={"gp": "out"}, gives_way="restart"))
    assert step.same_worker is not None and step.same_worker.value == 20
    assert (step.keeps, step.gives_way) == ({"gp": "out"}, "restart")
    plain = Serve.model_validate(serve())
    assert (plain.same_worker, plain.keeps, plain.gives_way) == (None, {}, None)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"gives_way": "yes"}, ("gives_way",)),
        ({"same_worker": "-1 min"}, ("same_worker",)),
        ({"same_worker": "10"}, ("same_worker",)),
        ({"keeps": "gp"}, ("keeps",)),
    ],
)
def test_wrong_continuity_is_refused(more: dict[str, Any], place: tuple[str, ...]) -> None:
    """Each at its own key."""
    assert [fault[0] for fault in refuse(**more)] == [place]


def test_ways_out_of_a_step_are_listed() -> None:
    """The usual way, giving up, being turned away."""
    step = Serve.model_validate(serve(patience="5 min", gives_up_to="a", room="3", turned_away_to="b"))
    assert [cause for cause, _ in step.exits()] == ["then", "gives_up_to", "turned_away_to"]
