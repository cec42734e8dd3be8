"""The days of a run."""

from __future__ import annotations

from datetime import date

import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.foundation.errors import InputError
from opmodels.simulate.compile.timeline import DAY_MS, HOUR_MS, lay_timeline
from tests import services


def service(**time: str) -> Service:
    text = services.mmc()
    line = next(line for line in text.splitlines() if line.startswith("time:"))
    return parse_service(
        text.replace(line, "time: {" + ", ".join(f"{k}: {v}" for k, v in time.items()) + "}")
    )


def test_warm_up_comes_before_the_first_measured_day() -> None:
    """The stated start is the first measured day; the warm-up lies before it, in whole days."""
    line = lay_timeline(service(start="2025-01-06", run="1 week", warm_up="36 hours", zone="UTC"), 9, False)
    assert line.first == date(2025, 1, 4)
    assert (line.warm, line.horizon) == (2 * DAY_MS, 9 * DAY_MS)


def test_found_weeks_are_used_where_none_are_stated() -> None:
    """Where the service leaves the warm-up open, the weeks that were found are taken."""
    assert lay_timeline(service(start="2025-01-06", run="1 week"), 3, False).warm_days == 21


def test_spring_week_is_an_hour_short() -> None:
    """Daylight saving makes the day of the change 23 hours long, and later midnights an hour earlier."""
    line = lay_timeline(
        service(start="2025-03-30", run="2 days", warm_up="0 days", zone="Europe/London"), 0, False
    )
    assert line.midnights[1] == 23 * HOUR_MS


def test_live_is_local_midnight_and_never_before_the_run() -> None:
    """Go-live is midnight of its day; the first measured day unless stated; nothing goes live without
    changes."""
    stated = service(start="2025-01-06", run="2 weeks", warm_up="1 week", zone="UTC", go_live="2025-01-13")
    assert lay_timeline(stated, 0, True).live == 14 * DAY_MS
    assert lay_timeline(stated, 0, True, date(2020, 1, 1)).live == 0
    assert lay_timeline(stated, 0, False).live > lay_timeline(stated, 0, False).horizon
    plain = service(start="2025-01-06", run="2 weeks", warm_up="1 week", zone="UTC")
    assert lay_timeline(plain, 0, True).live == lay_timeline(plain, 0, True).warm


def test_holidays_of_the_nation() -> None:
    """Scotland keeps 2 January, England does not."""
    days = {
        nation: lay_timeline(
            service(start="2025-01-06", run="1 week", warm_up="1 week", holidays=nation), 0, False
        ).closed
        for nation in ("England", "Scotland")
    }
    assert date(2025, 1, 2) in days["Scotland"]
    assert date(2025, 1, 2) not in days["England"]
    assert date(2025, 1, 1) in days["England"]


def test_run_is_in_full_hours() -> None:
    """A run ends at a full hour, so that hours of the week can be told apart."""
    assert (
        lay_timeline(service(start="2025-01-06", run="90 min", warm_up="0 days"), 0, False).horizon
        == 2 * HOUR_MS
    )


def test_too_long_a_run_is_refused() -> None:
    """More than 17 years are refused with the number of days."""
    long = service(start="2025-01-06", run="1 week", warm_up="0 days")
    object.__setattr__(long.time, "run", long.time.run.but(value=18 * 365 * 1440.0))
    with pytest.raises(InputError, match="6570 days"):
        lay_timeline(long, 0, False)
