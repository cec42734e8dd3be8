"""The verb ``learn appointments``."""

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
