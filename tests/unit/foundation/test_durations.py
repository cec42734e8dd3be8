"""Durations, periods and rates."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.foundation.durations import (
    find_period,
    format_duration,
    parse_duration,
    parse_period,
    parse_rate,
    split_per,
)
from opmodels.foundation.numerals import UnitError


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20 min", 20),
        ("20min", 20),
        ("1 minute", 1),
        ("45 s", 0.75),
        ("30 sec", 0.5),
        ("60 seconds", 1),
        ("250 ms", 0.25 / 60),
        ("2 h", 120),
        ("1.5 hours", 90),
        ("1 day", 1440),
        ("2 weeks", 20160),
        ("1 h 30 min", 90),
        ("1h30min", 90),
        ("1 hour and 30 minutes", 90),
        ("2 days 3 h 15 s", 2 * 1440 + 180 + 0.25),
        ("0 min", 0),
        ("1e3 min", 1000),
        ("1,440 min", 1440),
    ],
)
def test_durations(text: str, minutes: float) -> None:
    """Durations come out in minutes, compound ones added up."""
    assert parse_duration(text) == pytest.approx(minutes, rel=1e-14)


@pytest.mark.parametrize(
    ("text", "words", "nearest"),
    [
        ("20", "missing unit", "20 min"),
        ("1 h 30", "missing unit", "1 h 30 min"),
        ("5 min 3", "missing unit", None),
        ("1900-01-04", "a date", None),
        ("8 / 3", "missing unit", None),
        ("20 mim", 'unknown unit "mim"', "20 min"),
        ("20m", 'unknown unit "m"', "20 min"),
        ("3 wekes", 'unknown unit "wekes"', "3 weeks"),
        ("5 parsecs", "unknown unit", None),
        ("2 months", "a month has no fixed length", "61 days"),
        ("1 year", "a year has no fixed length", "365 days"),
        ("-5 min", "below 0", None),
        ("1 min 1 h", "out of order", None),
        ("1 h 2 h", "out of order", None),
        ("min", "not a number", None),
        ("1_0 min", "underscores", "10 min"),
        ("1e308 weeks", "too large", None),
    ],
)
def test_what_is_not_a_duration(text: str, words: str, nearest: str | None) -> None:
    """The message names the fault and the nearest duration."""
    with pytest.raises(UnitError) as caught:
        parse_duration(text)
    assert words in caught.value.found
    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    ("text", "days"),
    [("1 year", 365.25), ("6 months", 182.625), ("12 weeks", 84), ("1 year 6 months", 547.875)],
)
def test_periods(text: str, days: float) -> None:
    """Periods also know months of 365.25 / 12 days and years of 365.25."""
    assert parse_period(text) == pytest.approx(days * 1440, rel=1e-14)


@pytest.mark.parametrize(
    ("text", "per_hour"),
    [
        ("48 per hour", 48),
        ("48/hour", 48),
        ("48 / h", 48),
        ("2 per minute", 120),
        ("24 a day", 1),
        ("168 per week", 1),
        ("8.766k per year", 1),
        ("730.5 per month", 1),
        ("3 an hour", 3),
        ("0 per hour", 0),
    ],
)
def test_rates(text: str, per_hour: float) -> None:
    """Rates come out per hour; a year has 8766 of them."""
    assert parse_rate(text) == pytest.approx(per_hour, rel=1e-14)


@pytest.mark.parametrize(
    ("text", "words", "nearest"),
    [
        ("48", "missing unit", "48 per hour"),
        ("48 per huor", 'per "huor"', "48 per hour"),
        ("5 per night", 'per "night"', None),
        ("-1 per day", "below 0", None),
        ("5 min per hour", 'a number and "min"', None),
        ("per hour", "not a number", None),
        ("1e308 per ms", 'per "ms"', None),
        ("1e308 per minute", "too large", None),
    ],
)
def test_what_is_not_a_rate(text: str, words: str, nearest: str | None) -> None:
    """The message names the fault and the nearest rate."""
    with pytest.raises(UnitError) as caught:
        parse_rate(text)
    assert words in caught.value.found
    assert caught.value.nearest == nearest


def test_per_is_split_off_once() -> None:
    """What comes before and after per, a, an, each or a slash."""
    assert split_per("£52k a year") == ("£52k", "year")
    assert split_per("£9/hour") == ("£9", "hour")
    assert split_per("£9") == ("£9", "")
    assert find_period("HRS") == "hour" and find_period("visit") is None


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 min"),
        (0.004, "240 ms"),
        (0.75, "45 s"),
        (0.1, "6 s"),
        (0.025, "1.5 s"),
        (0.9999, "1 min"),
        (6, "6 min"),
        (6.5, "6.5 min"),
        (9.96, "10 min"),
        (12.4, "12 min"),
        (59.7, "1 h"),
        (80, "1 h 20 min"),
        (1439.8, "1 day"),
        (2160, "1.5 days"),
        (9 * 1440, "9 days"),
        (14.4 * 1440, "14 days"),
        (1e7, "6,944 days"),
        (-6, "-6 min"),
    ],
)
def test_durations_for_people(minutes: float, text: str) -> None:
    """A duration is shown in the unit that people would use, never as 60 s or 24 h."""
    assert format_duration(minutes) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_no_duration_is_a_dash(value: float) -> None:
    """What is not finite is shown as a dash."""
    assert format_duration(value) == "\N{EN DASH}"


@settings(deadline=None)
@given(st.floats(min_value=1e-6, max_value=1e6))
def test_a_shown_duration_is_close(minutes: float) -> None:
    """What is shown reads back within 6 % of the truth (the worst is half of 0.1 in 1)."""
    shown = parse_duration(format_duration(minutes).replace(",", ""))
    assert shown == pytest.approx(minutes, rel=0.06)


def test_bare_period() -> None:
    """A bare number where weeks are usual is offered as weeks."""
    with pytest.raises(UnitError) as caught:
        parse_period("8")
    assert caught.value.nearest == "8 weeks"


def test_clock_times_for_durations() -> None:
    """Minutes and seconds with a colon may be hours and minutes: both are offered, neither is taken."""
    with pytest.raises(UnitError) as caught:
        parse_duration("3:40")
    assert (caught.value.nearest, caught.value.next) == (None, "write 3 min 40 s, or 3 h 40 min")
    assert parse_rate("2 per fortnight") == pytest.approx(1 / 168)
