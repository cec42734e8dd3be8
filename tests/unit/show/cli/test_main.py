"""The command as a whole: help, start-up, versions."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
import typer

from opmodels.foundation.provenance import VERSION
from opmodels.show.cli.main import app

VERBS = (
    "demo",
    "new",
    "check",
    "show",
    "run",
    "compare",
    "again",
    "library",
    "models",
    "chosen",
    "explain",
    "export",
)
HEAVY = ("numba", "pandas", "scipy", "numpy", "openpyxl", "jinja2", "pydantic")


def test_verbs_are_there(run: Any) -> None:
    """Every verb is in the help of the command."""
    told = run("--help")
    assert told.exit_code == 0
    assert all(f"\n  {verb} " in told.stdout for verb in (*VERBS, "learn"))


@pytest.mark.parametrize("words", [*((verb,) for verb in VERBS), ("learn", "appointments")])
def test_help_has_an_example(run: Any, words: tuple[str, ...]) -> None:
    """The help of every command ends with an example that begins with that command, and has --json."""
    told = run(*words, "--help")
    assert told.exit_code == 0
    assert f"Example: opmodels {' '.join(words)}" in " ".join(told.stdout.split())
    assert "--json" in told.stdout


@pytest.mark.parametrize("words", [(verb,) for verb in VERBS])
def test_help_is_for_users(run: Any, words: tuple[str, ...]) -> None:
    """No part of a docstring that is for programmers stands in the help."""
    assert "Raises" not in run(*words, "--help").stdout


def test_help_loads_nothing_heavy() -> None:
    """Asking for help imports neither the engine nor what reads services."""
    code = (
        "import sys\n"
        "from opmodels.show.cli.main import app\n"
        "try: app(['--help'], prog_name='opmodels')\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage: opmodels" in done.stdout
    assert done.stderr.strip().endswith("[]")


def test_check_loads_no_engine() -> None:
    """Checking a service imports neither numba, pandas nor scipy.stats."""
    code = (
        "import sys\n"
        "from opmodels.show.cli.main import app\n"
        "try: app(['check', 'gp-surgery'], prog_name='opmodels')\n"
        "except SystemExit as end: assert end.code == 0\n"
        "print([name for name in ('numba', 'pandas', 'scipy.stats') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip().endswith("[]")


def test_version(run: Any) -> None:
    """--version prints the version and nothing else."""
    assert run("--version").stdout == f"{VERSION}\n"


def test_no_command_shows_help(run: Any) -> None:
    """Without a command the help is printed, and it counts as bad input."""
    told = run()
    assert told.exit_code == 2
    assert "Begin with:" in told.stdout


def test_completion_is_offered(run: Any) -> None:
    """The shell can be taught to complete commands."""
    assert "--install-completion" in run("--help").stdout
    assert isinstance(app, typer.Typer)
