"""Groups, needs, and the shapes of a week and a year."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from opmodels.describe.demand import (
    DAYS,
    MONTHS,
    QUARTERS_PER_DAY,
    Group,
    Need,
    Week,
    Year,
    week_weights,
    year_weights,
)


def week_at(weights: tuple[float, ...], day: str, clock: str) -> float:
    """Return the weight of the quarter hour that begins at a time of a day."""
    hour, minute = clock.split(":")
    return weights[DAYS.index(day) * QUARTERS_PER_DAY + (60 * int(hour) + int(minute)) // 15]


def refuse(kind: Any, node: Any) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Return place and parts of every fault of a shape."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(node)
    return [(line["loc"], line.get("ctx", {})) for line in caught.value.errors()]


@pytest.mark.parametrize(
    "node",
    [
        "flat",
        "always",
        "Mon-Fri 08:00-18:30",
        ["Mon 08:00-12:00", "Fri-Sat 22:00-05:00"],
        {"days": {"Mon": "60 %", "Tue": "40 %"}},
        {"hours": {"08:00": "1", "12:00-24:00": "0.5"}},
        {"table": [["Mon", "08:00-09:00", "5 %"]]},
    ],
)
def test_week_has_mean_one(node: Any) -> None:
    """Whatever its spelling, a week is 672 quarter hours with mean 1, none below 0."""
    weights = week_weights(node)
    assert len(weights) == 672 and min(weights) >= 0
    assert sum(weights) / 672 == pytest.approx(1)


def test_hours_weigh_each_quarter_alike() -> None:
    """Demand in working hours is even over them, a night that crosses Sunday included."""
    weights = week_weights(["Sun 23:00-01:00", "Mon 08:00-09:00"])
    assert {round(weight, 9) for weight in weights} == {0.0, round(672 / 12, 9)}
    assert week_at(weights, "Mon", "00:45") > 0 == week_at(weights, "Mon", "01:00")


def test_share_of_a_span_is_spread_over_it() -> None:
    """A share belongs to its span: twice as long means half as dense."""
    weights = week_weights({"hours": {"08:00-09:00": "20 %", "09:00-11:00": "20 %"}})
    assert week_at(weights, "Wed", "08:30") == pytest.approx(2 * week_at(weights, "Wed", "10:45"))


def test_start_alone_runs_to_the_next() -> None:
    """A time without an end lasts until the next one, the last for an hour."""
    weights = week_weights({"hours": {"08:00": "50 %", "08:30": "50 %"}})
    assert week_at(weights, "Mon", "08:15") == pytest.approx(2 * week_at(weights, "Mon", "09:15"))
    assert week_at(weights, "Mon", "09:30") == 0


def test_days_multiply_hours() -> None:
    """A day's share holds for all of its hours."""
    weights = week_weights({"days": {"Mon": "40 %", "Tue": "20 %"}, "hours": {"08:00-12:00": "1"}})
    assert week_at(weights, "Mon", "09:00") == pytest.approx(2 * week_at(weights, "Tue", "09:00"))
    assert week_at(weights, "Wed", "09:00") == 0


def test_table_is_by_day() -> None:
    """Each row is one span of one day."""
    weights = week_weights({"table": [["Mon", "08:00-09:00", "75 %"], ["Sun", "23:00-24:00", "25 %"]]})
    assert week_at(weights, "Mon", "08:00") == pytest.approx(3 * week_at(weights, "Sun", "23:45"))


@pytest.mark.parametrize(
    ("node", "place", "found"),
    [
        ({"days": {"Mo": "50 %"}}, ("days", "Mo"), "'Mo'"),
        ({"days": {"Mon": "50"}}, ("days", "Mon"), "above 1"),
        ({"days": "Mon"}, ("days",), "Mon"),
        ({"hours": {"8": "1"}}, ("hours", "8"), '"8"'),
        ({"hours": {"08:00-08:10": "1"}}, ("hours", "08:00-08:10"), "08:00-08:10"),
        ({"hours": {"09:00-08:00": "1"}}, ("hours", "09:00-08:00"), "09:00-08:00"),
        ({"hours": {"08:00-09:00": "1", "08:30-09:30": "1"}}, ("hours", "08:30-09:30"), "08:30-09:30"),
        ({"hours": {"08:00-09:00": "0"}}, (), "without any demand"),
        ({"hours": []}, ("hours",), "an empty list"),
        ({"table": [["Mon", "08:00-09:00"]]}, ("table", 0), "a list of 2"),
        (
            {"table": [["Mon", "08:00-09:00", "1"], ["Mon", "08:00-09:00", "1"]]},
            ("table", 1),
            "a second time",
        ),
        ({"table": [["Mon", "08:00-09:00", "1"], ["Mo", "08:00-09:00", "1"]]}, ("table", 1), "'Mo'"),
        ({"table": "Mon"}, ("table",), "Mon"),
        ({"dasy": {"Mon": "1"}}, (), "dasy"),
        ({"table": [["Mon", "08:00-09:00", "1"]], "days": {}}, (), "table, days"),
        ({}, (), "an empty mapping"),
        ("weekday-phones", (), "weekday-phones"),
        ("never", (), "without any demand"),
    ],
)
def test_wrong_weeks_are_refused(node: Any, place: tuple[Any, ...], found: str) -> None:
    """The fault is told at the day, time or row."""
    loc, parts = refuse(Week, node)[0]
    assert loc == place and found in parts["found"]


