"""The comparison with Prosimos: who is in it, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from benchmarks import beside_prosimos
from benchmarks.beside_prosimos import (
    OUR_ARRIVALS,
    OURS,
    OWN_ARRIVALS,
    Beside,
    Simulated,
    compare,
    measure_length,
    tell,
)
from benchmarks.prosimos_logs import CannotRun
from opmodels.describe.learn.judging.baseline import Judged
from opmodels.describe.learn.judging.distances import Distances
from opmodels.describe.learn.judging.event_table import make_table


def make(*values: float) -> Judged:
    """Return what is judged of one log."""
    one = Distances(*values)
    return Judged(one, (one,))


FOUND = Beside(
    "permits",
    make(0.2, 10, 20, 0, 0, 50),
    {
        OURS: Simulated(make(0.1, 20, 20, 0, 1, 40), (7.5,), (0.25,)),
        OWN_ARRIVALS: Simulated(make(*[0.0] * 6), (8.0, 10.0, 12.0), (1.0, 7.25)),
    },
    ("days were left out",),
)


def test_table() -> None:
    """A row has distances divided by those of the past, and CPU seconds; notes stand below."""
    lines = tell([FOUND]).splitlines()
    assert lines[0] == (
        "| log | simulated by | control_flow | absolute_events | arrivals | circadian_events |"
        " relative_events | cycle_times | a case takes, h | CPU s |"
    )
    assert lines[2] == "| permits | opmodels | 0.50 | 2.00 | 1.00 | 1.00 | none | 0.80 | 7.5 | 0.2 |"
    assert (
        lines[3]
        == "| permits | Prosimos | 0.00 | 0.00 | 0.00 | 1.00 | 1.00 | 0.00 | 10.0 ± 1.2 | 1.0 + 7.2 |"
    )
    assert lines[-1] == "permits: days were left out"


def test_length_of_cases() -> None:
    """A case takes the time from its first to its last moment, whatever ends between."""
    case, start, end = np.array([0, 0, 0, 1]), np.array([0, 1, 2, 5]), np.array([1, 9, 3, 6])
    table = make_table(("a",), case, np.zeros(4, np.int64), start * 3_600_000, end * 3_600_000)
    assert measure_length(table) == 5.0


def test_figures_for_programs() -> None:
    """All figures are there by name."""
    told = FOUND.as_dict()
    assert told["opmodels"]["control_flow"]["mean"] == 0.1 and told["Prosimos"]["seconds"] == (1.0, 7.25)
    assert told["past_drawn_anew"]["cycle_times"]["mean"] == 50


@dataclass(frozen=True)
class NoSplit:
    """A log that needs no cutting."""

    training: str = "training"
    held_out: str = "held out"


@pytest.fixture(autouse=True)
def nothing_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learning, simulating and judging are there in name only."""
    stubs = {
        "split_by_arrival": lambda log: NoSplit(), "learn_process": lambda log: "process",
        "to_table": lambda log: "table", "simulate_logs": lambda *asked: ["log"] * asked[4],
        "measure_length": lambda table: 5.0,
        "judge": lambda held_out, tables: make(*[float(len(tables))] * 6),
        "judge_baseline": lambda split, draws: make(*[1.0] * 6),
    }  # fmt: skip
    for name, stub in stubs.items():
        monkeypatch.setattr(beside_prosimos, name, stub)


def test_without_prosimos() -> None:
    """Without Prosimos our own engine is judged all the same."""
    found = compare("log", "permits", None, 3)  # type: ignore[arg-type]
    assert list(found.simulated) == [OURS] and found.told == ()
    assert found.simulated[OURS].judged.mean.cycle_times == 3


def test_its_failure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Prosimos stops, its message stands in the place of its figures."""

    def stop(*asked: object) -> None:
        raise CannotRun("Prosimos stopped: ValueError: no")

    monkeypatch.setattr(beside_prosimos, "_let_prosimos", stop)
    found = compare("log", "permits", "python", 2)  # type: ignore[arg-type]
    assert list(found.simulated) == [OURS] and found.told == ("Prosimos stopped: ValueError: no",)


def test_with_prosimos(monkeypatch: pytest.MonkeyPatch) -> None:
    """With it, logs by its own arrivals and by ours are judged, and its seconds are added up."""

    @dataclass(frozen=True)
    class Made:
        tables: tuple[str, ...]
        seconds: tuple[tuple[float, float], ...]
        told: tuple[str, ...] = ("days were left out",)

    ran = {
        OWN_ARRIVALS: Made(("a", "b"), ((1.0, 2.0), (3.0, 4.0))),
        OUR_ARRIVALS: Made(("a",), ((1.0, 1.0),)),
    }
    monkeypatch.setattr(beside_prosimos, "_let_prosimos", lambda *asked: (Made((), ()), ran))
    found = compare("log", "permits", "python", 2)  # type: ignore[arg-type]
    assert list(found.simulated) == [OURS, OWN_ARRIVALS, OUR_ARRIVALS]
    assert found.simulated[OWN_ARRIVALS].seconds == (4.0, 6.0) and found.told == ("days were left out",)
