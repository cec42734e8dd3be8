"""Months as people and publishers write them."""

from __future__ import annotations

import pytest

from opmodels.describe.learn.months import count_weekdays, list_months, next_month, parse_month, parse_months
from opmodels.foundation.errors import InputError


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("MAR2019", "2019-03"), ("mar-2019", "2019-03"), ("2019-12", "2019-12"), ("2019-3", "2019-03"),
        ("2019-13", None), ("MRZ2019", None), ("", None), ("2019", None),
    ],
)  # fmt: skip
def test_one_month(text: str, month: str | None) -> None:
    """A month is read in both spellings, and nothing else is one."""
    assert parse_month(text) == month


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("2019-03..2019-08", ("2019-03", "2019-08")), (" MAR2019 .. AUG2019 ", ("2019-03", "2019-08")),
        ("2020-02", ("2020-02", "2020-02")),
    ],
)  # fmt: skip
def test_a_stretch(text: str, stretch: tuple[str, str]) -> None:
    """Two months with dots between them, or one alone, are a stretch."""
    assert parse_months(text) == stretch


@pytest.mark.parametrize("text", ["", "spring", "2019-03..", "2019-03-2019-08", "2019-03..2019-05..2019-08"])
def test_what_is_no_stretch(text: str) -> None:
    """Anything else is refused, naming the option and what would fit."""
    with pytest.raises(InputError) as caught:
        parse_months(text)
    (problem,) = caught.value.problems
    assert problem.where == "--months" and "2019-03..2019-08" in problem.expected


def test_backwards_and_misspelt() -> None:
    """A stretch that runs backwards is turned round in the advice, and a misspelt month is mended."""
    with pytest.raises(InputError) as caught:
        parse_months("2019-08..2019-03")
    assert caught.value.problems[0].nearest == "2019-03..2019-08"
    with pytest.raises(InputError) as caught:
        parse_months("MRA2019..AUG2019")
    assert caught.value.problems[0].nearest == "MAR2019"


def test_months_follow_one_another() -> None:
    """Months are listed over the turn of a year, and weekdays are counted as the calendar has them."""
    assert list_months("2019-11", "2020-02") == ("2019-11", "2019-12", "2020-01", "2020-02")
    assert next_month("2019-12") == "2020-01" and next_month("2019-08") == "2019-09"
    assert [count_weekdays(month) for month in ("2019-03", "2019-04", "2020-02", "2020-12")] == [
        21,
        22,
        20,
        23,
    ]
