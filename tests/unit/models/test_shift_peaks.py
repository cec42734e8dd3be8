"""Demand management: who can wait is asked, the urgent never, and what happens is near what was planned."""

from __future__ import annotations

import random

import pytest

from opmodels.describe.read import parse_service, read
from opmodels.describe.soundness import find_problems
from opmodels.describe.volume import count_weekly
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.base import Redesign
from opmodels.models.catalogue import find_model
from opmodels.models.load_curve import draw_curve
from opmodels.models.shift_peaks import SHIFT_PEAKS
from opmodels.models.shift_plan import find_movers, plan_shift
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from tests.services import day_hospital, mmc, rush_line


def rush(**settings: object) -> Redesign:
    """Return the plan for the line with a rush."""
    return SHIFT_PEAKS.plan(parse_service(rush_line()), settings)


def count_delays(plan: Redesign, seed: int) -> dict[str, int]:
    """Return how many began each delay of the service after."""
    compiled = compile_service(plan.before, plan.after)
    counts = run_once(compiled, seed).record.count[:, :, c.DELAYS].sum(axis=0)
    return dict(zip(compiled.names.rows, counts.tolist(), strict=True))


def test_nothing_is_asked_at_no_strength() -> None:
    """The very same service, whatever else is set."""
    plan = rush(**SHIFT_PEAKS.zero_settings, staffing="follow", incentive="£2")
    assert plan.changes_nothing and plan.changes.edits == ()


def test_instruments_are_apart() -> None:
    """Each can be had alone, and touches nothing of the others."""
    only = dict(SHIFT_PEAKS.zero_settings)
    moved = rush(**(only | {"share": "10 %"})).after
    assert any(name.startswith("later_") for name in moved.steps)
    assert moved.pools["advisers"].on_call is None
    rung = rush(**(only | {"call_back": "30 %"})).after
    assert "call_back_line" in rung.steps and not any(name.startswith("later_") for name in rung.steps)
    ready = rush(**(only | {"standby": "40 %"})).after
    assert ready.pools["advisers"].on_call.staff.value == 2
    assert list(ready.steps) == list(parse_service(rush_line()).steps)
    early = rush(**(only | {"early": "20 %"})).after
    assert early.needs["review"].year != parse_service(rush_line()).needs["review"].year


def test_the_urgent_are_never_touched() -> None:
    """At any settings within the limits, whoever is served first begins where they began."""
    chance = random.Random(5)
    for _ in range(25):
        given = {
            "share": f"{chance.randint(0, 100)} %", "call_back": f"{chance.randint(0, 100)} %",
            "window": f"{chance.randint(0, 24)} hours", "rebound": f"{chance.randint(0, 100)} %",
            "standby": f"{chance.randint(0, 100)} %", "long_queue": f"{chance.randint(1, 40)}",
            "staffing": chance.choice(["stay", "follow"]), "incentive": f"£{chance.randint(0, 9)}",
        }  # fmt: skip
        after = rush(**given).after
        assert find_problems(after) == []
        assert after.needs["alarm"].starts_at == "line"
        assert after.groups == parse_service(rush_line()).groups


def test_what_happens_is_near_what_was_planned() -> None:
    """Each case draws for itself, so that those who come later are the share of the plan within chance."""
    plan = rush(share="30 %", call_back="0 %", standby="0 %", early="0 %", rebound="0 %")
    curve = draw_curve(plan.before, "advisers")
    asked = plan_shift(curve, find_movers(plan.before, "advisers", ["question"], 0.3, 240), 0.0)
    share = asked.plan.moved / float(asked.work[0].sum())
    expected = share * count_weekly(plan.before, "question") * 4
    began = count_delays(plan, 3)
    moved = sum(count for name, count in began.items() if name.startswith("later_"))
    assert expected > 300
    assert moved == pytest.approx(expected, abs=4 * expected**0.5)
    assert moved != round(expected)


def test_those_who_move_are_paid_for() -> None:
    """What is given to them is a cost of the year, at the number the plan moves."""
    cost = rush(incentive="£2").after.money.fixed["thanks_for_moving"].cost
    assert 0 < cost.value * 8766 < 0.05 * 4 * 8766 * 2
    assert "thanks_for_moving" not in rush().after.money.fixed


