"""A number knows its unit, its range, its source; a value may differ by group or need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.sourced import (
    Count,
    Duration,
    Factors,
    Grade,
    Growth,
    Incomes,
    Money,
    MoneyRate,
    Number,
    Period,
    Quantity,
    Rate,
    Share,
    Spread,
    Times,
    Varied,
    VariedShare,
    Whole,
    Yearly,
    parse_people,
    parse_posts,
    read_quantity,
)
from opmodels.foundation.units import UnitError, parse_duration


def read(kind: Any, node: Any) -> Any:
    """Read a node as a kind of field."""
    return TypeAdapter(kind).validate_python(node)


def refuse(kind: Any, node: Any) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Return place and parts of every fault of a node."""
    with pytest.raises(ValidationError) as caught:
        read(kind, node)
    return [(line["loc"], line.get("ctx", {})) for line in caught.value.errors()]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Count, "5,700", 5700),
        (Whole, "3", 3),
        (Share, "5 %", 0.05),
        (Growth, "250 %", 2.5),
        (Number, "-0.09", -0.09),
        (Duration, "1 h 30 min", 90),
        (Period, "1 year", 525_960),
        (Money, "£120k", 120_000),
        (MoneyRate, "£15.20 per hour", 15.2),
        (MoneyRate, "£8766 per year", 1),
        (Yearly, "£120k", 120_000),
        (Yearly, "£10k a month", 120_000),
        (Rate, "48 per hour", 48),
    ],
)
def test_numbers_are_canonical(kind: Any, text: str, value: float) -> None:
    """Durations are minutes, rates per hour, money whole units, shares fractions; the text is kept."""
    quantity = read(kind, text)
    assert float(quantity) == pytest.approx(value) and quantity.written == text


def test_python_numbers_are_read_too() -> None:
    """A description made in Python may hold numbers where no unit is needed."""
    assert read(Count, 5700).value == 5700
    assert read(Count, read(Count, "3")).value == 3
    assert refuse(Count, True)


def test_currency_and_kind_of_rate_are_kept() -> None:
    """Money keeps its sign; money per a thing keeps the thing."""
    assert read(Money, "€5").currency == "€"
    rate = read(MoneyRate, "£410 per night")
    assert (rate.value, rate.currency, rate.per) == (410, "£", "night")


def test_number_has_range_source_and_grade() -> None:
    """All that is said of a number is kept, the range in its unit."""
    node = {"value": "6 min", "range": ["2 min", "1 h"], "source": "ONS 2023", "grade": "A", "note": "n"}
    quantity = read(Duration, node)
    assert (quantity.value, quantity.low, quantity.high) == (6, 2, 60)
    assert (quantity.source, quantity.grade, quantity.note, quantity.written) == (
        "ONS 2023",
        "A",
        "n",
        "6 min",
    )


@pytest.mark.parametrize(
    ("node", "place", "found"),
    [
        ({"value": "5", "rnage": ["1", "2"]}, (), "'rnage'"),
        ({"range": ["1", "2"]}, (), "range"),
        ({"value": "5", "range": ["6", "7"]}, ("range",), "6 to 7"),
        ({"value": "5", "range": ["7", "3"]}, ("range",), "7 to 3"),
        ({"value": "5", "range": "3 to 7"}, ("range",), "3 to 7"),
        ({"value": "5", "range": ["1", "x"]}, ("range", 1), "x"),
        ({"value": {"value": "5"}}, ("value",), "value"),
        ({"value": "x", "grade": "A"}, ("value",), "x"),
        (["5"], (), "a list of 1"),
        ("", (), "nothing"),
    ],
)
def test_other_than_a_number_is_refused(node: Any, place: tuple[Any, ...], found: str) -> None:
    """The fault is told at the very place."""
    ((loc, parts),) = refuse(Count, node)
    assert loc == place and found in parts["found"]


def test_several_faults_of_a_number_are_told() -> None:
    """A wrong value and a wrong grade are two faults."""
    assert [loc for loc, _ in refuse(Count, {"value": "x", "grade": "Z"})] == [("value",), ("grade",)]


def test_grades_are_few() -> None:
    """Evidence is A, B, C, assumed or borrowed."""
    assert set(Grade.__args__) == {"A", "B", "C", "assumption", "borrowed"}  # type: ignore[attr-defined]


def test_people_are_whole() -> None:
    """Half a person is refused, with the nearest whole number."""
    assert parse_people("1.2k") == 1200
    with pytest.raises(UnitError) as caught:
        parse_people("2.6")
    assert caught.value.nearest == "3"


def test_yearly_money_per_visit_is_refused() -> None:
    """Money a year is not money per visit."""
    assert refuse(Yearly, "£5 per visit")


def test_value_is_the_same_or_differs() -> None:
    """A value for all, by name, and for the others; the group counts before the need."""
    plain, varied = (
        read(VariedShare, "5 %"),
        read(VariedShare, {"old": "10 %", "form": "20 %", "others": "5 %"}),
    )
    assert plain.of("old", "form").value == 0.05
    assert [varied.of(*kind).value for kind in (("old", "form"), ("young", "form"), ("young", "x"))] == [
        0.1,
        0.2,
        0.05,
    ]
    assert read(VariedShare, {"old": "1 %"}).of("young") is None
    assert sorted(part.value for part in varied.parts) == [0.05, 0.1, 0.2]
    assert read(VariedShare, varied) is varied


