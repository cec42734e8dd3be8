"""The verb ``demo``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema

from opmodels.show.cli.demo import find_place, list_fitting
from tests.unit.show.cli.test_outcome import read_schema
from tests.unit.show.desk import describe_desk


def test_page_and_report(run: Any, here: Path) -> None:
    """Page one is printed, the report written into the folder, and a second demo does not fail over it."""
    first = run("demo", "contact-centre", "--replications", "2")
    assert first.exit_code == 0, first.output
    assert "(library example, not your service)" in first.stdout
    assert "Report: ./opmodels-demo.html\n" in first.stdout
    assert "Next: opmodels new --workbook my-service.xlsx\n" in first.stdout
    second = run("demo", "contact-centre", "--replications", "2")
    assert "Report: ./opmodels-demo-2.html\n" in second.stdout
    assert (here / "opmodels-demo-2.html").is_file()


def test_json(ask: Any, here: Path) -> None:
    """The JSON is that of compare, with the report's place."""
    tree = ask("demo", "contact-centre", "--replications", "2", "--report", "r.html")
    jsonschema.validate(tree, read_schema("compare"))
    assert tree["report"] == "r.html"


def test_only_models_that_fit() -> None:
    """A model that cannot be applied to the service is not tried."""
    names = list_fitting(describe_desk())
    assert {"keep", "trim", "withdraw"} <= set(names)
    assert "call_back_first" not in names


def test_place_is_kept_when_forced(here: Path) -> None:
    """--force takes the name that is there."""
    (here / "demo.html").write_text("x", encoding="utf-8")
    assert find_place(Path("demo.html"), force=True) == Path("demo.html")
    assert find_place(Path("demo.html"), force=False) == Path("demo-2.html")
