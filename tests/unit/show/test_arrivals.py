"""Who comes, how often and how."""

from __future__ import annotations

import pytest

from opmodels.describe.coming import read_timetable
from opmodels.describe.read import parse_service
from opmodels.show.arrivals import (
    mark_need,
    tell_areas,
    tell_list,
    tell_need,
    tell_worsening,
)
from tests.services import tandem, walk_in

CENTRE = parse_service(walk_in())
TIMES = '[Mon 09:00, "Tue 10:00:30", [2025-06-04 09:15, old]]'


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


def test_who_has_a_need_is_told() -> None:
    """With what they have and what they lack; in a drawing in three words."""
    text = tandem().replace("form: {", "form: {who: {has: car, lacks: online}, ")
    service = parse_service(text.replace("people: 400", "people: 400, car: 40 %, online: 90 %"))
    assert list(tell_need(service, "form")) == ["of people who have car and lack online"]
    assert mark_need(service, "form") == "of some people"
