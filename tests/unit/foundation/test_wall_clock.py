"""The wall clock against elapsed time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.foundation.numerals import UnitError
from opmodels.foundation.wall_clock import count_days, local_midnights, read_clock, read_clock_over

HOUR = 3_600_000
ZONES = st.sampled_from(
    (
        *(
            "Europe/London",
            "America/New_York",
            "America/Sao_Paulo",
            "America/St_Johns",
            "Australia/Lord_Howe",
        ),
        *("Africa/Casablanca", "Pacific/Apia", "Asia/Kolkata", "UTC"),
    )
)
DAYS = st.dates(date(1980, 1, 1), date(2037, 12, 31))


def test_days_of_23_and_25_hours() -> None:
    """The days of the clock changes in London are as long as they are."""
    autumn = np.diff(local_midnights(date(2025, 10, 25), 4, "Europe/London")) / HOUR
    spring = np.diff(local_midnights(date(2025, 3, 29), 4, "Europe/London")) / HOUR
    assert autumn.tolist() == [24, 25, 24]
    assert spring.tolist() == [24, 23, 24]


def test_midnights_are_whole_numbers_from_nought() -> None:
    """The array is int64 and starts at 0."""
    midnights = local_midnights(date(2025, 1, 1), 3, "UTC")
    assert midnights.dtype == np.int64
    assert midnights.tolist() == [0, 24 * HOUR, 48 * HOUR]


def test_a_midnight_that_is_skipped() -> None:
    """In Sao Paulo summer time began at midnight: 2018-11-04 began at 01:00, and had 23 hours."""
    lengths = np.diff(local_midnights(date(2018, 11, 3), 3, "America/Sao_Paulo")) / HOUR
    assert lengths.tolist() == [24, 23]


def test_a_day_that_is_skipped() -> None:
    """Samoa left out 2011-12-30: that day has no length."""
    lengths = np.diff(local_midnights(date(2011, 12, 29), 4, "Pacific/Apia")) / HOUR
    assert lengths.tolist() == [24, 0, 24]


@settings(deadline=None, max_examples=200)
@given(ZONES, DAYS, st.integers(0, 2 * 1440))
def test_moments_agree_with_the_time_zone_database(zone: str, day: date, minute: int) -> None:
    """A clock time that exists is where the standard library has it; one that is skipped, at the skip."""
    clock = read_clock(zone, day, day)
    moment = int(clock.find_moments(np.array([count_days(day)]), np.array([minute]))[0])
    place = ZoneInfo(zone)
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    shown = datetime.fromtimestamp(moment / 1000, UTC).astimezone(place).replace(tzinfo=None)
    if shown == wall:
        assert moment == round(wall.replace(tzinfo=place).timestamp() * 1000)
    else:
        before = datetime.fromtimestamp(moment / 1000 - 1, UTC).astimezone(place).replace(tzinfo=None)
        assert before < wall < shown


@settings(deadline=None)
@given(ZONES, DAYS)
def test_later_clock_times_are_never_earlier_moments(zone: str, day: date) -> None:
    """The order of clock times is kept across every change of the clock."""
    minutes = np.arange(0, 2881, 15)
    moments = read_clock(zone, day, day).find_moments(np.full(len(minutes), count_days(day)), minutes)
    assert (np.diff(moments) >= 0).all()


@pytest.mark.parametrize(
    ("zone", "nearest"), [("Europe/Londn", "Europe/London"), ("../../etc/passwd", None), ("", None)]
)
def test_unknown_zones(zone: str, nearest: str | None) -> None:
    """A zone that does not exist is refused, with the nearest name; a path is no zone."""
    with pytest.raises(UnitError, match="time zone") as caught:
        local_midnights(date(2025, 1, 1), 1, zone)
    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    ("first", "count"),
    [(date(2025, 1, 1), 0), (date(2025, 1, 1), 10**9), (date.min, 3), (date(2199, 1, 1), 900)],
)
def test_dates_out_of_range(first: date, count: int) -> None:
    """Days are between 1900 and 2200, and there is at least one."""
    with pytest.raises(UnitError):
        local_midnights(first, count, "UTC")


def test_an_end_before_the_start() -> None:
    """The last day is not before the first."""
    with pytest.raises(UnitError, match="before the start"):
        read_clock("UTC", date(2025, 1, 2), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("zone", "moment", "hours"),
    [
        ("Europe/London", "2025-01-01T12:00", 0),
        ("Europe/London", "2025-07-01T12:00", 1),
        ("Europe/London", "2025-03-30T00:59", 0),
        ("Europe/London", "2025-03-30T01:00", 1),
        ("Australia/Lord_Howe", "2025-04-05T14:59", 11),
        ("Australia/Lord_Howe", "2025-04-05T15:00", 10.5),
        ("UTC", "2500-01-01T00:00", 0),
    ],
)
def test_the_clock_shows_a_moment(zone: str, moment: str, hours: float) -> None:
    """Its offset may change by half an hour, and at half past; far years are no error."""
    stamps = np.array([np.datetime64(moment, "ms").astype(np.int64)])
    assert (read_clock_over(zone, stamps).show(stamps) - stamps)[0] == hours * 3_600_000


def test_what_is_shown_is_found_again() -> None:
    """The moment at which a clock first shows a full hour shows that hour, on every day of a year."""
    days = np.arange(20000, 20365)
    for hour in (0, 5, 12, 23):
        moments = read_clock("Europe/Amsterdam", date(2024, 1, 1), date(2026, 1, 1)).find_moments(
            days, np.full_like(days, hour * 60)
        )
        shown = read_clock_over("Europe/Amsterdam", moments).show(moments)
        assert np.array_equal(shown, (days * 24 + hour) * 3_600_000)
