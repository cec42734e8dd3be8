"""The verb ``chosen``."""

from __future__ import annotations

from typing import Any

ASKED = (
    "chosen",
    "desk.yaml",
    "--model",
    "prevent",
    "--need",
    "question",
    "--weeks",
    "1",
    "--replications",
    "2",
)
GIVEN = ("--set", "prevent.factor=1", "--set", "prevent.found=0 %", "--set", "prevent.capacity=60 %")


def test_what_seems_saved_and_what_is(run: Any, ask: Any) -> None:
    """An offer without effect saves nothing, to the last case; the table says how to read it."""
    told = run(*ASKED, *GIVEN).stdout
    assert "seems saved" in told
    assert "truly saved" in told
    groups = ask(*ASKED, *GIVEN)["groups"]
    assert set(groups) == {"young", "old"}
    assert all(fate["saved"] == 0 for fate in groups.values())
    assert sum(fate["took_part"] for fate in groups.values()) > 10


def test_a_model_that_chooses_nobody_is_refused(run: Any) -> None:
    """With what there is to do instead."""
    refused = run("chosen", "desk.yaml", "--model", "trim", "--need", "question")
    assert refused.exit_code == 2
    assert "one that brings a campaign" in refused.output
