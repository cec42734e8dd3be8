"""The programs in C: compiled where a compiler is, and right in what they find."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from scipy import stats

from benchmarks import c_programs
from benchmarks.c_programs import build, find_compiler, list_programs, run_program, write_workload

NETWORK_TIME, NETWORK_SHARE = 18.28, 0.205
"""What other tools and a program of other hands find over millions of cases (see tests/oracles)."""
SEEDS = range(1, 11)

needs_compiler = pytest.mark.skipif(find_compiler() is None, reason="no C compiler")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which both programs are compiled."""
    return tmp_path_factory.mktemp("programs")


def run_seeds(folder: Path, words: tuple[str, ...], cases: int) -> list[dict[str, float]]:
    """Run one program with each of the seeds."""
    compiler = find_compiler()
    assert compiler
    return [run_program(build(words[0], compiler, folder), words[1:], cases, seed) for seed in SEEDS]


@needs_compiler
@pytest.mark.parametrize(("workload", "mean"), [("mm1", 10.0), ("mm20", 1.2754)])
def test_queue_keeps_to_theory(folder: Path, workload: str, mean: float) -> None:
    """The mean time of M/M/c is Erlang's, within four standard errors over ten seeds, which are fixed."""
    found = [one["time"] for one in run_seeds(folder, list_programs(workload)["c"], 300_000)]
    assert abs(stats.ttest_1samp(found, mean).statistic) < 4


@needs_compiler
def test_network_agrees_with_other_tools(folder: Path) -> None:
    """Mean time and share who give up are what other tools find, within 1 % and 0.002."""
    found = run_seeds(folder, list_programs("network")["c"], 300_000)
    assert abs(sum(one["time"] for one in found) / len(found) / NETWORK_TIME - 1) < 0.01
    assert abs(sum(one["gave_up"] for one in found) / len(found) - NETWORK_SHARE) < 0.002


@needs_compiler
def test_patience_two_ways(folder: Path) -> None:
    """Patience settled when a case is called is the same as patience that is an event, case by case."""
    lazy, events = (run_seeds(folder, list_programs("network")[name], 20_000) for name in ("c", "c_events"))
    for one, other in zip(lazy, events, strict=True):
        assert one["gave_up"] == other["gave_up"] > 0
        assert one["time"] == pytest.approx(other["time"], rel=1e-9)


@needs_compiler
def test_seeds_differ(folder: Path) -> None:
    """The same seed gives the same, another seed another result."""
    found = [one["time"] for one in run_seeds(folder, list_programs("mm1")["c"], 1000)]
    again = [one["time"] for one in run_seeds(folder, list_programs("mm1")["c"], 1000)]
    assert found == again and len(set(found)) == len(found)


def test_workload_has_everybody_s_numbers() -> None:
    """The header for C holds the servers and, cumulated, the routes that every contender has."""
    header = write_workload()
    assert "SERVERS[NODES] = {3, 5, 4, 6, 2}" in header
    assert "{0.0, 0.6, 0.8999999999999999, 0.8999999999999999, 0.8999999999999999}" in header


def test_no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a compiler none is found."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert c_programs.find_compiler() is None
