"""What a log holds is told as it is: counts that add up, plain limits, names that are not written."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.learn.log.event_log import EventLog, read_log
from opmodels.describe.learn.log.summary import summarise, tell_log

TEXT = (
    "Ref,Activity,Started at,Finished,Worker,First name\n"
    "1,ask,2025-01-06 09:00,2025-01-06 09:10,Ann Other,Jo\n1,pay,2025-01-06 09:30,2025-01-06 10:00,Bo,Jo\n"
    "2,ask,2025-01-07 09:00,2025-01-07 09:20,Ann Other,Al\n2,,2025-01-07 09:00,2025-01-07 09:20,Bo,Al\n"
)


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    """Return a small log."""
    (tmp_path / "log.csv").write_text(TEXT, encoding="utf-8")
    return read_log(tmp_path / "log.csv", {"case": "Ref", "end": "Finished"})


def test_the_counts(log: EventLog) -> None:
    """Rows, events, cases, how often each thing was done, how long cases take."""
    told = summarise(log)
    assert (told["rows"], told["events"], told["cases"]) == (4, 3, 2)
    assert told["activities"] == {"ask": 2, "pay": 1}
    assert told["case_minutes"] == {"mean": 40.0, "p50": 40.0, "p90": 56.0}
    assert (told["first"], told["last"]) == ("2025-01-06", "2025-01-07")
    assert told["quarantined"] == {"no activity": 1}
    assert told["first_lines"] == {"no activity": 5}


def test_what_is_guessed_and_what_is_left_unread_is_said(log: EventLog) -> None:
    """So that a wrong guess is seen; a column that may tell who somebody is, is named and not read."""
    words = tell_log(log)
    assert "case, the case: Ref\n" in words
    assert "activity, what was done: Activity (guessed)" in words
    assert "may tell who somebody is, and is not read: First name" in words


def test_nobody_is_named(log: EventLog) -> None:
    """Neither those who did the work nor those whom it was done for stand in what is told."""
    told = tell_log(log) + str(summarise(log))
    assert not any(name in told for name in ("Ann", "Bo,", "Jo", "Al'"))
    assert "2 did the work: their names are made numbers, and are never kept or written" in told


def test_limits_are_plain(tmp_path: Path) -> None:
    """Ends alone, dates alone, nobody named: each is said."""
    rows = "".join(f"{i % 3},step {i},2025-01-{i + 6:02d}\n" for i in range(20))
    (tmp_path / "log.csv").write_text(f"case,activity,date\n{rows}", encoding="utf-8")
    words = tell_log(read_log(tmp_path / "log.csv"))
    assert "Only ends are recorded" in words and "Only dates are recorded" in words
    assert "Nobody is named who did the work" in words
    assert "and 8 more" in words and "Every row could be used" in words


def test_days_are_those_of_the_clock_that_was_read(tmp_path: Path) -> None:
    """A date in summer is that date, though midnight in London is the evening before in UTC."""
    (tmp_path / "log.csv").write_text("case,activity,date\n1,ask,2025-06-01\n1,pay,2025-06-30\n", "utf-8")
    told = summarise(read_log(tmp_path / "log.csv"))
    assert (told["first"], told["last"]) == ("2025-06-01", "2025-06-30")


def test_rows_that_tell_only_a_start_are_told(tmp_path: Path) -> None:
    """So that what is used and what is not adds up to the rows of the file."""
    text = "case,activity,time,lifecycle\n1,ask,2025-01-06 09:00,start\n1,ask,2025-01-06 09:05,complete\n"
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    words = tell_log(read_log(tmp_path / "log.csv"))
    assert "2 rows: 1 event of 1 case" in words
    assert "Only a begin, put together with its end: 1 row" in words