def test_varied_value_may_be_sourced() -> None:
    """A number with a source is one number, not values for groups called value and source."""
    varied = read(VariedShare, {"value": "5 %", "source": "s"})
    assert (varied.by, varied.everyone.source) == ({}, "s")
    assert read(VariedShare, {"old": {"value": "5 %"}}).of("old").value == 0.05


def test_faults_of_varied_values_have_their_names() -> None:
    """Each wrong value is told at its group."""
    assert [loc for loc, _ in refuse(VariedShare, {"old": "5", "young": "x", "others": "5 %"})] == [
        ("old",),
        ("young",),
    ]
    assert refuse(VariedShare, {})[0][1]["found"] == "nothing"


@pytest.mark.parametrize(
    ("kind", "node", "mean"),
    [
        (Times, "15 min", 15),
        (Times, {"exponential": "12 min"}, 12),
        (Times, {"value": "3 min", "source": "s"}, 3),
        (Times, {"lognormal": {"mean": "4 min", "sd": "3 min"}, "source": "s", "grade": "B"}, 4),
        (Times, {"uniform": ["20 min", "1 h"], "at_most": "2 h"}, 40),
        (Factors, {"gamma": {"mean": "1", "sd": "0.7"}}, 1),
        (Incomes, "£27k", 27_000),
    ],
)
def test_distributions_are_read_in_their_unit(kind: Any, node: Any, mean: float) -> None:
    """A distribution is in the canonical unit of its field."""
    assert read(kind, node).everyone.distribution.mean() == pytest.approx(mean, rel=1e-6)


def test_distribution_keeps_its_source() -> None:
    """What is said beside a family is kept."""
    spread = read(Times, {"exponential": "12 min", "source": "s", "grade": "C", "note": "n"}).everyone
    assert isinstance(spread, Spread)
    assert (spread.distribution, spread.source, spread.grade, spread.note) == (
        Exponential(mean=12.0),
        "s",
        "C",
        "n",
    )


def test_distributions_differ_by_name() -> None:
    """A distribution by group or need."""
    varied = read(Times, {"old": {"exponential": "6 min"}, "others": "4 min"})
    assert (varied.of("old").distribution.mean(), varied.of("young").distribution.mean()) == (6, 4)


@pytest.mark.parametrize(
    ("node", "place", "nearest"),
    [
        ({"lognormall": {"mean": "4 min", "sd": "3 min"}}, (), "lognormal"),
        ({"old": {"lognormall": {"mean": "4 min", "sd": "3 min"}}}, ("old",), "lognormal"),
        ({"lognormal": {"mena": "4 min", "sd": "3 min"}}, ("lognormal",), "mean"),
        ({"exponential": "12"}, ("exponential",), "12 min"),
        ({"lognormal": {"mean": "4 min", "sd": "0 min"}}, ("lognormal", "sd"), None),
        ({"exponential": "3 min", "uniform": ["1 min", "2 min"]}, ("exponential",), None),
        ("4", (), "4 min"),
    ],
)
def test_wrong_distributions_are_refused(node: Any, place: tuple[str, ...], nearest: str | None) -> None:
    """The fault is at the parameter where that is known, with the nearest family, parameter or unit."""
    ((loc, parts),) = refuse(Times, node)
    assert (loc, parts["nearest"]) == (place, nearest)


def test_wrong_grade_of_a_distribution_is_told() -> None:
    """The words beside a family are checked too."""
    assert refuse(Times, {"exponential": "3 min", "grade": "D"})[0][0] == ("grade",)


@pytest.mark.parametrize("parse", [parse_duration])
def test_quantities_pass_through(parse: Callable[[str], float]) -> None:
    """What was read once is not read again."""
    quantity = Quantity(value=3.0, written="3 min")
    assert read_quantity(quantity, parse) is quantity


def test_varied_parts_without_everyone() -> None:
    """A value by name alone has no value for everyone."""
    assert Varied(by={"a": 1}).parts == [1]


@pytest.mark.parametrize(
    ("text", "nearest", "step"),
    [
        ("6.400", "6400", "thousands are parted by commas: 6,400"),
        ("1 300", "1300", None),
        ("6,400 homes", "6400", None),
        ("2100 per fortnight", None, None),
        ("6.5", "6", None),
    ],
)
def test_what_is_no_number_of_people(text: str, nearest: str | None, step: str | None) -> None:
    """The nearest number is the one that was meant, or none; never a part of it."""
    with pytest.raises(UnitError) as caught:
        parse_people(text)
    assert (caught.value.nearest, caught.value.next) == (nearest, step)
    assert caught.value.expected == "a whole number of 0 or more, such as 6,400"


def test_part_of_a_post() -> None:
    """Half a post is told with what can say it; a word for a number with a number of posts."""
    with pytest.raises(UnitError) as caught:
        parse_posts("6.5")
    assert caught.value.next == "working hours and absence can say part of a post"
    with pytest.raises(UnitError, match="such as 10"):
        parse_posts("about six")


def test_wrong_spread_is_at_its_parameter() -> None:
    """A cv that cannot be read is told at the cv, with an example of a cv."""
    ((place, parts),) = refuse(Times, {"lognormal": {"mean": "4 min", "cv": "0.5-0.9"}})
    assert place == ("lognormal", "cv")
    assert (parts["expected"], parts["nearest"]) == ("a number, such as 0.8", None)
