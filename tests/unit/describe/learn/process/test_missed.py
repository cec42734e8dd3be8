"""Missed and cancelled appointments are told where a name says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.learn.log.event_log import EventLog, read_log
from opmodels.describe.learn.process.finding import Finding
from opmodels.describe.learn.process.missed import IN_FILE, NO_WORD, NOT_IN_FILE, find_missed, read_meaning
from opmodels.describe.learn.process.traces import read_traces


def find(log: EventLog) -> Finding:
    """Return what is missed in a log."""
    return find_missed(log, read_traces(log))


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("No-show", "missed"), ("NoShow", "missed"), ("Did not attend", "missed"), ("DNA", "missed"),
        ("missed_appointment", "missed"), ("Didn't attend", "missed"), ("Cancelled by clinic", "cancelled"),
        ("appointment_cancelled", "cancelled"), ("DNA test", None), ("Dismissed", None), ("Attended", None),
        ("Show the permit", None),
    ],
)  # fmt: skip
def test_what_names_say(name: str, meaning: str | None) -> None:
    """Words that say missed or cancelled, and words that only look like them."""
    assert read_meaning(name) == meaning


def test_an_activity_is_a_share_of_what_follows_the_same(tmp_path: Path) -> None:
    """Of 40 that were booked, 10 missed it: 25 %, with a range around it."""
    lines = ["case,activity,end"]
    for case in range(40):
        lines.append(f"{case},Book,2025-01-{case % 28 + 1:02d} 09:00")
        lines.append(f"{case},{'No show' if case % 4 == 0 else 'Visit'},2025-02-{case % 28 + 1:02d} 09:00")
    (tmp_path / "log.csv").write_text("\n".join(lines), encoding="utf-8")
    found = find(read_log(tmp_path / "log.csv", zone="UTC"))
    (one,) = found.details
    assert found.verdict == "found" and IN_FILE in found.sentences
    assert (one["name"], one["where"], one["count"], one["of"]) == ("No show", "after 'Book'", 10, 40)
    assert one["share"] == 0.25
    assert 0.1 < one["range"][0] < 0.25 < one["range"][1] < 0.4
    assert found.sentences[0].startswith("'No show' (missed) after 'Book': 25 % of 40 (95 % range ")


def test_an_outcome_is_a_share_of_its_activity(tmp_path: Path) -> None:
    """A column of outcomes is found by its name; rows without one do not count."""
    said = ["DNA"] * 3 + ["attended"] * 9 + [""] * 5
    lines = ["case,activity,end,outcome", "0,Call,2025-01-01 09:00,"]
    lines += [f"{case},Visit,2025-02-01 09:{case:02d},{what}" for case, what in enumerate(said)]
    (tmp_path / "log.csv").write_text("\n".join(lines), encoding="utf-8")
    found = find(read_log(tmp_path / "log.csv", zone="UTC"))
    (one,) = found.details
    assert (one["where"], one["count"], one["of"], one["share"]) == ("of 'Visit'", 3, 12, 0.25)
    assert NOT_IN_FILE in found.sentences and IN_FILE not in found.sentences


def test_where_no_name_says_so(tmp_path: Path) -> None:
    """It is not found, and the way to name a column is told."""
    (tmp_path / "log.csv").write_text("case,activity,end\n1,Visit,2025-01-01 09:00\n", encoding="utf-8")
    found = find(read_log(tmp_path / "log.csv", zone="UTC"))
    assert (found.verdict, found.sentences, found.details) == ("not found", (NO_WORD,), ())


def test_what_stands_in_an_outcome_is_never_told(tmp_path: Path) -> None:
    """Outcomes may be free text with a name in it: they are counted by what they say."""
    lines = ["case,activity,end,outcome"]
    for case in range(40):
        said = f"Cancelled by Mrs Thistlewood {case}" if case % 4 == 0 else "Done"
        lines.append(f"{case},Visit,2025-02-{case % 28 + 1:02d} 09:00,{said}")
    (tmp_path / "log.csv").write_text("\n".join(lines), encoding="utf-8")
    found = find(read_log(tmp_path / "log.csv", zone="UTC"))
    (one,) = found.details
    assert (one["says"], one["where"], one["count"], one["of"]) == ("cancelled", "of 'Visit'", 10, 40)
    assert "Thistlewood" not in str(found)
