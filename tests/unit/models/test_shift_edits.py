"""The plan in the words of the service file: doors, hours, shares, and who is rung."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.edit import Changes, apply_changes
from opmodels.describe.pathway import Branch, Wait
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.models.load_curve import Curve, draw_curve
from opmodels.models.shift_edits import (
    Doors,
    hours_between,
    tell_curve,
    tell_moved,
    write_minute,
    write_percent,
)
from opmodels.models.shift_plan import ShiftPlan, find_movers, plan_shift
from tests.services import rush_line


def open_doors(service: Service, rebound: float = 0.0, call_back: bool = False) -> tuple[Service, ShiftPlan]:
    """Return the service with a fifth asked to come later, and the plan behind it."""
    curve = draw_curve(service, "advisers")
    plan = plan_shift(curve, find_movers(service, "advisers", ["question"], 0.2, 120), rebound)
    doors = Doors(service, rebound)
    for mover, shares in zip(plan.movers, plan.shares, strict=True):
        doors.add_times(curve, mover, shares)
        if call_back:
            doors.add_call_back(curve, mover, plan, 0.4, 5, True)
    edits = tuple(doors.edits("asked"))
    return apply_changes(service, Changes(model="x", for_digest=service.digest, edits=edits)), plan


def follow_door(service: Service, minute: int) -> dict[str, float]:
    """Return the share of questions that go each way in a minute of Monday, where no queue is long."""
    door = service.steps[service.needs["question"].starts_at]
    assert isinstance(door, Branch)
    for line in door.branch:
        spans = line.when.during.spans if line.when.during else ((0, 10080),)
        if not line.when.queue and any(a <= minute < b for a, b in spans):
            return line.to.shares("residents", "question")
    raise AssertionError("no way on")


def test_what_comes_of_the_words_is_the_plan() -> None:
    """Each half hour's cases, sent on by the branch and delayed by the waits, add up to the planned load."""
    service = parse_service(rush_line())
    after, plan = open_doors(service)
    work = plan.work[0]
    load = plan.before - work
    for slot in np.flatnonzero(work > 0).tolist():
        for place, share in follow_door(after, 30 * slot).items():
            step = after.steps[place]
            if not isinstance(step, Wait):
                load[slot] += share * work[slot]
                continue
            table = step.wait.of("residents", "question").distribution
            for u in (np.arange(1000) + 0.5) / 1000:
                load[slot + round(float(table.quantile(u)) / 30)] += share * work[slot] / 1000
    assert load == pytest.approx(plan.planned, abs=2e-3)


def test_only_the_needs_that_can_wait_pass_the_door() -> None:
    """An alarm goes to the line as ever, and so does who comes at a quiet hour."""
    after, _ = open_doors(parse_service(rush_line()))
    assert after.needs["alarm"].starts_at == "line"
    assert follow_door(after, 12 * 60 + 30) == {"line": 1.0}
    assert follow_door(after, 3 * 60) == {"line": 1.0}


def test_some_need_one_contact_more() -> None:
    """Those who were moved, at the share that is set; it takes as long as the first."""
    after, _ = open_doors(parse_service(rush_line()), rebound=0.1)
    later = next(step for name, step in after.steps.items() if name.startswith("later_"))
    assert later.then.shares("residents", "question") == {
        "again_line": pytest.approx(0.1),
        "line": pytest.approx(0.9),
    }
    again = after.tree["steps"]["again_line"]
    assert (again["takes"], again["then"]) == (after.tree["steps"]["line"]["takes"], "line")


def test_a_call_back_is_for_the_same_day() -> None:
    """It is offered before the quiet time alone, to those who have a telephone, when the queue is long."""
    after, _ = open_doors(parse_service(rush_line()), call_back=True)
    rush = follow_door(after, 11 * 60)
    assert set(rush) == {"later_line_1100", "held_line"}, "who does not come later meets the queue"
    door = after.steps["held_line"]
    assert isinstance(door, Branch)
    (line,) = [one for one in door.branch if one.when.queue]
    assert (line.when.queue, line.when.at_least.value, line.when.has) == ("line", 5, "phone")
    start, end = line.when.during.spans[0]
    assert start == 9 * 60
    until = after.tree["steps"]["call_back_line"]["wait"]["until"]
    assert f"{end // 60:02}:{end % 60:02}" == until


@pytest.mark.parametrize("hours", [1, 2, 3])
def test_nobody_is_rung_later_than_they_can_wait(hours: int) -> None:
    """Of those who can wait so long, who comes first is still rung in time if they are rung last."""
    service = parse_service(rush_line(f"question can wait: {{holds: yes, up_to: {hours} hours}}"))
    after, _ = open_doors(service, call_back=True)
    (line,) = [one for one in after.steps["held_line"].branch if one.when.queue]  # type: ignore[union-attr]
    start, end = line.when.during.spans[0]  # type: ignore[union-attr]
    last = after.tree["steps"]["rung_line"]["wait"]["uniform"][1]
    assert start < end
    assert end - start + int(last.split()[0]) <= 60 * hours


def test_a_shut_pool_rings_nobody() -> None:
    """Where the quiet time is the first of the day, nobody could be put off to it."""
    service = parse_service(rush_line())
    curve = draw_curve(service, "advisers")
    short = Curve(curve.by_need, curve.later, np.isin(np.arange(672), 36))
    plan = plan_shift(short, find_movers(service, "advisers", ["question"], 0.2, 120), 0.0)
    assert Doors(service, 0.0).add_call_back(short, plan.movers[0], plan, 0.4, 5, True) == ""


def test_numbers_and_hours_as_they_stand_in_a_file() -> None:
    """Per cent with two digits, half hours as times, and the days of the curve."""
    curve = draw_curve(parse_service(rush_line()), "advisers")
    assert (write_percent(0.12345), write_minute(19)) == ("12.35 %", "09:30")
    assert hours_between(curve, 18, 20) == ["Mon-Fri 09:00-10:00"]


def test_the_curve_is_told() -> None:
    """The peak before and by the plan and the floor, then each half hour with work."""
    _, plan = open_doors(parse_service(rush_line()))
    first, *lines = tell_curve(plan)
    assert f"{plan.before.max():.2f} before" in first and f"{plan.floor:.2f} at the least" in first
    assert len(lines) == 8
    assert tell_moved(plan).startswith("by the plan the busiest half hour falls by")
