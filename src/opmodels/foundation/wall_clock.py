"""The wall clock of a place against elapsed time, daylight saving included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
from numpy.typing import NDArray

from opmodels.foundation.errors import find_nearest
from opmodels.foundation.numerals import UnitError, quote

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_DAY_SECONDS = 86_400
_DAY_MS = 1000 * _DAY_SECONDS
_EPOCH = date(1970, 1, 1)
_FAR = 2**60

Milliseconds = NDArray[np.int64]


@dataclass(frozen=True)
class WallClock:
    """How the clock of one zone runs over some years, as stretches of constant offset from UTC.

    Parameters
    ----------
    starts
        (stretches,) int64, seconds since 1970 UTC at which each stretch begins.
    offsets
        (stretches,) int64, seconds that the clock is ahead of UTC.
    reach
        (stretches,) int64, the latest clock time, in seconds, shown by the end of each stretch.
    """

    starts: Milliseconds
    offsets: Milliseconds
    reach: Milliseconds

    def find_moments(self, days: Milliseconds, minutes: Milliseconds) -> Milliseconds:
        """Return when the clock first shows these times or later.

        A time that comes twice in autumn is the first of the two; one that is skipped in spring is the moment
        of the skip. So later clock times are never earlier moments.

        Parameters
        ----------
        days, minutes
            Whole days since 1970-01-01, and minutes after that midnight (above 1440: later days).

        Returns
        -------
        NDArray
            Same shape, int64, milliseconds since 1970 UTC.
        """
        wall = days * _DAY_SECONDS + minutes * 60
        stretch = np.searchsorted(self.reach, wall, side="right")
        seconds: Milliseconds = np.maximum(self.starts[stretch], wall - self.offsets[stretch])
        return seconds * 1000

    def show(self, moments: Milliseconds) -> Milliseconds:
        """Return what the clock shows at moments in ms since 1970 UTC, as ms since it showed 1970-01-01."""
        stretch = np.searchsorted(self.starts, moments // 1000, side="right") - 1
        return moments + self.offsets[stretch] * 1000


def read_clock_over(zone: str, moments: Milliseconds) -> WallClock:
    """Return the clock of a zone over some moments, in ms since 1970 UTC.

    Before 1900 and after 2200 it runs on as it does then.
    """
    ends = (int(moments.min()) // _DAY_MS, int(moments.max()) // _DAY_MS)
    known = (count_days(date(_FIRST_YEAR, 1, 1)), count_days(date(_LAST_YEAR, 12, 31)))
    first, last = (min(max(day, known[0]), known[1]) for day in ends)
    return read_clock(zone, _EPOCH + timedelta(days=first), _EPOCH + timedelta(days=last))


def count_days(day: date) -> int:
    """Return whole days from 1970-01-01 to `day`."""
    return (day - _EPOCH).days


def read_clock(zone: str, first: date, last: date) -> WallClock:
    """Return the clock of a zone, good from the day before `first` to two days after `last`.

    Raises
    ------
    UnitError
        When the zone is unknown, `last` is before `first`, or either is before 1900 or after 2200.
    """
    if last < first:
        raise UnitError(f"an end of {last} before the start of {first}", "an end on or after the start")
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
        raise UnitError(f"{first} to {last}", f"dates from {_FIRST_YEAR} to {_LAST_YEAR}")
    return _scan_clock(zone, count_days(first) - 3, count_days(last) + 4)


@lru_cache(maxsize=64)
def _scan_clock(zone: str, first: int, last: int) -> WallClock:
    """Look at the offset of every day, and where it changes find the second."""
    place = _find_zone(zone)
    starts, offsets = [-_FAR], [_offset(place, first * _DAY_SECONDS)]
    for day in range(first, last):
        if _offset(place, (day + 1) * _DAY_SECONDS) != offsets[-1]:
            starts.append(_find_change(place, day * _DAY_SECONDS, (day + 1) * _DAY_SECONDS))
            offsets.append(_offset(place, starts[-1]))
    ends = [start + offset for start, offset in zip(starts[1:], offsets[:-1], strict=True)]
    reach = np.maximum.accumulate(np.array([*ends, _FAR], np.int64))
    return WallClock(np.array(starts, np.int64), np.array(offsets, np.int64), reach)


def _find_zone(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        nearest = find_nearest(zone, sorted(available_timezones()))
        raise UnitError(f"the time zone {quote(zone)}", "a zone such as Europe/London", nearest) from None


def _offset(place: ZoneInfo, moment: int) -> int:
    offset = datetime.fromtimestamp(moment, UTC).astimezone(place).utcoffset()
    return round((offset or timedelta()).total_seconds())


def _find_change(place: ZoneInfo, low: int, high: int) -> int:
    """Return the first second after `low`, at most `high`, at which the offset differs from that at `low`."""
    before = _offset(place, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(place, middle) == before else (low, middle)
    return high


def local_midnights(first: date, count: int, zone: str) -> Milliseconds:
    """Return when each of `count` days begins on the clock of `zone`.

    Returns
    -------
    NDArray
        (count,) int64, elapsed milliseconds from the midnight that starts `first`. Days of 23 or 25 hours are
        as long as they are; where the clock skips midnight, the day begins with the skip.

    Raises
    ------
    UnitError
        When the zone is unknown, `count` is below 1, or the days are not between 1900 and 2200.
    """
    if not 1 <= count <= 366 * (_LAST_YEAR - _FIRST_YEAR):
        raise UnitError(f"{count} days", "1 day or more, within three centuries")
    clock = read_clock(zone, first, first + timedelta(days=count - 1))
    days = count_days(first) + np.arange(count, dtype=np.int64)
    moments = clock.find_moments(days, np.zeros(count, np.int64))
    elapsed: Milliseconds = moments - moments[0]
    return elapsed
