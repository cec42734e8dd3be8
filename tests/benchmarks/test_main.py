"""The one command."""

from __future__ import annotations

import json

import pytest

from benchmarks import __main__ as command
from tests.benchmarks.findings_made_up import MADE_UP


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Nothing is measured; what would be, and what would be written, is kept."""
    kept: list[object] = []

    def measure(size: command.Size) -> object:
        kept.append(size)
        return MADE_UP

    monkeypatch.setattr(command, "measure_all", measure)
    monkeypatch.setattr(command, "write_docs", kept.append)
    return kept


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Run the command with words behind it."""
    monkeypatch.setattr("sys.argv", ["benchmarks", *words])
    command.main()


def test_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asked: list[object]
) -> None:
    """With --json the output is one line of JSON, and no page is written."""
    run(monkeypatch, "--json", "--quick")
    assert json.loads(capsys.readouterr().out)["mm1"]["ratio"]["simpy"] == 40
    assert asked == [command.QUICK]


def test_docs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asked: list[object]
) -> None:
    """With --write-docs the page is written from what is printed too; without --quick everything is run."""
    run(monkeypatch, "--write-docs")
    assert asked == [command.WHOLE, MADE_UP]
    assert "40 times slower" in capsys.readouterr().out


def test_whole_run_is_as_large_as_is_said() -> None:
    """Memory goes up to ten million cases; a comparison has a hundred replications of 20,000 or more."""
    assert max(command.WHOLE.memory) == 10_000_000
    for size in (command.WHOLE, command.QUICK):
        assert size.pairing[0] >= 20_000 and size.pairing[1] >= 100


def test_machine_is_told_with_versions() -> None:
    """The sentence names Python and the peers that are there."""
    assert "Python 3" in command.describe_machine() and "SimPy 4" in command.describe_machine()
