"""Who is asked to come at another hour, and what the planner makes of it."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.read import parse_service
from opmodels.models.load_curve import draw_curve
from opmodels.models.shift_plan import (
    SLOTS,
    ShiftPlan,
    by_slot,
    can_wait,
    choose_needs,
    find_movers,
    find_quiet,
    minutes_of,
    plan_shift,
)
from opmodels.planners.move_load import LoadQuestion, Movable, move_load
from tests.services import rush_line

QUIET = "nothing: {holds: yes}"


def plan(share: float, window: float, rebound: float = 0.0) -> ShiftPlan:
    """Return the plan for the line with a rush."""
    service = parse_service(rush_line())
    movers = find_movers(service, "advisers", ["question"], share, window)
    return plan_shift(draw_curve(service, "advisers"), movers, rebound)


def test_the_urgent_are_not_asked() -> None:
    """Who is served first today cannot wait, unless the facts say so; the facts come before everything."""
    service = parse_service(rush_line(QUIET))
    assert (can_wait(service, "alarm"), can_wait(service, "question")) == (False, None)
    assert choose_needs(service, ["question", "alarm"]) == ["question"]
    told = parse_service(rush_line("alarm can wait: {holds: yes, up_to: 2 hours}"))
    assert choose_needs(told, ["question", "alarm"]) == ["alarm"]
    barred = parse_service(rush_line("question can wait: {holds: no}"))
    assert choose_needs(barred, ["question", "alarm"]) == []


def test_how_far_a_fact_holds() -> None:
    """In minutes; without end where nothing is said; not at all where it does not hold."""
    service = parse_service(rush_line())
    assert minutes_of(service, "question can wait") == 480
    assert minutes_of(service, "alarm can wait") == 0
    assert minutes_of(
        parse_service(rush_line("question can wait: {holds: yes}")), "question can wait"
    ) == float("inf")


def test_nobody_is_asked_to_wait_longer_than_they_can() -> None:
    """The window ends where the fact does."""
    service = parse_service(rush_line("question can wait: {holds: yes, up_to: 90 min}"))
    (mover,) = find_movers(service, "advisers", ["question"], 0.3, 240)
    assert (mover.later, mover.most, mover.line, mover.entry) == (90, 90, "line", "line")


@pytest.mark.parametrize(("share", "slots"), [(0.1, 2), (0.3, 1), (0.3, 2), (1.0, 8)])
def test_the_plan_of_a_service_is_that_of_the_planner(share: float, slots: int) -> None:
    """The small case, written as a service file: half hours for hours, and only later."""
    made = plan(share, 30.0 * slots)
    whole = float(made.work[0].sum())
    demand = np.array([4, 4, 6, 10, 12, 10, 6, 4]) / 56
    assert made.work[0][18:26] == pytest.approx(demand * whole)
    fixed = (made.before - made.work[0])[18:26]
    asked = LoadQuestion((Movable(demand * whole, share, 0, slots),), fixed, flatten=True)
    assert made.plan.objective == pytest.approx(move_load(asked).objective, rel=1e-5)
    assert made.plan.status == "optimal"


def test_the_peak_does_not_fall_below_the_floor() -> None:
    """Neither below the mean of open hours nor below what nobody can move."""
    for share in (0.0, 0.05, 0.3, 1.0):
        made = plan(share, 480.0)
        rigid = float((made.before - share * made.work[0]).max())
        mean = float(made.before.sum() / 8)
        assert made.floor == pytest.approx(max(rigid, mean))
        assert float(made.planned.max()) >= made.floor - 1e-6
    assert plan(0.0, 480.0).fall == 0.0


def test_shares_are_of_those_who_come_then() -> None:
    """Never above the share that can be moved, and work that moved is work that left."""
    made = plan(0.2, 120.0, rebound=0.1)
    assert all(sum(ends.values()) <= 0.2 + 1e-3 for ends in made.shares[0].values())
    assert made.planned.sum() == pytest.approx(made.before.sum() + 0.1 * made.plan.moved)


def test_the_quiet_time_is_after_the_rush() -> None:
    """The first stretch below the mean behind the busiest half hour, in open hours."""
    service = parse_service(rush_line())
    curve = draw_curve(service, "advisers")
    load = by_slot(curve, curve.load)
    assert len(load) == SLOTS
    assert find_quiet(curve, load, 2) == (24, 2)
    assert find_quiet(curve, load, 4) == (23, 3)
    assert find_quiet(curve, np.ones(SLOTS), 4) == (0, 0)
