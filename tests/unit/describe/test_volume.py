"""How many cases a description comes to."""

from __future__ import annotations

import pytest

from opmodels.describe import volume
from opmodels.describe.notes_demand import LARGE
from opmodels.describe.read import parse_service
from opmodels.describe.volume import count_run, count_weekly, count_yearly, mean_party
from tests.services import day_hospital, mmc, tandem, walk_in

CENTRE = parse_service(walk_in())
TIMES = '[Mon 09:00, "Tue 10:00:30", [2025-06-04 09:15, old]]'


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


def test_a_large_run() -> None:
    """How many cases a replication has is known beforehand: rate times length, and who waits already."""
    assert count_run(parse_service(mmc())) == pytest.approx(48 * 24 * 28)
    assert count_run(parse_service(mmc(rate="2000 per hour"))) > LARGE


def test_rate_without_a_group_is_that_of_all_together() -> None:
    """A rate that names no group is shared between them, not had by each."""
    text = mmc("12 per hour").replace("{everyone: {people: 1000}}", "{a: {people: 10}, b: {people: 30}}")
    assert count_weekly(parse_service(text), "call") == pytest.approx(12 * 168)


def test_everybody_in_a_party_counts() -> None:
    """Five parties an hour of 1.5 people in the mean are 7.5 cases an hour."""
    assert mean_party(CENTRE.needs["injury"], "injury", "old") == pytest.approx(0.7 + 2 * 0.2 + 4 * 0.1)
    assert count_weekly(CENTRE, "injury") == pytest.approx(5 * 1.5 * 168)


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
    assert count_weekly(service, "check_up") == pytest.approx(2 * 0.9 * weekly)


def test_party_of_anybody_is_that_of_the_people() -> None:
    """A time without a group brings the mean party of all people."""
    party = "{1: {old: 100 %, others: 50 %}, 2: rest}"
    text = walk_in().replace(TIMES, "[Mon 09:00]").replace("    party: 2", f"    party: {party}")
    assert count_weekly(parse_service(text), "check_up") == pytest.approx(0.9 * (0.6 * 1.5 + 0.4))


def test_a_campaign_is_counted_by_those_it_chooses() -> None:
    """Nine people every seven days."""
    assert count_weekly(parse_service(day_hospital()), "recall") == pytest.approx(9)


def test_only_those_who_have_the_need_are_counted() -> None:
    """Of 1,000 people of whom 40 % have a car; of those without one the rest, half of whom are online."""
    people = "people: 1000, car: 40 %, online: 50 %"
    text = per_person("2.5, who: {has: car}").replace("people: 1000", people)
    assert count_yearly(parse_service(text), "call") == pytest.approx(1000)
    text = text.replace("{has: car}", "{has: online, lacks: car}")
    assert count_yearly(parse_service(text), "call") == pytest.approx(750)
    listed = per_person("", "[Mon 09:00], who: {has: car}").replace("people: 1000", people)
    assert count_yearly(parse_service(listed), "call") == pytest.approx(0.4 * 365.25 / 7)


def test_a_rate_of_the_others_is_parted_among_them() -> None:
    """As the engine does (E2.4): 3 per hour for two groups who are not named are 3 in all."""
    text = mmc().replace("everyone: {people: 1000}", "a: {people: 10}, b: {people: 100}, c: {people: 300}")
    service = parse_service(text.replace("rate: 48 per hour", "rate: {a: 2 per hour, others: 4 per hour}"))
    found = volume.count_by_group(service, "call")
    hours = volume.HOURS_PER_YEAR / volume.WEEKS
    assert [round(found[group] / hours, 9) for group in "abc"] == [2, 1, 3]
    assert volume.count_weekly(service, "call") == pytest.approx(6 * hours)


def test_a_list_that_names_a_group_is_that_groups() -> None:
    """Times of the old come from the old; times that name nobody are parted by people."""
    text = mmc(run="1 week").replace("everyone: {people: 1000}", "old: {people: 100}, young: {people: 300}")
    times = "planned: {times: [[Mon 09:00, old], [Tue 09:00, old], Wed 09:00, Thu 09:00]}"
    found = volume.count_by_group(parse_service(text.replace("rate: 48 per hour", times)), "call")
    assert found == pytest.approx({"old": 2.5, "young": 1.5})
