"""What is decided while a service runs can be decided, and each mistake is told once, at its place."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError
from tests.services import home_teams


def problems_of(old: str, new: str) -> list[str]:
    """Return what is wrong with the home teams after a text in them was replaced."""
    text = home_teams()
    assert old in text
    with pytest.raises(InputError) as caught:
        parse_service(text.replace(old, new, 1))
    return [str(problem) for problem in caught.value.problems]


def test_sound_teams_have_no_fault() -> None:
    """No rule refuses what can be done."""
    service = parse_service(home_teams())
    assert service.consults["morning"].pools == ("north", "south", "town")


MORNING = "pools: [north, south, town]"
MONEY = "per_post: 40, at_least: 1, at_most: 5"
WRONG = (
    (MORNING, "pools: [north, suoth]", ("'suoth'", "a pool: north, south, town", "nearest:  south")),
    (MORNING, "pools: north", ("found north", "two pools or more, each named once")),
    (MORNING, "pools: [north, south, south]", ("north, south, south", "each named once")),
    ("], least: 1", "], least: 0", ("found least: 0", "a number from 1")),
    ("south: {staff: 2,", "south: {places: 2,", ("'south', which has places", "pools of staff")),
    (
        "south: {staff: 2, hours: Mon-Fri 08:00-18:00",
        "south: {staff: 2, hours: Mon-Fri 08:00-17:00",
        ("'north' and 'south', whose hours differ", "give both pools the same hours"),
    ),
    (
        "at: 13:00, planner: share_staff, pools: [north, south, town]",
        "at: 13:00, planner: share_staff, pools: [north, south]",
        ("'north', which 'morning' shares with others", "the pools of 'morning', or none of them"),
    ),
    ("takes: 45 min", "takes: {log_logistic: {median: 45 min, shape: 0.9}}", ("finite mean", "add at_most:")),
    ("at_most: 5", "at_most: 2", ("3 staff, funded for 1 to 2", "hold the staff described")),
    ("per_post: 40", "per_post: 0", ("per_post: 0", "a number of cases above 0")),
    ("moves_at_most: 2", "moves_at_most: 0", ("moves_at_most: 0", "a number of posts from 1")),
    ("every: 7 days", "every: 36 h", ("every: 36 h", "whole days")),
    ("need: visit", "need: vist", ("'vist'", "a need: visit", "nearest:  visit")),
    ("ends: done", "ends: dun", ("'dun'", "an end", "nearest:  done")),
    ("group: patients", "group: patient", ("'patient'", "a group", "nearest:  patients")),
    (
        "ends: {done: met}",
        "ends: {done: met}\ndiaries: {book: {pool: north, per_session: 2}}",
        ("the funded pool 'north'", "slots of a diary do not follow money"),
    ),
)


@pytest.mark.parametrize(("old", "new", "told"), WRONG)
def test_what_cannot_be_is_told(old: str, new: str, told: tuple[str, ...]) -> None:
    """The message says what stands there, what fits and what helps."""
    first = problems_of(old, new)[0]
    assert first.startswith("service.yaml, line ")
    for words in told:
        assert words in first


def test_places_are_not_funded() -> None:
    """Money pays for posts, not for places."""
    told = "\n".join(problems_of("north: {staff: 3,", "north: {places: 3,"))
    assert "found places that are funded" in told
