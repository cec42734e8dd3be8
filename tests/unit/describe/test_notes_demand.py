"""How many cases a description comes to; a rate so high that it may be that of a whole group."""

from __future__ import annotations

from opmodels.describe.notes_demand import (
    LOOKS,
    find_many_cases,
    tell_cases,
)
from opmodels.describe.read import parse_service
from tests.services import day_hospital, mmc


def per_person(rate: str, planned: str = "") -> str:
    """Return a queue whose cases come from its people, or by a list of times."""
    told = f"planned: {planned}" if planned else f"per_person_per_year: {rate}"
    return mmc().replace("rate: 48 per hour", told)


def test_words() -> None:
    """Cases are told by the month and the week, by need where there are several; few are not told as none."""
    assert tell_cases(parse_service(mmc("1 per day"))) == "about 30 cases a month (7.0 a week)"
    two = per_person("2.4").replace("needs: {", "needs: {fax: {rate: 3 per year, starts_at: answer}, ")
    told = tell_cases(parse_service(two))
    assert told == "about 200 cases a month (46 a week): fax 0.2, call 200"


def test_those_whom_a_campaign_chooses_are_counted() -> None:
    """Nine people every seven days are 39 cases a month."""
    assert "recall 39," in tell_cases(parse_service(day_hospital()))


def test_cases_of_the_whole_group() -> None:
    """More than fifty cases a year for each person are asked about, with the group; fifty are not."""
    assert (find_many_cases,) == LOOKS
    (note,) = find_many_cases(parse_service(per_person("{everyone: 700}")))
    assert note.asks
    assert note.path == ("needs", "call", "per_person_per_year", "everyone")
    assert note.text == (
        "700 cases a year for each person of everyone, 58,333 a month in all; is that the number of the whole"
        " group?"
    )
    assert not list(find_many_cases(parse_service(per_person("50"))))
