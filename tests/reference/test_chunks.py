"""Long comparisons: what is done is known, and what differs can be run again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from opmodels.describe.read import parse_service
from tests.reference import chunks
from tests.reference.chunks import Chunk, Ledger, compare_chunk, list_chunks
from tests.reference.compare import Verdict
from tests.reference.random_services import make_pair, write_text

pytestmark = pytest.mark.reference


def test_chunks_hold_every_service_once() -> None:
    """Chunks follow each other from the first number to the last."""
    found = list(list_chunks(3, 50, 230))
    assert [(one.first, one.services) for one in found] == [(50, 100), (150, 100), (250, 30)]


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    """A ledger that is opened again knows its chunks, and those of other seeds are others."""
    one, other = Chunk(1, 0, 100), Chunk(1, 100, 100)
    Ledger(tmp_path / "done.jsonl").add(replace(one, events=7, disagreements=1))
    ledger = Ledger(tmp_path / "done.jsonl")
    assert ledger.find_done([one, other]) == [replace(one, events=7, disagreements=1)]
    assert ledger.find_done([replace(one, seed=2)]) == []


def test_equal_engines_leave_nothing_behind(tmp_path: Path) -> None:
    """A chunk in which the engines agree counts its events and keeps no service."""
    done = compare_chunk(Chunk(5, 0, 4), tmp_path)
    assert done.disagreements == 0
    assert done.events > 0
    assert list(tmp_path.iterdir()) == []


def test_what_differs_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service on which the engines differ is kept as a service file, with the command to run it again."""
    monkeypatch.setattr(chunks, "compare", lambda service, seed: Verdict(1, ("at 5: one says so",)))
    assert compare_chunk(Chunk(5, 0, 1), tmp_path).disagreements == 1
    text = (tmp_path / "5000000.yaml").read_text(encoding="utf-8")
    assert "--seed 5 --from 0 --services 1" in text
    assert "at 5: one says so" in text
    assert parse_service(text).digest == make_pair(5_000_000)[1].digest


def test_an_engine_that_fails_is_a_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in either engine is told as a disagreement, and the comparison goes on."""

    def fail(service: object, seed: int) -> Verdict:
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(chunks, "compare", fail)
    assert compare_chunk(Chunk(5, 0, 2), tmp_path).disagreements == 2
    assert "no such luck" in (tmp_path / "5000001.yaml").read_text(encoding="utf-8")


def test_services_are_read_as_they_are_written() -> None:
    """A tree read as it is and the service file written of it describe the same service."""
    for seed in range(8):
        tree, service = make_pair(seed, small=True)
        assert parse_service(write_text(tree)).digest == service.digest
