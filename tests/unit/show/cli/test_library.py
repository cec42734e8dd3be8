"""The verb ``library``."""

from __future__ import annotations

from typing import Any

from opmodels.describe.library import find_service, list_services
from opmodels.show.cli.library import cut_sentences


def test_lists_them_all(run: Any, ask: Any) -> None:
    """Every library service is told with its story."""
    told = run("library").stdout
    assert all(f"{name}: " in told for name in list_services())
    assert [one["name"] for one in ask("library")["services"]] == list_services()


def test_stories_end_with_a_sentence(run: Any) -> None:
    """What is told of a service in the list is whole sentences, some of its story."""
    told = run("library").stdout.strip()
    assert all(part.rstrip().endswith(".") for part in told.split("\n\n"))
    assert cut_sentences("One two. Three four. Five.", 20) == "One two. Three four."
    assert cut_sentences("One two three.  Four.", 4) == "One two three."
    assert cut_sentences("", 9) == ""


def test_prints_one_as_it_is(run: Any) -> None:
    """A named service is printed as its file is, comments and sources included."""
    assert run("library", "gp_surgery").stdout == find_service("gp-surgery").read_text(encoding="utf-8")


def test_json_of_one(ask: Any) -> None:
    """With --json a named one is described, not printed."""
    (one,) = ask("library", "gp-surgery")["services"]
    assert one["steps"] > 5
    assert one["file"].endswith("service.yaml")
