"""When cases came and how long they took, counted by hand."""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.judging.event_table import EventTable, make_table
from opmodels.describe.learn.judging.profile import (
    DAY,
    HOUR,
    LEVELS,
    MINUTE,
    compare_profiles,
    find_monday,
    profile_table,
    write_monday,
)

MONDAY = 4 * DAY
"""1970-01-05."""


def make(starts: list[int], minutes: int = 30, zone: str = "UTC") -> EventTable:
    """Return a table of cases with one event each, ms after a Monday."""
    start = MONDAY + np.array(starts)
    return make_table(["a"], np.arange(len(starts)), np.zeros(len(starts), np.int64), start,
                      start + minutes * MINUTE, zone)  # fmt: skip


def test_weeks_days_and_hours_are_counted() -> None:
    """Two on Monday at nine, one on Tuesday of the next week at ten: on the wall clock, from Monday on."""
    found = profile_table(make([9 * HOUR, 9 * HOUR + 1, 8 * DAY + 10 * HOUR]))
    assert write_monday(found.monday) == "1970-01-05"
    assert found.weekly.tolist() == [2, 1]
    assert found.days.tolist() == [2 / 3, 1 / 3, 0, 0, 0, 0, 0]
    assert found.hours is not None
    assert (found.hours[9], found.hours[10]) == (2 / 3, 1 / 3)
    assert set(found.lasted) == {30.0}
    assert found.as_dict()["case_minutes"]["levels"] == list(LEVELS)


def test_the_clock_is_that_of_the_zone() -> None:
    """Half past eleven at night in UTC is the next day in Amsterdam."""
    found = profile_table(make([23 * HOUR + 30 * MINUTE], zone="Europe/Amsterdam"))
    assert found.days[1] == 1
    assert found.hours is not None and found.hours[0] == 1


def test_dates_have_no_hours() -> None:
    """Nothing is said of hours where only dates are recorded."""
    assert profile_table(make([0]), only_dates=True).hours is None


def test_a_monday_is_its_own() -> None:
    """Every day of a week leads to the same Monday."""
    assert {find_monday(4 + day) for day in range(7)} == {4}


def test_simulated_logs_are_laid_beside() -> None:
    """Weeks are counted from the Monday of what was seen; mean, least and most are place by place."""
    seen = make([9 * HOUR, 9 * HOUR])
    simulated = [make([9 * HOUR, 7 * DAY], 10), make([7 * DAY, 7 * DAY], 20)]
    found = compare_profiles(seen, simulated, only_dates=False)
    assert found["weeks"] == {
        "seen": [2, 0], "simulated": [0.5, 1.5], "least": [0, 1], "most": [1, 2],
    }  # fmt: skip
    assert found["case_minutes"]["simulated"] == [15.0] * len(LEVELS)
    assert found["hours"]["seen"][9] == 1
    assert compare_profiles(seen, simulated, only_dates=True)["hours"] is None
