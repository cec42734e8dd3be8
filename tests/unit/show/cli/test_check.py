"""The verb ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema

from tests.unit.show.cli.test_outcome import read_schema


def test_words(run: Any) -> None:
    """A sound file is told to be sound, with what there is in it, notes and the next command."""
    told = run("check", "desk.yaml").stdout.splitlines()
    assert told[0] == "Desk & counter: nothing is wrong"
    assert told[1] == "  2 groups, 2 needs, 2 pools, 1 diary, 4 steps, 2 ends"
    assert any("numbers without a source" in line for line in told)
    assert told[-1] == "Next: opmodels show desk.yaml"


def test_json(ask: Any) -> None:
    """The JSON fits its schema and counts what there is."""
    tree = ask("check", "desk.yaml")
    jsonschema.validate(tree, read_schema("check"))
    assert tree["counts"]["steps"] == 4


def test_file_and_line(run: Any, here: Path) -> None:
    """A mistake is told with file and line."""
    text = (here / "desk.yaml").read_text(encoding="utf-8").replace("starts_at: ask\n", "starts_at: aks\n")
    (here / "desk.yaml").write_text(text, encoding="utf-8")
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "aks" in words)
    told = run("check", "desk.yaml")
    assert told.exit_code == 2
    assert f"desk.yaml, line {line}: found" in told.stderr
    assert "nearest:  ask" in told.stderr


def test_red_line_in_own_words(run: Any, here: Path) -> None:
    """A red line that cannot be checked is told before anything is run, with the nearest that can."""
    text = (
        (here / "desk.yaml")
        .read_text(encoding="utf-8")
        .replace("no compulsory redundancy", "no redundancies")
    )
    (here / "own.yaml").write_text(text, encoding="utf-8")
    told = " ".join(run("check", "own.yaml").stdout.split())
    assert "red_lines: 'no redundancies' is left to a person" in told
    assert "the nearest is 'no compulsory redundancy'" in told
    assert "left to a person" not in run("check", "desk.yaml").stdout


def test_nobody_speaks_for_citizens(run: Any, here: Path) -> None:
    """Where no hard guardrail protects citizens, that is told."""
    text = (here / "desk.yaml").read_text(encoding="utf-8")
    (here / "own.yaml").write_text(
        text.replace("at_most: 20 %}", "at_most: 20 %, hard: no}"), encoding="utf-8"
    )
    assert "none protects citizens" in run("check", "own.yaml").stdout
    assert "none protects citizens" not in run("check", "desk.yaml").stdout
