"""Numbers and lists in plain words."""

from __future__ import annotations

from datetime import date

import pytest

from opmodels.show import words


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "£0"),
        (-0.2, "£0"),
        (12.4, "£12"),
        (999.4, "£999"),
        (999.6, "£1k"),
        (24_530, "£24.5k"),
        (120_000, "£120k"),
        (999_400, "£999k"),
        (999_600, "£1m"),
        (1_314_000, "£1.31m"),
        (-310_000, "-£310k"),
        (float("nan"), "-"),
    ],
)
def test_short_money(amount: float, text: str) -> None:
    """Money for a table has three figures and never rounds to a thousand k."""
    assert words.short_money(amount) == text


def test_short_money_in_other_currencies() -> None:
    """A sign stands close, a code apart."""
    assert words.short_money(5000, "€") == "€5k"
    assert words.short_money(5000, "CHF") == "CHF 5k"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (90.0, "minutes", "1 h 30 min"),
        (0.053, "share", "5.3 %"),
        (1e6, "money", "£1m"),
        (5700, "count", "5,700"),
        (None, "share", "-"),
    ],
)
def test_write_value(value: float | None, unit: str, text: str) -> None:
    """A number is written by what it is."""
    assert words.write_value(value, unit) == text


def test_estimates_have_their_interval() -> None:
    """The interval stands in brackets, unless it says nothing more than the mean."""
    assert (
        words.write_estimate({"mean": 6.0, "low": 5.5, "high": 6.4}, "minutes")
        == "6 min (5.5 min to 6.4 min)"
    )
    assert words.write_estimate({"mean": 6.0, "low": 6.0, "high": 6.0}, "minutes") == "6 min"
    assert words.write_estimate({"mean": 6.0, "low": None, "high": None}, "minutes") == "6 min"
    assert words.write_estimate(None, "minutes") == "-"


def test_changes_have_their_sign() -> None:
    """A difference says which way it goes; shares differ by points, not by per cent; nothing has no sign."""
    assert (
        words.write_change({"mean": 2.0, "low": 1.0, "high": 3.0}, "minutes") == "+2 min (+1 min to +3 min)"
    )
    assert (
        words.write_change({"mean": -0.05, "low": -0.06, "high": -0.04}, "share")
        == "-5 points (-6 points to -4 points)"
    )
    assert words.write_change({"mean": 0.0, "low": 0.0, "high": 0.0}, "money") == "£0"
    assert words.write_change({"mean": None, "low": None, "high": None}, "money") == "-"


def test_is_clear() -> None:
    """A difference is clear when its interval leaves zero out."""
    assert words.is_clear({"mean": 2, "low": 1, "high": 3})
    assert words.is_clear({"mean": -2, "low": -3, "high": -1})
    assert not words.is_clear({"mean": 2, "low": -1, "high": 3})
    assert not words.is_clear({"mean": 2, "low": None, "high": None})


def test_lists_and_names() -> None:
    """Lists read like sentences, and names lose their underscores."""
    assert words.join_words([]) == ""
    assert words.join_words(["a", "b", "c"]) == "a, b and c"
    assert words.plain("over_75") == "over 75"


def test_folding() -> None:
    """Folded lines are at most 80 wide, and further lines are set in below the first."""
    lines = words.fold("word " * 60, "  - ")
    assert all(len(line) <= 80 for line in lines)
    assert lines[0].startswith("  - word")
    assert lines[1].startswith("    word")
    assert words.fold("") == [""]
    assert words.fold("a share of 5 % --drop-one", width=13) == ["a share of", "5 %", "--drop-one"]


def test_cutting() -> None:
    """Long text is cut between words."""
    assert words.cut_words("one two three", 20) == "one two three"
    assert words.cut_words("one two, three four", 12) == "one two ..."


def test_dates() -> None:
    """Days and months are written out, without a leading nought."""
    assert words.write_day(date(2025, 4, 7)) == "7 April 2025"
    assert words.write_month(date(2027, 3, 31)) == "March 2027"


@pytest.mark.parametrize(
    ("text", "neat"),
    [
        ("£15.8 per hour", "£15.80 per hour"),
        ("£17.50", "£17.50"),
        ("£12000 and £35000 per year", "£12,000 and £35,000 per year"),
        ("£120k, £1.3m, £950", "£120k, £1.3m, £950"),
        ("£12,345", "£12,345"),
        ("€1000.5", "€1,000.50"),
    ],
)
def test_amounts_are_written_as_people_do(text: str, neat: str) -> None:
    """Pence in two figures, thousands parted; what is short already stays."""
    assert words.neaten_money(text) == neat


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0 %"), (0.004, "under 1 %"), (0.006, "1 %"), (0.5, "50 %"), (0.996, "over 99 %"), (1.0, "100 %")],
)
def test_some_is_not_none(share: float, text: str) -> None:
    """Whole per cent never make nothing of some, or all of most."""
    assert words.round_share(share) == text


@pytest.mark.parametrize(
    ("one", "unit", "today", "text"),
    [
        ({"mean": -0.0156, "low": -0.05, "high": 0.02}, "minutes", None, "no difference seen"),
        ({"mean": -30.0, "low": -90.0, "high": 30.0}, "minutes", 17_280.0, "no difference seen"),
        ({"mean": -30.0, "low": -90.0, "high": 30.0}, "minutes", 60.0, "-30 min (-1 h 30 min to +30 min)"),
        ({"mean": -0.01557, "low": -0.02, "high": -0.01}, "minutes", None, "-934 ms"),
        ({"mean": 0.0, "low": 0.0, "high": 0.0}, "money", None, "£0"),
    ],
)
def test_noise_is_told_as_none(one: dict[str, float], unit: str, today: float | None, text: str) -> None:
    """A tiny difference whose interval holds zero is no difference; a clear one is told, however small."""
    assert words.write_change(one, unit, today=today).startswith(text)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ({"lognormal": {"mean": "4 min", "sd": "3 min"}}, "lognormal (mean 4 min, sd 3 min)"),
        (
            {"branch": [{"if": {"lacks": "online"}, "to": "ask_on_day"}]},
            "branch (if (lacks online), to ask on day)",
        ),
        ({"value": "£5", "range": ["£4", "£6"], "grade": "A"}, "£5 (£4 to £6)"),
        (["phone", "front_desk"], "phone; front desk"),
        (None, "nothing"),
        ("ask_again", "ask again"),
    ],
)
def test_a_part_of_a_description_in_words(node: object, text: str) -> None:
    """No braces, no brackets of lists, no underscores."""
    assert words.tell_node(node) == text


def test_a_share_that_is_certainly_tiny() -> None:
    """A share that changes by less than a tenth of a point is no difference, however certain."""
    assert (
        words.write_change({"mean": -0.0001, "low": -0.00012, "high": -0.00005}, "share")
        == "no difference seen"
    )
    assert words.write_change({"mean": -0.02, "low": -0.03, "high": -0.01}, "share").startswith("-2 points")


def test_nobody_waits_less_than_no_time() -> None:
    """A wide interval of a wait or a share ends at 0; one of money may go below."""
    wide = {"mean": 7.0, "low": -2.4, "high": 17.0}
    assert words.write_estimate(wide, "minutes") == "7 min (0 min to 17 min)"
    assert words.write_estimate({"mean": 0.01, "low": -0.02, "high": 0.04}, "share") == "1 % (0 % to 4 %)"
    assert words.write_estimate(wide, "money").startswith("£7 (-£2")
