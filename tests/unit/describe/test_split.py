"""A whole in parts: routes with their shares, levels and areas by name."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from opmodels.describe.split import Onward, Parts, Route, Split, read_parts, read_route


def refuse(kind: Any, node: Any) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Return place and parts of every fault of a node."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(node)
    return [(line["loc"], line.get("ctx", {})) for line in caught.value.errors()]


@pytest.mark.parametrize(
    ("node", "shares"),
    [
        ("done", {"done": 1.0}),
        ({"visit": "74 %", "done": "rest"}, {"visit": 0.74, "done": 0.26}),
        ({"visit": "0.25", "a": "25 %", "b": "50 %"}, {"visit": 0.25, "a": 0.25, "b": 0.5}),
        ({"to": {"visit": "100 %", "done": "rest"}}, {"visit": 1.0, "done": 0.0}),
        ({"to": "done"}, {"done": 1.0}),
        (
            {"visit": {"value": "74 %", "range": ["70 %", "80 %"]}, "done": "rest"},
            {"visit": 0.74, "done": 0.26},
        ),
    ],
)
def test_routes_are_a_place_or_shares(node: Any, shares: dict[str, float]) -> None:
    """One place takes all; of several, one may take the rest."""
    route = read_route(node)
    assert route.shares() == pytest.approx(shares)
    assert read_route(route) is route


def test_shares_differ_by_group_and_need() -> None:
    """The rest is worked out for each kind of case; the group counts before the need."""
    route = read_route({"visit": {"old": "60 %", "form": "50 %", "others": "10 %"}, "done": "rest"})
    assert route.shares("old", "form")["done"] == pytest.approx(0.4)
    assert route.shares("young", "form")["done"] == pytest.approx(0.5)
    assert route.shares("young", "call")["done"] == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("node", "found"),
    [
        ({"a": "70 %", "b": "40 %"}, "shares that sum to 110 %"),
        ({"a": "70 %", "b": "20 %"}, "shares that sum to 90 %"),
        ({"a": "rest", "b": "rest"}, "the rest twice, at a and b"),
        ({"a": {"old": "70 %", "others": "60 %"}, "b": "40 %"}, "shares that sum to 110 % for old"),
        ({"a": {"old": "70 %", "others": "50 %"}, "b": "40 %"}, "shares that sum to 90 %"),
        ({"a": {"old": "120 %"}, "b": "rest"}, '"120 %"'),
        ({"a": "110 %", "b": "rest"}, '"110 %"'),
        ({}, "an empty mapping"),
        ("", "nothing"),
        (["a", "b"], "a list of 2"),
        ({"to": []}, "an empty list"),
    ],
)
def test_wrong_routes_are_refused(node: Any, found: str) -> None:
    """Shares make up the whole, for everyone."""
    assert refuse(Onward, node)[0][1]["found"] == found


def test_shares_of_different_kinds_are_left_to_the_pairs() -> None:
    """Shares by group in one place and by need in another add up only for the pair."""
    route = read_route({"a": {"old": "60 %", "young": "50 %"}, "b": {"form": "40 %", "call": "50 %"}})
    assert sum(route.shares("old", "form").values()) == pytest.approx(1)


def test_route_is_made_of_places() -> None:
    """One place without a share takes all."""
    assert Route(to={"a": None}).shares() == {"a": 1.0}


def test_parts_have_names_and_shares() -> None:
    """Levels and areas keep the order in which they are listed, the rest worked out."""
    parts = read_parts({"mild": {"old": "40 %", "others": "70 %"}, "serious": "20 %", "dire": "rest"})
    assert list(parts.to) == ["mild", "serious", "dire"]
    assert parts.shares("old", "ill") == pytest.approx({"mild": 0.4, "serious": 0.2, "dire": 0.4})
    assert parts.shares("young", "ill")["dire"] == pytest.approx(0.1)
    assert read_parts(parts) is parts and isinstance(parts, Split)


@pytest.mark.parametrize(
    ("node", "found"),
    [
        ("mild", '"mild"'),
        (["mild"], "a list of 1"),
        ({}, "an empty mapping"),
        ({"mild": "70 %"}, "shares that sum to 70 %"),
        ({"mild": "rest", "dire": "rest"}, "the rest twice, at mild and dire"),
        ({"mild": "70", "dire": "rest"}, '"70" (above 1, without %)'),
    ],
)
def test_wrong_parts_are_refused(node: Any, found: str) -> None:
    """Nothing but shares by name that make up the whole."""
    assert refuse(Parts, node)[0][1]["found"] == found


@pytest.mark.parametrize("name", ["9 to 5", "", "a.b", "x" * 61])
def test_part_has_a_name_that_can_be_used(name: str) -> None:
    """A level or an area is named like a group, so that it can be written elsewhere."""
    ((place, _),) = refuse(Parts, {name: "70 %", "dire": "rest"})
    assert place[-2:] == (name, "[key]")
