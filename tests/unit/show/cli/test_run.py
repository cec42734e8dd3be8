"""The verb ``run``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

from tests.unit.show.cli.test_outcome import read_schema


def test_json(ask: Any) -> None:
    """The JSON fits its schema, names every part of the service and carries the service itself."""
    tree = ask("run", "desk.yaml", "--replications", "2")
    jsonschema.validate(tree, read_schema("run"))
    assert set(tree["groups"]) == {"young", "old"}
    assert set(tree["steps"]) == {"ask", "ask_again", "book_counter", "at_counter"}
    assert tree["provenance"]["settings"]["service"]["service"] == "Desk & counter"
    assert tree["replications"] == 2


def test_one_replication_has_no_interval(ask: Any) -> None:
    """With one replication the bounds are null."""
    wait = ask("run", "desk.yaml", "--replications", "1")["steps"]["ask"]["wait"]["mean"]
    assert wait["mean"] > 0
    assert (wait["low"], wait["high"]) == (None, None)


def test_seed_and_workers(ask: Any) -> None:
    """Another seed gives other numbers; another number of workers gives the same."""
    one, two, other = (
        ask("run", "desk.yaml", "--replications", "2", *words)["steps"]
        for words in (("--workers", "1"), ("--workers", "2"), ("--seed", "2"))
    )
    assert one == two
    assert one != other


def test_summary(run: Any) -> None:
    """In words: the as-is check, waits, staff, ends, money, guardrails."""
    told = run("run", "desk.yaml", "--replications", "2").stdout
    assert told.startswith("DESK & COUNTER (for tests)\n")
    for title in ("Observed", "Waits", "Staff and places", "Ends", "Money a year", "Guardrails"):
        assert f"\n{title}\n" in told


def test_strict(run: Any, here: Path) -> None:
    """With --strict a guardrail that fails makes the exit code 1, and the result is printed all the same."""
    text = (here / "desk.yaml").read_text(encoding="utf-8").replace("at_most: 25 min", "at_most: 1 s")
    (here / "tight.yaml").write_text(text, encoding="utf-8")
    told = run("run", "tight.yaml", "--replications", "6", "--strict", "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout)["guardrails"][0]["holds"] is False
    assert run("run", "tight.yaml", "--replications", "2").exit_code == 0


def test_out(run: Any, ask: Any, here: Path) -> None:
    """--out saves what --json prints, and overwrites nothing."""
    printed = ask("run", "desk.yaml", "--replications", "2", "--out", "r.json")
    assert json.loads((here / "r.json").read_text(encoding="utf-8")) == printed
    assert run("run", "desk.yaml", "--replications", "2", "--out", "r.json").exit_code == 2
