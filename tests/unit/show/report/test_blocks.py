"""The parts of a report."""

from __future__ import annotations

from opmodels.show.report.blocks import Block, Table, list_up, say, tabulate


def test_makers() -> None:
    """Each maker fills one part of a block, and everything in it is fixed."""
    assert say("words", "title") == Block(heading="title", words="words")
    assert list_up(iter(["a", "b"])) == Block(items=("a", "b"))
    assert tabulate("c", ["x"], [["1"], ["2"]]) == Block(table=Table("c", ("x",), (("1",), ("2",))))
