"""The library's numbers with the analyst's put in."""

from __future__ import annotations

import pytest

from opmodels.describe.library import list_services
from opmodels.describe.notes import list_numbers
from opmodels.describe.read import parse_tree
from opmodels.describe.workbook import read_library
from opmodels.describe.workbook_borrowed import BORROWED, UNMARKED, Entry, merge_entries


@pytest.mark.parametrize("name", list_services())
def test_everything_is_borrowed(name: str) -> None:
    """With nothing filled in, every number of a library service is marked as borrowed, values unchanged."""
    before = read_library(name)
    after = parse_tree(merge_entries(before, [], name))
    old = {path: part for path, part in list_numbers(before)}
    new = {path: part for path, part in list_numbers(after)}
    assert list(old) == list(new)
    for path, part in new.items():
        if UNMARKED & set(map(str, path)):
            continue
        assert part.grade == BORROWED, path
        assert part.source.startswith(f"borrowed from {name}"), path
        assert getattr(part, "value", None) == getattr(old[path], "value", None)


def test_an_entry_is_the_analysts() -> None:
    """A number that was filled in has the analyst's source and grade, and no range of somebody else's."""
    before = read_library("gp-surgery")
    entries = [
        Entry(("pools", "gp", "staff"), "4", "cell", "our rota", "A"),
        Entry(("pools", "nurse", "staff"), "2", "cell"),
        Entry(("pools", "gp", "hours"), "Mon-Fri 09:00-12:00; Wed 13:00-16:00", "cell", is_list=True),
    ]
    tree = merge_entries(before, entries, "gp-surgery")
    assert tree["pools"]["gp"]["staff"] == {"value": "4", "source": "our rota", "grade": "A"}
    assert tree["pools"]["nurse"]["staff"] == "2"
    assert tree["pools"]["gp"]["hours"] == ["Mon-Fri 09:00-12:00", "Wed 13:00-16:00"]
    assert parse_tree(tree).pools["gp"].staff.low is None  # type: ignore[union-attr]


def test_part_of_a_distribution() -> None:
    """Where one parameter is the analyst's, the other is marked as borrowed, and the whole is neither."""
    entry = Entry(("steps", "phone", "takes", "lognormal", "mean"), "5 min", "cell", "our log", "B")
    tree = merge_entries(read_library("gp-surgery"), [entry], "gp-surgery")
    takes = tree["steps"]["phone"]["takes"]
    assert takes["lognormal"]["mean"] == {"value": "5 min", "source": "our log", "grade": "B"}
    assert takes["lognormal"]["sd"]["grade"] == BORROWED
    assert "grade" not in takes
    assert parse_tree(tree).steps["phone"].takes.everyone.distribution.mean() == pytest.approx(5.0)  # type: ignore[union-attr]


def test_range_of_an_entry() -> None:
    """The ends of a range stand beside the analyst's value, with source and grade."""
    entry = Entry(
        ("pools", "gp", "cost"), "£90 per hour", "cell", "rota", "B", ends=("£80 per hour", "£99 per hour")
    )
    tree = merge_entries(read_library("gp-surgery"), [entry], "gp-surgery")
    cost = parse_tree(tree).pools["gp"].cost
    assert (cost.low, cost.high, cost.source, cost.grade) == (80, 99, "rota", "B")  # type: ignore[union-attr]


def test_several_pools() -> None:
    """Where a step is served by one pool, several may be written, parted by semicolons."""
    entry = Entry(("steps", "consult", "serve"), "gp; nurse", "cell")
    tree = merge_entries(read_library("gp-surgery"), [entry], "gp-surgery")
    assert tree["steps"]["consult"]["serve"] == ["gp", "nurse"]


def test_figures_of_the_library_go() -> None:
    """Figures seen elsewhere cannot check the analyst's service."""
    assert "observed" not in merge_entries(read_library("gp-surgery"), [], "gp-surgery")


def test_it_is_no_example_any_more() -> None:
    """The description says where it comes from, and no longer that it is an example."""
    tree = merge_entries(read_library("gp-surgery"), [], "gp-surgery")
    assert "example" not in tree
    assert "borrowed from gp-surgery; 0 cells" in tree["story"]
