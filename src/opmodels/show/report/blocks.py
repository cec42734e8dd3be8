"""What a report is made of: sections with paragraphs, lists, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opmodels.show.charts import Chart


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first cell of a row is its head.

    Parameters
    ----------
    caption
        What it shows, in a sentence.
    columns
        Heads of the columns.
    rows
        Cells, as long as `columns`.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Block:
    """One part of a section: exactly one of these is filled, besides the heading.

    Parameters
    ----------
    heading
        A heading of the third level, or nothing.
    words
        A paragraph.
    items
        A list.
    table, chart
        A table, or a chart with its own.
    drawing
        A drawing without a table, as SVG.
    """

    heading: str = ""
    words: str = ""
    items: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    drawing: str = ""


@dataclass(frozen=True)
class Section:
    """A section of the report.

    Parameters
    ----------
    name
        Its anchor.
    title
        Its heading.
    blocks
        What is in it; a section without blocks is left out.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]


def say(words: str, heading: str = "") -> Block:
    """Return a paragraph."""
    return Block(heading=heading, words=words)


def list_up(items: Iterable[str], heading: str = "") -> Block:
    """Return a list."""
    return Block(heading=heading, items=tuple(items))


def tabulate(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]], heading: str = "") -> Block:
    """Return a table."""
    return Block(heading=heading, table=Table(caption, tuple(columns), tuple(tuple(row) for row in rows)))
