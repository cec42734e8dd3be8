"""What a model finds in a description by itself: visits, work and load agree with what they are by hand."""

from __future__ import annotations

import math

import pytest

from opmodels.describe.pathway import Wait
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.models import anatomy
from tests.services import day_hospital, home_teams, mmc, night_out, surgery, tandem

EVERY = [surgery(), tandem(), night_out(), day_hospital(), mmc()]


def service_of(text: str) -> Service:
    """Return a service from its text."""
    return parse_service(text)


def two_rooms(more: str = "") -> Service:
    """Return a desk from which a quarter of cases come back, and which sends half of the rest to a room."""
    return service_of(f"""\
opmodels: 1
service: Two rooms
time: {{start: 2025-01-06, run: 4 weeks, zone: UTC}}
groups: {{old: {{people: 100}}, young: {{people: 300}}}}
needs: {{ask: {{per_person_per_year: {{old: 10.436, young: 5.218}}, starts_at: desk}}}}
pools:
  clerks: {{staff: 2, hours: Mon-Fri 09:00-17:00, cost: £20 per hour}}
  nurses: {{staff: 1, hours: Mon-Fri 09:00-13:00, cost: £30 per hour}}
steps:
  desk: {{serve: clerks, takes: {{old: 12 min, young: 6 min}}, then: {{desk: 25 %, room: 30 %, done: rest}}}}
  room: {{serve: {{all: [nurses, clerks]}}, takes: 30 min, travel: 10 min, then: done{more}}}
ends: {{done: met}}
""")


def test_visits_solve_the_traffic_equations() -> None:
    """One case in four comes again: 4/3 visits at the desk, and 0.3 of them lead to the room."""
    visits = anatomy.visits_per_case(two_rooms(), "ask", "old")
    assert visits["desk"] == pytest.approx(4 / 3, rel=1e-5)
    assert visits["room"] == pytest.approx(0.4, rel=1e-5)


def test_weekly_visits_count_every_group() -> None:
    """1,043.6 and 1,565.4 cases a year are 20 and 30 a week."""
    assert anatomy.weekly_visits(two_rooms())["desk"] == pytest.approx(50 * 4 / 3, rel=1e-3)


def test_the_load_is_work_over_hours() -> None:
    """Of 40 nurse minutes for each of 20 visits; clerks have the desk besides."""
    load = anatomy.offered_load(two_rooms())
    room = 50 * 0.4 * 40 / 60
    desk = 4 / 3 * (20 * 12 + 30 * 6) / 60
    assert load["nurses"] == pytest.approx(room / 20, rel=1e-3)
    assert load["clerks"] == pytest.approx((room + desk) / 80, rel=1e-3)
    assert anatomy.working_pools(two_rooms()) == ("nurses", "clerks")


def test_a_series_counts_with_all_its_visits() -> None:
    """Six visits are six times the work."""
    series = two_rooms(", repeat: {visits: 6, every: 1 day}")
    once, often = anatomy.offered_load(two_rooms())["nurses"], anatomy.offered_load(series)["nurses"]
    assert often == pytest.approx(6 * once)


def test_pay_is_work_times_cost() -> None:
    """An old person's case takes 16 clerk minutes at the desk and 0.4 times 40 of both in the room."""
    pay = anatomy.pay_per_case(two_rooms(), "ask", "old")
    assert pay == pytest.approx((16 * 20 + 16 * 20 + 16 * 30) / 60, rel=1e-4)


def test_steps_are_in_the_order_of_their_work() -> None:
    """The room keeps clerks longer than the desk."""
    assert anatomy.steps_of(two_rooms(), "clerks") == ("room", "desk")
    assert anatomy.steps_of(two_rooms(), "nurses") == ("room",)


