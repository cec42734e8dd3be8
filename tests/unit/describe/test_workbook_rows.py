"""Which numbers stand in a workbook."""

from __future__ import annotations

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.paths import get_node
from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_rows import SHEETS, Row, find_unit, list_rows


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("58 %", "%"),
        ("3.2 min", "min"),
        ("£15.20 per hour", "£ per hour"),
        ("£120k", "£"),
        ("£1,184,000 per year", "£ per year"),
        ("1604", ""),
        ("2.36", ""),
        ("5.7k", ""),
        ("4 min 28 s", "min"),
        ("42 days", "days"),
        ("08:30", ""),
        ("2025-04-07", "date"),
        ("Mon-Fri 08:00-18:30", ""),
        ("practice", ""),
        ("08:00 same day", ""),
        ("42 days ahead", "days ahead"),
        ("rest", ""),
    ],
)
def test_unit_of_a_bare_number(text: str, unit: str) -> None:
    """The unit of a bare number is that of the library's value; dates, times and words have none."""
    assert find_unit(text) == unit


@pytest.mark.parametrize("name", list_services())
def test_rows_of_the_library(name: str) -> None:
    """Every row of a library service has its own path, which is in the description, and a meaning."""
    service = read_library(name)
    sheets = list_rows(service)
    rows = [row for sheet in sheets.values() for row in sheet]
    assert list(sheets) == list(SHEETS)
    assert len({row.name for row in rows}) == len(rows)
    for row in rows:
        get_node(service.tree, row.path)
    explained = sum(bool(row.meaning) for row in rows)
    assert explained == len(rows), [row.name for row in rows if not row.meaning][:5]
    assert any(row.is_first for row in sheets["Pools"])


def test_where_to_begin() -> None:
    """Name, start, people, rates, staff, hours, pay and figures seen are marked; other numbers are not."""
    rows = {row.name: row for sheet in list_rows(read_library("gp-surgery")).values() for row in sheet}
    first = [name for name, row in rows.items() if row.is_first]
    assert {
        "service",
        "time.start",
        "gap.amount",
        "groups.children.people",
        "pools.gp.cost",
        "observed.1.value",
    } <= set(first)
    assert "needs.same_day.per_person_per_year.older" in first
    assert "pools.gp.layer" not in first
    assert len(first) < 60


def test_titles_are_words() -> None:
    """A figure is told by what it measures, a route by where it leads."""
    rows = {row.name: row for sheet in list_rows(read_library("gp-surgery")).values() for row in sheet}
    assert rows["observed.1.value"].title == "gave up, step phone"
    assert rows["guardrails.1.at_most"].title.endswith(": at most")
    assert rows["pools.gp.hours"].is_list
    assert rows["pools.gp.hours"].value == "Mon-Fri 08:30-11:40; Mon-Fri 14:00-17:10"
    assert rows["steps.phone.takes.lognormal.mean"].title == "takes: lognormal: mean"


def test_path_counts_from_one() -> None:
    """Items of lists are counted as people count."""
    assert Row(("observed", 0, "value"), "", "", "", "", "").name == "observed.1.value"
