"""What was learned is told with what it cannot show."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from opmodels.describe.learn.process.finding import Finding
from opmodels.describe.learn.process.learned import learn_process
from opmodels.describe.learn.process.told import (
    NO_STAFF,
    NO_STARTS,
    describe_process,
    list_unknown,
    tell_process,
)
from tests.unit.describe.learn.process.made_logs import write_desk


def test_what_is_found_and_what_is_not(tmp_path: Path) -> None:
    """Cases, teams and lengths are told; so is what a log never shows, and nobody's name."""
    found = learn_process(write_desk(tmp_path / "desk.csv"))
    text = tell_process(found)
    assert text.startswith("Cases: 15.")
    assert "team_look_at_papers: 1 at the same time of 1 people, Mon-Fri" in text
    assert "What the log cannot show" in text
    assert NO_STARTS not in text
    assert "Ann" not in text + json.dumps(describe_process(found))


def test_json_has_every_number_with_its_range(tmp_path: Path) -> None:
    """Lengths have mean, range and count; a log without names says that staff cannot be told."""
    found = describe_process(learn_process(write_desk(tmp_path / "desk.csv", resource=False)))
    assert NO_STAFF in found["not_identified"]
    assert found["teams"] == []
    low, high = found["per_week"]["range"]
    assert low <= found["per_week"]["value"] <= high
    assert all(set(one) >= {"mean", "range", "seen", "family"} for one in found["delays"].values())


@pytest.mark.parametrize(("of_late", "is_told"), [(4.0, True), (9.0, False)])
def test_an_end_that_thins_out_is_told(tmp_path: Path, of_late: float, is_told: bool) -> None:
    """Far fewer cases at the end may be the export's end: said first, and how to put it right."""
    process = learn_process(write_desk(tmp_path / "desk.csv"))
    fewer = replace(process, arrivals=replace(process.arrivals, per_week=of_late, usual=15.0))
    first = next(iter(list_unknown(fewer)))
    assert first.startswith(f"whether far fewer came at the end ({of_late:.1f} a week, 15.0") is is_told


def test_what_else_was_looked_for_is_told(tmp_path: Path) -> None:
    """Each kind with its verdict and why, on screen and as JSON."""
    process = learn_process(write_desk(tmp_path / "desk.csv"))
    findings = (Finding("batches", "cannot be told", ("only dates",)),)
    assert "  batches: cannot be told\n    only dates\n" in tell_process(process, findings)
    assert describe_process(process, findings)["looked_for"]["batches"]["verdict"] == "cannot be told"
