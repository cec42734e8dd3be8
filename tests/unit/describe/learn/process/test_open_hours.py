"""Hours are found from when things happen, and time is measured in them."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.learn.process.open_hours import ALWAYS, OpenHours, find_hours
from opmodels.describe.learn.process.traces import DAY, HOUR
from opmodels.foundation.weeks import parse_hours
from tests.unit.describe.learn.process.made_logs import MONDAY

OFFICE = OpenHours((True,) * 5 + (False,) * 2, 9 * HOUR, 17 * HOUR)


def draw_office(count: int, strays: int = 0) -> np.ndarray:
    """Return moments of weekdays from nine to five over a year, and some at any time."""
    luck = np.random.default_rng(1)
    days = luck.integers(0, 52, count) * 7 + luck.integers(0, 5, count)
    inside = MONDAY + days * DAY + 9 * HOUR + luck.integers(0, 8 * HOUR, count)
    return np.concatenate([inside, MONDAY + luck.integers(0, 364 * DAY, strays)])


def test_office_hours_are_found_in_spite_of_strays() -> None:
    """Four in a thousand at any time of the week do not open the office at night or on Sundays."""
    found = find_hours(draw_office(5000, 20))
    assert found == OFFICE
    assert found.words == "Mon-Fri 09:00-17:00"
    assert parse_hours(found.words).hours_per_week == 40


def test_nothing_is_found_in_little() -> None:
    """Few moments, dates without hours, and a day and night service have no hours."""
    assert find_hours(draw_office(20)) == ALWAYS
    assert find_hours(draw_office(5000), only_dates=True) == ALWAYS
    assert find_hours(MONDAY + np.arange(5000) * HOUR).is_always
    assert ALWAYS.words == "always"


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [(16.0, 16.5, 0.5), (16, 33, 1), (4 * 24 + 16, 7 * 24 + 10, 2), (20, 22, 0), (0, 168, 40)],
)
def test_only_open_time_passes(begin: float, end: float, hours: float) -> None:
    """Nights and weekends do not count: from Friday at four to Monday at ten are two hours."""
    moments = MONDAY + np.array([int(begin * HOUR), int(end * HOUR)])
    assert np.diff(OFFICE.measure(moments))[0] == hours * HOUR


def test_always_is_the_clock() -> None:
    """Where hours are always, open time is time."""
    moments = MONDAY + np.array([5, 1000, 10**9])
    assert np.diff(ALWAYS.measure(moments)).tolist() == np.diff(moments).tolist()


def test_days_are_named_as_people_do() -> None:
    """Runs are joined, single days stand alone."""
    some = OpenHours((True, True, True, False, True, False, True), 8 * HOUR, 24 * HOUR)
    assert some.words == "Mon-Wed, Fri, Sun 08:00-24:00"
    assert parse_hours(some.words).hours_per_week == 80


def test_full_hours_lie_within_the_hours() -> None:
    """What always happens at ten sharp is done between nine and eleven, not on the edge of an hour."""
    found = find_hours(MONDAY + np.arange(100) // 5 * 7 * DAY + np.arange(100) % 5 * DAY + 10 * HOUR)
    assert found.words == "Mon-Fri 09:00-11:00"
