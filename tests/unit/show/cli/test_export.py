"""The verb ``export``."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

WORDS = ("export", "desk.yaml", "--replications", "2")


def test_stress(run: Any, here: Path) -> None:
    """STRESS-DES text goes to standard output or into a file, the same."""
    printed = run(*WORDS, "--format", "stress").stdout
    assert printed.startswith("STRESS-DES report: Desk & counter (for tests)\n")
    assert run(*WORDS, "--format", "stress", "--out", "s.txt").exit_code == 0
    written = (here / "s.txt").read_text(encoding="utf-8")
    assert written == printed


def test_of_a_saved_result(run: Any) -> None:
    """A saved comparison is exported without the file and without running it again."""
    run("compare", "desk.yaml", "--models", "trim(cut=60 %)", "--replications", "2", "--out", "r.json")
    told = run("export", "r.json", "--format", "stress").stdout
    assert "trim(cut=60 %): changes pools.desk.staff" in " ".join(told.split())


def test_vidigi(run: Any, here: Path) -> None:
    """The event log has vidigi's columns; every case that is served is served after it arrived."""
    assert run("export", "desk.yaml", "--format", "vidigi", "--out", "log.csv").exit_code == 0
    with (here / "log.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["entity_id", "event_type", "event", "time", "resource_id", "pathway"]
    arrived = {row["entity_id"]: float(row["time"]) for row in rows if row["event"] == "arrival"}
    uses = [row for row in rows if row["event_type"] == "resource_use"]
    assert uses
    assert all(float(row["time"]) >= arrived[row["entity_id"]] for row in uses)
    assert {row["pathway"] for row in rows} == {"question", "form"}


def test_tables(run: Any, ask: Any, here: Path) -> None:
    """Tables go into a folder, one file each, and none is overwritten."""
    told = ask(*WORDS, "--format", "csv", "--out", "tables")
    assert {Path(path).name for path in told["written"]} >= {"measures.csv", "ledger.csv", "observed.csv"}
    assert (here / "tables" / "measures.csv").read_text(encoding="utf-8").startswith("model,section,name,")
    assert run(*WORDS, "--format", "csv", "--out", "tables").exit_code == 2
    assert run(*WORDS, "--format", "csv", "--out", "tables", "--force").exit_code == 0


def test_json(run: Any) -> None:
    """The result as JSON is that of run."""
    tree = json.loads(run(*WORDS, "--format", "json").stdout)
    assert tree["provenance"]["settings"]["verb"] == "run"
