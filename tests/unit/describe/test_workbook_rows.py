"""Which numbers stand in a workbook."""

from __future__ import annotations

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.paths import get_node
from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_figures import SPARE, WAIT
from opmodels.describe.workbook_further import FURTHER
from opmodels.describe.workbook_rows import SHEETS, Row, find_unit, list_rows, walk_leaves
from opmodels.describe.workbook_volumes import IN_ALL


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
        ("15 min; 90 min", "min"),
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
        offered = SPARE in row.path or row.path[-1] == IN_ALL or row.name.startswith(f"observed.{WAIT}")
        offered |= row.path[0] == FURTHER
        if not offered:
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
    assert {"pools.reception.absence", "needs.review.in_all"} <= set(first)
    assert "pools.gp.layer" not in first
    assert len(first) < 60


def test_titles_are_words() -> None:
    """A figure is told by what it measures, a route by where it leads."""
    rows = {row.name: row for sheet in list_rows(read_library("gp-surgery")).values() for row in sheet}
    assert rows["observed.1.value"].heading == "figure 1: gave up, step phone"
    assert rows["guardrails.2.at_most"].heading == "guardrail 2: wait, step ask routine, quantile 90 %"
    assert rows["needs.review.per_person_per_year.older"].title == "cases per person per year: review"
    assert rows["pools.gp.hours"].is_list
    assert rows["pools.gp.hours"].value == "Mon-Fri 08:30-11:40; Mon-Fri 14:00-17:10"
    assert rows["steps.phone.takes.lognormal.mean"].title == "takes: lognormal: mean"


def test_path_counts_from_one() -> None:
    """Items of lists are counted as people count."""
    assert Row(("observed", 0, "value"), "", "", "", "", "").name == "observed.1.value"


def test_rates_stand_with_their_group() -> None:
    """How often a group has each need stands in its block, so that a copy of the block has it too."""
    sheets = list_rows(read_library("gp-surgery"))
    block = [row.name for row in sheets["Groups"] if row.heading == "older"]
    assert block[:2] == ["groups.older", "groups.older.people"]
    assert "needs.review.per_person_per_year.older" in block
    assert not [row.name for row in sheets["Needs"] if ".per_person_per_year." in row.name]


def test_blocks_that_can_be_copied() -> None:
    """Groups, needs, pools and figures begin with a line of their own; steps and diaries do not."""
    sheets = list_rows(read_library("gp-surgery"))
    opening = [row.path for rows in sheets.values() for row in rows if row.opens]
    assert {path[0] for path in opening} == {"groups", "needs", "pools", "observed"}
    assert all(len(path) == 2 for path in opening)
    assert opening[-1] == ("observed", SPARE)


def test_what_has_a_range() -> None:
    """Numbers about the world can have a range; texts, decisions, times of the run and lists cannot."""
    rows = {row.name: row for sheet in list_rows(read_library("gp-surgery")).values() for row in sheet}
    with_range = {name for name, row in rows.items() if row.has_range}
    assert {
        "groups.older.people",
        "gap.amount",
        "pools.gp.cost",
        "observed.1.value",
        "observed.new.value",
        "steps.phone.takes.lognormal.mean",
        "steps.phone.then.pharmacy.others",
        "steps.ask_nurse.no_show.after.1 day",
    } <= with_range
    assert not with_range & {
        "time.run",
        "pools.gp.hours",
        "pools.gp.layer",
        "groups.older",
        "needs.same_day.week.days.Mon",
        "guardrails.1.at_most",
        "observed.1.tolerance",
        "steps.phone_again.wait.uniform",
    }


def test_leaves_within_lists() -> None:
    """Texts in lists of mappings, or in mixed lists, are found with their place; a list of texts is one."""
    node = [{"if": {"group": "old"}, "to": {"a": "5 %", "b": "rest"}}, "x", ["y", "z"]]
    assert list(walk_leaves(node, ("s",))) == [
        (("s", 0, "if", "group"), "old"),
        (("s", 0, "to", "a"), "5 %"),
        (("s", 1), "x"),
        (("s", 2), ["y", "z"]),
    ]
