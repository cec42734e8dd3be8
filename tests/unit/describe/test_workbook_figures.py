"""Figures that are offered beyond those of the library service."""

from __future__ import annotations

from pathlib import Path

from opmodels.describe.read import read
from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_figures import SPARE, list_further, tell_further
from tests.unit.describe.workbooks import new_book, put


def test_mean_wait_where_there_is_a_queue() -> None:
    """The mean wait is offered at a queue that people leave, unless the library service has that figure."""
    assert list_further(read_library("contact-centre")) == {
        "wait_at_phone": {"measure": "wait", "step": "phone"},
        SPARE: {},
    }
    assert list(list_further(read_library("gp-surgery"))) == [SPARE]


def test_headings() -> None:
    """A block that is offered is called by what it measures."""
    assert tell_further("wait_at_call_back") == "mean wait, step call back"
    assert tell_further(SPARE) == "another figure"


def test_mean_wait_is_read(tmp_path: Path) -> None:
    """A wait written there is a figure to reproduce, beside those of the library and a spare one."""
    book = new_book("contact-centre")
    put(book, "observed.wait_at_phone.value", 2.5)
    put(book, "observed.1.value", "12 %")
    for key, value in (("value", "80 %"), ("measure", "within"), ("step", "phone"), ("time", "5 min")):
        put(book, f"observed.new.{key}", value)
    book.save(tmp_path / "mine.xlsx")
    seen = read(tmp_path / "mine.xlsx").observed
    assert [(one.measure, one.step, one.value.value) for one in seen] == [
        ("gave_up", "phone", 0.12),
        ("wait", "phone", 2.5),
        ("within", "phone", 0.8),
    ]
