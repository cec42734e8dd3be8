"""Scaling keeps units, ranges, sources, the shape of distributions, and whole people."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

import pytest

from opmodels.describe.campaigns import Campaign
from opmodels.describe.decisions import Consult
from opmodels.describe.demand import Group, Need
from opmodels.describe.part import Part
from opmodels.describe.paths import EditError
from opmodels.describe.pathway import Step
from opmodels.describe.scaled import (
    WHOLE_FIELDS,
    Multiplier,
    is_whole,
    read_multiplier,
    scale_node,
)
from opmodels.describe.service import Backlog
from opmodels.describe.sourced import Posts, VariedWhole, Whole
from opmodels.describe.staff import Diary, Pool
from opmodels.foundation.units import UnitError

HERE = ("needs", "n", "rate")


def times(value: float) -> Multiplier:
    """Return a plain factor."""
    return Multiplier(value, value, value, {})


@pytest.mark.parametrize(
    ("node", "factor", "scaled"),
    [
        ("9.2 min", 1.5, "13.8 min"),
        ("£15.20 per hour", 2.0, "£30.4 per hour"),
        ("rest", 2.0, "rest"),
        ({"a": "10 %", "b": "rest"}, 1.5, {"a": "15 %", "b": "rest"}),
        ({"children": "2", "others": "3"}, 2.0, {"children": "4", "others": "6"}),
        (["1 min", "2 min"], 3.0, ["3 min", "6 min"]),
        (
            {"value": "10", "range": ["8", "12"], "source": "a survey of 2019", "grade": "B"},
            0.5,
            {"value": "5", "range": ["4", "6"], "source": "a survey of 2019", "grade": "B"},
        ),
    ],
)
def test_numbers_are_multiplied_wherever_they_stand(node: Any, factor: float, scaled: Any) -> None:
    """Texts, mappings by name, lists and sourced numbers are multiplied; sources are left."""
    assert scale_node(node, times(factor), "nearest", HERE) == scaled


@pytest.mark.parametrize(
    ("node", "scaled"),
    [
        ({"lognormal": {"mean": "4 min", "cv": "0.5"}}, {"lognormal": {"mean": "8 min", "cv": "0.5"}}),
        (
            {"lognormal": {"median": "4 min", "gini": "0.3"}},
            {"lognormal": {"median": "8 min", "gini": "0.3"}},
        ),
        ({"gamma": {"mean": "1", "sd": "0.7"}}, {"gamma": {"mean": "2", "sd": "1.4"}}),
        ({"uniform": ["20 min", "1 day"]}, {"uniform": ["40 min", "2 day"]}),
        ({"exponential": "3 min", "at_most": "1 hour"}, {"exponential": "6 min", "at_most": "2 hour"}),
        (
            {"mixture": {"of": [{"exponential": "1 min"}, "5 min"], "shares": ["60 %", "40 %"]}},
            {"mixture": {"of": [{"exponential": "2 min"}, "10 min"], "shares": ["60 %", "40 %"]}},
        ),
        (
            {"value": {"weibull": {"mean": "2 min", "shape": "1.4"}}, "source": "records", "grade": "A"},
            {"value": {"weibull": {"mean": "4 min", "shape": "1.4"}}, "source": "records", "grade": "A"},
        ),
    ],
)
def test_a_distribution_keeps_its_shape(node: Any, scaled: Any) -> None:
    """Only the parameters that carry the unit are multiplied."""
    assert scale_node(node, times(2.0), "nearest", ("steps", "s", "takes")) == scaled


@pytest.mark.parametrize(("how", "left"), [("nearest", "3"), ("down", "2"), ("up", "3")])
def test_people_stay_whole(how: Any, left: str) -> None:
    """Staff are rounded as asked: half of five is three, two or three."""
    assert scale_node("5", times(0.5), how, ("pools", "gp", "staff")) == left


def test_a_range_of_people_is_rounded_outwards() -> None:
    """The range still holds the value after rounding."""
    node = scale_node({"value": "5", "range": ["3", "7"]}, times(0.5), "nearest", ("pools", "gp", "staff"))
    assert node == {"value": "3", "range": ["1", "4"]}


def test_rounding_forgives_the_last_bit() -> None:
    """Three tenths of ten are three whichever way they are rounded."""
    for how in ("nearest", "down", "up"):
        assert scale_node("10", times(0.1 * 3), how, ("pools", "gp", "staff")) == "3"  # type: ignore[arg-type]


def test_a_factor_of_one_leaves_the_very_text() -> None:
    """Nothing is rewritten, so that the digest stays."""
    node = {"value": "9.20 min", "range": ["9.0 min", "10 min"]}
    assert scale_node(node, times(1.0), "nearest", HERE) is node


def test_a_factor_brings_its_range_and_source() -> None:
    """What an uncertain factor multiplies is uncertain, with the factor's source where it has none."""
    by = read_multiplier({"value": "1.5", "range": ["1", "2"], "source": "trial", "grade": "A"})
    assert scale_node("10 min", by, "nearest", HERE) == {
        "value": "15 min", "range": ["10 min", "20 min"], "source": "trial", "grade": "A",
    }  # fmt: skip
    own = scale_node({"value": "10 min", "range": ["8 min", "10 min"], "source": "own"}, by, "nearest", HERE)
    assert own == {"value": "15 min", "range": ["8 min", "20 min"], "source": "own", "grade": "A"}


