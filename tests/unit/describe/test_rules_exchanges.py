"""Exchanges that cannot work are told at their line, with what is lacking."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError
from tests.services import lifts


@pytest.mark.parametrize(
    ("old", "new", "found", "help_"),
    [
        ("ask: {match: lifts", "ask: {match: lift", "'lift'", "lifts"),
        ("{north: {town: 12 min}}", "{nroth: {town: 12 min}}", "'nroth'", "north"),
        ("{north: {town: 12 min}}", "{north: {twon: 12 min}}", "'twon'", "town"),
        ("side: taker", "side: giver", "at which no step is a taker", "side: taker"),
        ("matches: at once", "order: nearest, fits: [{gives: {group: driver}}]", "'driver'", "drivers"),
    ],
)
def test_names_and_sides(old: str, new: str, found: str, help_: str) -> None:
    """Exchanges, areas and groups are those described; both sides come."""
    with pytest.raises(InputError) as caught:
        parse_service(lifts().replace(old, new))
    told = [p for p in caught.value.problems if found in p.found]
    assert told, [p.found for p in caught.value.problems]
    assert help_ in f"{told[0].nearest} {told[0].next}"
    assert "line" in told[0].where


@pytest.mark.parametrize("words", ["order: nearest", "longest_way: 20 min"])
def test_ways_are_lacking(words: str) -> None:
    """Who asks for the way needs it between every two areas."""
    text = lifts(more=words).replace("distances: {north: {town: 12 min}}\n", "")
    with pytest.raises(InputError, match="no way between north and town"):
        parse_service(text)
    assert parse_service(lifts(more=words)).exchanges["lifts"].needs_ways


@pytest.mark.parametrize("words", ["order: nearest", "longest_way: 20 min", "same: area"])
def test_areas_are_lacking(words: str) -> None:
    """Who asks for the area needs areas."""
    text = lifts(more=words).replace("distances: {north: {town: 12 min}}\n", "")
    with pytest.raises(InputError, match="no areas"):
        parse_service(text.replace("areas: {north: 40 %, town: rest}\n", ""))


@pytest.mark.parametrize("room", ["0", "1,001"])
def test_room_is_of_a_size_that_can_be_run(room: str) -> None:
    """Nobody gives to nobody."""
    with pytest.raises(InputError, match=f"room_for: {room}"):
        parse_service(lifts().replace("room_for: 2", f'room_for: "{room}"'))
