"""Exchanges: when matches are made, who fits whom, how far it is."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.exchanges import Exchange, find_way
from opmodels.describe.read import parse_service
from tests.services import lifts

DRIVER = {"area": "north", "group": "drivers", "need": "offer", "severity": ""}
RIDER = {"area": "north", "group": "riders", "need": "trip", "severity": "frail"}


@pytest.mark.parametrize(
    ("node", "every", "minute"),
    [
        ({"every": "30 min"}, 30.0, None),
        ({"at": "18:00"}, None, 1080),
        ({"every": "2 days", "at": "18:00"}, 2880.0, 1080),
    ],
)
def test_rounds(node: Any, every: float | None, minute: int | None) -> None:
    """Every so often, at a time of day, or at that of some days."""
    rounds = Exchange.model_validate({"matches": node}).matches
    assert rounds is not None
    assert (rounds.every and rounds.every.value, rounds.minute) == (every, minute)


def test_at_once_unless_said() -> None:
    """Nobody waits for a round that is not described."""
    assert (
        Exchange.model_validate({}).matches is Exchange.model_validate({"matches": "at once"}).matches is None
    )


@pytest.mark.parametrize(
    ("law", "fits"),
    [
        ({}, True),
        ({"same": "area"}, True),
        ({"same": ["area", "group"]}, False),
        ({"fits": [{"gives": {"group": "drivers"}, "takes": {"severity": "frail"}}]}, True),
        ({"fits": [{"gives": {"group": "riders"}}, {"takes": {"area": "town"}}]}, False),
        ({"fits": [{"gives": {"group": "riders"}}, {"takes": {"need": "trip"}}]}, True),
        ({"same": "need", "fits": [{}]}, False),
    ],
)
def test_who_fits_whom(law: dict[str, Any], fits: bool) -> None:
    """All that is named must be the same, and one line must hold of both."""
    assert Exchange.model_validate(law).suits(DRIVER, RIDER) is fits


@pytest.mark.parametrize(
    ("law", "place", "found"),
    [
        ({"matches": "at onse"}, ("matches",), '"at onse"'),
        ({"matches": {}}, ("matches",), "neither every nor at"),
        ({"matches": {"every": "10 s"}}, ("matches",), "every: 10 s"),
        ({"matches": {"every": "30 h", "at": "18:00"}}, ("matches",), "every: 30 h beside at"),
        ({"same": "aera"}, ("same",), '"aera"'),
        ({"fits": [{"gives": {"has": "car"}}]}, ("fits", 0), "'has' in fits"),
        ({"fits": [{"takes": {"queue": "ask"}}]}, ("fits", 0), "'queue' in fits"),
        ({"longest_way": "12"}, ("longest_way",), '"12"'),
    ],
)
def test_wrong_exchanges_are_refused(law: dict[str, Any], place: tuple[Any, ...], found: str) -> None:
    """Words that are none, rounds that cannot be meant, and what is not known of those who are matched."""
    with pytest.raises(ValidationError) as caught:
        Exchange.model_validate(law)
    (line,) = caught.value.errors()
    assert found in str(line["ctx"]["found"])
    assert line["loc"][: len(place)] == place


def test_ways_are_found_from_either_end() -> None:
    """What is said of a way counts first, then what is said of the way back, then none within an area."""
    ways = parse_service(lifts().replace("{town: 12 min}", "{town: 12 min, north: 3 min}")).distances
    ends = (("north", "town"), ("town", "north"), ("north", "north"), ("town", "town"), ("north", "west"))
    assert [find_way(ways, *pair) for pair in ends] == [12.0, 12.0, 3.0, 0.0, None]
