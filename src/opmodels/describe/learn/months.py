"""Calendar months as counts and commands write them: ``MAR2019``, ``2019-03``, ``2019-03..2019-08``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from opmodels.foundation.errors import InputError, Problem, find_nearest

NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
EXPECTED = "the first and the last month, such as 2019-03..2019-08"
_PUBLISHED = re.compile(r"([A-Za-z]{3})[ -]?([0-9]{4})")
_PLAIN = re.compile(r"([0-9]{4})-([0-9]{1,2})")


def parse_month(text: str) -> str | None:
    """Return ``2019-03`` for ``MAR2019`` or ``2019-03``; None when it is no month."""
    word = text.strip()
    published, plain = _PUBLISHED.fullmatch(word), _PLAIN.fullmatch(word)
    if published and published[1].upper() in NAMES:
        return f"{published[2]}-{NAMES.index(published[1].upper()) + 1:02d}"
    if plain and 1 <= int(plain[2]) <= 12:
        return f"{plain[1]}-{int(plain[2]):02d}"
    return None


def nearest_month(text: str) -> str | None:
    """Return the month in the published spelling that `text` most resembles, or None."""
    match = re.fullmatch(r"([A-Za-z]+)[ -]?([0-9]{4})", text.strip())
    if not match:
        return None
    word = match[1][:3].upper()
    swapped = next((name for name in NAMES if sorted(name) == sorted(word)), None)
    name = swapped or find_nearest(word, NAMES)
    return f"{name}{match[2]}" if name else None


def parse_months(text: str, where: str = "--months") -> tuple[str, str]:
    """Return the first and the last month of ``2019-03..2019-08``; one month alone is both.

    Raises
    ------
    InputError
        When it is not one or two months, or the last is before the first.
    """
    words = [word.strip() for word in text.split("..")]
    months = [parse_month(word) for word in words]
    if len(words) > 2 or None in months:
        bad = next((word for word, month in zip(words, months, strict=True) if month is None), text)
        raise InputError(
            Problem(
                where, f'"{text}"', EXPECTED, nearest_month(bad), "write year-month, two dots, year-month"
            )
        )
    first, last = str(months[0]), str(months[-1])
    if last < first:
        raise InputError(
            Problem(where, f"{first}..{last}, which runs backwards", EXPECTED, f"{last}..{first}")
        )
    return first, last


def list_months(first: str, last: str) -> tuple[str, ...]:
    """Return every month from `first` to `last`, both included."""
    start, end = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (first, last))
    return tuple(f"{place // 12}-{place % 12 + 1:02d}" for place in range(start, end + 1))


def next_month(month: str) -> str:
    """Return the month after."""
    return list_months(month, f"{int(month[:4]) + 1}-{month[5:]}")[1]


def first_day(month: str) -> date:
    """Return the first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def count_weekdays(month: str) -> int:
    """Return how many days from Monday to Friday a month has, public holidays among them."""
    day, end = first_day(month), first_day(next_month(month))
    return sum((day + timedelta(days=n)).weekday() < 5 for n in range((end - day).days))
