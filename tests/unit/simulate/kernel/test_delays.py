"""Delays that run only in some hours end when reckoning by hand says so."""

from __future__ import annotations

from datetime import datetime

import pytest

from opmodels.describe.read import parse_service
from opmodels.foundation import codes
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.journey import clock_time, list_happenings
from opmodels.simulate.run import run_once

TEXT = """
opmodels: 1
service: waits
time: {{start: {day}, warm_up: 0 days, run: 6 weeks, zone: Europe/London}}
groups: {{all: {{people: 10}}}}
needs: {{case: {{planned: {{times: [{begin}]}}, starts_at: pile}}}}
steps: {{pile: {{wait: {length}, hours: "{hours}", then: done}}}}
ends: {{done: met}}
"""
OFFICE = "Mon-Fri 09:00-17:00"


def find_end(begin: str, length: str, hours: str) -> datetime:
    """Return when a wait is over by the clock on the wall."""
    text = TEXT.format(day=begin[:10], begin=begin, length=length, hours=hours)
    compiled = compile_service(parse_service(text, "waits.yaml"))
    run = run_once(compiled, traced=True)
    (end,) = (h for h in list_happenings(run, compiled) if h.code == codes.LOG_END)
    return clock_time(end.milliseconds, compiled)


@pytest.mark.parametrize(
    ("begin", "length", "hours", "end"),
    [
        ("2025-06-05 10:00", "3 h", OFFICE, "2025-06-05 13:00"),
        ("2025-06-05 10:00", "7 h", OFFICE, "2025-06-05 17:00"),
        ("2025-06-05 10:00", "8 h", OFFICE, "2025-06-06 10:00"),
        ("2025-06-06 16:00", "16 h", OFFICE, "2025-06-10 16:00"),
        ("2025-06-07 12:00", "1 h", OFFICE, "2025-06-09 10:00"),
        ("2025-06-07 12:00", "0 h", OFFICE, "2025-06-07 12:00"),
        ("2025-06-06 16:00", "160 h", OFFICE, "2025-07-04 16:00"),
        ("2025-06-06 23:00", "3 h", "Fri 22:00-02:00", "2025-06-07 02:00"),
        ("2025-06-08 23:00", "4 h", "Sun 22:00-02:00", "2025-06-15 23:00"),
        ("2025-06-05 10:00", "36 h", "always", "2025-06-06 22:00"),
        ("2025-04-17 16:00", "2 h", OFFICE, "2025-04-18 10:00"),  # Good Friday is a Friday like others
        ("2025-03-30 00:00", "3 h", "7 days 00:30-03:30", "2025-03-31 01:30"),  # 2 h that night
        ("2025-03-30 00:00", "1 h", "7 days 01:15-02:45", "2025-03-31 01:30"),  # 45 min that night
        ("2025-10-26 00:00", "4 h", "7 days 00:30-03:30", "2025-10-26 03:30"),  # the hour comes twice
        ("2025-10-26 00:00", "5 h", "7 days 00:30-03:30", "2025-10-27 01:30"),
    ],
)
def test_a_length_is_used_up_in_its_hours(begin: str, length: str, hours: str, end: str) -> None:
    """Evenings and weekends do not count, whether the last hour falls into a day or onto its end."""
    assert find_end(begin, length, hours) == datetime.fromisoformat(end)


@pytest.mark.parametrize(("begin", "end"), [("2025-03-30 00:00", "06:00"), ("2025-10-26 00:00", "04:00")])
def test_hours_are_as_long_as_they_are_when_the_clock_changes(begin: str, end: str) -> None:
    """From midnight 5 hours end at 6 in spring, when an hour is skipped, and at 4 in autumn."""
    assert find_end(begin, "5 h", "Sun 00:00-12:00") == datetime.fromisoformat(f"{begin[:10]} {end}")


def test_a_wait_may_end_after_the_run() -> None:
    """Two years of office hours begun in the last week are not over, and nothing fails."""
    text = TEXT.format(day="2025-06-02", begin="2025-06-05 10:00", length="4000 h", hours=OFFICE)
    compiled = compile_service(parse_service(text, "waits.yaml"))
    run = run_once(compiled, traced=True)
    assert not [h for h in list_happenings(run, compiled) if h.code == codes.LOG_END]


@pytest.mark.parametrize(("length", "days"), [("80 h", 14), ("4000 h", 700), ("400000 h", None)])
def test_a_wait_that_ends_after_the_run_is_on_record_with_its_length(length: str, days: int | None) -> None:
    """A working week of 40 h is 7 days on the clock, also after the days that are compiled; and the walk
    stops at the last time there is, however long a length is."""
    text = TEXT.format(day="2025-06-02", begin="2025-06-05 10:00", length=length, hours=OFFICE)
    compiled = compile_service(parse_service(text, "waits.yaml"))
    happened = list_happenings(run_once(compiled, traced=True), compiled)
    (begun,) = (h for h in happened if h.code == codes.LOG_DELAY)
    last = (1 << 39) - 1
    assert begun.detail == (last if days is None else begun.milliseconds + days * 24 * 3_600_000)
