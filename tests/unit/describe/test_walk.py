"""Walking finds every part, every way on and every kind of case."""

from __future__ import annotations

import pytest

from opmodels.describe.places import trace
from opmodels.describe.read import parse_service
from opmodels.describe.sourced import Quantity
from opmodels.describe.split import read_route
from opmodels.describe.walk import (
    find_reached,
    list_comers,
    list_kinds,
    list_places,
    tell_apart,
    walk_effects,
    walk_parts,
    walk_pools,
    walk_routes,
    walk_sudden_routes,
)
from tests.services import mmc, surgery, tandem, walk_in

SURGERY = parse_service(surgery())


def test_every_number_is_found_where_it_stands() -> None:
    """The text at the path of a number is what was written, for every number of a service."""
    numbers = {path: part for path, part in walk_parts(SURGERY) if isinstance(part, Quantity)}
    assert len(numbers) > 70
    for path, number in numbers.items():
        node = SURGERY.tree
        for step in trace(SURGERY.tree, path):
            node = node[step]  # type: ignore[index]
        assert number.written in str(node), path


def test_every_route_is_found() -> None:
    """Each way out of each kind of step has its path in the file."""
    paths = {path[1:] for _, path, _ in walk_routes(SURGERY)}
    assert {
        ("phone", "then"),
        ("phone", "gives_up_to"),
        ("phone", "turned_away_to"),
        ("phone_again", "then"),
        ("fork", "branch", 2, "to"),
        ("ask_routine", "full"),
        ("ask_routine", "no_show", "to"),
        ("ask_routine", "cancels", "to"),
    } <= paths
    assert all(trace(SURGERY.tree, ("steps", *path))[-1] == path[-1] for path in paths)


def test_every_effect_is_found() -> None:
    """Those of steps come before those of ends, each with its place and its need."""
    text = mmc(more="effects: {call: {factor: 0.5}}").replace(
        "done: met", "done: {as: met, effects: {call: {factor: 2}}}"
    )
    found = [(*place, float(effect.factor.everyone)) for *place, effect in walk_effects(parse_service(text))]
    assert found == [("steps", "answer", "call", 0.5), ("ends", "done", "call", 2.0)]


def test_every_requirement_is_found() -> None:
    """Alternatives stay together, requirements apart."""
    found = [(step, pools) for step, _, pools in walk_pools(SURGERY)]
    assert found == [
        ("phone", ("reception",)),
        ("ask_review", ("nurse", "reception")),
        ("consult", ("gp", "nurse")),
        ("consult", ("room",)),
    ]


def test_kinds_are_pairs_that_occur() -> None:
    """A group without a rate for a need does not have it, unless a backlog of it stands there."""
    text = (
        surgery().replace("- {step: ask_routine, need: review, cases: 40}\n", "").replace("at_start:\n", "")
    )
    kinds = list_kinds(parse_service(text))
    assert ("children", "review") not in kinds and ("over_75", "review") in kinds
    assert ("children", "review") in list_kinds(SURGERY)


@pytest.mark.parametrize(("rate", "count"), [("12 per hour", 1), ("{everyone: 12 per hour}", 1)])
def test_rate_for_all_is_for_each_group(rate: str, count: int) -> None:
    """A rate that is not by group holds for every group."""
    assert len(list_kinds(parse_service(mmc(rate)))) == count


def test_reached_steps_include_ends() -> None:
    """Everything on the way from a step is reached, and nothing else."""
    assert find_reached(SURGERY, {"ask_review"}) >= {"ask_routine", "consult", "seen", "unmet", "phone"}
    assert find_reached(SURGERY, {"consult"}) == {"consult", "seen"}


def test_comers_are_by_need() -> None:
    """Cases come to the steps that their need leads to."""
    comers = list_comers(SURGERY)
    assert {need for _, need in comers["ask_review"]} == {"review"}
    assert {need for _, need in comers["consult"]} == {"review", "same_day"}


def test_kinds_are_told_apart_by_the_names_that_matter() -> None:
    """Of kinds that a value treats alike one is enough, the first; without names one of all."""
    kinds = [("young", "form"), ("young", "call"), ("old", "form"), ("old", "call"), ("new", "form")]
    by_group = read_route({"a": {"old": "5 %", "others": "1 %"}, "b": "rest"}).to["a"]
    assert by_group is not None
    assert tell_apart(kinds, [by_group]) == [("young", "form"), ("old", "form")]
    assert tell_apart(kinds, []) == [("young", "form")]
    assert tell_apart([], [by_group]) == []


def test_places_have_a_share_above_zero() -> None:
    """A place that no kind of case is sent to is no place of the route."""
    text = tandem().replace("old: 20 %", "old: 0 %").replace("others: 10 %", "others: 0 %")
    service = parse_service(text)
    (route,) = [route for step, _, route in walk_routes(service) if step == "second"]
    assert list_places(route, list_kinds(service)) == {"done"}


CENTRE = parse_service(walk_in())


def test_kinds_have_levels_and_areas() -> None:
    """Where they are told apart, a case has a level and an area beside its group and its need."""
    kinds = list_kinds(CENTRE)
    assert ("critical", "south", "old", "injury") in kinds and ("north", "young", "check_up") in kinds
    assert len(kinds) == len(set(kinds)) == 3 * 2 * 2 + 2 * 2


def test_list_of_times_brings_its_groups() -> None:
    """A time that names no group may be anybody's; one that does is that group's alone."""
    times = '[Mon 09:00, "Tue 10:00:30", [2025-06-04 09:15, old]]'
    only = parse_service(walk_in().replace(times, "[[2025-06-04 09:15, old]]"))
    assert {kind[-2] for kind in list_kinds(CENTRE) if kind[-1] == "check_up"} == {"young", "old"}
    assert {kind[-2] for kind in list_kinds(only) if kind[-1] == "check_up"} == {"old"}


def test_who_worsens_leaves_for_somewhere() -> None:
    """A place to which only those go who worsen while they wait is reached, by their need alone."""
    assert [(name, path[-2:], set(route.to)) for name, path, route in walk_sudden_routes(CENTRE)] == [
        ("injury", ("serious", "goes_to"), {"hospital"})
    ]
    text = walk_in().replace("goes_to: hospital", "goes_to: van")
    comers = list_comers(
        parse_service(text.replace("steps:\n", "steps:\n  van: {wait: 1 h, then: hospital}\n"))
    )
    assert {kind[-1] for kind in comers["van"]} == {"injury"}


def test_team_of_each_name_is_found() -> None:
    """A step that is served by area has a requirement for each."""
    found = [(path, pools) for step, path, pools in walk_pools(CENTRE) if step == "door"]
    assert found == [
        (("steps", "door", "serve", "north", "all", 0), ("north_nurses", "south_nurses")),
        (("steps", "door", "serve", "others", "all", 0), ("south_nurses",)),
    ]


def test_way_can_stop_short() -> None:
    """What lies beyond a step is left out, the step itself is not."""
    assert find_reached(CENTRE, {"look"}, short_of="rest_up") == {"look", "rest_up"}
    assert "leave" in find_reached(CENTRE, {"look"})
