"""The bar on standard error."""

from __future__ import annotations

import io
import sys

import pytest

from opmodels.show.cli.progress import show_progress


class Terminal(io.StringIO):
    """A stream that says that somebody looks at it."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_nothing_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a file or a pipe nothing is written."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with show_progress("running") as tell:
        tell(1, 10)
    assert stream.getvalue() == ""


def test_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal it says what goes on and how much is done."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with show_progress("running") as tell:
        tell(3, 10)
    assert "running" in stream.getvalue()
    assert "3/10" in stream.getvalue()
