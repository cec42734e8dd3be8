"""Dates and times of day: ``2025-04-07``, ``08:30``."""

from __future__ import annotations

import calendar
import re
from datetime import date

from opmodels.foundation.numerals import UnitError, quote, tidy

_EXPECTED_DATE = "a date written year-month-day, such as 2025-04-07"
_EXPECTED_CLOCK = "a time of day from 00:00 to 24:00, such as 08:30"
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LOOSE_DATE = re.compile(r"([0-9]{1,4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,4})")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_LOOSE_CLOCK = re.compile(r"([0-9]{1,2}?)(?:[:.h]?([0-9]{2}))? ?([ap]m)?", re.IGNORECASE)


def parse_date(text: str) -> date:
    """Return a date written as ISO 8601 has it, ``2025-04-07``.

    Raises
    ------
    UnitError
        When it is written another way (the nearest is then read as day, month, year) or is no day.
    """
    match = _DATE.fullmatch(tidy(text))
    if not match:
        raise UnitError(f"{quote(text)} (not year-month-day)", _EXPECTED_DATE, _guess_date(tidy(text)))
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        nearest = _last_day(year, month)
        raise UnitError(f"{quote(text)} (no such day)", _EXPECTED_DATE, nearest) from None


def _last_day(year: int, month: int) -> str | None:
    """Return the last day of a month that was given too many days, or None."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _guess_date(text: str) -> str | None:
    """Read a date that has its parts in another order or without noughts, the British way."""
    match = _LOOSE_DATE.fullmatch(text)
    if not match:
        return None
    first, month, last = (int(part) for part in match.groups())
    year, day = (first, last) if first > 31 else (last, first)
    try:
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return None


def parse_clock(text: str) -> int:
    """Return a time of day in minutes after midnight, from ``00:00`` to ``24:00``.

    Raises
    ------
    UnitError
        When it is written another way, such as ``8.30`` or ``5pm``, or is no time of day.
    """
    match = _CLOCK.fullmatch(tidy(text))
    if not match:
        raise UnitError(f"{quote(text)} (not hours:minutes)", _EXPECTED_CLOCK, _guess_clock(tidy(text)))
    hours, minutes = (int(part) for part in match.groups())
    if minutes > 59 or 60 * hours + minutes > 1440:
        raise UnitError(f"{quote(text)} (no such time)", _EXPECTED_CLOCK)
    return 60 * hours + minutes


def _guess_clock(text: str) -> str | None:
    """Read ``8.30``, ``0830``, ``8`` or ``5pm`` as a time of day."""
    match = _LOOSE_CLOCK.fullmatch(text)
    if not match:
        return None
    hours, minutes, half = int(match[1]), int(match[2] or 0), (match[3] or "").casefold()
    if half and not 1 <= hours <= 12:
        return None
    hour = hours % 12 + (12 if half == "pm" else 0) if half else hours
    return f"{hour}:{minutes:02d}" if minutes < 60 and 60 * hour + minutes <= 1440 else None
