"""Parts are frozen, refuse what they do not know, and tell all that is wrong at once."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from opmodels.describe.part import QUOTE_COMMAS, Faults, Part, as_list, refuse, show


class Wheel(Part):
    """A wheel."""

    spokes: int
    """How many spokes."""
    colour: str = "red"
    """Its colour."""


class Cart(Part):
    """A cart with wheels."""

    wheels: dict[str, Wheel] = Field(default_factory=dict)
    """Its wheels."""
    kind: str = Field(alias="is")
    """What it is."""

    @model_validator(mode="after")
    def _rolls(self) -> Cart:
        if self.kind == "sledge":
            raise refuse("a sledge", "something that rolls", key="is")
        return self


def list_lines(data: Any, part: type[Part] = Cart) -> list[tuple[tuple[Any, ...], str]]:
    """Return place and finding of everything that is wrong with data for a part."""
    with pytest.raises(ValidationError) as caught:
        part.model_validate(data)
    return [
        (line["loc"], str(line.get("ctx", {}).get("found", line["type"]))) for line in caught.value.errors()
    ]


def test_parts_are_frozen() -> None:
    """A part does not change."""
    with pytest.raises(ValidationError):
        Wheel(spokes=3).spokes = 4  # type: ignore[misc]


def test_all_faults_are_told_together() -> None:
    """Unknown keys, missing keys and wrong values of several parts come in one error."""
    data = {
        "wheels": {"left": {"spokes": "x"}, "right": {"colour": 3, "spoke": 2}, "spare": {}},
        "is": "cart",
    }
    assert list_lines(data) == [
        (("wheels", "left", "spokes"), "int_parsing"),
        (("wheels", "right"), "the unknown key 'spoke'"),
        (("wheels", "right", "colour"), "string_type"),
        (("wheels", "spare"), "no 'spokes'"),
    ]


def test_unknown_key_has_the_nearest_that_is_free() -> None:
    """The nearest name is one that is not there already."""
    with pytest.raises(ValidationError) as caught:
        Wheel.model_validate({"colour": "red", "colours": "blue", "spokes": 3})
    context = caught.value.errors()[0]["ctx"]
    assert (context["nearest"], context["key"]) == (None, "colours")
    assert "colour, spokes" in context["expected"]


def test_a_comma_that_ends_a_text_is_told() -> None:
    """Words that nothing follows are the rest of a text that a comma cut off; a misspelt key is not."""
    for key, value, told in (("and blue", "", True), ("and blue", "3", False), ("colours", "", False)):
        with pytest.raises(ValidationError) as caught:
            Wheel.model_validate({"spokes": 3, key: value})
        assert (caught.value.errors()[0]["ctx"]["next"] == QUOTE_COMMAS) is told


def test_missing_key_is_told_with_its_meaning() -> None:
    """What is missing is explained by its docstring, with the alias as it is written."""
    with pytest.raises(ValidationError) as caught:
        Cart.model_validate({})
    context = caught.value.errors()[0]["ctx"]
    assert (context["found"], context["expected"], context["next"]) == (
        "no 'is'",
        "'is': What it is",
        "add is:",
    )


@pytest.mark.parametrize("data", ["text", ["a"], 3, None])
def test_other_than_mapping_is_refused(data: Any) -> None:
    """A part is written as a mapping."""
    assert len(list_lines(data)) == 1


def test_later_rules_are_applied() -> None:
    """A rule of the part itself is told at the part, with the key that is meant."""
    with pytest.raises(ValidationError) as caught:
        Cart.model_validate({"is": "sledge"})
    assert caught.value.errors()[0]["ctx"]["key"] == "is"


def test_but_changes_and_checks() -> None:
    """A changed copy is validated again, aliases and nested parts included."""
    cart = Cart.model_validate({"is": "cart", "wheels": {"left": {"spokes": 3}}})
    changed = cart.but(kind="wagon")
    assert (changed.kind, changed.wheels, cart.kind) == ("wagon", cart.wheels, "cart")
    with pytest.raises(ValidationError):
        cart.but(kind="sledge")


def test_meanings_come_from_docstrings() -> None:
    """The meaning of a key is the docstring below its field, and empty where there is none."""
    assert (Cart.meaning("is"), Wheel.meaning("colour")) == ("What it is.", "Its colour.")
    assert Cart.known_keys() == ("wheels", "is")


def test_part_without_source_has_no_meanings() -> None:
    """A part whose source is not at hand still works."""
    made = type("Made", (Part,), {"__annotations__": {"size": int}, "__module__": "nowhere"})
    assert made.meaning("size") == ""  # type: ignore[attr-defined]
    assert "size" in list_lines({}, made)[0][1]


def test_faults_are_kept_with_their_place() -> None:
    """Errors of both kinds are gathered below the places at which they were raised."""
    faults = Faults()
    with faults.at("a", 1):
        raise refuse("x", "y")
    with faults.at("b"):
        Wheel.model_validate({"spokes": "many"})
    with pytest.raises(ValidationError) as caught:
        faults.raise_any()
    assert [line["loc"] for line in caught.value.errors()] == [("a", 1), ("b", "spokes")]


def test_no_fault_raises_nothing() -> None:
    """Without faults reading goes on."""
    faults = Faults()
    with faults.at("a"):
        pass
    faults.raise_any()


def test_other_errors_pass_through() -> None:
    """Only errors of validation are kept."""
    with pytest.raises(KeyError), Faults().at("a"):
        raise KeyError("x")


def test_refuse_carries_every_part() -> None:
    """The error holds what a Problem needs."""
    error = refuse("x", "y", "z", "do", "k")
    assert isinstance(error, PydanticCustomError)
    assert error.context == {"found": "x", "expected": "y", "nearest": "z", "next": "do", "key": "k"}


@pytest.mark.parametrize(
    ("node", "shown"),
    [
        ("", "nothing"),
        ("a b", '"a b"'),
        ({}, "an empty mapping"),
        ({"a": 1, "b": 2}, "a mapping with a, b"),
        ([], "an empty list"),
        (["x"], "a list of 1"),
        (None, '"None"'),
    ],
)
def test_nodes_are_shown_shortly(node: Any, shown: str) -> None:
    """What stands in the file is told in a few words."""
    assert show(node) == shown


def test_as_list_makes_lists() -> None:
    """One thing is a list of one."""
    assert (as_list("a"), as_list(["a"]), as_list(("a", "b"))) == (["a"], ["a"], ["a", "b"])
