"""Public holidays by the name of a place."""

from __future__ import annotations

from datetime import date

import pytest

from opmodels.foundation.numerals import UnitError
from opmodels.foundation.public_holidays import public_holidays


def test_bank_holidays_of_england() -> None:
    """The eight bank holidays of England in 2025 (gov.uk/bank-holidays)."""
    assert list(public_holidays("England", [2025])) == [
        date(2025, 1, 1),
        date(2025, 4, 18),
        date(2025, 4, 21),
        date(2025, 5, 5),
        date(2025, 5, 26),
        date(2025, 8, 25),
        date(2025, 12, 25),
        date(2025, 12, 26),
    ]


def test_substitute_days_are_included() -> None:
    """Christmas 2021 fell on a Saturday, so the 27th and 28th were holidays."""
    assert {date(2021, 12, 27), date(2021, 12, 28)} <= set(public_holidays("England", [2021]))


def test_the_nations_differ() -> None:
    """Saint Andrew's Day is Scottish, the Twelfth is Northern Irish, Easter Monday is not Scottish."""
    scotland, ireland = public_holidays("Scotland", [2026]), public_holidays("northern ireland", [2026])
    assert date(2026, 11, 30) in scotland and date(2026, 4, 6) not in scotland
    assert date(2026, 7, 13) in ireland and date(2026, 4, 6) in ireland
    assert public_holidays("Wales", [2026]) == public_holidays("England", [2026])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("England", "GB-ENG"),
        ("England", "UK England"),
        ("England", "United Kingdom, England"),
        ("Netherlands", "NL"),
        ("the Netherlands", "NLD"),
        ("Germany Bavaria", "Germany BY"),
        ("Germany Bayern", "DE-BY"),
        ("Germany Baden-Württemberg", "DE BW"),
        ("US CA", "United States California"),
        ("USA", "US"),
        ("Canada Ontario", "CA-ON"),
    ],
)
def test_names_and_codes_are_the_same_place(one: str, other: str) -> None:
    """Names, ISO codes, accents, case and punctuation lead to the same days."""
    assert public_holidays(one, [2025]) == public_holidays(other.lower(), [2025]) != {}


def test_a_part_has_days_of_its_own() -> None:
    """Bavaria keeps Epiphany, which Germany as a whole does not."""
    epiphany = date(2025, 1, 6)
    assert epiphany in public_holidays("Germany BY", [2025])
    assert epiphany not in public_holidays("Germany", [2025])


def test_names_are_english_where_known() -> None:
    """Holidays of the Netherlands are named in English."""
    assert public_holidays("NL", [2025])[date(2025, 4, 21)] == "Easter Monday"


def test_only_the_years_asked_for() -> None:
    """The days are sorted and of those years alone."""
    days = list(public_holidays("England", [2027, 2025]))
    assert days == sorted(days)
    assert {day.year for day in days} == {2025, 2027}
    assert public_holidays("England", []) == {}


@pytest.mark.parametrize(
    ("where", "words", "nearest"),
    [
        ("Englnd", "no such country", "England"),
        ("Nederlands", "no such country", "Netherlands"),
        ("qqqq", "no such country", None),
        ("", "no such country", None),
        ("Germany Bavria", "no such part", "DE Bavaria"),
        ("Netherlands Holland", "no such part", "NL"),
        ("GB-XYZ", "no such part", "GB"),
    ],
)
def test_places_that_do_not_exist(where: str, words: str, nearest: str | None) -> None:
    """The message names the nearest place, and the parts that a country has."""
    with pytest.raises(UnitError) as caught:
        public_holidays(where, [2025])
    assert words in caught.value.found
    assert caught.value.nearest == nearest
