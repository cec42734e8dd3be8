"""The page of the documentation: written between its marks, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.document import BEGIN, END, PAGE, align, mark_down, replace_section, tell, write_docs
from tests.benchmarks.findings_made_up import MADE_UP


def test_only_between_the_marks(tmp_path: Path) -> None:
    """What stands before and after stays; written twice it is the same; the drawing stands beside it."""
    page = tmp_path / "page.md"
    page.write_text(f"# Speed\n\n{BEGIN}\nold\n{END}\n\nThe end.\n", encoding="utf-8")
    write_docs(MADE_UP, page)
    once = page.read_text(encoding="utf-8")
    write_docs(MADE_UP, page)
    assert page.read_text(encoding="utf-8") == once
    assert once.startswith("# Speed\n") and once.endswith("The end.\n") and "old" not in once
    assert "| M/M/1: SimPy | 50,000 | 40 times slower | 9.00 |  |" in once
    assert "Cimba is left out: it is not there." in once
    assert (tmp_path / "page.svg").exists()


@pytest.mark.parametrize("page", ["", BEGIN, f"{BEGIN}{END}{BEGIN}{END}"])
def test_marks_must_be_there(page: str) -> None:
    """A page without both marks, once each, is not touched."""
    with pytest.raises(ValueError, match="once each"):
        replace_section(page, "text")


def test_page_has_its_marks() -> None:
    """The page of this repository can be written."""
    assert "new text" in replace_section(PAGE.read_text(encoding="utf-8"), "new text")


def test_tables() -> None:
    """Columns of a terminal's table are as wide as their widest cell; Markdown has a line below the head."""
    rows = [("", "figure"), ("long name", "1")]
    assert align(rows) == "           figure\nlong name       1"
    assert mark_down(rows).splitlines() == ["|  | figure |", "|---|---:|", "| long name | 1 |"]


def test_terminal_tells_everything() -> None:
    """Races, memory, threads, start, pairing and who is left out are all there."""
    told = tell(MADE_UP)
    for words in (
        "M/M/1: C, for this one model",
        "MB beyond it",
        "threads",
        "first start",
        "fewer",
        "left out",
    ):
        assert words in told
