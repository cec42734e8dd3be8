"""The bar on standard error."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from opmodels.describe.read import parse_service
from opmodels.show.cli import progress
from opmodels.show.cli.progress import show_progress
from opmodels.simulate import kernel
from tests.services import mmc


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


def test_a_large_run_is_told(warm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run far larger than usual is told before it starts, and how far it is, even into a file."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with show_progress("running", parse_service(mmc(rate="9000 per hour"))) as tell:
        tell(1, 10)
        tell(2, None)
    assert stream.getvalue().splitlines() == [
        "Large: about 6.05 million cases in each replication, where a usual run has fewer than one million.",
        "This may take many minutes; Ctrl-C stops it, opmodels check tells where they come from.",
        "running: 1 of 10 done",
        "running: 2 done",
    ]


def test_a_usual_run_is_not_told(warm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a usual run nothing is said."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with show_progress("running", parse_service(mmc())) as tell:
        tell(1, 10)
    assert stream.getvalue() == ""
