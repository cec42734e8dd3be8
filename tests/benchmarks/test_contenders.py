"""Who races: everybody who is there, and a sentence for everybody who is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import contenders
from benchmarks.c_programs import NO_COMPILER
from benchmarks.contenders import NO_CIMBA, Lap, clock, gather
from benchmarks.workloads import Workload

NOTHING = Workload("network", 1000, "")


@pytest.fixture(autouse=True)
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is there in name only, so that nothing is compiled."""
    monkeypatch.setattr(
        contenders, "list_engines", lambda workload: {"opmodels": clock(lambda: (1, (1.0, 0.0)))}
    )


def test_absent_ones_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a compiler and without cimba two sentences say so, and the others race."""
    monkeypatch.setattr(contenders, "find_compiler", lambda: None)
    monkeypatch.setattr(contenders, "find_spec", lambda name: None)
    field = gather(NOTHING, 10, tmp_path)
    assert list(field.contenders) == ["opmodels", "simpy", "ciw"]
    assert field.left_out == (NO_COMPILER, NO_CIMBA)


def test_present_ones_race(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With both, programs in C and cimba race too, and nobody is left out."""
    seen = []
    monkeypatch.setattr(contenders, "find_compiler", lambda: "cc")
    monkeypatch.setattr(contenders, "find_spec", lambda name: name)
    monkeypatch.setattr(contenders, "build", lambda source, *rest: seen.append(source))
    monkeypatch.setattr(contenders, "_list_cimba", lambda *asked: {"cimba": None})
    field = gather(NOTHING, 10, tmp_path)
    assert list(field.contenders) == ["opmodels", "c", "c_events", "cimba", "simpy", "ciw"]
    assert seen == ["network", "network"] and field.left_out == ()


def test_program_s_own_clock_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a program in C says of itself is its lap: its start is not counted."""
    said = {"cases": 1000, "seconds": 0.25, "time": 18.0, "gave_up": 0.2}
    monkeypatch.setattr(contenders, "find_compiler", lambda: "cc")
    monkeypatch.setattr(contenders, "build", lambda *asked: tmp_path)
    monkeypatch.setattr(contenders, "run_program", lambda *asked: said)
    assert gather(NOTHING, 10, tmp_path).contenders["c"]() == Lap(1000, 0.25, (18.0, 0.2))


@pytest.mark.parametrize("name", ["simpy", "ciw"])
def test_python_peers_run(name: str, tmp_path: Path) -> None:
    """A peer's lap tells how many cases it was given and what it found."""
    lap = gather(NOTHING, 200, tmp_path).contenders[name]()
    assert lap.cases == 200 and lap.result[0] > 0 and 0 <= lap.result[1] < 1
