"""The bar on standard error."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from opmodels.show.cli import progress
from opmodels.show.cli.progress import show_progress
from opmodels.simulate import kernel


class Terminal(io.StringIO):
    """A stream that says that somebody looks at it."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def warm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a cache folder in which the engine is compiled already."""
    (tmp_path / "loop.nbi").touch()
    monkeypatch.setattr(kernel, "CACHE_FOLDER", tmp_path)
    return tmp_path


def test_first_start_is_told(
    warm: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """That the engine is compiled is said when it is, and never again."""
    progress.tell_first_start()
    assert capsys.readouterr().err == ""
    (warm / "loop.nbi").unlink()
    progress.tell_first_start()
    assert "compiled, once" in capsys.readouterr().err


def test_nothing_where_nobody_looks(warm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a file or a pipe nothing is written."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with show_progress("running") as tell:
        tell(1, 10)
    assert stream.getvalue() == ""


def test_bar_on_a_terminal(warm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal it says what goes on and how much is done."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with show_progress("running") as tell:
        tell(3, 10)
    assert "running" in stream.getvalue()
    assert "3/10" in stream.getvalue()