def test_it_says_why_it_does_not_fit() -> None:
    """Nobody who can wait; nobody who comes at an hour of their own; a pool or need that is no such."""
    with pytest.raises(DoesNotFit, match="nobody who comes to advisers can wait"):
        SHIFT_PEAKS.plan(parse_service(rush_line("question can wait: {holds: no}")))
    late = rush_line().replace("starts_at: line", "starts_at: pause")
    with pytest.raises(DoesNotFit, match="all work comes by appointment"):
        SHIFT_PEAKS.plan(
            parse_service(late.replace("review may be done early: {holds: yes", "x: {holds: yes"))
        )
    with pytest.raises(DoesNotFit, match=r"advisers, 3.1 % busy in the busiest quarter hour"):
        SHIFT_PEAKS.plan(parse_service(rush_line().replace("staff: 5", "staff: 200")))
    with pytest.raises(DoesNotFit, match="alarm, which cannot wait"):
        rush(need="alarm")
    with pytest.raises(DoesNotFit, match="review, which does not come to advisers"):
        rush(need="review")
    with pytest.raises(DoesNotFit, match="nurses, to which nobody comes"):
        rush(pool="nurses")


def test_work_can_be_done_ahead_where_nobody_comes_by_themselves() -> None:
    """A service of appointments alone still has months that can be spared."""
    text = rush_line().replace("starts_at: line", "starts_at: pause")
    plan = SHIFT_PEAKS.plan(parse_service(text))
    assert [edit.title for edit in plan.changes.edits] == ["set needs.review.year"]


@pytest.mark.parametrize("text", [mmc(), day_hospital()])
def test_it_works_where_no_hour_is_busier(text: str) -> None:
    """A call back and standby help a queue that is long by chance."""
    after = SHIFT_PEAKS.plan(parse_service(text)).after
    assert find_problems(after) == []
    assert not any(name.startswith("later_") for name in after.steps)


@pytest.mark.parametrize("name", ["gp-surgery", "contact-centre"])
def test_the_library_is_planned(name: str) -> None:
    """The peak falls by a few per cent of itself, no more than those who can be moved."""
    plan = SHIFT_PEAKS.plan(read(name))
    assert find_problems(plan.after) == []
    assert plan.told[0].startswith("the pool is ")


def test_it_stacks() -> None:
    """On top of a cut it plans for the service that the cut has left."""
    model = find_model("trim(cut=20 %)+shift_peaks(standby=40 %)")
    after = model.plan(parse_service(rush_line())).after
    assert (after.pools["advisers"].size, after.pools["advisers"].on_call.staff.value) == (4, 2)
    assert find_problems(after) == []


def many(people: int = 18) -> Redesign:
    """Return the plan for a line with nine advisers, more than its guardrail needs, whose staff follow."""
    rail = "guardrails: [{measure: wait, step: line, at_most: 1 min}]\n"
    text = rush_line().replace("staff: 5,", f"staff: 9, people: {people},") + rail
    return SHIFT_PEAKS.plan(parse_service(text), {"staffing": "follow"})


def test_posts_that_end_where_staff_follow_are_people_who_go() -> None:
    """As many of those employed as of those on duty; the hours that end are paid off for twelve weeks."""
    made = many()
    after, busy = made.after.pools["advisers"], made.after.pools["advisers_busy_hours"]
    assert after.people is not None and after.size < 9 and after.people.value == 2 * after.size
    ended = 9 * 20 - after.size * 20 - busy.size * busy.hours.hours_per_week
    assert ended > 0
    assert made.transition.posts_end_by == "redundancy"
    assert made.transition.set_up.value == pytest.approx(10_000 + 12 * ended * 16)
    stays = rush(staffing="stay").transition
    assert (stays.posts_end_by, stays.set_up.value) == (None, 10_000)


def test_a_long_queue_is_counted_by_those_who_serve_it() -> None:
    """Where a room is needed too and is named first, not by the rooms."""
    text = rush_line().replace("    serve: advisers", "    serve: {all: [rooms, advisers]}")
    text = text.replace("pools:\n", "pools:\n  rooms: {places: 40}\n")
    after = SHIFT_PEAKS.plan(parse_service(text), {"pool": "advisers"}).after
    held = after.steps["held_line"]
    assert held.branch[0].when.at_least.value == 5  # type: ignore[union-attr]


def test_when_standby_comes_and_stays_is_set() -> None:
    """After half an hour and for two unless said."""
    for given in ({}, {"standby_after": "1 hour", "standby_stays": "3 hours"}):
        call = rush(**given).after.pools["advisers"].on_call
        assert call is not None
        assert (call.after.value, call.stays.value) == ((60, 180) if given else (30, 120))
