"""The verb ``models``."""

from __future__ import annotations

from typing import Any

import jsonschema

from opmodels.models.catalogue import shipped_models
from tests.unit.show.cli.test_outcome import read_schema


def test_lists_them_all(run: Any) -> None:
    """Every model is listed with its idea and its evidence."""
    told = run("models").stdout
    for name, model in shipped_models().items():
        assert f"{name}: {model.card.idea}" in told
    assert "partly adverse" in told


def test_json(ask: Any) -> None:
    """The JSON fits its schema, adverse findings first."""
    tree = ask("models")
    jsonschema.validate(tree, read_schema("models"))
    for model in tree["models"].values():
        adverse = [finding["adverse"] for finding in model["evidence"]]
        assert adverse == sorted(adverse, reverse=True)


def test_card_shows_what_speaks_against_it_first(run: Any) -> None:
    """The card in words has the adverse evidence before everything that speaks for the model."""
    told = run("models", "call_back_first").stdout
    assert told.startswith("CALL_BACK_FIRST\n")
    assert told.index("adverse)") < told.index("Where it worked")
    assert told.index("Where it failed") < told.index("Where it worked")
    assert "Staff must be consulted." in told
    assert all(len(line) <= 80 for line in told.split("Settings")[0].splitlines())


def test_fit_on_a_service(run: Any, ask: Any) -> None:
    """With --for, what the model relies on is judged there."""
    tree = ask("models", "call_back_first", "--for", "desk.yaml")
    jsonschema.validate(tree, read_schema("models"))
    states = {one["state"] for one in tree["models"]["call_back_first"]["fit"]}
    assert "fails" in states
    told = run("models", "call_back_first", "--for", "desk.yaml").stdout
    assert "What it relies on, here" in told
    assert tree["models"]["call_back_first"]["cannot_be_made"]
    assert "Its changes cannot be made here\n  - is made for another kind of service" in told
    tree = ask("models", "trim", "--for", "desk.yaml")
    jsonschema.validate(tree, read_schema("models"))
    assert tree["models"]["trim"]["cannot_be_made"] == []
    assert "Its changes can be made here." in run("models", "trim", "--for", "desk.yaml").stdout
    assert "- fails: " in told
