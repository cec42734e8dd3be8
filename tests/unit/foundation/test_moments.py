"""Dates and times of day."""

from __future__ import annotations

from datetime import date

import pytest

from opmodels.foundation.moments import parse_clock, parse_date
from opmodels.foundation.numerals import UnitError


def test_dates() -> None:
    """A date is written year-month-day."""
    assert parse_date("2025-04-07") == date(2025, 4, 7)
    assert parse_date(" 2024-02-29 ") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("07/04/2025", "2025-04-07"),
        ("7.4.25", "2025-04-07"),
        ("2025-4-7", "2025-04-07"),
        ("2025/04/07", "2025-04-07"),
        ("13/13/2025", None),
        ("2025-02-30", "2025-02-28"),
        ("2025-13-01", None),
        ("0000-01-01", None),
        ("20250407", None),
        ("2025-W15-1", None),
        ("7 April 2025", None),
        ("", None),
    ],
)
def test_what_is_not_a_date(text: str, nearest: str | None) -> None:
    """Other orders are refused, with the British reading as the nearest."""
    with pytest.raises(UnitError) as caught:
        parse_date(text)
    assert caught.value.nearest == nearest
    assert "2025-04-07" in caught.value.expected


@pytest.mark.parametrize(
    ("text", "minutes"), [("08:30", 510), ("8:30", 510), ("00:00", 0), ("23:59", 1439), ("24:00", 1440)]
)
def test_clock_times(text: str, minutes: int) -> None:
    """A time of day is in minutes after midnight, and midnight may end a day."""
    assert parse_clock(text) == minutes


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("8.30", "8:30"),
        ("0830", "8:30"),
        ("830", "8:30"),
        ("8", "8:00"),
        ("8h30", "8:30"),
        ("5pm", "17:00"),
        ("5:30 pm", "17:30"),
        ("12am", "0:00"),
        ("13pm", None),
        ("24:01", None),
        ("25:00", None),
        ("8:60", None),
        ("8.75", None),
        ("-1:00", None),
        ("noon", None),
        ("", None),
    ],
)
def test_what_is_not_a_clock_time(text: str, nearest: str | None) -> None:
    """Other spellings are refused, with the time they probably mean."""
    with pytest.raises(UnitError) as caught:
        parse_clock(text)
    assert caught.value.nearest == nearest
    assert nearest is None or parse_clock(nearest) >= 0
