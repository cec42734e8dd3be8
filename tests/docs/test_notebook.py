"""The library works in a notebook as the design promises."""

from __future__ import annotations

import pytest

CELLS = (
    "import opmodels as om",
    's = om.read("gp-surgery")',
    'c = om.compare(s, ["trim"], replications=2)',
    "print(c.page())",
    "c.waits  # DataFrame",
)


def test_five_lines_in_a_notebook() -> None:
    """Reading, comparing, page one and a table run cell by cell in a kernel; the table is shown as HTML."""
    nbformat = pytest.importorskip("nbformat", reason="needs the test extra")
    client = pytest.importorskip("nbclient", reason="needs the test extra")
    pytest.importorskip("ipykernel", reason="needs the test extra")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
    client.NotebookClient(book, timeout=300, kernel_name="python3").execute()
    page, table = book.cells[3].outputs[0], book.cells[4].outputs[0]
    assert "library example, not your service" in page["text"]
    assert "<table" in table["data"]["text/html"]
