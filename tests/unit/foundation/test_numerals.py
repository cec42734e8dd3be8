"""Plain numbers, counts, shares and factors."""

from __future__ import annotations

import pickle

import pytest

from opmodels.foundation.errors import Problem
from opmodels.foundation.numerals import (
    UnitError,
    parse_count,
    parse_factor,
    parse_number,
    parse_share,
    split_multiple,
    split_number,
    write_number,
)


def test_an_error_carries_its_parts_to_whoever_knows_the_line() -> None:
    """A unit error becomes a problem once the file and line are known, and survives pickling."""
    error = UnitError('"20"', "a duration", "20 min", "add the unit")
    assert error.at("gp.yaml, line 3") == Problem(
        "gp.yaml, line 3", '"20"', "a duration", "20 min", "add the unit"
    )
    assert str(error) == 'found "20"; expected a duration; nearest: 20 min; add the unit'
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.found, copy.expected, copy.nearest, copy.next) == (
        '"20"',
        "a duration",
        "20 min",
        "add the unit",
    )
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("text", "value"),
    [("-0.09", -0.09), ("+3", 3), ("1e3", 1000), ("\u22120.5", -0.5), (".5", 0.5), ("5,700.5", 5700.5)],
)
def test_numbers(text: str, value: float) -> None:
    """A plain decimal number is read, with a sign, an exponent, thousands commas or a true minus."""
    assert parse_number(text) == value


def test_minus_nought_is_nought() -> None:
    """No quantity is a negative zero."""
    assert str(parse_number("-0")) == str(parse_share("-0")) == str(parse_count("-0")) == "0.0"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1_000", "underscores"),
        ("0x10", "not a decimal number"),
        ("0b1", "not a decimal number"),
        ("inf", "not a finite number"),
        ("-Infinity", "not a finite number"),
        ("NaN", "not a finite number"),
        ("1e400", "too large"),
        ("-1e400", "too large"),
        ("9" * 400, "too large"),
        ("", "nothing"),
        ("   ", "nothing"),
        ("ten", "not a number"),
        ("--5", "not a number"),
        ("1.5.2", "not a number"),
        ("1,5", "a comma in an odd place"),
        ("1,2345", "a comma in an odd place"),
        ("٣", "not a number"),
        ("5 people", 'a number and "people"'),
    ],
)
@pytest.mark.parametrize("parse", [parse_number, parse_count, parse_share, parse_factor])
def test_what_is_not_a_number_says_why(parse, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    """Each kind of non-number is refused everywhere with its own message."""
    with pytest.raises(UnitError) as caught:
        parse(text)
    assert words in caught.value.found


def test_a_long_text_is_cut_in_the_message() -> None:
    """A message stays readable whatever was found."""
    with pytest.raises(UnitError) as caught:
        parse_number("x" * 10_000)
    assert len(str(caught.value)) < 200


def test_decimal_commas_are_explained() -> None:
    """The nearest of 1,5 is 1.5, and the rule is stated."""
    with pytest.raises(UnitError) as caught:
        parse_number("1,5")
    assert caught.value.nearest == "1.5"
    assert "thousands" in str(caught.value.next)


@pytest.mark.parametrize(
    ("text", "value"),
    [("5,700", 5700), ("1.2k", 1200), ("6100", 6100), ("1.31m", 1_310_000), ("2 million", 2e6), ("0", 0)],
)
def test_counts(text: str, value: float) -> None:
    """Counts take thousands commas and multiples."""
    assert parse_count(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "share"),
    [("5 %", 0.05), ("5%", 0.05), ("0.05", 0.05), ("1", 1), ("0", 0), ("100 %", 1), ("5 per cent", 0.05)],
)
def test_shares(text: str, share: float) -> None:
    """Percentages and fractions from 0 to 1 are shares."""
    assert parse_share(text) == share


def test_a_share_above_one_needs_its_sign() -> None:
    """5 could be 5 % or a slip, so the message says what to write."""
    with pytest.raises(UnitError) as caught:
        parse_share("5")
    assert caught.value.nearest == "5 %"
    assert caught.value.next == "write 5 %"


@pytest.mark.parametrize("text", ["-1 %", "-0.1", "100.1 %"])
def test_shares_out_of_range(text: str) -> None:
    """Shares below 0 or above 100 % are refused."""
    with pytest.raises(UnitError):
        parse_share(text)


def test_the_limit_of_a_share_can_be_lifted() -> None:
    """at_most=None takes any percentage; a lower limit refuses more."""
    assert parse_share("150 %", at_most=None) == 1.5
    with pytest.raises(UnitError, match="at most 50 %"):
        parse_share("60 %", at_most=0.5)


@pytest.mark.parametrize(("text", "factor"), [("1.5", 1.5), ("150 %", 1.5), ("0", 0), ("12", 12)])
def test_factors(text: str, factor: float) -> None:
    """A factor is a number or a percentage, and may be above 1."""
    assert parse_factor(text) == factor


@pytest.mark.parametrize("parse", [parse_count, parse_factor])
def test_negative_amounts_are_refused(parse) -> None:  # type: ignore[no-untyped-def]
    """Counts and factors are never below 0."""
    with pytest.raises(UnitError, match="below 0"):
        parse("-4")


def test_pieces_of_a_number() -> None:
    """A number splits from its unit with or without a space, and a multiple from what follows."""
    assert split_number("9.2 min", "x") == split_number("9.2min", "x") == (9.2, "min")
    assert split_multiple("k per year") == (1000, "per year")
    assert split_multiple("min") == (1, "min")


@pytest.mark.parametrize(
    ("value", "text"), [(13.799999999999999, "13.8"), (0.1 + 0.2, "0.3"), (0.0, "0"), (-0.0, "0"), (5.0, "5")]
)
def test_numbers_are_written_without_noise(value: float, text: str) -> None:
    """Rounding noise of floating point is not written."""
    assert write_number(value) == text


def test_percentage_for_a_count() -> None:
    """A percentage where things are counted is refused without the suggestion to drop the sign."""
    with pytest.raises(UnitError) as caught:
        parse_count("39%")
    assert caught.value.nearest is None
