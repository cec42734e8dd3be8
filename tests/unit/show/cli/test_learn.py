"""The verb ``learn``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opmodels.describe.read import read

MONTHS = ("--list-size", "9724", "--months", "2019-03..2019-08")


@pytest.fixture
def devon(shared_data: Path) -> str:
    """Return the file of one region, or skip where there is none."""
    found = sorted((shared_data / "gp_appointments").glob("*evon*.csv*"))
    if not found:
        pytest.skip("no file of Devon beside the project")
    return str(found[0])


def test_learns_a_service(run: Any, ask: Any, here: Path, devon: str) -> None:
    """What is learned is written as a service that can be read, and told with what counts cannot show."""
    told = run("learn", "appointments", devon, *MONTHS, "--out", "mine.yaml")
    assert told.exit_code == 0, told.output
    assert "The counts cannot show:" in told.stdout
    assert read("mine.yaml").groups["patients"].people.value == 9724
    assert ask("learn", "appointments", devon, *MONTHS)["list_size"] == 9724


def test_wrong_file(run: Any, here: Path) -> None:
    """A file of another kind is refused with its line, and nothing is written."""
    (here / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    told = run("learn", "appointments", "other.csv", *MONTHS, "--out", "mine.yaml")
    assert told.exit_code == 2
    assert "other.csv" in told.stderr
    assert not (here / "mine.yaml").exists()


LOG = "case,activity,time\n1,ask,2025-01-06 09:00\n1,pay,2025-01-06 09:30\n2,ask,2025-01-07 09:00\n"


def test_a_log_is_told_without_naming_the_verb(run: Any, here: Path) -> None:
    """``learn log.csv`` and ``learn log log.csv`` are the same."""
    (here / "log.csv").write_text(LOG, encoding="utf-8")
    told = run("learn", "log.csv")
    assert told.exit_code == 0
    assert told.stdout.startswith("3 rows: 3 events of 2 cases")
    assert run("learn", "log", "log.csv").stdout == told.stdout


def test_a_log_as_json(ask: Any, here: Path) -> None:
    """The keys that programs rely on."""
    (here / "log.csv").write_text(LOG, encoding="utf-8")
    tree = ask("learn", "log.csv")
    assert (tree["rows"], tree["cases"], tree["quarantined"]) == (3, 2, {})
    assert tree["columns"] == {"case": "case", "activity": "activity", "end": "time"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("absent.csv",), "no such file"),
        (("log.csv", "--column", "case"), "'case'"),
        (("log.csv", "--column", "cse=case"), "the part 'cse'"),
        (("log.csv", "--zone", "Europe/Londn"), "'Europe/Londn'"),
        (("log.csv", "--dates", "dayfirst"), "'dayfirst'"),
    ],
)
def test_mistakes_with_logs(run: Any, here: Path, words: tuple[str, ...], found: str) -> None:
    """Each ends with 2 and says what was found."""
    (here / "log.csv").write_text(LOG, encoding="utf-8")
    told = run("learn", *words)
    assert told.exit_code == 2
    assert found in told.stderr
