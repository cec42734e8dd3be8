"""Money and money per something."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.foundation.money import (
    Money,
    MoneyRate,
    format_money,
    parse_money,
    parse_money_rate,
    write_money,
)
from opmodels.foundation.numerals import UnitError


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("£15.20", 15.2, "£"),
        ("£120k", 120_000, "£"),
        ("£1.31m", 1_310_000, "£"),
        ("£1.2 million", 1_200_000, "£"),
        ("£2bn", 2e9, "£"),
        ("-£5", -5, "£"),
        ("£-5", -5, "£"),
        ("\u2212£5", -5, "£"),
        ("£5,700", 5700, "£"),
        ("€12", 12, "€"),
        ("$3", 3, "$"),
        ("C$3", 3, "C$"),
        ("GBP 12", 12, "£"),
        ("12 GBP", 12, "£"),
        ("12 EUR", 12, "€"),
        ("CHF 3", 3, "CHF"),
        ("12 kr", 12, "kr"),
        ("kr 12", 12, "kr"),
        ("45p", 0.45, "£"),
        ("£0", 0, "£"),
    ],
)
def test_money(text: str, amount: float, currency: str) -> None:
    """Amounts are in whole units, and the currency is its sign."""
    money = parse_money(text)
    assert money == Money(pytest.approx(amount, rel=1e-14), currency)


@pytest.mark.parametrize(
    ("text", "words", "nearest"),
    [
        ("12", "missing unit", "£12"),
        ("-12", "missing unit", "-£12"),
        ("120k", "missing unit", "£120k"),
        ("£", '"£" (not a number)', None),
        ("£5 apples", 'money and "apples"', None),
        ("5 zorkmid", "unknown currency", None),
        ("£1e400", "too large", None),
        ("£1e308bn", "too large", None),
        ("£nan", "not a finite number", None),
        ("£1,5", "comma", "£1.5"),
        ("£1_000", "underscores", "£1000"),
        ("-£-5", "two signs", None),
        ("--5", "two signs", None),
        ("", "nothing", None),
        ("GBPX 5", "not a number", None),
    ],
)
def test_what_is_not_money(text: str, words: str, nearest: str | None) -> None:
    """The message names the fault and the nearest amount."""
    with pytest.raises(UnitError) as caught:
        parse_money(text)
    assert words in caught.value.found
    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("£15.20 per hour", MoneyRate(15.2, "£", "hour")),
        ("£52k a year", MoneyRate(52_000, "£", "year")),
        ("£1.31m per year", MoneyRate(1_310_000, "£", "year")),
        ("£30k per annum", MoneyRate(30_000, "£", "year")),
        ("£9/hour", MoneyRate(9, "£", "hour")),
        ("£9 an hr", MoneyRate(9, "£", "hour")),
        ("€5 each visit", MoneyRate(5, "€", "visit")),
        ("£410 per night", MoneyRate(410, "£", "night")),
        ("-£2 per case", MoneyRate(-2, "£", "case")),
        ("12 kr per home visit", MoneyRate(12, "kr", "home visit")),
    ],
)
def test_money_rates(text: str, rate: MoneyRate) -> None:
    """Money per a period or per a noun."""
    assert parse_money_rate(text) == rate


@pytest.mark.parametrize(
    ("text", "words", "nearest"),
    [
        ("£5", "missing unit", "£5 per hour"),
        ("5 per hour", "missing unit", "£5 per hour"),
        ("£5 per 2 hours", 'per "2 hours"', None),
        ("per hour", "not a number", None),
    ],
)
def test_what_is_not_a_money_rate(text: str, words: str, nearest: str | None) -> None:
    """The message names the fault and the nearest rate."""
    with pytest.raises(UnitError) as caught:
        parse_money_rate(text)
    assert words in caught.value.found
    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    ("text", "per_hour", "per_year"),
    [
        ("£1 per hour", 1, 8766),
        ("£8766 per year", 1, 8766),
        ("£24 per day", 1, 8766),
        ("£168 per week", 1, 8766),
        ("£730.50 per month", 1, 8766),
        ("£1 per minute", 60, 60 * 8766),
    ],
)
def test_rates_over_time_convert(text: str, per_hour: float, per_year: float) -> None:
    """Elapsed time has 24 hours in a day and 8766 in a year."""
    rate = parse_money_rate(text)
    assert rate.is_timed
    assert rate.per_hour() == pytest.approx(per_hour, rel=1e-14)
    assert rate.per_year() == pytest.approx(per_year, rel=1e-14)


def test_a_rate_per_year_is_exact() -> None:
    """Yearly money is not sent through hours and back."""
    assert parse_money_rate("£1.31m per year").per_year() == 1_310_000


def test_rates_per_thing_do_not_convert() -> None:
    """Money per visit has no hours; a misspelt period is told its nearest."""
    with pytest.raises(UnitError, match="money per visit"):
        parse_money_rate("£5 per visit").per_hour()
    with pytest.raises(UnitError) as caught:
        parse_money_rate("£5 per huor").per_year()
    assert caught.value.nearest == "£5 per hour"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "£0"),
        (0.05, "£0.05"),
        (15.2, "£15.20"),
        (15, "£15"),
        (99.999, "£100"),
        (950, "£950"),
        (999.7, "£1k"),
        (12345.6, "£12.3k"),
        (999_600, "£1m"),
        (1_310_000, "£1.31m"),
        (-40_000, "-£40k"),
        (5.2e9, "£5.2bn"),
        (-0.001, "£0"),
        (math.nan, "\N{EN DASH}"),
    ],
)
def test_money_for_people(amount: float, text: str) -> None:
    """Money is shown to three figures, in pounds, thousands or millions."""
    assert format_money(amount, "£") == text


def test_a_currency_of_letters_stands_apart() -> None:
    """CHF and kr have a space before the number."""
    assert format_money(1234, "CHF") == "CHF 1.23k"
    assert write_money(-12.5, "kr") == "-kr 12.5"


@settings(deadline=None)
@given(st.floats(min_value=-1e12, max_value=1e12), st.sampled_from(["£", "€", "C$", "CHF", "kr"]))
def test_written_money_reads_back(amount: float, currency: str) -> None:
    """Money written in full reads back to 15 figures."""
    money = parse_money(write_money(amount, currency))
    assert money.currency == currency
    assert money.amount == pytest.approx(amount, rel=1e-14, abs=0)
