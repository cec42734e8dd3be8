"""Who comes, how often and how."""

from __future__ import annotations

import pytest

from opmodels.describe.coming import read_timetable
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.show.arrivals import (
    mark_need,
    mean_party,
    tell_areas,
    tell_list,
    tell_need,
    tell_worsening,
    weekly_cases,
)
from tests.services import mmc, tandem, walk_in

CENTRE = parse_service(walk_in())
TIMES = '[Mon 09:00, "Tue 10:00:30", [2025-06-04 09:15, old]]'


def test_cases_a_week(service: Service) -> None:
    """Cases a week are people times needs a year over the weeks of a year, or rate times hours."""
    weeks = 365.25 / 7
    assert weekly_cases(service, "question") == pytest.approx((800 * 14 + 200 * 40) / weeks)
    assert weekly_cases(parse_service(tandem()), "form") == pytest.approx(12 * 168)


def test_rate_without_a_group_is_that_of_all_together() -> None:
    """A rate that names no group is shared between them, not had by each."""
    text = mmc("12 per hour").replace("{everyone: {people: 1000}}", "{a: {people: 10}, b: {people: 30}}")
    assert weekly_cases(parse_service(text), "call") == pytest.approx(12 * 168)


def test_everybody_in_a_party_counts() -> None:
    """Five parties an hour of 1.5 people in the mean are 7.5 cases an hour."""
    assert mean_party(CENTRE.needs["injury"], "injury", "old") == pytest.approx(0.7 + 2 * 0.2 + 4 * 0.1)
    assert weekly_cases(CENTRE, "injury") == pytest.approx(5 * 1.5 * 168)


@pytest.mark.parametrize(
    ("times", "weekly"),
    [
        (TIMES, 2.5),
        ("[Mon 09:00]", 1.0),
        ("[2025-06-02 09:00, 2025-06-15 09:00]", 1.0),
        ("[2025-06-01 09:00, 2025-06-16 09:00]", 0.0),
    ],
)
def test_list_is_counted_a_week(times: str, weekly: float) -> None:
    """Times of every week count once, those of the run's days over its weeks; 90 % of parties of two come."""
    service = parse_service(walk_in().replace(TIMES, times))
    assert weekly_cases(service, "check_up") == pytest.approx(2 * 0.9 * weekly)


def test_party_of_anybody_is_that_of_the_people() -> None:
    """A time without a group brings the mean party of all people."""
    party = "{1: {old: 100 %, others: 50 %}, 2: rest}"
    text = walk_in().replace(TIMES, "[Mon 09:00]").replace("    party: 2", f"    party: {party}")
    assert weekly_cases(parse_service(text), "check_up") == pytest.approx(0.9 * (0.6 * 1.5 + 0.4))


def test_areas_are_told() -> None:
    """Nothing where they are not told apart."""
    assert (tell_areas(CENTRE), tell_areas(parse_service(tandem()))) == ("north 40 %, south 60 %", "")


def test_need_is_told_in_full() -> None:
    """Lists, parties, levels, worsening and classes, each in a clause; a plain need has none."""
    text = walk_in().replace("    party: 2", "    party: 2\n    priority: {old: 2, others: 4}")
    assert list(tell_need(parse_service(text), "check_up")) == [
        "by a list of 3 times, 2 of them every week, from 10 min before their time on, 12 min after that in"
        " the mean, 90 % come",
        "in parties of 2",
        "priority class: old 2, others 4",
    ]
    assert [clause.split()[0] for clause in tell_need(CENTRE, "injury")] == [
        "in",
        "severity",
        "minor",
        "serious",
    ]
    assert list(tell_need(parse_service(tandem()), "form")) == []


@pytest.mark.parametrize(
    ("node", "told"),
    [
        (["Mon 09:00"], "by a list of 1 time, all of them every week"),
        (["2025-06-02 09:00", "2025-06-03 09:00"], "by a list of 2 times"),
        (
            {"times": ["Mon 09:00", "2025-06-03 09:00"], "comes": "95 %"},
            "2 times, 1 of them every week, 95 % come",
        ),
    ],
)
def test_list_is_told(node: object, told: str) -> None:
    """How many times, and how many of them every week."""
    assert tell_list(read_timetable(node)).endswith(told)


def test_worsening_is_told() -> None:
    """To a level, out of the service, or both."""
    laws = CENTRE.needs["injury"].worsens
    assert tell_worsening("minor", laws["minor"]) == "minor becomes serious after 3 h of waiting"
    text = walk_in().replace("to: critical, goes_to: hospital", "goes_to: {hospital: 40 %, done: rest}")
    law = parse_service(text).needs["injury"].worsens["serious"]
    assert tell_worsening("serious", law) == (
        "serious leaves after 1 h to 2 h of waiting for hospital (40 %) or done (60 %)"
    )


def test_marks_are_few_words() -> None:
    """What a drawing has room for."""
    assert mark_need(CENTRE, "injury") == "in parties, 3 levels, worsens"
    assert mark_need(CENTRE, "check_up") == "by a list, in parties"
    assert mark_need(parse_service(tandem()), "form") == ""
