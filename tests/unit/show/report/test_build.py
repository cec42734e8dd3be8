"""The report as a file."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from opmodels.appraise.comparison import Comparison
from opmodels.show.report.build import list_sections, write_report
from opmodels.show.report.templates import make_breakable

VOID = {"meta", "wbr", "br", "link"}


class Reader(HTMLParser):
    """Reads HTML strictly: every element is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.tables: list[dict[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in given.items()]
        self.ids += [given["id"]] if "id" in given else []
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "table":
            self.tables.append({"caption": 0, "scopes": 0, "heads": 0})
        if self.tables and tag in ("caption", "th"):
            table = self.tables[-1]
            table["caption"] += tag == "caption"
            table["heads"] += tag == "th"
            table["scopes"] += tag == "th" and "scope" in given
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself, as in SVG."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self.open and self.open.pop() == tag, f"</{tag}> out of turn"


@pytest.fixture(scope="module")
def html(comparison: Comparison) -> str:
    """Return the report of the small comparison."""
    return write_report(comparison)


@pytest.fixture(scope="module")
def read(html: str) -> Reader:
    """Return what a strict reader finds in it."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_well_formed(read: Reader) -> None:
    """Every element is closed, and no identifier comes twice."""
    assert read.open == []
    assert len(set(read.ids)) == len(read.ids)


def test_headings_in_order(read: Reader) -> None:
    """One heading of the first level, and no level is skipped."""
    assert read.headings.count(1) == 1
    assert read.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(read.headings, read.headings[1:], strict=False))


def test_tables_are_accessible(read: Reader) -> None:
    """Every table has a caption, and every head says what it is the head of."""
    assert len(read.tables) > 10
    assert all(table["caption"] == 1 and table["heads"] == table["scopes"] > 0 for table in read.tables)


def test_nothing_from_outside(read: Reader, html: str) -> None:
    """The file asks for nothing: no source, no link but to itself, no script, no import in its style."""
    for tag, name, value in read.attributes:
        if name in ("src", "href", "srcset", "action", "data") and tag != "svg":
            assert value.startswith("#"), (tag, name, value)
    assert "<script" not in html and "@import" not in html and "url(http" not in html
    assert "default-src 'none'" in html


def test_links_lead_somewhere(read: Reader) -> None:
    """Every link within the page has its place, and every reference of a drawing its target."""
    targets = {value[1:] for _, name, value in read.attributes if name == "href"}
    targets |= {
        word for _, name, value in read.attributes if name == "aria-labelledby" for word in value.split()
    }
    targets |= {match for _, _, value in read.attributes for match in re.findall(r"url\(#([\w-]+)\)", value)}
    assert targets <= set(read.ids)


def test_language_and_title(html: str) -> None:
    """The page says its language, and is named after the service, escaped."""
    assert '<html lang="en">' in html
    assert "<title>DESK &amp; COUNTER (for tests)</title>" in html


def test_sections(comparison: Comparison) -> None:
    """All sections that were promised are there, the differences first, the checklist last."""
    names = [section.name for section in list_sections(comparison)]
    assert names == [
        "differences",
        "waits",
        "winners",
        "money",
        "staff",
        "lines",
        "changes",
        "elements",
        "check",
        "load",
        "service",
        "cards",
        "assumptions",
        "origin",
        "stress",
    ]


def test_every_chart_has_a_table(read: Reader, html: str) -> None:
    """Below each drawing but the picture of the service stands a table; that has one of pools."""
    drawings = sum(tag == "svg" for tag, name, _ in read.attributes if name == "role")
    assert html.count("<figcaption>") == drawings - 1
    assert html.count(": the figures</caption>") == drawings - 1


def test_breaking() -> None:
    """Long names may break after dots and underscores; numbers stay with their units; markup is escaped."""
    assert make_breakable("pools.gp.per_session") == "pools.<wbr>gp.<wbr>per_<wbr>session"
    assert make_breakable("58 % of 30 min") == "58\u00a0% of 30\u00a0min"
    assert make_breakable("<b>") == "&lt;b&gt;"
    assert make_breakable("3.14") == "3.14"