@pytest.mark.parametrize(
    "node",
    ["-2", "x", {"range": ["1", "2"]}, {"value": "3", "range": ["1", "2"]}, {"value": "1", "range": ["1"]}],
)
def test_a_factor_that_is_none_is_refused(node: Any) -> None:
    """Negative numbers, words, and ranges that do not hold the value are refused."""
    with pytest.raises(UnitError):
        read_multiplier(node)


def test_what_is_no_number_is_refused_with_its_place() -> None:
    """Hours cannot be multiplied, and the message says where they stand."""
    with pytest.raises(EditError, match=r"pools\.gp\.hours"):
        scale_node("Mon-Fri 08:00-12:00", times(2.0), "nearest", ("pools", "gp", "hours"))


WHOLE = (Whole, Posts, VariedWhole)


def flatten(hint: Any) -> Iterator[Any]:
    """Yield a type hint and all that it is made of, with the metadata of annotated ones."""
    yield hint
    for one in typing.get_args(hint):
        yield from flatten(one)


def whole_fields(part: type[Part], above: str = "") -> Iterator[str]:
    """Yield the fields of a part and of the parts in it that hold whole numbers, by their annotations."""
    hints = typing.get_type_hints(part, include_extras=True)
    for name, field in part.model_fields.items():
        key, made_of = above + (field.alias or name), list(flatten(hints[name]))
        if any(one in WHOLE for one in made_of):
            yield key
            continue
        many = ".*" if {typing.get_origin(one) for one in made_of} & {dict, tuple} else ""
        for one in made_of:
            if isinstance(one, type) and issubclass(one, Part):
                yield from whole_fields(one, f"{key}{many}.")


def test_the_list_of_whole_fields_is_that_of_the_description() -> None:
    """Every field that the description says is whole is rounded, and no other."""
    parts: dict[str, tuple[type[Part], ...]] = {
        "groups": (Group,), "needs": (Need,), "campaigns": (Campaign,), "pools": (Pool,),
        "consults": (Consult,), "diaries": (Diary,), "at_start": (Backlog,),
        "steps": tuple(one for one in typing.get_args(typing.get_args(Step)[0])),
    }  # fmt: skip
    found = {
        section: {name for part in kinds for name in whole_fields(part)} for section, kinds in parts.items()
    }
    found["steps"].remove("batch.of")  # the same as `batch` where nothing else is said
    found["steps"] |= {"batch", "waits_for"}  # which may say `all` instead
    assert found == {section: set(names) for section, names in WHOLE_FIELDS.items()}


def test_only_the_field_itself_is_whole() -> None:
    """A pool called staff, or the cost of one, is not rounded."""
    assert is_whole(("pools", "gp", "staff"))
    assert is_whole(("steps", "phone", "priority", "children"))
    assert is_whole(("steps", "sort", "branch", 2, "if", "at_least"))
    assert is_whole(("pools", "gp", "funded_by", "at_most"))
    assert not is_whole(("pools", "gp", "funded_by", "per_post"))
    assert not is_whole(("pools", "gp", "funded_by"))
    assert not is_whole(("pools", "staff", "cost"))
    assert not is_whole(("pools", "staff"))
    assert not is_whole(())


@pytest.mark.parametrize(
    ("node", "scaled"),
    [
        ({"poisson": "4"}, {"poisson": "2"}),
        ({"geometric": {"mean": "14", "least": "1"}}, {"geometric": {"mean": "7", "least": "1"}}),
        ({"negative_binomial": {"mean": "14", "sd": "9"}}, {"negative_binomial": {"mean": "7", "sd": "4.5"}}),
    ],
)
def test_numbers_of_times_are_multiplied_by_their_mean(node: Any, scaled: Any) -> None:
    """Half as many visits: the mean and the deviation, not the least number."""
    assert (
        scale_node(node, read_multiplier("0.5"), "nearest", ("steps", "care", "repeat", "visits")) == scaled
    )


def test_a_distribution_without_a_mean_is_not_silently_left() -> None:
    """Of a binomial neither the number nor the share is its size alone."""
    with pytest.raises(EditError, match="a binomial at steps"):
        scale_node({"binomial": {"n": "4", "p": "50 %"}}, read_multiplier("2"), "nearest", ("steps", "x"))
