"""The report says what was found, what cannot be known, and what was assumed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from opmodels.describe.learn.appointment_counts import AppointmentCounts
from opmodels.describe.learn.fit_report import ASSUMED, NOT_IDENTIFIED
from opmodels.describe.learn.from_appointments import learn_counts

Draw = Callable[..., AppointmentCounts]


def test_words_and_figures(draw_counts: Draw) -> None:
    """The text holds totals, shares with ranges, and every limit, in lines of at most 110 characters."""
    report = learn_counts(draw_counts(), 9000).report
    text = report.text()
    assert "2,400,000 appointments" in text and "missed" in text and "mode telephone" in text
    assert "Left out: video_online, 0 appointments" in text
    joined = " ".join(text.split())
    for line in (*NOT_IDENTIFIED, *ASSUMED):
        assert line in joined
    assert max(len(line) for line in text.splitlines()) <= 110


@pytest.mark.parametrize("word", ["queues", "staffing", "cancelled", "season", "practices differ"])
def test_what_counts_cannot_show_is_said(word: str) -> None:
    """Queues, staffing, cancellations, the season and the spread of practices are named as unknown."""
    assert any(word in line for line in NOT_IDENTIFIED)


def test_it_can_be_written_as_json(draw_counts: Draw) -> None:
    """The report goes through JSON without loss of a key."""
    report = learn_counts(draw_counts(), 9000, region_list_size=900_000).report
    told = json.loads(json.dumps(report.as_dict()))
    assert told["demand"]["grade"] == "B" and told["list_size"] == 9000
    assert {one["measure"] for one in told["found"]} >= {"missed", "mode telephone", "lead same_day"}


def test_without_ranges_it_says_why(draw_counts: Draw) -> None:
    """From two months there are no ranges, and the report says that months are too few."""
    report = learn_counts(draw_counts(months=2), 9000).report
    assert all(one.low is None for one in report.found)
    assert "fewer than three months" in report.text()


def test_notes_of_the_reader_are_passed_on(draw_counts: Draw) -> None:
    """What the reader of the file noticed is in the text."""
    counts = replace(draw_counts(), notes=("two blocks of rows share a code",))
    assert "two blocks of rows share a code" in learn_counts(counts, 9000).report.text()
