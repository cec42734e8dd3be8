"""Staff follow the load only where that takes fewer hours and others can stand beside the pool."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.edit import Changes, apply_changes
from opmodels.describe.read import parse_service
from opmodels.models.load_curve import draw_curve
from opmodels.models.shift_plan import find_movers, plan_shift
from opmodels.models.shift_staff import (
    count_hours,
    find_rail,
    follow_with_staff,
    place_staff,
    read_demand,
    split_hours,
)
from opmodels.models.staff_to_load import mean_wait
from tests.services import rush_line

RAIL = "guardrails: [{measure: wait, step: line, at_most: 1 min}]\n"


def follow(text: str, share: float = 0.2):  # type: ignore[no-untyped-def]
    """Return the service, its plan, and what becomes of its staff."""
    service = parse_service(text)
    curve = draw_curve(service, "advisers")
    plan = plan_shift(curve, find_movers(service, "advisers", ["question"], share, 120), 0.0)
    return service, curve, plan, follow_with_staff(service, "advisers", curve, plan)


def test_a_split_is_the_fewest_hours() -> None:
    """Two all day and three more for the stretch that needs five; all day alone where nothing is gained."""
    needed = np.array([0, 2, 2, 5, 4, 2, 0])
    assert split_hours(needed) == (2, 3, 3, 5)
    assert count_hours(split_hours(needed), needed) == (2 * 5 + 3 * 2) / 2
    assert split_hours(np.array([3, 3, 3])) == (3, 0, 0, 0)


def test_a_guardrail_says_how_many() -> None:
    """Each half hour has the fewest at whom the mean wait by Erlang's formula is kept."""
    service, curve, plan, _ = follow(rush_line() + RAIL)
    rail = find_rail(service, "advisers")
    assert rail == (pytest.approx(6.0), 1.0)
    needed = read_demand(service, "advisers", curve, plan.planned).people(0.0)
    for load, people in zip(plan.planned[18:26], needed[18:26], strict=True):
        assert mean_wait(float(load), int(people), 6.0) <= 1.0 < mean_wait(float(load), int(people) - 1, 6.0)
    assert needed[:18].sum() == 0


def test_fewer_hours_are_taken() -> None:
    """People all day and people for the busy hours, who serve beside them; fewer hours than today's."""
    text = rush_line().replace("staff: 5", "staff: 9") + RAIL
    service, _, _, followed = follow(text)
    after = apply_changes(service, Changes(model="x", for_digest=service.digest, edits=followed.edits))
    busy = after.pools["advisers_busy_hours"]
    hours = [pool.size * pool.hours.hours_per_week for pool in (after.pools["advisers"], busy)]
    assert sum(hours) < 9 * 20
    assert after.steps["line"].requirements == (("advisers", "advisers_busy_hours"),)
    assert busy.hourly_cost == service.pools["advisers"].hourly_cost


def test_today_s_hours_are_placed_by_the_load() -> None:
    """Where today's quality would take more hours, no more are taken, and the busy hours get more of them."""
    service, _, _, followed = follow(rush_line().replace("staff: 5", "staff: 6"), 0.05)
    after = apply_changes(service, Changes(model="x", for_digest=service.digest, edits=followed.edits))
    busy = after.pools["advisers_busy_hours"]
    assert after.pools["advisers"].size < 6 < after.pools["advisers"].size + busy.size
    assert sum(p.size * p.hours.hours_per_week for p in (after.pools["advisers"], busy)) <= 6 * 20


def test_as_little_as_possible_is_left_undone() -> None:
    """Two all day, and more in the hour that needs four as far as the hours go."""
    needed = np.array([0, 2, 2, 4, 4, 2, 0])
    assert place_staff(needed, 7.0) == (2, 2, 3, 5)
    assert place_staff(needed, 6.0) == (2, 1, 3, 5)
    assert place_staff(needed, 5.0) == (1, 2, 3, 5)


def test_staff_stay_where_nothing_can_be_placed() -> None:
    """One person cannot be split, and it is told."""
    _, _, _, followed = follow(rush_line().replace("staff: 5", "staff: 1"))
    assert followed.edits == ()
    assert "staff stay as they are" in followed.told[0]


def test_a_flatter_load_needs_no_more_hours() -> None:
    """At the quality of today, what the plan needs is at most what today's load needs."""
    service, curve, plan, _ = follow(rush_line(), 0.5)
    demands = [read_demand(service, "advisers", curve, load) for load in (plan.planned, plan.before)]
    people = [demand.people(demands[1].spare_of(5)) for demand in demands]
    hours = [count_hours(split_hours(needed), needed) for needed in people]
    assert hours[0] <= hours[1]


def test_a_diary_keeps_its_pool_whole() -> None:
    """Slots hang on the people of a pool: nobody is put beside it."""
    text = (
        rush_line()
        .replace("staff: 5", "staff: 9")
        .replace(
            "steps:\n", "diaries: {slots: {pool: advisers, per_session: 4, opens: 7 days ahead}}\nsteps:\n"
        )
    )
    assert follow(text + RAIL)[3].edits == ()


def test_a_job_is_as_long_whoever_shares_it() -> None:
    """Two pools can do it, and each does part of the jobs, not part of each job."""
    text = rush_line().replace("    serve: advisers", "    serve: [advisers, helpers]")
    text = text.replace("pools:\n", "pools:\n  helpers: {staff: 5, hours: Mon-Fri 09:00-13:00}\n") + RAIL
    assert find_rail(parse_service(text), "advisers") == (pytest.approx(6.0), 1.0)
