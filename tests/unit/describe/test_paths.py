"""Paths name places in a description, and say what is near when there is no such place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodels.describe.paths import (
    EditError,
    drop_node,
    find_paths,
    get_node,
    put_node,
    split_path,
    write_path,
)

TREE: dict[str, Any] = {
    "pools": {"gp": {"staff": "5", "cost": "£96 per hour"}, "rooms": {"places": "2"}},
    "guardrails": [
        {"measure": "wait", "step": "phone"},
        {"measure": "budget"},
        {"measure": "end", "step": "phone"},
    ],
    "red_lines": ["free at need"],
    "steps": {"ask": {"no_show": {"after": {"0 days": "2 %", "1.5 days": "5 %"}}}},
}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("pools.gp.staff", ("pools", "gp", "staff")),
        ("guardrails.2.measure", ("guardrails", 1, "measure")),
        ("guardrails.budget", ("guardrails", 1)),
        ("red_lines.free at need", ("red_lines", 0)),
        ('steps.ask.no_show.after."1.5 days"', ("steps", "ask", "no_show", "after", "1.5 days")),
    ],
)
def test_a_path_finds_its_place(text: str, path: tuple[str | int, ...]) -> None:
    """Names, numbers from 1, unique names of items and quoted names all lead to their place."""
    assert find_paths(TREE, text) == [path]


def test_star_stands_for_every_part_that_has_the_rest() -> None:
    """A star passes over the parts that lack what follows."""
    assert find_paths(TREE, "pools.*.staff") == [("pools", "gp", "staff")]
    assert find_paths(TREE, "pools.*") == [("pools", "gp"), ("pools", "rooms")]
    assert len(find_paths(TREE, "guardrails.*.measure")) == 3


@pytest.mark.parametrize(
    ("text", "found", "nearest"),
    [
        ("pools.gpp.staff", "'gpp', which pools does not have", "gp"),
        ("pools.gp.stuff", "'stuff', which pools.gp does not have", "staff"),
        ("pools.gp.staff.more", "'more' below pools.gp.staff, which is '5'", None),
        ("guardrails.4", "'4', which is not in guardrails", None),
        ("guardrails.0", "'0', which is not in guardrails", None),
        ("guardrails.budgets", "'budgets', which is not in guardrails", "budget"),
        ("guardrails.phone", "'phone', which is said more than once in guardrails", None),
        ("pools.*.hours", "'hours', which pools.gp does not have", None),
        ("red_lines.*.x", "'x' below red_lines.1, which is 'free at need'", None),
        ("pools.gp.staff.*", "'pools.gp.staff.*', which fits nothing", None),
    ],
)
def test_a_place_that_is_not_there_is_named_with_the_nearest(
    text: str, found: str, nearest: str | None
) -> None:
    """The message says which name is missing and where, and the nearest spelling."""
    with pytest.raises(EditError) as caught:
        find_paths(TREE, text)
    assert caught.value.found == found
    assert caught.value.nearest == nearest


@pytest.mark.parametrize("text", ["", "  ", ".", "a..b", "a.", ".a", '"a', '"a"b'])
def test_a_path_that_is_none_is_refused(text: str) -> None:
    """Empty names and quotation marks that are not closed are refused."""
    with pytest.raises(EditError):
        split_path(text)


@given(st.lists(st.text(max_size=6), min_size=1, max_size=4))
def test_a_written_path_leads_back(names: list[str]) -> None:
    """Whatever the names are, the path that is written for them finds the same place."""
    tree: Any = "here"
    for name in reversed(names):
        tree = {name: tree, name + "x": "elsewhere"}
    assert find_paths(tree, write_path(tuple(names))) == [tuple(names)]


def test_putting_and_dropping_leave_the_original_alone() -> None:
    """Both return a new tree and share what they do not touch."""
    put = put_node(TREE, ("pools", "gp", "staff"), "4")
    assert get_node(put, ("pools", "gp", "staff")) == "4"
    assert TREE["pools"]["gp"]["staff"] == "5"
    assert put["guardrails"] is TREE["guardrails"]
    dropped = drop_node(TREE, ("guardrails", 1))
    assert [line["measure"] for line in dropped["guardrails"]] == ["wait", "end"]
    assert len(TREE["guardrails"]) == 3
    assert "rooms" not in drop_node(TREE, ("pools", "rooms"))["pools"]


def test_putting_past_the_end_of_a_list_appends() -> None:
    """One past the last item is a new item."""
    assert put_node(TREE, ("red_lines", 1), "new")["red_lines"] == ["free at need", "new"]
