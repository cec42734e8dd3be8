"""Every row becomes an event, tells the start of one, or is set apart with its reason: the counts add up."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodels.describe.learn.log.event_log import EventLog, read_log
from opmodels.describe.learn.log.stamps import LOST
from opmodels.foundation.errors import InputError

HEAD = "case,activity,start time,end time,resource\n"
REAL = {
    "academic_credentials.csv.gz": (6870, 954, True, False),
    "permit_receipt.csv.gz": (8577, 1434, False, False),
    "bpic2020_domestic_declarations.xes.gz": (55628, 10357, False, False),
    "sepsis.csv.gz": (15214, 1050, False, False),
    "traffic_fines_10k.csv.gz": (34724, 10000, False, True),
}


def log_of(folder: Path, text: str, **options: object) -> EventLog:
    """Return the log that a text holds."""
    path = folder / "log.csv"
    path.write_text(text, encoding="utf-8")
    return read_log(path, **options)  # type: ignore[arg-type]


def adds_up(log: EventLog) -> bool:
    """Whether every row is accounted for."""
    return log.rows == log.events + log.merged + sum(log.quarantined.values())


def test_events_stand_in_the_order_of_time(tmp_path: Path) -> None:
    """Cases by their first moment, events by time within each, whatever the order of the rows."""
    rows = [
        "b,two,2025-01-07 09:00,2025-01-07 09:10,Ann",
        "b,one,2025-01-06 10:00,2025-01-06 10:05,",
        "NA,one,2025-01-06 09:00,2025-01-06 09:20,Bo",
    ]
    log = log_of(tmp_path, HEAD + "\n".join(rows))
    assert log.cases == 2
    assert [log.activities[i] for i in log.activity] == ["one", "one", "two"]
    assert log.resource.tolist() == [1, -1, 0]
    assert (log.end - log.start).tolist() == [1_200_000, 300_000, 600_000]
    assert log.has_starts and not log.only_dates and adds_up(log)


def test_each_reason_is_counted_with_its_first_line(tmp_path: Path) -> None:
    """Nothing is dropped in silence."""
    rows = [
        "1,ask,2025-01-06 09:00,2025-01-06 09:05,x",
        "1,ask,2025-01-06 09:00,2025-01-06 09:05,x",
        ",ask,,2025-01-06 09:00,x",
        "2,,,2025-01-06 09:00,x",
        "2,ask,,,x",
        "2,ask,,soon,x",
        "2,ask,2025-01-06 10:00,2025-01-06 09:00,x",
        "2,ask",
        "2,ask,later,2025-01-06 09:00,x",
    ]
    log = log_of(tmp_path, HEAD + "\n".join(rows) + "\n")
    assert log.events == 1
    assert dict(log.quarantined) == {
        "the same row a second time": 1, "no case": 1, "no activity": 1, "no time": 1,
        "a time that cannot be read": 2, "end before start": 1, "another number of cells than the header": 1,
    }  # fmt: skip
    assert log.examples["end before start"] == 8
    assert adds_up(log)


def test_starts_and_ends_in_rows_of_their_own_are_joined(tmp_path: Path) -> None:
    """First started, first completed; what was never completed is counted."""
    text = (
        "case,activity,timestamp,lifecycle,resource\n"
        "1,ask,2025-01-06 09:00,start,a\n1,ask,2025-01-06 09:05,start,a\n1,ask,2025-01-06 09:10,complete,a\n"
        "1,ask,2025-01-06 09:20,COMPLETE,a\n2,ask,2025-01-06 09:30,start,a\n"
        "2,ask,2025-01-06 09:40,suspend,a\n"
    )
    log = log_of(tmp_path, text)
    assert (log.end - log.start).tolist() == [600_000, 900_000]
    assert (log.events, log.merged) == (2, 2)
    assert dict(log.quarantined) == {"started and never completed": 1, "neither start nor completion": 1}
    assert adds_up(log)


def test_a_log_with_ends_alone_says_so(tmp_path: Path) -> None:
    """No start is made up; days without times are seen."""
    log = log_of(tmp_path, "case;activity;date\n1;ask;13/02/2025\n1;pay;14/03/2025\n")
    assert (log.start == LOST).all()
    assert not log.has_starts and log.only_dates


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("case,activity,time\n1,ask,01/02/2025\n", ("cannot be told apart", "--dates day-first")),
        (
            "case,activity,time\n1,ask,soon\n",
            ("no event that can be used", "a time that cannot", "line 2", "write times as"),
        ),
        ("case,activity,time\n", ("no rows",)),
    ],
)
def test_what_cannot_be_learned_from_is_told(tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    """With the next step."""
    with pytest.raises(InputError) as caught:
        log_of(tmp_path, text)
    assert all(word in str(caught.value) for word in words)


def test_one_case_and_one_moment_are_a_log(tmp_path: Path) -> None:
    """Nothing breaks on a log of one case, or where all times are the same."""
    log = log_of(
        tmp_path, "case,activity,time\n" + "".join(f"1,step {i},2025-01-06 09:00\n" for i in range(5))
    )
    assert log.events == 5 and log.cases == 1


CELLS = st.sampled_from(["1", "NA", "", "ask", "2025-01-06 09:00", "x", "31/01/2025"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=7)))
def test_whatever_the_rows_the_counts_add_up(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    """Or else it is said that nothing can be used."""
    text = HEAD + "\n".join(",".join(row) for row in rows)
    try:
        log = log_of(tmp_path_factory.mktemp("log"), text, day_first=True)
    except InputError:
        return
    assert adds_up(log)


@pytest.mark.parametrize("name", REAL)
def test_real_logs_are_read_whole(shared_data: Path, name: str) -> None:
    """Rows, cases, whether starts and times of day are there; the counts add up."""
    log = read_log(shared_data / "event_logs" / name)
    assert (log.rows, log.cases, log.has_starts, log.only_dates) == REAL[name]
    assert adds_up(log)


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    """A shuffled file is the same log."""
    rows = [
        f"{i % 7},step {i % 3},2025-01-{6 + i % 20:02d} 09:{i % 60:02d},2025-01-{6 + i % 20:02d} 10:00,w"
        for i in range(60)
    ]
    first = log_of(tmp_path, HEAD + "\n".join(rows))
    random.Random(3).shuffle(rows)
    second = log_of(tmp_path, HEAD + "\n".join(rows))
    assert first.cases == second.cases
    assert first.end.tolist() == second.end.tolist()


def test_starts_and_ends_are_joined_whatever_the_order_of_rows(tmp_path: Path) -> None:
    """An export with the newest first gives the same events as one with the oldest first."""
    rows = [
        f"{case},ask,2025-01-{6 + case:02d} 09:{minute:02d},{moment},a"
        for case in range(5)
        for minute, moment in ((0, "start"), (7, "complete"), (7, "start"), (30, "complete"))
    ]
    head = "case,activity,timestamp,lifecycle,resource"
    first = log_of(tmp_path, "\n".join([head, *rows]))
    last = log_of(tmp_path, "\n".join([head, *reversed(rows)]))
    assert first.start.tolist() == last.start.tolist() and first.end.tolist() == last.end.tolist()
    assert first.merged == last.merged == 10 and not last.quarantined
    assert sorted(set((first.end - first.start).tolist())) == [420_000, 1_380_000]


def test_one_late_date_tells_the_order_for_all(tmp_path: Path) -> None:
    """Thousands of dates that could be read both ways do not hide the one that cannot."""
    rows = [f"{i},ask,{1 + i % 12:02d}/03/2025 09:00" for i in range(2_500)]
    log = log_of(tmp_path, "\n".join(["case,activity,time", *rows, "x,ask,25/03/2025 09:00"]))
    assert log.events == 2_501


def test_classes_of_cases_and_outcomes_of_events(tmp_path: Path) -> None:
    """The first class that is named of a case is its own; an outcome is that of its event; none is none."""
    text = "case,activity,end,priority,outcome\n"
    text += "1,ask,2025-01-06 09:00,,\n1,see,2025-01-07 09:00,urgent,DNA\n1,see,2025-01-08 09:00,usual,came\n"
    text += "2,ask,2025-01-09 09:00,,\n"
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    log = read_log(tmp_path / "log.csv", zone="UTC")
    assert (log.classes, log.class_of.tolist()) == (("urgent",), [0, -1])
    assert (log.outcomes, log.outcome.tolist()) == (("DNA", "came"), [-1, 0, 1, -1])


def test_days_that_stand_for_none_are_set_apart(tmp_path: Path) -> None:
    """1900 and 9999 are what systems write where no day is known; they are counted, and stretch no log."""
    rows = [
        "1,ask,2025-01-06 09:00,2025-01-06 09:05,x",
        "2,ask,,1900-01-01,x",
        "2,ask,1899-12-30 00:00,2025-01-06 09:05,x",
        "2,ask,2025-01-06 09:00,9999-12-31 23:59,x",
    ]
    log = log_of(tmp_path, HEAD + "\n".join(rows))
    assert log.events == 1 and adds_up(log)
    assert dict(log.quarantined) == {"a time before 1970 or after 2100": 3}


def test_free_text_is_told(tmp_path: Path) -> None:
    """Where nearly everything that was done is called otherwise, no steps are there; a rare name is none."""
    free = [f"{i % 9},called about {i},,2025-01-06 09:00,x" for i in range(60)]
    (note,) = log_of(tmp_path, HEAD + "\n".join(free)).notes
    assert "60 names, 60 of them used once" in note and "may name people" in note
    steps = [f"{i},step {i % 40},,2025-01-06 09:00,x" for i in range(200)]
    assert log_of(tmp_path, HEAD + "\n".join([*steps, *free[:20]])).notes == ()
