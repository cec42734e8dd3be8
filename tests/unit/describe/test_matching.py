"""A step is one side of an exchange; only a giver has room, and patience says where it leads."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.matching import Match


def match(**more: Any) -> dict[str, Any]:
    """Return a step of a giver."""
    return {"match": "lifts", "side": "giver", "then": "drove", **more}


def test_ways_out() -> None:
    """Who has patience gives up somewhere; others wait."""
    assert [name for name, _ in Match.model_validate(match()).exits()] == ["then"]
    patient = Match.model_validate(
        match(patience="2 h", gives_up_to="alone", room_for={"vans": "6", "others": "3"})
    )
    assert [(name, list(route.to)) for name, route in patient.exits()] == [
        ("then", ["drove"]),
        ("gives_up_to", ["alone"]),
    ]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"patience": "2 h"}, "patience without gives_up_to"),
        ({"gives_up_to": "alone"}, "gives_up_to without patience"),
        ({"side": "taker", "room_for": "2"}, "room_for at a taker"),
        ({"room_for": "two"}, '"two"'),
    ],
)
def test_wrong_matches_are_refused(more: dict[str, Any], found: str) -> None:
    """Half of a pair of keys, and room that a taker cannot have."""
    with pytest.raises(ValidationError) as caught:
        Match.model_validate(match(**more))
    (line,) = caught.value.errors()
    assert found in str(line["ctx"]["found"])


def test_there_are_two_sides() -> None:
    """Another word is refused."""
    with pytest.raises(ValidationError, match="giver"):
        Match.model_validate(match(side="driver"))
