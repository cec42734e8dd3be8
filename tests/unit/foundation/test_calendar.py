"""Working hours as elapsed time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.foundation import calendar
from opmodels.foundation.calendar import WeekHours, open_spans, parse_hours, public_holidays, stack_spans
from opmodels.foundation.numerals import UnitError

HOUR = 3_600_000
LONDON = "Europe/London"
MONDAY = date(2025, 4, 7)


def hours(spans: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Return spans in hours, for people to read."""
    return [(start / HOUR, end / HOUR) for start, end in spans]


def test_the_module_offers_what_it_says() -> None:
    """Every name in the list exists and is documented."""
    assert all(getattr(calendar, name).__doc__ for name in calendar.__all__)


def test_an_ordinary_week() -> None:
    """Weekday hours recur five times a week and leave the weekend shut."""
    spans = open_spans(parse_hours("Mon-Fri 08:00-18:30"), MONDAY, MONDAY + timedelta(days=7), LONDON)
    assert hours(spans) == [(24 * day + 8, 24 * day + 18.5) for day in (0, 1, 2, 3, 4, 7)]


def test_one_day_counts_both_ends() -> None:
    """First and last may be the same day."""
    assert hours(open_spans(parse_hours("Mon 08:00-09:00"), MONDAY, MONDAY, LONDON)) == [(8, 9)]
    assert open_spans(parse_hours("Tue 08:00-09:00"), MONDAY, MONDAY, LONDON) == []
    assert open_spans(parse_hours("never"), MONDAY, MONDAY, LONDON) == []


def test_always_is_one_span() -> None:
    """Days that touch are joined, across a change of the clock too."""
    spans = open_spans(parse_hours("always"), date(2025, 10, 20), date(2025, 10, 31), LONDON)
    assert spans == [(0, (12 * 24 + 1) * HOUR)]


@pytest.mark.parametrize(("saturday", "length"), [(date(2025, 10, 25), 8), (date(2025, 3, 29), 6)])
def test_nights_over_a_change_of_the_clock(saturday: date, length: int) -> None:
    """22:00 to 05:00 lasts 8 hours of real time in October and 6 in March."""
    assert hours(open_spans(parse_hours("Sat 22:00-05:00"), saturday, saturday, LONDON)) == [
        (22, 22 + length)
    ]


def test_the_night_before_counts_from_midnight() -> None:
    """A night that began the day before is open when the run starts, and the last night runs to its end."""
    nights = parse_hours("7 days 22:00-05:00")
    assert hours(open_spans(nights, MONDAY, MONDAY, LONDON)) == [(0, 5), (22, 29)]


@pytest.mark.parametrize(
    ("text", "spring", "autumn"),
    [
        ("Sun 01:30-05:00", [(1, 4)], [(1.5, 6)]),
        ("Sun 01:15-01:45", [], [(1.25, 1.75)]),
        ("Sun 01:30-02:30", [(1, 1.5)], [(1.5, 3.5)]),
        ("Sun 00:30-01:30", [(0.5, 1)], [(0.5, 1.5)]),
        ("Sun 02:00-03:00", [(1, 2)], [(3, 4)]),
    ],
)
def test_times_that_are_skipped_or_come_twice(
    text: str, spring: list[tuple[float, float]], autumn: list[tuple[float, float]]
) -> None:
    """A skipped time is the end of the gap; one that comes twice is the first of the two."""
    week = parse_hours(text)
    assert hours(open_spans(week, date(2025, 3, 30), date(2025, 3, 30), LONDON)) == spring
    assert hours(open_spans(week, date(2025, 10, 26), date(2025, 10, 26), LONDON)) == autumn


def test_closed_days() -> None:
    """A closed day drops what starts on it, not the night that began before."""
    nights = parse_hours("7 days 22:00-05:00")
    spans = open_spans(
        nights, MONDAY, MONDAY + timedelta(days=2), LONDON, closed={MONDAY + timedelta(days=1)}
    )
    assert hours(spans) == [(0, 5), (22, 29), (48 + 22, 48 + 29)]
    spans = open_spans(nights, MONDAY, MONDAY, LONDON, closed=[MONDAY - timedelta(days=1)])
    assert hours(spans) == [(22, 29)]


