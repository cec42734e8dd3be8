"""The findings as text for a terminal, and as tables in the page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import fill

from benchmarks.findings import (
    Findings,
    tabulate_races,
    tabulate_sizes,
    tabulate_threads,
    tell_pairing,
    tell_start,
)
from benchmarks.plot import draw_race

PAGE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "benchmarks.md"
BEGIN, END = "<!-- written by python -m benchmarks --write-docs -->", "<!-- end of what is written -->"


def align(rows: Iterable[Sequence[str]]) -> str:
    """Return a table for a terminal: the first column to the left, numbers to the right."""
    told = list(rows)
    widths = [max(len(row[place]) for row in told) for place in range(len(told[0]))]
    lines = (
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in told
    )
    return "\n".join(line.rstrip() for line in lines)


def mark_down(rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    head, *rest = [f"| {' | '.join(row)} |" for row in rows]
    columns = head.count("|") - 1
    return "\n".join([head, "|---" + "|---:" * (columns - 1) + "|", *rest])


def list_absent(findings: Findings) -> list[str]:
    """Return who was left out, as sentences."""
    return [f"{sentence[0].upper()}{sentence[1:]}." for sentence in findings.left_out]


def tell(findings: Findings) -> str:
    """Return everything for a terminal."""
    tables = (tabulate_races, tabulate_sizes, tabulate_threads)
    parts = [f"{findings.machine}. {findings.extent}.", *(align(table(findings)) for table in tables)]
    told = [tell_start(findings), tell_pairing(findings), *list_absent(findings)]
    return "\n\n".join([*parts, *(fill(sentence, 100) for sentence in told)])


def write_section(findings: Findings) -> str:
    """Return everything for the documentation."""
    parts = [
        f"{findings.machine}. {findings.extent}.",
        "![Cases in a CPU second, on an axis of powers of ten](benchmarks.svg)",
        mark_down(tabulate_races(findings)),
        *list_absent(findings),
        mark_down(tabulate_sizes(findings)),
        mark_down(tabulate_threads(findings)),
        tell_start(findings),
        tell_pairing(findings),
    ]
    return "\n\n".join(parts)


def replace_section(page: str, section: str) -> str:
    """Return a page with another text between its two marks.

    Raises
    ------
    ValueError
        When the marks are not there, once each.
    """
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise ValueError(f"the page needs the lines '{BEGIN}' and '{END}', once each")
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n\n{section}\n\n{END}{rest.split(END)[1]}"


def write_docs(findings: Findings, page: Path = PAGE) -> None:
    """Write tables and drawing into the documentation."""
    text = replace_section(page.read_text(encoding="utf-8"), write_section(findings))
    page.write_text(text, encoding="utf-8")
    page.with_suffix(".svg").write_text(draw_race(findings), encoding="utf-8")
