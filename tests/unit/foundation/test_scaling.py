"""Scaling a quantity as text, and rounding for people."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.foundation.durations import parse_duration, parse_rate
from opmodels.foundation.money import parse_money, parse_money_rate
from opmodels.foundation.numerals import UnitError, parse_count, parse_number, parse_share
from opmodels.foundation.scaling import count_of, format_count, format_share, scale_text


@pytest.mark.parametrize(
    ("text", "factor", "scaled"),
    [
        ("9.2 min", 1.5, "13.8 min"),
        ("9.2min", 1.5, "13.8min"),
        ("30 %", 1.5, "45 %"),
        ("30%", 1.5, "45%"),
        ("£120k", 0.5, "£60k"),
        ("£15.20 per hour", 2, "£30.4 per hour"),
        ("5", 1.5, "7.5"),
        ("5,700", 2, "11400"),
        ("1 h 30 min", 2, "180 min"),
        ("48 per hour", 1 / 3, "16 per hour"),
        ("-£5", 2, "-£10"),
        ("£-5", -2, "£10"),
        ("-0.09", 2, "-0.18"),
        ("GBP 12", 2, "GBP 24"),
        ("12 kr", 2, "24 kr"),
        ("45p", 2, "90p"),
        ("0 min", -1, "0 min"),
        ("1.31m", 1, "1.31m"),
    ],
)
def test_scaling_keeps_the_unit(text: str, factor: float, scaled: str) -> None:
    """Only the number changes; currency, multiple and unit stay."""
    assert scale_text(text, factor) == scaled


@pytest.mark.parametrize("text", ["2025-04-07", "08:30", "Mon-Fri 08:00-18:30", "2-3 min", "always", "", "£"])
def test_only_quantities_are_scaled(text: str) -> None:
    """Dates, clock times, ranges and words are refused."""
    with pytest.raises(UnitError):
        scale_text(text, 2)


@pytest.mark.parametrize(("text", "factor"), [("1e300", 1e300), ("5", math.nan), ("5", math.inf)])
def test_results_are_finite(text: str, factor: float) -> None:
    """Neither the factor nor the result may be infinite."""
    with pytest.raises(UnitError):
        scale_text(text, factor)


PARSERS: list[tuple[str, Callable[[str], float]]] = [
    ("{} min", parse_duration),
    ("{} days", parse_duration),
    ("{} %", lambda text: parse_share(text, at_most=None)),
    ("{}k", parse_count),
    ("£{}", lambda text: parse_money(text).amount),
    ("-£{}m", lambda text: parse_money(text).amount),
    ("£{} per year", lambda text: parse_money_rate(text).per_hour()),
    ("{} per week", parse_rate),
    ("{}", parse_number),
    ("2 h {} min", parse_duration),
]


@settings(deadline=None)
@given(
    st.sampled_from(PARSERS),
    st.floats(min_value=1e-9, max_value=1e9).map(repr),
    st.floats(min_value=1e-6, max_value=1e6),
)
def test_scaled_text_reads_back_exactly(
    parser: tuple[str, Callable[[str], float]], number: str, factor: float
) -> None:
    """Every kind of quantity reads back as its value times the factor, within a relative 1e-12."""
    template, parse = parser
    text = template.format(number)
    assert parse(scale_text(text, factor)) == pytest.approx(parse(text) * factor, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0523, "5.2 %"),
        (0.45, "45 %"),
        (0, "0 %"),
        (1, "100 %"),
        (0.001, "0.1 %"),
        (0.00012, "0.012 %"),
        (-0.0523, "-5.2 %"),
        (-1e-9, "0 %"),
        (1.5, "150 %"),
        (math.nan, "\N{EN DASH}"),
    ],
)
def test_shares_for_people(share: float, text: str) -> None:
    """One decimal, and more only where a small share would vanish."""
    assert format_share(share) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (5700, "5,700"),
        (1234567.4, "1,234,567"),
        (3.14159, "3.14"),
        (0.05, "0.05"),
        (12.54, "12.5"),
        (99.97, "100"),
        (0, "0"),
        (-0.0, "0"),
        (-3.2, "-3.2"),
        (math.inf, "\N{EN DASH}"),
    ],
)
def test_counts_for_people(count: float, text: str) -> None:
    """Thousands commas above a hundred, three figures below."""
    assert format_count(count) == text


def test_counts_agree_with_their_nouns() -> None:
    """One of a thing, and several; also where several have a word of their own."""
    assert count_of(1, "model") == "1 model"
    assert count_of(1200, "case") == "1,200 cases"
    assert count_of(2, "person", "people") == "2 people"
