"""The verb ``compare``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

from tests.unit.show.cli.test_outcome import read_schema

MODELS = ("--models", "keep,trim,call_back_first", "--replications", "2")


def test_json(ask: Any) -> None:
    """The JSON fits its schema; models that do not fit are reported with the reason instead of failing."""
    tree = ask("compare", "desk.yaml", *MODELS)
    jsonschema.validate(tree, read_schema("compare"))
    assert set(tree["models"]) == {"keep", "trim"}
    assert tree["does_not_fit"]["call_back_first"][0]["expected"]


def test_no_change_is_no_difference(ask: Any) -> None:
    """Keeping the service as it is differs in nothing, to the last digit."""
    tree = ask("compare", "desk.yaml", *MODELS)["models"]["keep"]
    wait = tree["difference"]["steps"]["ask"]["wait"]["mean"]
    assert wait == {"mean": 0.0, "low": 0.0, "high": 0.0}
    assert tree["changes"] == []


def test_settings(ask: Any) -> None:
    """--set reaches the model: a cut of 60 % leaves one of three at the desk."""
    tree = ask("compare", "desk.yaml", "--models", "trim", "--replications", "2", "--set", "trim.cut=60 %")
    changed = {change["path"]: change["after"] for change in tree["models"]["trim"]["changes"]}
    assert changed["pools.desk.staff"] == "1"


def test_page(run: Any, here: Path) -> None:
    """Page one is printed, the report written and named, and the next command is one that can be typed."""
    told = run("compare", "desk.yaml", *MODELS, "--report", "r.html")
    assert told.exit_code == 0
    assert "\nFINDING: " in told.stdout
    assert "\nReport: r.html\n" in told.stdout
    assert (here / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_own_service_goes_on_with_drop_one(run: Any, here: Path) -> None:
    """For a service that is no example, the next step asks which change did the work."""
    text = (here / "desk.yaml").read_text(encoding="utf-8").replace("example: for tests\n", "")
    (here / "own.yaml").write_text(text, encoding="utf-8")
    words = ("compare", "own.yaml", "--models", "trim(cut=60 %)", "--replications", "4")
    assert "--drop-one" in run(*words).stdout.splitlines()[-1]
    dropped = run(*words, "--drop-one").stdout
    assert "What did the work: " in dropped
    assert "opmodels export own.yaml" in dropped.splitlines()[-1]


def test_too_few_replications_lead_to_more(run: Any, here: Path) -> None:
    """Where replications were too few to tell whether a figure is reproduced, run more is the next step."""
    text = (here / "desk.yaml").read_text(encoding="utf-8").replace("example: for tests\n", "")
    (here / "own.yaml").write_text(text, encoding="utf-8")
    told = run("compare", "own.yaml", "--models", "trim", "--replications", "1").stdout
    assert "FINDING: no verdict yet: 1 replication cannot tell whether" in told
    assert told.splitlines()[-1] == "Next: opmodels compare own.yaml --models trim --replications 10"


def test_strict(run: Any) -> None:
    """With --strict a model that does not hold makes the exit code 1."""
    assert run("compare", "desk.yaml", *MODELS, "--strict").exit_code == 1


def test_refuses_before_it_works(run: Any, here: Path) -> None:
    """A report that is there is refused before anything is run, and stays as it is."""
    (here / "r.html").write_text("mine", encoding="utf-8")
    told = run("compare", "desk.yaml", *MODELS, "--report", "r.html", "--json")
    assert told.exit_code == 2
    assert json.loads(told.stdout)["error"]["where"] == "r.html"
    assert (here / "r.html").read_text(encoding="utf-8") == "mine"


def test_next_step_leaves_out_what_does_not_fit(run: Any, here: Path) -> None:
    """The command to go on with names models that fit and change something; else how to find one."""
    text = (here / "desk.yaml").read_text(encoding="utf-8").replace("example: for tests\n", "")
    (here / "own.yaml").write_text(text, encoding="utf-8")
    words = ("compare", "own.yaml", "--replications", "4", "--models")
    last = run(*words, "keep,call_back_first,trim(cut=60 %)").stdout.splitlines()[-1]
    assert last == 'Next: opmodels compare own.yaml --models "trim(cut=60 %)" --drop-one'
    assert run(*words, "call_back_first").stdout.splitlines()[-1] == "Next: opmodels models --for own.yaml"


def test_what_was_seen_comes_first(run: Any, here: Path) -> None:
    """Where a figure that matters is missed, the next step is the run as it is; the file is quoted."""
    text = (here / "desk.yaml").read_text(encoding="utf-8").replace("example: for tests\n", "")
    (here / "my desk.yaml").write_text(text.replace(", matters: no", ""), encoding="utf-8")
    told = run("compare", "my desk.yaml", "--models", "trim", "--replications", "2").stdout
    assert told.splitlines()[-1] == 'Next: opmodels run "my desk.yaml"'
