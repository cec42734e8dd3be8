"""Pools, their days off, and the diaries they keep."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from opmodels.describe.part import Part
from opmodels.describe.staff import Call, DayOff, Diary, HeldBack, Opening, Outage, Pool, Rise, read_opening
from opmodels.foundation.calendar import parse_hours


def refuse(part: type[Part], **data: Any) -> dict[str, Any]:
    """Return the parts of the first fault."""
    with pytest.raises(ValidationError) as caught:
        part.model_validate(data)
    return dict(caught.value.errors()[0]["ctx"])


def test_pool_is_open_always_unless_said() -> None:
    """A pool with a size alone works round the clock."""
    pool = Pool.model_validate({"staff": "3"})
    assert (pool.size, pool.hours, pool.hourly_cost, pool.shift_end) == (
        3,
        parse_hours("always"),
        0.0,
        "finish",
    )


@pytest.mark.parametrize("size", [{}, {"staff": "3", "places": "2"}, {"staff": "0", "places": "0"}])
def test_pool_has_one_size(size: dict[str, str]) -> None:
    """A pool is of staff or of places."""
    assert refuse(Pool, **size)["expected"] == "exactly one of them"
    assert Pool.model_validate({"places": "6"}).size == 6


def test_cost_of_an_hour_has_on_costs() -> None:
    """What the employer pays on top counts."""
    pool = Pool.model_validate({"staff": "1", "cost": "£20 per hour", "on_costs": "25 %"})
    assert pool.hourly_cost == pytest.approx(25)


@pytest.mark.parametrize(
    ("data", "days", "spans"),
    [
        ({"on": "2025-05-01"}, [date(2025, 5, 1)], ()),
        (
            {"on": "2025-05-01", "until": "2025-05-02", "hours": "closed"},
            [date(2025, 5, 1), date(2025, 5, 2)],
            (),
        ),
        ({"on": "2025-05-01", "hours": "09:00-12:30"}, [date(2025, 5, 1)], ((540, 750),)),
    ],
)
def test_days_off_have_days_and_hours(data: dict[str, str], days: list[date], spans: tuple[Any, ...]) -> None:
    """A day or several, closed or with other hours."""
    off = DayOff.model_validate(data)
    assert (list(off.days), off.spans) == (days, spans)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"on": "2025-05-02", "until": "2025-05-01"}, "until"),
        ({"on": "2025-05-02", "until": "9999-05-01"}, "until"),
        ({"on": "2025-05-02", "hours": "12:00-09:00"}, "hours"),
        ({"on": "2025-05-02", "hours": "shut"}, "hours"),
        ({"on": "2025-05-02", "hours": "9-12"}, "hours"),
    ],
)
def test_wrong_days_off_are_refused(data: dict[str, str], key: str) -> None:
    """The fault is told at its key."""
    assert refuse(DayOff, **data)["key"] == key


@pytest.mark.parametrize(
    ("text", "days", "clock"),
    [
        ("14 days ahead", 14, 0),
        ("14 days", 14, 0),
        ("2 weeks ahead", 14, 0),
        ("same day", 0, 0),
        ("08:00 same day", 0, 480),
    ],
)
def test_opening_is_read(text: str, days: int, clock: int) -> None:
    """How far ahead a diary opens, in days and minutes."""
    assert read_opening(text) == Opening(days=days, clock=clock)
    assert read_opening(read_opening(text)) == Opening(days=days, clock=clock)


@pytest.mark.parametrize(
    "node", ["14", "36 hours", "8am same day", "same days", {"days": "3", "clock": "0"}, "100 weeks 1 min"]
)
def test_wrong_openings_are_refused(node: Any) -> None:
    """Anything but whole days or a time of the day itself is refused."""
    with pytest.raises(ValidationError) as caught:
        Diary.model_validate({"pool": "gp", "per_session": "3", "opens": node})
    assert caught.value.errors()[0]["loc"] == ("opens",)


def test_diary_opens_four_weeks_ahead_unless_said() -> None:
    """The usual horizon."""
    assert Diary.model_validate({"pool": "gp", "per_session": "3"}).opens == Opening(days=28, clock=0)


def test_held_back_slots_have_a_time() -> None:
    """A part is kept until a time of the day."""
    assert HeldBack.model_validate({"share": "20 %"}).until == "08:00"
    assert "time of day" in refuse(HeldBack, share="20 %", until="8.30")["expected"]


def test_whole_numbers_of_people() -> None:
    """Half a post is refused."""
    with pytest.raises(ValidationError):
        TypeAdapter(Pool).validate_python({"staff": "2.5"})


CALL = {"staff": "2", "queue": "door", "at_least": "3", "after": "20 min", "stays": "2 h"}


def test_most_are_those_on_duty_and_on_call() -> None:
    """Help that is called comes on top."""
    pool = Pool.model_validate({"staff": "3", "on_call": CALL})
    assert (pool.size, pool.most) == (3, 5)
    assert Pool.model_validate({"places": "4"}).most == 4


def test_failures_absence_and_speed_are_read() -> None:
    """Each in its own unit; an outage takes all unless it says how many."""
    pool = Pool.model_validate(
        {
            "staff": "3",
            "outages": {"every": {"exponential": "3 days"}, "lasts": "5 h"},
            "absence_rises": {"above": "80 %", "by": "0.2"},
            "speed": "120 %",
            "speeds_differ": "20 %",
        }
    )
    assert isinstance(pool.outages, Outage) and isinstance(pool.absence_rises, Rise)
    assert pool.outages.takes is None and pool.outages.lasts.distribution.mean() == 300
    assert (pool.absence_rises.above.value, pool.absence_rises.by.value) == (0.8, 0.2)
    assert pool.speed is not None and pool.speeds_differ is not None
    assert (pool.speed.value, pool.speeds_differ.value) == (1.2, 0.2)


@pytest.mark.parametrize("key", ["staff", "queue", "at_least", "after", "stays"])
def test_call_says_everything(key: str) -> None:
    """Who, by which queue, from what length, after how long, for how long."""
    said = {name: value for name, value in CALL.items() if name != key}
    assert refuse(Call, **said)["found"] == f"no '{key}'"
