"""What the tests of the command line and the report share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from opmodels.appraise.comparison import Comparison
from opmodels.describe.service import Service
from opmodels.explore.matrix import Matrix
from opmodels.show.cli.main import app
from tests.unit.explore.grid import fill
from tests.unit.show.desk import DESK, compare_desk, describe_desk
from tests.unit.show.learned_desk import LearnedDesk, learn_desk

Run = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of its own, in which the command works, with the small service in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.yaml").write_text(DESK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(here: Path) -> Run:
    """Return a function that runs a command in that folder."""
    return lambda *words: CliRunner().invoke(app, list(words), prog_name="opmodels")


@pytest.fixture
def ask(run: Run) -> Callable[..., Any]:
    """Return a function that runs a command with --json and reads what it prints; it must succeed."""

    def ask_json(*words: str, code: int = 0) -> Any:
        result = run(*words, "--json")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)

    return ask_json


@pytest.fixture(scope="session")
def service() -> Service:
    """Return the small service."""
    return describe_desk()


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    """Return the comparison of four models on it."""
    return compare_desk()


@pytest.fixture(scope="session")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    """Return the small matrix of two desks."""
    return fill(tmp_path_factory.mktemp("cells"))


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> LearnedDesk:
    """Return a small desk that was learned from its log."""
    return learn_desk(tmp_path_factory.mktemp("learned"))