def test_several_faults_of_a_week_are_told() -> None:
    """Every wrong day is told."""
    assert len(refuse(Week, {"days": {"Mo": "1", "Tu": "1", "Wed": "1"}})) == 2


def test_year_has_mean_one_over_its_days() -> None:
    """Months count by their length."""
    weights = year_weights({month: "2" if month == "Feb" else "1" for month in MONTHS})
    lengths = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    assert sum(w * d for w, d in zip(weights, lengths, strict=True)) == pytest.approx(365.25)
    assert weights[1] == pytest.approx(2 * weights[0])
    assert year_weights("flat") == year_weights((1.0,) * 12) == (1.0,) * 12


@pytest.mark.parametrize(
    ("change", "place", "found"),
    [
        ({"Jan": "-1"}, ("Jan",), "below 0"),
        ({"Jan": ["1"]}, ("Jan",), "a list of 1"),
        ({"Janury": "1"}, ("Janury",), "'Janury'"),
        ({month: "0" for month in MONTHS}, (), "without any demand"),
    ],
)
def test_wrong_years_are_refused(change: dict[str, Any], place: tuple[Any, ...], found: str) -> None:
    """The fault is told at the month."""
    loc, parts = refuse(Year, {**dict.fromkeys(MONTHS, "1"), **change})[0]
    assert loc == place and found in parts["found"]


def test_missing_months_are_named() -> None:
    """A year has twelve months."""
    assert refuse(Year, {"Jan": "1"})[0][1]["found"].startswith("a year without Feb, Mar")
    assert refuse(Year, "winter")


def test_group_lists_its_abilities() -> None:
    """Named abilities and further traits are one list; what is not known is left out."""
    group = Group.model_validate({"people": "100", "online": "50 %", "traits": {"carer": "10 %"}})
    assert group.abilities == {"online": 0.5, "carer": 0.1}


@pytest.mark.parametrize(
    ("rates", "found"),
    [
        ({}, "none of per_person_per_year, rate, planned, campaign"),
        ({"rate": "1 per hour", "per_person_per_year": "2"}, "per_person_per_year and rate"),
        ({"rate": "1 per hour", "planned": ["Mon 09:00"]}, "rate and planned"),
        ({"rate": "1 per hour", "campaign": "letter"}, "rate and campaign"),
    ],
)
def test_need_has_one_rate(rates: dict[str, Any], found: str) -> None:
    """A need occurs per person, per hour, by a list or by a campaign: one of them is said."""
    (fault,) = refuse(Need, {"starts_at": "s", **rates})
    assert fault[1]["found"] == found
    assert fault[1]["expected"] == "exactly one of per_person_per_year, rate, planned, campaign"
    assert Need.model_validate({"starts_at": "s", "rate": "0 per hour"}).week == (1.0,) * 672


def test_need_lists_its_levels() -> None:
    """Levels of severity are named mild first; most needs have none."""
    need = {"starts_at": "s", "rate": "1 per hour"}
    assert Need.model_validate(need).levels == ()
    assert Need.model_validate({**need, "severity": {"mild": "70 %", "serious": "rest"}}).levels == (
        "mild",
        "serious",
    )


def test_worsening_is_checked_with_the_need() -> None:
    """A level that the need does not have is told at its place below the need."""
    worsens = {"mild": {"after": "1 h", "to": "seriuos"}}
    node = {"starts_at": "s", "rate": "1 per hour", "severity": {"mild": "70 %", "serious": "rest"}}
    ((place, parts),) = refuse(Need, {**node, "worsens": worsens})
    assert (place, parts["key"], parts["nearest"]) == (("worsens", "mild"), "to", "serious")


def test_list_falls_on_its_times() -> None:
    """The quarter hours of a list are those of its times, single ones and those of every week alike."""
    times = ["Mon 09:00", "Mon 09:14", "2025-06-04 23:59"]
    need = Need.model_validate({"starts_at": "s", "planned": times})
    assert {place: count for place, count in enumerate(need.quarters) if count} == {36: 2.0, 2 * 96 + 95: 1.0}
    plain = Need.model_validate({"starts_at": "s", "rate": "1 per hour", "week": "Mon 09:00-10:00"})
    assert plain.quarters == plain.week


def test_a_campaign_says_itself_whom_it_chooses() -> None:
    """Who has a need of a campaign is not said twice."""
    ((path, parts),) = refuse(Need, {"campaign": "letters", "starts_at": "ask", "who": {"has": "car"}})
    assert path[-1:] == ("who",) or "who beside campaign" in str(parts)
    assert "campaign" in str(parts)
