"""Times are read as people and machines write them; what could be read two ways is not guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodels.describe.learn.log.stamps import LOST, StampStyle, Undecided, find_day_first, make_reader

LONDON = ZoneInfo("Europe/London")


def read(text: str, day_first: bool | None = True, zone: ZoneInfo = LONDON) -> tuple[int, bool]:
    """Return what a reader makes of a stamp."""
    return make_reader(StampStyle(day_first, zone))(text)


def ms(*parts: int) -> int:
    """Return a moment of UTC in milliseconds."""
    return round(datetime(*parts, tzinfo=UTC).timestamp() * 1000)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "moment", "timed"),
    [
        ("2016-02-01 11:23:52+00:00", ms(2016, 2, 1, 11, 23, 52), True),
        ("2011-10-11T13:45:40.276000+02:00", ms(2011, 10, 11, 11, 45, 40) + 276, True),
        ("2014/10/22 11:15:41.000", ms(2014, 10, 22, 10, 15, 41), True),  # summer time in London
        ("2014-01-22 11:15", ms(2014, 1, 22, 11, 15), True),
        ("22/01/2014 11:15", ms(2014, 1, 22, 11, 15), True),
        ("22.01.2014", ms(2014, 1, 22), False),
        ("2014-01-22", ms(2014, 1, 22), False),
        ("22/01/2014 5:06 PM", ms(2014, 1, 22, 17, 6), True),
        ("22/01/2014 12:06 am", ms(2014, 1, 22, 0, 6), True),
        ("2014-01-22T11:15:00Z", ms(2014, 1, 22, 11, 15), True),
    ],
)
def test_stamps_are_read(text: str, moment: int, timed: bool) -> None:
    """With and without zone, time of day, and parts of seconds."""
    assert read(text) == (moment, timed)


@pytest.mark.parametrize(
    "text", ["", "x", "2020-13-01", "31/02/2020", "99:99", "01/02/20", "0", "22/01/2014 25:00"]
)
def test_what_is_no_time_is_lost(text: str) -> None:
    """It is never bent into one."""
    assert read(text) == (LOST, False)


@pytest.mark.parametrize(
    ("stamps", "found"),
    [
        (["01/02/2020", "13/02/2020"], True),
        (["01/02/2020", "02/13/2020"], False),
        (["2020-01-02", "2020/05/06"], None),
        ([], None),
    ],
)
def test_the_order_of_day_and_month_is_found(stamps: list[str], found: bool | None) -> None:
    """One stamp that can be read only one way decides for all."""
    assert find_day_first(stamps) is found


def test_what_could_be_read_both_ways_is_not_guessed() -> None:
    """Day and month are asked for."""
    with pytest.raises(Undecided):
        find_day_first(["01/02/2020", "03/04/2020"])


@given(st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)), st.booleans())
def test_every_time_is_read_as_it_was_written(moment: datetime, day_first: bool) -> None:
    """Whatever the order of day and month, to the second."""
    moment = moment.replace(microsecond=0)
    text = moment.strftime("%d/%m/%Y %H:%M:%S" if day_first else "%m/%d/%Y %H:%M:%S")
    expected = round(moment.replace(tzinfo=UTC).timestamp() * 1000)
    assert read(text, day_first, ZoneInfo("UTC")) == (expected, True)


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    """Anything is either a time or lost."""
    moment, _ = read(text)
    assert isinstance(moment, int)
