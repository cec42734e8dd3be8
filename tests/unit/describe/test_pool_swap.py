"""Wherever a pool is named, others can stand in its place."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.paths import EditError
from opmodels.describe.pool_swap import (
    is_varied,
    pools_in,
    said_once,
    serve_by_area,
    swap_elsewhere,
    swap_served,
    swap_team,
    teams_of,
)

OWN = {"north": {"a": ("n",), "b": ("n",)}, "south": {"a": ("s", "n"), "b": ("s", "n")}}


@pytest.mark.parametrize(
    ("served", "after"),
    [
        ("a", "x"),
        (["a", "b", "c"], ["x", "c"]),
        ({"all": ["a", ["c", "b"]]}, {"all": ["x", ["c", "x"]]}),
        ({"north": "a", "others": ["b", "a"]}, "x"),
        ({"north": "a", "others": "c"}, {"north": "x", "others": "c"}),
    ],
)
def test_one_pool_stands_for_two(served: Any, after: Any) -> None:
    """Alone, as one of several, needed together, and by name; said once where it is the same for all."""
    assert swap_served(served, {"a": ("x",), "b": ("x",)}) == after


def test_several_can_stand_for_one() -> None:
    """The first that is free serves."""
    assert swap_team("a", {"a": ("x", "a")}) == ["x", "a"]
    assert pools_in({"all": ["a", ["b", "a"]]}) == ("a", "b")
    assert (is_varied({"all": ["a"]}), is_varied({"north": "a"}), is_varied("a")) == (False, True, False)
    assert teams_of("a") == {"others": "a"}
    assert said_once({"x": "a", "y": "a"}) == "a"


@pytest.mark.parametrize(
    ("served", "after"),
    [
        ("a", {"north": "n", "south": ["s", "n"]}),
        ({"north": "a", "others": ["b", "c"]}, {"north": "n", "south": ["s", "n", "c"]}),
        ({"wound": "a", "others": "b"}, {"north": "n", "south": ["s", "n"]}),
        ({"all": ["a", "room"]}, {"north": {"all": ["n", "room"]}, "south": {"all": [["s", "n"], "room"]}}),
    ],
)
def test_each_area_gets_its_own(served: Any, after: Any) -> None:
    """Whoever served before; what hung on the need no longer does, once all are generalists."""
    assert serve_by_area("visit", served, OWN) == after


@pytest.mark.parametrize(
    ("served", "found"),
    [
        ({"wound": "a", "others": "doctor"}, "visit, which is served by others for wound"),
        ({"north": "a"}, "visit, which says nothing of who serves south"),
    ],
)
def test_what_cannot_be_said_by_area_is_refused(served: Any, found: str) -> None:
    """Areas and needs cannot be told apart at once; nobody is left unserved."""
    with pytest.raises(EditError, match=found):
        serve_by_area("visit", served, OWN)


TREE: dict[str, Any] = {
    "consults": {"noon": {"pools": ["a", "b", "c"]}, "two": {"pools": ["a", "b"]}},
    "guardrails": [
        {"measure": "utilisation", "pool": "a"},
        {"measure": "utilisation", "pool": "b"},
        {"measure": "end"},
    ],
    "observed": [{"measure": "utilisation", "pool": "a"}, {"measure": "wait", "step": "visit"}],
    "steps": {"visit": {"serve": "a", "keeps": {"a": "done"}}, "wait": {"wait": "5 min"}},
}


def test_other_places_follow() -> None:
    """Consults of one pool end, guardrails are said once, what was seen of a pool that ends goes with it."""
    made = swap_elsewhere(TREE, {"a": ("x",), "b": ("x",)})
    assert made["consults"] == {"noon": {"pools": ["x", "c"]}}
    assert made["guardrails"] == [{"measure": "utilisation", "pool": "x"}, {"measure": "end"}]
    assert made["observed"] == [{"measure": "wait", "step": "visit"}]
    assert made["steps"]["visit"]["keeps"] == {"x": "done"}
    with pytest.raises(EditError, match="visit, which keeps a"):
        swap_elsewhere(TREE, {"a": ("x", "y")})
    only = {"consults": {"two": TREE["consults"]["two"]}, "steps": {}}
    assert "consults" not in swap_elsewhere(only, {"a": ("x",), "b": ("x",)})
