"""Settings have units, ranges and limits, and are put into the changes of a recipe."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.foundation.errors import InputError
from opmodels.foundation.units import UnitError
from opmodels.models.settings import Settings, make_settings, read_setting, substitute

SETTINGS = make_settings(
    window={
        "value": "60 min",
        "range": ["30 min", "4 hours"],
        "source": "trial",
        "grade": "B",
        "note": "how soon",
    },
    answers={"value": "80 %", "range": ["60 %", "90 %"], "grade": "assumption"},
    cut={"value": "10 %", "limits": ["0 %", "95 %"]},
    calls="12",
)


def test_a_setting_may_be_plain() -> None:
    """A plain value has no range, no source and no grade."""
    setting = read_setting("12")
    assert (setting.value, setting.range, setting.as_node()) == ("12", None, "12")


@pytest.mark.parametrize(
    "node",
    [
        {"value": "60 min", "range": ["70 min", "80 min"]},
        {"value": "60 min", "range": ["50 %", "80 %"]},
        {"value": "60 min", "range": ["50 min"]},
        {"value": "60 min", "limits": ["0 min", "59 min"]},
        {"range": ["1", "2"]},
        {"value": "1", "grad": "A"},
        {"value": "1", "grade": "Z"},
    ],
)
def test_a_setting_that_does_not_hang_together_is_refused(node: dict[str, Any]) -> None:
    """The range holds the value, in the same unit."""
    with pytest.raises(ValidationError):
        read_setting(node)


def test_settings_that_are_given_are_remembered() -> None:
    """What is given is written behind the name of the model, in the order of the settings."""
    given = SETTINGS.but({"cut": "5 %", "window": "2 hours"})
    assert given.written == "window=2 hours, cut=5 %"
    assert given.number("window") == 120.0
    assert SETTINGS.written == ""
    assert SETTINGS.number("window") == 60.0
    assert given.but({"cut": "6 %"}).given == {"window", "cut"}


def test_a_given_value_keeps_the_range_that_holds_it() -> None:
    """Outside the evidence it stands without a range; a mapping brings its own."""
    assert SETTINGS.but({"window": "2 hours"})["window"].range == ("30 min", "4 hours")
    assert SETTINGS.but({"window": "9 hours"})["window"].range is None
    own = SETTINGS.but({"window": {"value": "9 hours", "range": ["8 hours", "10 hours"], "source": "ours"}})[
        "window"
    ]
    assert (own.range, own.source, own.note) == (("8 hours", "10 hours"), "ours", "how soon")


@pytest.mark.parametrize(
    ("given", "found", "nearest"),
    [
        ({"windw": "1 hour"}, "the setting 'windw'", "window"),
        ({"window": "10 %"}, "'10 %' (a share)", None),
        ({"window": "soon"}, "'soon' (a word)", None),
        ({"cut": "96 %"}, "'96 %'", None),
        ({"cut": "-1 %"}, "'-1 %'", None),
        ({"window": {"value": "1 hour", "range": ["2 hours", "3 hours"]}}, "1 hour", None),
    ],
)
def test_a_given_setting_that_does_not_fit_is_refused(given: Any, found: str, nearest: str | None) -> None:
    """The message says which setting, what was found and what would fit."""
    with pytest.raises(InputError) as caught:
        SETTINGS.but(given, "model 'x'")
    (problem,) = caught.value.problems
    assert problem.where.startswith("model 'x', ")
    assert found in problem.found
    assert problem.nearest == nearest


def test_a_name_alone_brings_range_and_source() -> None:
    """``$window`` becomes the sourced number."""
    assert substitute({"a": ["$window", "$calls"]}, SETTINGS) == {
        "a": [{"value": "60 min", "source": "trial", "grade": "B", "range": ["30 min", "4 hours"]}, "12"]
    }


def test_an_expression_brings_the_range_that_it_spans() -> None:
    """The ends of the range are those over all corners; the grade is the weakest of those used."""
    assert substitute("1 - $answers", SETTINGS) == {
        "value": "20 %", "range": ["10 %", "40 %"], "grade": "assumption",
    }  # fmt: skip
    assert substitute("$answers * $window", SETTINGS) == {
        "value": "48 min", "range": ["18 min", "216 min"], "source": "trial", "grade": "assumption",
    }  # fmt: skip
    assert substitute("2 * $calls", SETTINGS) == "24"


def test_reasons_show_the_plain_value() -> None:
    """In reasons, notes and sources a setting is a word of the sentence."""
    node = {"why": "rung within $window, by $answers", "then": "$answers"}
    assert substitute(node, SETTINGS)["why"] == "rung within 60 min, by 80 %"  # type: ignore[index, call-overload]


def test_what_names_no_setting_stays() -> None:
    """Texts, keys and dollars are left alone."""
    assert substitute({"$window": "costs $12"}, SETTINGS) == {"$window": "costs $12"}


def test_an_unknown_setting_is_refused() -> None:
    """Wherever it stands: alone, in a sum, in a reason."""
    for node in ("$windw", "1 - $windw", {"why": "in $windw"}):
        with pytest.raises(UnitError, match="windw"):
            substitute(node, SETTINGS)
    with pytest.raises(UnitError, match=r"\$x"):
        substitute("$x", Settings())


def test_settings_are_written_as_numbers_of_a_description() -> None:
    """What a result carries can be given again."""
    written = SETTINGS.as_dict()
    assert SETTINGS.but(written)["window"].amount == SETTINGS["window"].amount
    assert written["calls"] == "12"


def test_a_setting_can_be_one_of_a_few_words() -> None:
    """Another word is refused with the nearest; the words stay with it."""
    settings = make_settings(staffing={"value": "stay", "words": ["stay", "follow"], "grade": "assumption"})
    assert settings.but({"staffing": "follow"}).word("staffing") == "follow"
    with pytest.raises(InputError, match="follow"):
        settings.but({"staffing": "folow"})
    with pytest.raises(ValidationError, match="one of"):
        make_settings(staffing={"value": "go", "words": ["stay", "follow"]})


def test_a_setting_can_be_a_name_of_the_service() -> None:
    """Whatever it is called, even like a number."""
    settings = make_settings(pool={"value": "auto", "names": "pools", "grade": "assumption"})
    assert settings.but({"pool": "gp"}).word("pool") == "gp"
    assert settings.but({"pool": "24"}).word("pool") == "24"
    assert settings.but({"pool": "gp"})["pool"].names == "pools"