def test_people_who_choose_are_shared_by_the_logit() -> None:
    """With no wait, a price of £10 at -0.1 a pound costs a factor e."""
    how = "  how: {choose: {bus: {to: answer}, car: {to: done, price: £10}}, tastes: {pound: -0.1}}\n"
    text = mmc().replace("steps:\n", f"steps:\n{how}").replace("starts_at: answer", "starts_at: how")
    shares = anatomy.follow(service_of(text), "how", "call", "everyone")
    assert shares["answer"] == pytest.approx(math.e / (1 + math.e))


def test_parts_come_together_as_one_case() -> None:
    """A case that goes on in parts passes the step after them once."""
    service = service_of(day_hospital())
    name = next(name for name, step in service.steps.items() if hasattr(step, "side_by_side"))
    visits = anatomy.visits_per_case(service, next(iter(service.needs)), next(iter(service.groups)))
    joined = service.steps[name].joins_at
    assert visits[joined] <= sum(visits.values())
    assert sum(anatomy.follow(service, name, "", "").values()) == pytest.approx(1.0)


@pytest.mark.parametrize("text", EVERY)
def test_every_service_has_an_anatomy(text: str) -> None:
    """Whatever a service says, loads and visits are numbers of 0 or more, and every way is whole."""
    service = service_of(text)
    assert all(load >= 0 and not math.isnan(load) for load in anatomy.offered_load(service).values())
    assert all(visits >= 0 for visits in anatomy.weekly_visits(service).values())
    for need, start in anatomy.entry_steps(service).items():
        for group in service.groups:
            assert start in service.steps
            shares = anatomy.follow(service, start, need, group)
            assert sum(shares.values()) == pytest.approx(1.0)


def test_work_by_area_reaches_the_pools_of_the_area() -> None:
    """Three teams, each for its area: 15 visits of an hour on ten-hour days, by where people live."""
    load = anatomy.offered_load(service_of(home_teams()))
    weekly = 1.5 * 168
    shares = {"north": 0.4 / 3, "south": 0.35 / 2, "town": 0.25 / 2}
    assert load == pytest.approx({name: weekly * share / 50 for name, share in shares.items()})
    assert anatomy.pay_per_case(service_of(home_teams()), "visit", "patients") == pytest.approx(
        0.4 * 20 + 0.35 * 20 + 0.25 * 30
    )


def test_minutes_of_a_case_by_pool() -> None:
    """A young case comes to the desk 4/3 times for six minutes, and 0.4 times to the room for forty."""
    work = anatomy.minutes_by_pool(two_rooms(), "ask", "young")
    assert work["desk"] == {"clerks": pytest.approx(8.0, rel=1e-5)}
    assert work["room"] == {"nurses": pytest.approx(16.0, rel=1e-5), "clerks": pytest.approx(16.0, rel=1e-5)}
    assert anatomy.minutes_of_pools(work) == {
        "clerks": pytest.approx(24.0, rel=1e-5),
        "nurses": pytest.approx(16.0, rel=1e-5),
    }


def test_work_of_one_need() -> None:
    """The needs of a week add up to all of its work."""
    service = service_of(surgery())
    parts = [anatomy.minutes_of_pools(anatomy.weekly_minutes(service, need)) for need in service.needs]
    whole = anatomy.minutes_of_pools(anatomy.weekly_minutes(service))
    assert {pool: sum(part.get(pool, 0.0) for part in parts) for pool in whole} == pytest.approx(whole)


def test_a_case_is_followed_up_to_what_puts_it_off() -> None:
    """Nobody who waits at the first wait comes to what lies behind it."""
    service = service_of(tandem())
    visits = anatomy.visits_per_case(service, "form", "young", (Wait,))
    assert (visits["first"], visits["pause"], visits["second"]) == (1.0, pytest.approx(0.8, rel=1e-5), 0.0)


def test_a_name_that_is_taken_gets_a_number() -> None:
    """And one that is too long is cut."""
    assert anatomy.name_anew({"a", "b"}, "c") == "c"
    assert anatomy.name_anew({"a", "a_1"}, "a") == "a_2"
    assert len(anatomy.name_anew(set(), "x" * 99)) == anatomy.MOST_LETTERS
