"""Choices as they are described: alternatives, quotes, tastes and nests that make sense by themselves."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from opmodels.describe.choosing import Choose, Quote
from opmodels.describe.read import parse_service
from tests import services

WHO = "{group: [out_late]}"


def told(step: dict[str, object]) -> str:
    """Return what is said of a step that is wrong."""
    with pytest.raises(ValidationError) as caught:
        Choose.model_validate(step)
    return str(caught.value)


def test_a_quote_knows_its_kind_and_its_step() -> None:
    """Exactly one way of telling a wait, of one step."""
    assert (Quote(last="hail").kind, Quote(last="hail").step) == ("last", "hail")
    with pytest.raises(ValidationError, match="queue and last; expected exactly one of"):
        Quote(queue="stop", last="hail")
    with pytest.raises(ValidationError, match="none of queue, last, published, exact"):
        Quote()


@pytest.mark.parametrize("lacks", ["every", "at_first"])
def test_a_published_figure_says_how_often_and_what_at_first(lacks: str) -> None:
    """It needs both, and no other way of telling a wait has either."""
    node = {"published": "call", "every": "4 weeks", "at_first": "10 min"}
    assert Quote.model_validate(node).kind == "published"
    with pytest.raises(ValidationError, match=f"published without {lacks}"):
        Quote.model_validate({key: value for key, value in node.items() if key != lacks})
    with pytest.raises(ValidationError, match=f"{lacks} beside last"):
        Quote.model_validate({"last": "call", lacks: "1 day"})
    with pytest.raises(ValidationError, match="a period that takes some time"):
        Quote.model_validate({**node, "every": "0 min"})


def test_somebody_must_go_somewhere() -> None:
    """Where each alternative has a condition of some kind, it must be said where those go who meet none."""
    for condition in (
        {"needs": "online"},
        {"if": {"group": "g"}},
        {"income_at_least": "£20k"},
        {"quote": {"exact": "b"}},
    ):
        step = {"choose": {"a": {"to": "x", **condition}}, "tastes": {"hour_waited": "-1"}}
        assert "no 'nothing'" in told(step)
        assert Choose.model_validate({**step, "nothing": "y"}).nothing is not None
    assert Choose.model_validate({"choose": {"a": {"to": "x"}, "b": {"to": "y", "needs": "car"}}})


def test_what_counts_must_weigh_something() -> None:
    """A price, a quote and a time need the taste that weighs them; it may be 0."""
    for what, value, taste in (
        ("price", "£2", "pound"),
        ("quote", {"last": "s"}, "hour_waited"),
        ("takes", "5 min", "hour_spent"),
    ):
        step = {"choose": {"a": {"to": "x", what: value}}}
        assert f"{what} of a without {taste} in tastes" in told(step)
        assert Choose.model_validate({**step, "tastes": {taste: "0"}})
    assert "pays_to without price" in told({"choose": {"a": {"to": "x", "pays_to": "firm"}}})


def test_nests_hold_known_alternatives_once() -> None:
    """A nest names alternatives, each in one nest; its scale is above 0 and at most 1."""
    step = {"choose": {"bus": {"to": "x"}, "car": {"to": "y"}}}
    both = {"one": {"of": ["bus", "car"], "scale": "0.5"}}
    made = Choose.model_validate({**step, "nests": both})
    assert [made.find_nest(name) for name in ("bus", "walk")] == ["one", ""]
    assert "'buss' in a nest" in told({**step, "nests": {"one": {"of": "buss", "scale": "1"}}})
    assert "'bus' twice" in told({**step, "nests": {**both, "two": {"of": "bus", "scale": "1"}}})
    for scale in ("0", "1.2", "-1"):
        assert "a number above 0 and at most 1" in told(
            {**step, "nests": {"n": {"of": "bus", "scale": scale}}}
        )


def test_ways_out_are_those_of_the_alternatives_and_of_nothing() -> None:
    """Routes are walked with the place in the file at which they stand."""
    service = parse_service(services.night_out())
    names = [name for name, _ in service.steps["how"].exits()]
    assert names == ["choose bus", "choose car", "choose minibus", "choose phone", "choose walk", "nothing"]
