"""Times as records write them: ISO, with dots, slashes or dashes, with or without a zone, or dates alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LOST = -(2**63)
"""What stands for a time that cannot be read."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_PLAIN = re.compile(
    r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})"
    r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp][Mm])?)?"
)

DAY_LETTERS = 10
"""Letters of a date; the time of day that follows does not tell in which order day and month stand."""


@dataclass(frozen=True)
class StampStyle:
    """How times are written in a file.

    Parameters
    ----------
    day_first
        Whether 03/04 is the third of April; None where no stamp needs it.
    zone
        The zone of stamps that do not name one.
    """

    day_first: bool | None
    zone: ZoneInfo


class Undecided(ValueError):
    """Day and month cannot be told apart in any stamp."""


def find_day_first(stamps: Iterable[str]) -> bool | None:
    """Return whether the day stands before the month; None where the year stands first everywhere.

    Raises
    ------
    Undecided
        When every stamp could be read both ways.
    """
    both_ways = ""
    for day in dict.fromkeys(text.strip()[:DAY_LETTERS] for text in stamps):
        found = _PLAIN.match(day)
        if found is None or len(found[1]) == 4:
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            return True
        if second > 12 >= first:
            return False
        both_ways = both_ways or day
    if both_ways:
        raise Undecided(both_ways)
    return None


def make_reader(style: StampStyle) -> Callable[[str], tuple[int, bool]]:
    """Return a function that reads a stamp: milliseconds since 1970 UTC, and whether it has a time of day.

    What it cannot read is `LOST`.
    """
    seen: dict[str, tuple[int, bool]] = {}

    def read(text: str) -> tuple[int, bool]:
        found = seen.get(text)
        if found is None:
            found = _read_stamp(text.strip(), style)
            seen[text] = found
        return found

    return read


def _read_stamp(text: str, style: StampStyle) -> tuple[int, bool]:
    moment, timed = _read_iso(text)
    if moment is None:
        moment, timed = _read_plain(text, style.day_first)
    if moment is None:
        return LOST, False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=style.zone)
    try:
        return (moment - _EPOCH) // _MS, timed
    except OverflowError:
        return LOST, False


def _read_iso(text: str) -> tuple[datetime | None, bool]:
    if len(text) < 8 or not text[:4].isdecimal():
        return None, False
    try:
        return datetime.fromisoformat(text), len(text) > 10
    except ValueError:
        return None, False


def _read_plain(text: str, day_first: bool | None) -> tuple[datetime | None, bool]:
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None, False
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        year, month, day = first, second, third
    else:
        if day_first is None or len(found[4]) < 4:
            return None, False
        day, month = (first, second) if day_first else (second, first)
        year = third
    hour = _read_hour(found[5], found[9])
    minute, second_, part = (found[6] or "0"), (found[7] or "0"), (found[8] or "0")
    try:
        moment = datetime(year, month, day, hour, int(minute), int(second_), int(f"{part:0<6}"[:6]))
    except ValueError:
        return None, False
    return moment, found[5] is not None


def _read_hour(hour: str | None, half: str | None) -> int:
    plain = int(hour or 0)
    if half is None:
        return plain
    return plain % 12 + (12 if half.casefold() == "pm" else 0)
