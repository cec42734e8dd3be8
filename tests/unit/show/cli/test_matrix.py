"""The verb ``matrix``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.unit.show.cli.test_outcome import read_schema

MODELS = ("--models", "keep,trim,call_back_first", "--replications", "2")


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test keep its cells in a folder of its own."""
    monkeypatch.setattr("opmodels.explore.cell_store.make_cache_folder", lambda name: tmp_path / name)


def test_json(ask: Any) -> None:
    """The JSON fits its schema; a second time it is the same, from what is known."""
    tree = ask("matrix", "desk.yaml", *MODELS)
    jsonschema.validate(tree, read_schema("matrix"))
    assert [cell["model"] for cell in tree["cells"]] == ["keep", "trim", "call_back_first"]
    assert ask("matrix", "desk.yaml", *MODELS)["cells"] == tree["cells"]
    assert ask("matrix", "desk.yaml", *MODELS, "--again")["cells"] == tree["cells"]


def test_table_drawing_and_page(run: Any, here: Path) -> None:
    """The table is printed, drawing and page are written and named, the next command can be typed."""
    told = run("matrix", "desk.yaml", *MODELS, "--svg", "m.svg", "--report", "m.html", "--out", "m.json")
    assert told.exit_code == 0
    assert "call back" in told.stdout
    assert told.stdout.splitlines()[-1] == "Next: opmodels compare desk.yaml --models trim"
    assert (here / "m.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (here / "m.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (here / "m.json").is_file()


def test_settings_reach_the_model(ask: Any) -> None:
    """--set reaches its model."""
    tree = ask("matrix", "desk.yaml", *MODELS, "--set", "trim.cut=60 %")
    assert tree["cells"][1]["posts"]["ended"] == 2


@pytest.mark.parametrize(
    "words",
    [
        ("matrix", "dsek.yaml"),
        ("matrix", "desk.yaml", "--models", "trmi"),
        ("matrix", "desk.yaml", "--models", "trim", "--set", "trimm.cut=5 %"),
        ("matrix", "desk.yaml", "--svg", "desk.yaml"),
    ],
)
def test_mistakes_are_told_before_anything_runs(run: Any, words: tuple[str, ...]) -> None:
    """A misspelt service, model or setting, or a file that is there, ends with 2."""
    told = run(*words)
    assert told.exit_code == 2
    assert "found" in told.output or "expected" in told.output


def test_without_models_every_one_is_tried(ask: Any) -> None:
    """All that there are, in the order of the catalogue."""
    from opmodels.models.catalogue import list_models

    tree = ask("matrix", "desk.yaml", "--replications", "1")
    assert [cell["model"] for cell in tree["cells"]] == list(list_models())
