"""The verb ``show``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree


def test_terminal(run: Any) -> None:
    """The picture in the terminal has every step with its ways on."""
    told = run("show", "desk.yaml").stdout
    assert "ask: served by desk, 12 min, patience 30 min" in told
    assert "60 % --> ask_again  [who gives up]" in told


def test_svg(run: Any, here: Path) -> None:
    """The drawing goes into a file that is not overwritten, and is well-formed."""
    assert run("show", "desk.yaml", "--svg", "desk.svg").exit_code == 0
    assert ElementTree.parse(here / "desk.svg").getroot().tag.endswith("svg")
    assert run("show", "desk.yaml", "--svg", "desk.svg").exit_code == 2


def test_json(ask: Any) -> None:
    """The JSON has the routes with their shares."""
    tree = ask("show", "desk.yaml")
    assert tree["steps"]["ask"]["routes"]["then"] == {"helped": "90 %", "book_counter": "10 %"}
    assert tree["pools"]["desk"] == {"size": 3, "hours_per_week": 40.0, "told": []}
