"""No frills: shorter work that comes back, self-service, tiers beside a free core, and who stays away."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import pytest

from opmodels.describe.pathway import Branch
from opmodels.describe.read import parse_service
from opmodels.describe.soundness import find_problems
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.no_frills import NO_FRILLS, NOTHING
from opmodels.models.red_lines import check_red_lines
from opmodels.models.routes import find_met
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once
from tests.services import lifts, mmc
from tests.unit.models.example import SURGERY, surgery


def only(**given: str) -> dict[str, str]:
    """Return settings at which nothing is done but what is given."""
    return {**NOTHING, **given}


def test_each_part_alone_holds_together() -> None:
    """Every part of the model can stand by itself."""
    for given in (
        {"self_service": "20 %"}, {"standard": "0.8"}, {"comes_back": "5 %"}, {"stays_away": "5 %"},
        {"tiers": "2", "buyers": "40 %"}, {"standard": "0.6", "posts": "100 %"}, {"pay_cut": "10 %"},
    ):  # fmt: skip
        redesign = NO_FRILLS.plan(surgery(), only(**given))
        assert not redesign.changes_nothing, given
        assert find_problems(redesign.after) == [], given


def test_who_is_online_can_serve_themselves() -> None:
    """Only they, and some then come to staff all the same."""
    after = NO_FRILLS.plan(surgery(), only(self_service="20 %", fails="30 %")).after
    fork = after.steps[after.needs["same_day"].starts_at]
    assert isinstance(fork, Branch)
    assert fork.branch[0].when.has == "online"
    assert fork.branch[0].to.shares("over_75", "same_day")["alone_phone"] == pytest.approx(0.2)
    assert after.steps["alone_phone"].then.shares("over_75", "same_day")["phone"] == pytest.approx(0.3)
    assert fork.branch[1].to.to.keys() == {"phone"}


def test_the_standard_process_is_shorter_and_comes_back() -> None:
    """Work is four fifths as long, and one in twenty of those served is served again a week later."""
    after = NO_FRILLS.plan(surgery(), only(standard="0.8", comes_back="5 %")).after
    assert after.steps["consult"].takes.everyone.distribution.mean() == pytest.approx(0.8 * 9.2)
    assert after.steps["consult"].then.to.keys() == {"after_consult"}
    assert after.steps["again_consult"].wait.everyone.distribution.mean() == 7 * 1440


def test_who_stays_away_is_counted_as_unmet() -> None:
    """Before everything else, for every need."""
    after = NO_FRILLS.plan(surgery(), only(stays_away="10 %")).after
    for need in ("same_day", "review"):
        fork = after.steps[after.needs[need].starts_at]
        assert isinstance(fork, Branch)
        assert fork.branch[-1].to.shares("over_75", need)["unmet"] == pytest.approx(0.1)


def test_posts_end_with_the_work() -> None:
    """At half the length one of three at reception goes at full share, none at a fifth of it."""
    whole, little = (
        NO_FRILLS.plan(surgery(), only(standard="0.5", posts=share)).after.pools["reception"].size
        for share in ("100 %", "20 %")
    )
    assert (whole, little) == (2, 3)


def test_nobody_buys_a_slot_of_the_quota() -> None:
    """Under many settings, with a fixed seed each: never are more paid bookings taken than the quota leaves
    slots, in the description of a session and in the run."""
    for seed in range(8):
        draws = np.random.default_rng(seed)
        quota = int(draws.integers(40, 101))
        given = only(
            tiers=str(draws.integers(1, 4)), free_quota=f"{quota} %", buyers=f"{draws.integers(5, 60)} %",
            price=f"£{draws.integers(0, 40)}", price_cap="£30", paying=f"{draws.uniform(-1, 5):.1f}",
        )  # fmt: skip
        after = NO_FRILLS.plan(surgery(), given).after
        compiled = compile_service(after)
        one = run_once(compiled, seed)
        rows = compiled.names.rows
        paid = sum(
            int(one.record.count[:, n, c.STARTED].sum())
            for n, name in enumerate(rows)
            if name.startswith("paid_")
        )
        sessions = 12 * 5 * 2 * 5
        assert paid <= sessions * (6 + 14) * (100 - quota) / 100
        sold = sum(int(d.per_session.value) for n, d in after.diaries.items() if "_paid_" in n)
        assert sold <= (6 + 14) * (100 - quota) / 100


def test_pay_is_not_cut_unless_asked() -> None:
    """At the defaults nobody earns less."""
    before, after = surgery(), NO_FRILLS.plan(surgery()).after
    assert all(after.pools[name].cost == pool.cost for name, pool in before.pools.items())
    cut = NO_FRILLS.plan(surgery(), {"pay_cut": "10 %"}).after
    assert cut.pools["gp"].cost.value == pytest.approx(0.9 * 96)


def test_without_diaries_there_is_still_the_process() -> None:
    """A queue has no tiers; an exchange in which nobody works has nothing at all."""
    after = NO_FRILLS.plan(parse_service(mmc())).after
    assert not after.diaries
    assert "again_answer" in after.steps
    with pytest.raises(DoesNotFit, match="neither"):
        NO_FRILLS.plan(parse_service(lifts()))


def test_posts_that_end_are_people_who_go_and_are_paid_off() -> None:
    """One of three at reception is two of six people, and twelve weeks of 52.5 hours at £15.20."""
    pools = deepcopy(SURGERY["pools"])
    pools["reception"]["people"] = "6"
    made = NO_FRILLS.plan(surgery(pools=pools), only(standard="0.5", posts="100 %"))
    reception = made.after.pools["reception"]
    assert reception.people is not None and (reception.size, reception.people.value) == (2, 4)
    assert made.transition.posts_end_by == "redundancy"
    assert made.transition.set_up.value == pytest.approx(12 * 52.5 * 15.2)
    lines = {line.line: line for line in check_red_lines(made)}
    assert lines["no compulsory redundancy"].state == "broken"
    unforced = NO_FRILLS.plan(surgery(), only(standard="0.5", posts="100 %", redundancy="0 weeks"))
    assert (unforced.transition.posts_end_by, unforced.transition.set_up.value) == ("natural wastage", 0)
    assert NO_FRILLS.plan(surgery(), only(standard="0.8")).transition.posts_end_by is None


def test_who_served_themselves_counts_like_who_was_served() -> None:
    """In each outcome, by the end at which the need is met for most."""
    outcomes = {
        "helped": {"per": {"seen": "1", "advised": "0.5"}, "unit": "people helped", "note": "made up"}
    }
    service = surgery(outcomes=outcomes)
    assert find_met(service, "same_day") == "seen"
    after = NO_FRILLS.plan(service, only(self_service="20 %")).after
    assert after.outcomes["helped"].per["done_alone_phone"] == after.outcomes["helped"].per["seen"]


def test_every_try_is_a_click() -> None:
    """Of ten who try seven succeed and bear the clicks of all: 15p by seven tenths."""
    after = NO_FRILLS.plan(surgery(), only(self_service="20 %", fails="30 %")).after
    cost = after.ends["done_alone_phone"].costs["practice"]
    assert cost.value == pytest.approx(0.15 / 0.7, abs=1e-4)
    assert (cost.low, cost.high) == (
        pytest.approx(0.10 / 0.7, abs=1e-4),
        pytest.approx(0.60 / 0.7, abs=1e-4),
    )


def test_how_long_it_takes_alone_is_a_setting() -> None:
    """Ten minutes unless said, which nobody has measured."""
    takes = [
        NO_FRILLS.plan(surgery(), only(self_service="20 %", **given)).after.steps["alone_phone"]
        for given in ({}, {"alone_takes": "25 min"})
    ]
    assert [step.wait.everyone.distribution.mean() for step in takes] == [10, 25]
