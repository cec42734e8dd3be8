"""Opening hours as people write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.foundation.numerals import UnitError
from opmodels.foundation.weeks import DAY, WEEK, WeekHours, parse_days, parse_hours, write_hours

WEEKDAYS = tuple((day * DAY + 480, day * DAY + 1110) for day in range(5))


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri 08:00-18:30",
        "mon-fri 8:00-18:30",
        "MONDAY - Friday 08:00 - 18:30",
        "Mon to Fri 08:00 to 18:30",
        "Mon\N{EN DASH}Fri 08:00\N{EN DASH}18:30",
        "weekdays 08:00-18:30",
        "Mon, Tue, Wed, Thu, Fri 08:00-18:30",
        "Mon, Tues, Weds and Thurs-Fri 08:00-18:30",
        ["Mon-Wed 08:00-18:30", "Thu-Fri 08:00-18:30"],
        ["Fri 08:00-18:30", "Mon-Thu 08:00-18:30"],
    ],
)
def test_many_ways_to_say_the_same(text: str | list[str]) -> None:
    """Names of days, dashes, lists and their order do not matter."""
    assert parse_hours(text) == WeekHours(WEEKDAYS)


def test_always_and_never() -> None:
    """Always is one span a day, so that a closed day closes its own; never is none."""
    assert parse_hours("always").spans == tuple((day * DAY, (day + 1) * DAY) for day in range(7))
    assert parse_hours("Always") == parse_hours("7 days 00:00-24:00") == parse_hours("daily 00:00-24:00")
    assert parse_hours("never") == WeekHours(())
    assert (parse_hours("always").hours_per_week, parse_hours("never").hours_per_week) == (168, 0)


def test_several_spans_a_day() -> None:
    """Spans of a day come in one text or in a list, sorted."""
    both = parse_hours(["Mon 14:00-18:00", "Mon 08:30-12:30"])
    assert both == parse_hours("Mon 08:30-12:30, 14:00-18:00") == WeekHours(((510, 750), (840, 1080)))


def test_nights_belong_to_the_day_they_start_on() -> None:
    """An end that is not after its start is on the next day; Sunday night runs into Monday."""
    assert parse_hours("Fri-Sat 22:00-05:00").spans == ((7080, 7500), (8520, 8940))
    assert parse_hours("Sun 22:00-05:00").spans == ((6 * DAY + 1320, WEEK + 300),)
    assert parse_hours("Sun 22:00-00:00") == parse_hours("Sun 22:00-24:00")
    assert parse_hours("Fri-Sat 22:00-05:00").of_day(5) == ((1320, 1740),)


def test_days_run_round_the_week() -> None:
    """Fri-Mon is four days; weekends are two."""
    assert [start // DAY for start, _ in parse_hours("Fri-Mon 09:00-10:00").spans] == [0, 4, 5, 6]
    assert [start // DAY for start, _ in parse_hours("weekends 09:00-10:00").spans] == [5, 6]


def test_spans_may_touch() -> None:
    """One span may end where the next starts, also round the week."""
    assert len(parse_hours(["Mon 08:00-12:00", "Mon 12:00-13:00"]).spans) == 2
    assert len(parse_hours(["Sun 22:00-05:00", "Mon 05:00-06:00"]).spans) == 2


@pytest.mark.parametrize(
    ("text", "words", "nearest"),
    [
        ("Mo-Fr 08:00-12:00", '"Mo-Fr" (not a day)', "Mon-Fri"),
        ("Mnoday 08:00-12:00", '"Mnoday" (not a day)', "Mon"),
        ("bananas 08:00-12:00", "not a day", None),
        ("Mon-Tue-Wed 08:00-12:00", "not a day", None),
        ("Mon-Fri 8.30-17.00", '"8.30-17.00"', "08:30-17:00"),
        ("Mon-Fri 8-18", '"8-18"', "08:00-18:00"),
        ("daily 8am-5pm", '"8am-5pm"', "08:00-17:00"),
        ("Mon 25:00-26:00", '"25:00-26:00"', None),
        ("Mon-Fri", "no times", "Mon-Fri 08:00-18:00"),
        ("7 days", "no times", "7 days 08:00-18:00"),
        ("alway", "no times", "always"),
        ("08:00-18:00", "no days", "7 days 08:00-18:00"),
        ("9-5 weekdays", "no days", "Mon-Fri 09:00-17:00"),
        ("9am-5pm mon to fri", "no days", "Mon-Fri 09:00-17:00"),
        ("Mon-Fri 8 to 6", '"8 to 6"', "08:00-18:00"),
        ("Fri 10pm-5am", '"10pm-5am"', "22:00-05:00"),
        ("9-5 bananas", "no days", None),
        ("2026-05-09", "no days", None),
        ("bananas", "no times", None),
        ("Mon 08:00", '"08:00" in "Mon 08:00"', None),
        ("Mon 08:00-08:00", "08:00-08:00", None),
        ("Mon 00:00-00:00", "00:00-00:00", "00:00-24:00"),
        ("Mon 24:00-08:00", "24:00-08:00", "00:00-24:00"),
        ("24/7", "24/7", "always"),
        ("Mon 08:00-12:00, Tue 09:00-10:00", "days after times", None),
        ("", "nothing", None),
        ([], "an empty list", None),
        (["Mon 08:00-12:00", "Mon 11:00-13:00"], "overlap on Monday", None),
        (["Sun 22:00-05:00", "Mon 04:00-06:00"], "overlap on Sunday", None),
        ("Mon, Mon-Fri 08:00-09:00", "overlap on Monday", None),
        (["always", "Mon 08:00-12:00"], "overlap on Monday", None),
    ],
)
def test_what_are_not_hours(text: str | list[str], words: str, nearest: str | None) -> None:
    """The message names the part that is wrong and the nearest that is right."""
    with pytest.raises(UnitError) as caught:
        parse_hours(text)
    assert words in caught.value.found
    assert caught.value.nearest == nearest


PIECES = st.sampled_from(
    [
        "Mon",
        "Fri",
        "-",
        " ",
        ",",
        "08:00",
        "18:30",
        "24:00",
        "7 days",
        "always",
        "never",
        "to",
        "and",
        "8",
        ":",
        "x",
    ]
)


@settings(deadline=None)
@given(st.text() | st.lists(PIECES, max_size=9).map("".join) | st.lists(st.text(max_size=20), max_size=3))
def test_any_text_gives_hours_or_a_unit_error(text: str | list[str]) -> None:
    """Hours that are read are sorted, inside the week, and do not overlap."""
    try:
        spans = parse_hours(text).spans
    except UnitError as error:
        assert error.found and error.expected
        return
    assert all(0 <= start < WEEK and start < end <= start + DAY for start, end in spans)
    assert all(end <= after for (_, end), (after, _) in pairwise(spans))


def test_days_without_times() -> None:
    """Days alone are read as before a time, in order and each once."""
    assert parse_days("Mon-Fri") == parse_days("weekdays") == (0, 1, 2, 3, 4)
    assert parse_days("Sun, Mon and Sat-Sun") == (0, 5, 6)
    assert parse_days("daily") == tuple(range(7))


def test_what_is_no_day_is_refused() -> None:
    """The message speaks of days, not of hours, and does not offer `always`."""
    with pytest.raises(UnitError) as caught:
        parse_days("Mo-Fr")
    assert (caught.value.nearest, caught.value.expected) == ("Mon-Fri", "days, such as Mon-Fri or Mon, Wed")
    with pytest.raises(UnitError) as caught:
        parse_days("allways")
    assert caught.value.nearest is None


@pytest.mark.parametrize(
    "text", ["always", "never", "Mon-Fri 08:00-10:00", "Sun 22:00-02:00", "Mon, Wed 09:00-12:00"]
)
def test_gaps_are_all_the_other_minutes(text: str) -> None:
    """A minute of the week is within the hours or within exactly one gap."""
    hours = parse_hours(text)
    for minute in range(0, WEEK, 30):
        inside = any(a <= minute + turn < b for a, b in hours.spans for turn in (0, WEEK))
        assert inside + sum(a <= minute < b for a, b in hours.gaps) == 1


@pytest.mark.parametrize(
    "texts", [["Mon-Fri 08:00-10:00"], ["Mon, Wed-Thu 22:00-02:00", "Sat 00:00-24:00"], ["Sun 23:00-24:00"]]
)
def test_hours_are_written_as_they_are_read(texts: list[str]) -> None:
    """Days in a row are one span of names."""
    assert list(write_hours(parse_hours(texts))) == texts


def test_stretches_are_cut_at_every_midnight_and_lie_in_one_week() -> None:
    """What crosses a midnight is two stretches; what crosses Sunday's is in part at the week's begin."""
    nights = parse_hours("Sun 22:00-02:00")
    assert nights.stretches == ((0, 120), (6 * 1440 + 22 * 60, 7 * 1440))
    assert parse_hours("Mon-Tue 09:00-17:00").stretches == ((540, 1020), (1980, 2460))
    assert sum(b - a for a, b in parse_hours("always").stretches) == 7 * 1440
    assert len(parse_hours("always").stretches) == 7
