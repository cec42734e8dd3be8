"""What Prosimos is told, and what is read of its logs; it need not be there."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from benchmarks.prosimos_logs import CannotRun, Place, find_prosimos, read_table, show_clock, simulate
from benchmarks.prosimos_model import ProsimosModel, convert
from opmodels.describe.learn.judging.event_table import EventTable
from opmodels.describe.read import parse_service
from tests.benchmarks.test_prosimos_model import ACTIVITY_OF, TEXT

HEAD = "case_id,activity,enable_time,start_time,end_time,resource\n"
LOG = HEAD + (
    "0,Ask,2024-03-30 09:00:00.000000+00:00,2024-03-30 10:00:00.500000+00:00,"
    "2024-03-30 11:30:07.250000+00:00,a\n"
    "1,Ask,2024-07-01 09:00:00.000000+00:00,2024-07-01 10:00:00.000000+00:00,"
    "2024-07-01 11:00:00.000000+00:00,a\n"
    "0,(between) pile,2024-03-30 11:30:07.250000+00:00,2024-03-30 11:30:07.250000+00:00,"
    "2024-04-02 10:00:00.000000+00:00,b\n"
    "0,Letter,2024-04-02 10:00:00.000000+00:00,2024-04-02 10:00:00.000000+00:00,"
    "2024-04-03 12:00:00.000000+00:00,No assigned resource\n"
)
HOUR = 3_600_000
FAKES = {
    "__init__.py": "",
    "simulation_properties_parser.py": """
import datetime
def parse_datetime(text, has_date):
    return datetime.datetime.fromisoformat(text)
""",
    "simulation_setup.py": """
class SimDiffSetup:
    def __init__(self, bpmn, json, are_events_kept, cases):
        assert open(bpmn).read() == "<bpmn/>" and are_events_kept
        self.cases, self.start_datetime = cases, None
    def set_starting_datetime(self, start):
        self.start_datetime = start
""",
    "simulation_engine.py": """
import datetime, random
class Env:
    def __init__(self, rows, writer):
        self.log_writer, self.rows, self.writer = self, rows, writer
    def force_write(self):
        self.writer.writerows(self.rows)
def run_simpy_simulation(setup, stats, writer, arrivals):
    writer.writerow(["case_id", "activity", "start_time", "end_time"])
    came = arrivals or [60 * random.randrange(1000) for _ in range(setup.cases)]
    times = [str(setup.start_datetime + datetime.timedelta(seconds=one)) for one in came]
    rows = [[case, "Ask", time, time] for case, time in enumerate(times)]
    if arrivals is None:
        writer.writerows(rows)
    return Env(rows, writer)
""",
}


def read(folder: Path, place: Place) -> EventTable:
    """Read the log above."""
    path = folder / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return read_table(path, {"Ask"}, place)


def test_clock_of_the_place(tmp_path: Path) -> None:
    """Times are those on the wall clock, an hour ahead of UTC in winter and two in summer; steps that are no
    activity are left out; what is done at the end of a wait begins then."""
    table = read(tmp_path, Place("Europe/Amsterdam", True, False))
    assert table.activities == ("Ask", "Letter")
    assert table.case.tolist() == [0, 0, 1] and table.activity.tolist() == [0, 1, 0]
    assert show_clock("Europe/Amsterdam", table.start).tolist() == [
        1_711_792_800_500, 1_712_145_600_000, 1_719_828_000_000,
    ]  # fmt: skip
    assert (show_clock("Europe/Amsterdam", table.start) - table.start).tolist() == [HOUR, 2 * HOUR, 2 * HOUR]
    assert (table.end - table.start).tolist() == [5_406_750, 0, HOUR]


def test_only_what_the_log_has(tmp_path: Path) -> None:
    """Where the log has only ends, so has this one; where it has dates only, all is at midnight."""
    table = read(tmp_path, Place("Europe/Amsterdam", False, False))
    assert (table.start == table.end).all()
    table = read(tmp_path, Place("Europe/Amsterdam", False, True))
    assert (show_clock("Europe/Amsterdam", table.end) % (24 * HOUR) == 0).all()


def test_absent_one_is_told(tmp_path: Path) -> None:
    """A Python without Prosimos is named, with its own message."""
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho \"No module named 'prosimos'\" >&2\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    with pytest.raises(CannotRun, match=r"left out: .*python has no package .*No module named 'prosimos'"):
        find_prosimos(str(python))
    with pytest.raises(CannotRun, match=r"left out: .*nowhere is no Python"):
        find_prosimos(str(tmp_path / "nowhere"))


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that is called as Prosimos is, and lets one thing be done for each case."""
    package = tmp_path / "lib" / "prosimos"
    package.mkdir(parents=True)
    for name, text in FAKES.items():
        (package / name).write_text(text, encoding="utf-8")
    facts = tmp_path / "lib" / "prosimos-0.1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: prosimos\nVersion: 0.1\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    folder = tmp_path / "runs"
    folder.mkdir()
    return folder


MODEL = ProsimosModel("<bpmn/>", {}, frozenset({"Ask"}), ())
PLACE = Place("Europe/Amsterdam", True, False)
BEGIN = 1_720_000_000_000


def test_driver_does_what_the_job_says(stand_in: Path) -> None:
    """Each run has its own luck; given arrivals are kept to the ms; seconds and version are told."""
    given = BEGIN + np.array([500, 7_200_000, 86_400_000])
    ran = simulate(find_prosimos(sys.executable), MODEL, PLACE, BEGIN, 3, [None, None, given], stand_in)
    assert ran.version == "0.1" and len(ran.seconds) == 3
    assert all(read >= 0 and simulated >= 0 for read, simulated in ran.seconds)
    assert ran.tables[2].arrivals.tolist() == given.tolist()
    assert ran.tables[0].cases == 3 and (ran.tables[0].arrivals >= BEGIN).all()
    assert ran.tables[0].arrivals.tolist() != ran.tables[1].arrivals.tolist()


def test_same_luck_again(stand_in: Path) -> None:
    """The same job gives the same logs."""
    first, again = (
        simulate(sys.executable, MODEL, PLACE, BEGIN, 3, [None], stand_in).tables[0] for _ in range(2)
    )
    assert first.arrivals.tolist() == again.arrivals.tolist()


def test_its_message_is_told(stand_in: Path) -> None:
    """Where it stops, the last line of what it said is told."""
    with pytest.raises(CannotRun, match="Prosimos stopped: AssertionError"):
        simulate(sys.executable, ProsimosModel("", {}, frozenset(), ()), PLACE, BEGIN, 1, [None], stand_in)


@pytest.mark.skipif(find_spec("prosimos") is None, reason="Prosimos is not installed")
def test_prosimos_itself(tmp_path: Path) -> None:
    """Prosimos takes the model of the small service, and what it makes has its activities and its hours."""
    model = convert(parse_service(TEXT, "small"), ACTIVITY_OF, 50)
    ran = simulate(sys.executable, model, Place("UTC", True, False), BEGIN, 50, [None], tmp_path)
    (table,) = ran.tables
    assert table.cases == 50 and set(table.activities) == set(ACTIVITY_OF.values())
    served = table.activity == table.activities.index("Intake")
    hours = table.start[served] % (24 * HOUR) / HOUR
    assert (hours >= 9).all() and (hours <= 17).all()
