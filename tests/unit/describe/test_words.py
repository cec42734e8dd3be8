"""Names, hours, days and times of day are read as they are written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from opmodels.describe.words import Name, read_clock, read_date, read_hours, read_names
from opmodels.foundation.calendar import parse_hours


def test_names_are_one_or_many() -> None:
    """One name is a list of one."""
    assert (read_names("gp"), read_names(["gp", "nurse"]), read_names([])) == (("gp",), ("gp", "nurse"), ())


@pytest.mark.parametrize("node", ["", [""], {"a": "b"}, [["a"]], None])
def test_other_than_names_is_refused(node: Any) -> None:
    """Empty texts, mappings and lists of lists are no names."""
    with pytest.raises(PydanticCustomError):
        read_names(node)


def test_hours_are_one_or_many() -> None:
    """Hours are read from a text, a list of texts, or taken as they are."""
    hours = parse_hours("Mon 08:00-12:00")
    assert read_hours("Mon 08:00-12:00") == read_hours(["Mon 08:00-12:00"]) == read_hours(hours) == hours


@pytest.mark.parametrize("node", ["Mo 8-12", {"Mon": "08:00"}, [], [["Mon 08:00-12:00"]], ""])
def test_other_than_hours_is_refused(node: Any) -> None:
    """What cannot be read as hours is refused, not guessed."""
    with pytest.raises(PydanticCustomError) as caught:
        read_hours(node)
    assert "hours" in str(caught.value.context)


def test_days_are_iso() -> None:
    """A day is written year-month-day."""
    assert read_date("2025-04-07") == read_date(date(2025, 4, 7)) == date(2025, 4, 7)
    with pytest.raises(PydanticCustomError):
        read_date(["2025-04-07"])


def test_times_of_day_stay_as_written() -> None:
    """A time of day is checked and kept as text."""
    assert read_clock("8:00") == "8:00"
    with pytest.raises(PydanticCustomError):
        read_clock("8am")


@pytest.mark.parametrize(
    ("name", "fits"), [("over_75", True), ("Nord-1", True), ("75", False), ("a b", False)]
)
def test_names_begin_with_a_letter(name: str, fits: bool) -> None:
    """A name that the description gives is of letters, digits, - and _."""
    try:
        assert TypeAdapter(Name).validate_python(name) == name and fits
    except ValidationError:
        assert not fits
