"""How cases come: parties, lists of times, levels that worsen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from opmodels.describe.coming import (
    Party,
    Planned,
    Timetable,
    Timetabled,
    Worsening,
    check_levels,
    read_moment,
    read_party,
    read_timetable,
)
from opmodels.describe.split import read_parts
from opmodels.foundation.units import UnitError


def refuse(kind: Any, node: Any) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Return place and parts of every fault of a node."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(node)
    return [(line["loc"], line.get("ctx", {})) for line in caught.value.errors()]


@pytest.mark.parametrize(
    ("node", "shares"),
    [
        ("2", {"2": 1.0}),
        (3, {"3": 1.0}),
        ({"1": "60 %", "2": "30 %", "4": "rest"}, {"1": 0.6, "2": 0.3, "4": 0.1}),
        ({"1.0": "50 %", "1,000": "rest"}, {"1": 0.5, "1000": 0.5}),
    ],
)
def test_party_is_a_size_or_shares(node: Any, shares: dict[str, float]) -> None:
    """Sizes are whole numbers in plain digits, however they are written."""
    party = read_party(node)
    assert party.shares("old") == pytest.approx(shares)
    assert read_party(party) is party


@pytest.mark.parametrize(
    ("node", "place", "found"),
    [
        ("0", (), "a party of 0"),
        ("1.5", (), "a party of 1.5"),
        ("two", (), "a party of two"),
        ("-1", (), "a party of -1"),
        ("1001", (), "a party of 1001"),
        (["1", "2"], (), "a list of 2"),
        ({}, (), "an empty mapping"),
        ({"1": "60 %", "0": "rest"}, ("0",), "a party of 0"),
        ({"1": "60 %", "1.0": "rest"}, ("1.0",), "a party of 1.0 a second time"),
        ({"1": "60 %", "2": "60 %"}, (), "shares that sum to 120 %"),
    ],
)
def test_wrong_parties_are_refused(node: Any, place: tuple[str, ...], found: str) -> None:
    """Nobody, half a person, a word: told at its size."""
    assert [(at, parts["found"]) for at, parts in refuse(Party, node)] == [(place, found)]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-04-07 09:00", (date(2025, 4, 7), None, 32_400_000)),
        ("2025-04-07T09:00:30", (date(2025, 4, 7), None, 32_430_000)),
        ("2025-04-07 9:00:00.25", (date(2025, 4, 7), None, 32_400_250)),
        ("Mon 09:00", (None, 0, 32_400_000)),
        ("Sun 23:59:59.999", (None, 6, 86_399_999)),
        (" Tue  00:00 ", (None, 1, 0)),
    ],
)
def test_moments_are_a_day_or_a_weekday_with_a_time(text: str, moment: tuple[Any, ...]) -> None:
    """A single time, or one of every week; to the millisecond."""
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Monday 09:00", "Mon 09:00"),
        ("Mo 09:00", "Mon 09:00"),
        ("Mon 9", "Mon 9:00"),
        ("2025-06-31 09:00", "2025-06-30 09:00"),
        ("02/06/2025 09:00", "2025-06-02 09:00"),
        ("Mon 24:00", "Tue 00:00"),
        ("Sun 24:00", "Mon 00:00"),
        ("2025-12-31 24:00", "2026-01-01 00:00"),
        ("9999-12-31 24:00", "9999-12-31 00:00"),
        ("2025-06-02 09:00:75", None),
        ("09:00", None),
        ("Mon", None),
        ("2025-06-02", None),
        ("2025-06-02T09:00Z", None),
        ("2025-06-02 09:00:00+01:00", None),
        ("", None),
        ("soon", None),
    ],
)
def test_wrong_moments_have_the_nearest(text: str, nearest: str | None) -> None:
    """What is no time is told with what a time looks like, and with the nearest where there is one."""
    with pytest.raises(UnitError) as caught:
        read_moment(text)
    assert caught.value.nearest == nearest
    assert caught.value.expected.startswith("a time, e.g. 2025-04-07 09:00")


def test_list_is_times_alone_or_with_more() -> None:
    """A list of times stands for one with nothing said of lateness."""
    times = ["Mon 09:00", ["2025-04-07 09:15", "old"]]
    table = read_timetable(times)
    assert table == read_timetable({"times": times}) == read_timetable(table)
    assert table.times == (
        Planned(None, 0, 32_400_000),
        Planned(date(2025, 4, 7), None, 33_300_000, "old"),
    )
    full = Timetable.model_validate(
        {"times": "Mon 09:00", "early": "5 min", "late": "9 min", "comes": "90 %"}
    )
    assert full.early is not None and full.comes is not None and full.late is not None
    assert (full.early.value, full.comes.value) == (5, 0.9)


@pytest.mark.parametrize(
    ("node", "place"),
    [
        ([], ("times",)),
        (["Mon 09:00", "Mo 9"], ("times", 1)),
        ([["Mon 09:00", "old", "young"]], ("times", 0)),
        ([[["Mon 09:00"]]], ("times", 0)),
        ({"tmes": ["Mon 09:00"]}, ()),
        ({"times": ["Mon 09:00"], "comes": "110 %"}, ("comes",)),
        ({"times": ["Mon 09:00"], "early": "-5 min"}, ("early",)),
    ],
)
def test_wrong_lists_are_refused(node: Any, place: tuple[Any, ...]) -> None:
    """Each wrong time is told at its place in the list."""
    assert refuse(Timetabled, node)[0][0] == place


def test_every_wrong_time_is_told() -> None:
    """Two wrong times are two faults."""
    assert [place for place, _ in refuse(Timetabled, ["Mo 9", "Mon 09:00", "noon"])] == [
        ("times", 0),
        ("times", 2),
    ]


def test_worsening_leads_to_a_level_or_a_place() -> None:
    """To the next level, out of the queue, or both; not nowhere."""
    assert Worsening.model_validate({"after": "1 h", "to": "dire"}).goes_to is None
    both = Worsening.model_validate({"after": "1 h", "to": "dire", "goes_to": {"a": "40 %", "b": "rest"}})
    assert both.goes_to is not None and both.goes_to.shares() == pytest.approx({"a": 0.4, "b": 0.6})
    ((place, parts),) = refuse(Worsening, {"after": "1 h"})
    assert (place, parts["found"]) == ((), "neither to nor goes_to")


LEVELS = read_parts({"mild": "70 %", "serious": "20 %", "dire": "rest"})


@pytest.mark.parametrize(
    ("level", "to", "key", "found"),
    [
        ("mlid", "serious", "mlid", "'mlid'"),
        ("mild", "seriuos", "to", "'seriuos'"),
        ("serious", "mild", "to", "'serious', which worsens to 'mild'"),
        ("mild", "mild", "to", "'mild', which worsens to 'mild'"),
    ],
)
def test_levels_only_worsen(level: str, to: str, key: str, found: str) -> None:
    """A case goes from a level that is known to one that is listed after it."""
    with pytest.raises(ValidationError) as caught:
        check_levels(LEVELS, {level: Worsening.model_validate({"after": "1 h", "to": to})})
    (fault,) = caught.value.errors()
    assert (fault["ctx"]["key"], fault["ctx"]["found"]) == (key, found)


def test_levels_that_worsen_are_fine() -> None:
    """A level may be passed over, and the last may lead out."""
    out = {"after": "1 h", "goes_to": "lost"}
    laws = {"mild": {"after": "1 h", "to": "dire"}, "serious": {**out, "to": "dire"}, "dire": out}
    check_levels(LEVELS, {name: Worsening.model_validate(law) for name, law in laws.items()})
    check_levels(None, {})


def test_nothing_worsens_without_levels() -> None:
    """Where severity is not told apart there is nothing that could worsen."""
    with pytest.raises(PydanticCustomError, match="worsens without severity"):
        check_levels(None, {"mild": Worsening.model_validate({"after": "1 h", "goes_to": "lost"})})