def test_always_shuts_on_a_closed_day() -> None:
    """What is always open is shut for the whole of a holiday."""
    spans = open_spans(
        parse_hours("always"), MONDAY, MONDAY + timedelta(days=2), LONDON, [MONDAY + timedelta(1)]
    )
    assert hours(spans) == [(0, 24), (48, 72)]


def test_exceptions_replace_a_day() -> None:
    """Other hours stand in place of the usual ones and of a closure; empty ones close the day."""
    week = parse_hours("Mon-Fri 08:00-18:00")
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    spans = open_spans(
        week, MONDAY, wednesday, LONDON, closed=[tuesday], exceptions={tuesday: ((600, 720),), wednesday: ()}
    )
    assert hours(spans) == [(8, 18), (34, 36)]


@pytest.mark.parametrize("span", [(600, 600), (-1, 10), (0, 2881), (700, 600)])
def test_exceptions_must_be_spans(span: tuple[int, int]) -> None:
    """An exception starts before it ends, within two days."""
    with pytest.raises(UnitError, match="2025-04-07"):
        open_spans(parse_hours("never"), MONDAY, MONDAY, LONDON, exceptions={MONDAY: (span,)})


def test_holidays_close_a_surgery() -> None:
    """Easter 2025 takes two weekdays out of the run."""
    week = parse_hours("Mon-Fri 08:00-18:00")
    closed = public_holidays("England", [2025])
    spans = open_spans(week, date(2025, 4, 14), date(2025, 4, 27), LONDON, closed)
    assert [start // (24 * HOUR) for start, _ in spans] == [0, 1, 2, 3, 8, 9, 10, 11]


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "UTC", "Australia/Lord_Howe"])
def test_the_axis_starts_at_local_midnight(zone: str) -> None:
    """Zero is the midnight of that place."""
    assert hours(open_spans(parse_hours("Mon 08:00-09:00"), MONDAY, MONDAY, zone)) == [(8, 9)]


WEEKS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)), min_size=1, max_size=6
).map(
    lambda rows: WeekHours(
        tuple(sorted((1440 * day + start, 1440 * day + start + length) for day, start, length in rows))
    )
)


@settings(deadline=None)
@given(WEEKS, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_spans_are_sorted_and_apart(week: WeekHours, first: date, days: int) -> None:
    """Whatever the week, spans are in order, not empty and do not touch."""
    spans = open_spans(week, first, first + timedelta(days=days), LONDON)
    assert all(0 <= start < end for start, end in spans)
    assert all(end < after for (_, end), (after, _) in pairwise(spans))


@settings(deadline=None)
@given(WEEKS, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.integers(1, 60))
def test_a_longer_run_only_adds(week: WeekHours, first: date, days: int, more: int) -> None:
    """The first days of a longer run are those of the shorter one."""
    short = open_spans(week, first, first + timedelta(days=days), LONDON)
    long = open_spans(week, first, first + timedelta(days=days + more), LONDON)
    assert short[:-1] == long[: max(len(short) - 1, 0)]


def test_layers_add_up() -> None:
    """Two pools of staff make one step function that starts at 0 and never repeats a value."""
    times, values = stack_spans([([(0, 10), (20, 30)], 2), ([(5, 25)], 1)])
    assert times.tolist() == [0, 5, 10, 20, 25, 30]
    assert values.tolist() == [2, 3, 1, 3, 2, 0]


def test_layers_that_hand_over_make_no_step() -> None:
    """Where one layer ends as another of the same size starts, nothing changes."""
    times, values = stack_spans([([(5, 10)], 1), ([(10, 20)], 1)])
    assert (times.tolist(), values.tolist()) == ([0, 5, 20], [0, 1, 0])
    assert [part.tolist() for part in stack_spans([])] == [[0], [0]]


@settings(deadline=None)
@given(st.lists(st.tuples(st.tuples(st.integers(0, 50), st.integers(1, 50)), st.integers(-3, 5)), max_size=8))
def test_the_stack_is_the_sum_at_every_moment(rows: list[tuple[tuple[int, int], int]]) -> None:
    """At any moment the step function is the sum of the layers open then."""
    layers = [([(start, start + length)], worth) for (start, length), worth in rows]
    times, values = stack_spans(layers)
    for moment in range(101):
        open_now = sum(worth for spans, worth in layers for start, end in spans if start <= moment < end)
        assert values[np.searchsorted(times, moment, side="right") - 1] == open_now
    assert (np.diff(values) != 0).all() and (np.diff(times) > 0).all()
