"""Lengths of time and rates: ``20 min``, ``1 h 30 min``, ``48 per hour``; minutes and per hour inside."""

from __future__ import annotations

import math
import re
from typing import NoReturn

from opmodels.foundation.errors import find_nearest
from opmodels.foundation.numerals import (
    NOT_FINITE,
    UnitError,
    quote,
    refuse_negative,
    split_multiple,
    split_number,
    tidy,
    write_number,
)

HOURS_PER_YEAR = 8766.0  # 365.25 days
MINUTES = {
    "ms": 1 / 60_000,
    "second": 1 / 60,
    "minute": 1.0,
    "hour": 60.0,
    "day": 1440.0,
    "week": 10_080.0,
    "fortnight": 20_160.0,
    "month": 60 * HOURS_PER_YEAR / 12,
    "year": 60 * HOURS_PER_YEAR,
}
_SPELLINGS = {
    **{word: "ms" for word in ("ms", "millisecond", "milliseconds")},
    **{word: "second" for word in ("s", "sec", "secs", "second", "seconds")},
    **{word: "minute" for word in ("min", "mins", "minute", "minutes")},
    **{word: "hour" for word in ("h", "hr", "hrs", "hour", "hours")},
    **{word: "day" for word in ("d", "day", "days")},
    **{word: "week" for word in ("wk", "wks", "week", "weeks")},
    **{word: "fortnight" for word in ("fortnight", "fortnights")},
    **{word: "month" for word in ("month", "months")},
    **{word: "year" for word in ("yr", "yrs", "year", "years", "annum")},
}
_SHOWN = ("ms", "s", "min", "h", "day", "days", "week", "weeks")
_PERIODS = ("minute", "hour", "day", "week", "fortnight", "month", "year")
_PER = re.compile(r" per |/| an? | each ", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_PARTS = re.compile(r"(?:[0-9.,]+ ?[^\W\d]+ ?)+")
_EXPECTED_DURATION = "a duration with its unit, such as 20 min, 1 h 30 min or 2 days"
_EXPECTED_PERIOD = "a length of time with its unit, such as 12 weeks, 6 months or 1 year"
_EXPECTED_RATE = "a rate, such as 48 per hour or 3 per week"


def find_period(word: str) -> str | None:
    """Return the time unit that `word` spells (``hrs`` is ``hour``), or None."""
    return _SPELLINGS.get(word.casefold())


def parse_duration(text: str) -> float:
    """Return a duration in minutes: ``20 min``, ``45 s``, ``2 days``, ``1 h 30 min``.

    Raises
    ------
    UnitError
        When a unit is missing or unknown, or is a month or a year, whose lengths vary.
    """
    total, units = _add_parts(text, _EXPECTED_DURATION)
    loose = [unit for unit in units if unit in ("month", "year")]
    if loose:
        raise UnitError(
            f"{quote(text)} (a {loose[0]} has no fixed length)",
            "a duration in ms, s, min, h, days or weeks",
            nearest=f"{math.floor(total / MINUTES['day'] + 0.5)} days",
        )
    return total


def parse_period(text: str) -> float:
    """Return a length of time in minutes, with months (365.25 / 12 days) and years (365.25 days) allowed.

    Raises
    ------
    UnitError
        When a unit is missing or unknown.
    """
    return _add_parts(text, _EXPECTED_PERIOD, "weeks")[0]


def _add_parts(text: str, expected: str, usual: str = "min") -> tuple[float, list[str]]:
    """Add ``1 h 30 min`` up, in minutes; units must fall in size, so that each comes once.

    `usual` is the unit that is offered where there is none.
    """
    rest, total, units = tidy(text), 0.0, list[str]()
    while rest or not units:
        value, rest = split_number(rest.removeprefix("and "), expected, text)
        refuse_negative(value, text, expected)
        word, rest = _split_word(rest)
        unit = _find_unit(word, value, text, expected) if word else _refuse_bare(text, expected, usual)
        if units and MINUTES[unit] >= MINUTES[units[-1]]:
            raise UnitError(f"{quote(text)} (units out of order)", expected)
        total, units = total + value * MINUTES[unit], [*units, unit]
    return refuse_negative(total, text, expected), units


def _split_word(text: str) -> tuple[str, str]:
    """Split the letters off the start of `text`."""
    end = next((place for place, character in enumerate(text) if not character.isalpha()), len(text))
    return text[:end], text[end:].strip()


def _find_unit(word: str, value: float, text: str, expected: str) -> str:
    """Return the unit that `word` names; `value` is the number before it."""
    unit = find_period(word)
    if unit is None:
        near = {"m": "min"}.get(word.casefold()) or find_nearest(word, _SHOWN)
        nearest = f"{write_number(value)} {near}" if near else None
        raise UnitError(f"{quote(text)} (unknown unit {quote(word)})", expected, nearest)
    return unit


def _refuse_bare(text: str, expected: str, usual: str) -> NoReturn:
    """Refuse a number without a unit; one is offered where nothing else is written."""
    clock = _CLOCK.fullmatch(tidy(text))
    if clock:
        long, short = int(clock[1]), int(clock[2])
        step = f"write {long} min {short} s, or {long} h {short} min"
        raise UnitError(f"{quote(text)} (missing unit)", expected, None, step)
    what = "a date" if _DATE.match(tidy(text)) else "missing unit"
    nearest = f"{tidy(text)} {usual}"
    raise UnitError(f"{quote(text)} ({what})", expected, nearest if _is_sound(nearest, expected) else None)


def _is_sound(text: str, expected: str) -> bool:
    """Whether a suggestion can be read itself."""
    if not _PARTS.fullmatch(text):
        return False
    try:
        _add_parts(text, expected)
    except UnitError:
        return False
    return True


def split_per(text: str) -> tuple[str, str]:
    """Split ``£52k a year`` into ``£52k`` and ``year``; the second is empty where nothing says per what."""
    mark = _PER.search(text)
    return (text[: mark.start()].strip(), text[mark.end() :].strip()) if mark else (text, "")


def parse_rate(text: str) -> float:
    """Return a rate per hour: ``48 per hour``, ``3 a week``, ``1.2k/year`` (a year is 8766 hours).

    Raises
    ------
    UnitError
        When `text` is not a number of 0 or more per minute, hour, day, week, month or year.
    """
    amount, word = split_per(tidy(text))
    value, rest = split_number(amount, _EXPECTED_RATE, text)
    multiple, rest = split_multiple(rest)
    if rest:
        raise UnitError(f"{quote(text)} (a number and {quote(rest)})", _EXPECTED_RATE)
    if not word:
        nearest = f"{tidy(text)} per hour"
        raise UnitError(f"{quote(text)} (missing unit)", _EXPECTED_RATE, nearest)
    value = refuse_negative(value * multiple, text, _EXPECTED_RATE)
    return refuse_negative(value * (60 / MINUTES[_find_rate_period(word, text)]), text, _EXPECTED_RATE)


def _find_rate_period(word: str, text: str) -> str:
    unit = find_period(word)
    if unit in _PERIODS:
        return unit
    near = find_nearest(word, [period for period in _PERIODS if period != "fortnight"])
    nearest = f"{split_per(tidy(text))[0]} per {near}" if near else None
    raise UnitError(f"{quote(text)} (per {quote(word)})", _EXPECTED_RATE, nearest)


def format_duration(minutes: float) -> str:
    """Write minutes for people: ``45 s``, ``6 min``, ``1 h 20 min``, ``9 days``; a dash when not finite."""
    if not math.isfinite(minutes):
        return NOT_FINITE
    return ("-" if minutes < 0 else "") + _format_length(abs(minutes))


def _format_length(minutes: float) -> str:
    seconds, days = 60 * minutes, minutes / 1440
    if round(minutes, 9) == 0:
        return "0 min"
    if round(seconds, 3) < 1:
        return f"{_round_three(1000 * seconds)} ms"
    if round(seconds) < 60:
        return f"{_trim(seconds, 1 if seconds < 9.95 else 0)} s"
    if round(minutes) < 60:
        return f"{_trim(minutes, 1 if minutes < 9.95 else 0)} min"
    if round(minutes) < 1440:
        hours, rest = divmod(round(minutes), 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    shown = _trim(days, 1 if days < 9.95 else 0)
    return "1 day" if shown == "1" else f"{shown} days"


def _round_three(value: float) -> str:
    return f"{float(f'{value:.3g}'):g}"


def _trim(value: float, decimals: int) -> str:
    written = f"{value:,.{decimals}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
