"""How many cases a description comes to; a rate so high that it may be that of a whole group."""

from __future__ import annotations

import pytest

from opmodels.describe.notes_demand import (
    LARGE,
    LOOKS,
    count_run,
    count_yearly,
    find_many_cases,
    tell_cases,
)
from opmodels.describe.read import parse_service
from tests.services import mmc, tandem


def per_person(rate: str, planned: str = "") -> str:
    """Return a queue whose cases come from its people, or by a list of times."""
    told = f"planned: {planned}" if planned else f"per_person_per_year: {rate}"
    return mmc().replace("rate: 48 per hour", told)


def test_rates_are_counted_over_a_year() -> None:
    """A rate by the hour is that of all; one by group is summed; people have theirs each."""
    assert count_yearly(parse_service(mmc()), "call") == pytest.approx(48 * 8766)
    assert count_yearly(parse_service(tandem()), "form") == pytest.approx(12 * 8766)
    assert count_yearly(parse_service(per_person("2.5")), "call") == pytest.approx(2500)


def test_planned_times_are_counted() -> None:
    """A weekday comes each week, a date once in the run."""
    weekly = parse_service(per_person("", "[Mon 09:00, Tue 10:00]"))
    assert count_yearly(weekly, "call") == pytest.approx(2 * 365.25 / 7)
    once = parse_service(per_person("", "[2025-01-07 09:00]"))
    assert count_run(once) == pytest.approx(1)


def test_words() -> None:
    """Cases are told by the month and the week, by need where there are several; few are not told as none."""
    assert tell_cases(parse_service(mmc("1 per day"))) == "about 30 cases a month (7.0 a week)"
    two = per_person("2.4").replace("needs: {", "needs: {fax: {rate: 3 per year, starts_at: answer}, ")
    told = tell_cases(parse_service(two))
    assert told == "about 200 cases a month (46 a week): fax 0.2, call 200"


def test_a_large_run() -> None:
    """How many cases a replication has is known beforehand: rate times length, and who waits already."""
    assert count_run(parse_service(mmc())) == pytest.approx(48 * 24 * 28)
    assert count_run(parse_service(mmc(rate="2000 per hour"))) > LARGE


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
