"""Working hours on a wall clock, as spans and as piecewise-constant whole numbers of elapsed milliseconds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from opmodels.foundation.numerals import UnitError
from opmodels.foundation.public_holidays import public_holidays
from opmodels.foundation.wall_clock import Milliseconds, count_days, local_midnights, read_clock
from opmodels.foundation.weeks import DAY, Span, WeekHours, parse_days, parse_hours

__all__ = [
    "Span",
    "WeekHours",
    "local_midnights",
    "open_spans",
    "parse_days",
    "parse_hours",
    "public_holidays",
    "stack_spans",
]

_WEEKDAY_OF_EPOCH = 3  # 1970-01-01 was a Thursday


def open_spans(
    hours: WeekHours,
    first: date,
    last: date,
    zone: str,
    closed: Collection[date] = (),
    exceptions: Mapping[date, Sequence[Span]] | None = None,
) -> list[tuple[int, int]]:
    """Return when something is open, as spans of true elapsed time.

    Clock times become moments by the rules of `zone`: a night from 22:00 to 05:00 lasts 8 hours over the
    October change in London and 6 over the March one. A clock time that comes twice is the first of the two;
    one that is skipped (01:30 in March) is moved forward to the end of the gap, so a span wholly inside the
    gap is dropped.

    Parameters
    ----------
    hours
        The usual week.
    first, last
        The days, both included. A span that starts the day before `first` and crosses its midnight counts
        from that midnight; one that starts on `last` runs to its own end.
    zone
        Time zone, such as ``Europe/London``.
    closed
        Days on which no span starts. A night that began the day before still runs to its end.
    exceptions
        Days with other hours: ``(start, end)`` in minutes of the day (an end above 1440 is on the next day),
        in place of the usual hours and of `closed`.

    Returns
    -------
    list of (int, int)
        Sorted spans in milliseconds from the midnight that starts `first`; those that touch are joined.

    Raises
    ------
    UnitError
        When the zone is unknown, `last` is before `first`, a date is before 1900 or after 2200, or an
        exception is not a span of at most two days.
    """
    clock = read_clock(zone, first, last)
    origin = count_days(first)
    by_day = _find_special_days(closed, exceptions or {})
    rows = np.array(list(_list_rows(hours, origin - 1, count_days(last), by_day)), np.int64).reshape(-1, 3)
    start = clock.find_moments(np.array([origin]), np.array([0]))[0]
    begins = np.maximum(clock.find_moments(rows[:, 0], rows[:, 1]) - start, 0)
    ends = clock.find_moments(rows[:, 0], rows[:, 2]) - start
    return _join(zip(begins[ends > begins].tolist(), ends[ends > begins].tolist(), strict=True))


def _find_special_days(
    closed: Collection[date], exceptions: Mapping[date, Sequence[Span]]
) -> dict[int, Sequence[Span]]:
    """Return the spans of each day that is not as usual, by days since 1970."""
    for day, spans in exceptions.items():
        for start, end in spans:
            if not 0 <= start < end <= 2 * DAY:
                raise UnitError(
                    f"minutes {start} to {end} on {day}", "a start below the end, within two days"
                )
    special: dict[int, Sequence[Span]] = {count_days(day): () for day in closed}
    return {**special, **{count_days(day): spans for day, spans in exceptions.items()}}


def _list_rows(
    hours: WeekHours, first: int, last: int, special: Mapping[int, Sequence[Span]]
) -> Iterator[tuple[int, int, int]]:
    """Yield day, start and end minute of every span."""
    usual = [hours.of_day(weekday) for weekday in range(7)]
    for day in range(first, last + 1):
        for start, end in special.get(day, usual[(day + _WEEKDAY_OF_EPOCH) % 7]):
            yield day, start, end


def _join(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted spans with those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def stack_spans(layers: Iterable[tuple[Sequence[tuple[int, int]], int]]) -> tuple[Milliseconds, Milliseconds]:
    """Add up layers of open spans, each worth a whole number (staff, places), to one step function.

    Parameters
    ----------
    layers
        Pairs of spans, as `open_spans` gives them, and what each is worth while open.

    Returns
    -------
    times, values
        (changes,) int64 each: from ``times[i]`` milliseconds on, the total is ``values[i]``. The first time
        is 0; values that follow each other differ.
    """
    steps = [step for spans, worth in layers for a, b in spans for step in ((a, worth), (b, -worth))]
    pairs = np.array([(0, 0), *steps], np.int64)
    times, place = np.unique(pairs[:, 0], return_inverse=True)
    changes = np.zeros(len(times), np.int64)
    np.add.at(changes, place, pairs[:, 1])
    kept = (changes != 0) | (times == times[0])
    return times[kept], np.cumsum(changes)[kept]
