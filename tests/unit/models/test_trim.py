"""Salami slicing takes whole people, closes the gap where one is stated, and costs redundancies."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodels.foundation.errors import DoesNotFit
from opmodels.models.payroll import WEEKS_PER_YEAR
from opmodels.models.trim import TRIM, find_cut, list_cuts, posts_left, saved_by
from tests.unit.models.example import SURGERY, surgery


@pytest.mark.parametrize(
    ("size", "cut", "left"),
    [
        (5, 0.1, 4),
        (5, 0.099, 5),
        (3, 0.1, 3),
        (3, 0.5, 1),
        (1, 0.9, 1),
        (10, 0.05, 9),
        (10, 0.95, 1),
        (7, 0.0, 7),
        (0, 0.5, 0),
    ],
)
def test_people_left_are_whole_and_at_least_one(size: int, cut: float, left: int) -> None:
    """Halves are rounded to a cut, and the last person stays."""
    assert posts_left(size, cut) == left


@given(st.integers(1, 200), st.floats(0, 0.95), st.floats(0, 0.95))
def test_a_deeper_cut_leaves_no_more(size: int, one: float, other: float) -> None:
    """People left never rise with the cut, and are between one and all."""
    shallow, deep = sorted((one, other))
    assert 1 <= posts_left(size, deep) <= posts_left(size, shallow) <= size


def test_the_cut_is_what_closes_the_gap() -> None:
    """The smallest cut whose saving reaches the gap; a tenth of a per cent less does not."""
    service = surgery()
    redesign = TRIM.plan(service)
    cut = redesign.settings.number("cut")
    payer = service.budget_holder
    assert saved_by(service, cut, payer) >= 120_000 > saved_by(service, cut - 0.001, payer)
    assert redesign.settings["cut"].source == "closes the gap of £120k"
    assert redesign.after.pools["gp"].size == 4
    assert redesign.label == "trim"


def test_the_saving_is_pay_that_ends() -> None:
    """One doctor of five at £96 for forty hours a week."""
    service = surgery()
    assert saved_by(service, 0.1, service.budget_holder) == pytest.approx(96 * 40 * WEEKS_PER_YEAR)
    assert saved_by(service, 0.1, "nobody") == 0.0


def test_only_the_payers_own_pools_close_its_gap() -> None:
    """A pool that somebody else pays for is cut as well, and saves the payer nothing."""
    pools = deepcopy(SURGERY["pools"])
    pools["reception"]["pays"] = "practice"
    pools["gp"]["pays"] = "nhs"
    pools["manager"]["pays"] = "practice"
    gap = {"amount": "£20k", "by": "2027-03-31", "payer": "practice"}
    redesign = TRIM.plan(surgery(pools=pools, gap=gap))
    assert redesign.settings.number("cut") == pytest.approx(0.167)
    assert {name: pool.size for name, pool in redesign.after.pools.items()} == {
        "reception": 2, "gp": 4, "manager": 1, "rooms": 6,
    }  # fmt: skip


@pytest.mark.parametrize("provider", ["voluntary", "citizens"])
def test_volunteers_are_not_cut(provider: str) -> None:
    """People who are on no payroll are no posts to take; the share comes off the others."""
    pools = deepcopy(SURGERY["pools"])
    pools["gp"]["provider"] = provider
    redesign = TRIM.plan(surgery(pools=pools), {"cut": "20 %"})
    assert {name: pool.size for name, pool in redesign.after.pools.items()} == {
        "reception": 2, "gp": 5, "manager": 1, "rooms": 6,
    }  # fmt: skip


def test_a_gap_that_is_too_large_gets_the_deepest_cut_and_says_so() -> None:
    """One person is left in each pool, and the shortfall is told."""
    redesign = TRIM.plan(surgery(gap={"amount": "£9m", "by": "2027-03-31"}))
    assert [pool.size for pool in redesign.after.pools.values()] == [1, 1, 1, 6]
    assert "short of the gap of £9m" in redesign.settings["cut"].source


def test_without_a_gap_it_is_a_tenth_by_assumption() -> None:
    """And a cut that is given outweighs the gap."""
    setting = TRIM.plan(surgery(gap=None)).settings["cut"]
    assert (setting.value, setting.grade) == ("10 %", "assumption")
    assert TRIM.plan(surgery(), {"cut": "50 %"}).after.pools["gp"].size == 2


def test_candidate_cuts_are_where_a_post_ends() -> None:
    """Each is the first tenth of a per cent at which one more of three or five goes."""
    assert list_cuts(surgery()) == [0.1, 0.167, 0.3, 0.5, 0.7]
    for cut in list_cuts(surgery()):
        before = [posts_left(n, cut - 0.001) for n in (3, 5)]
        assert [posts_left(n, cut) for n in (3, 5)] != before
    assert find_cut(surgery(), 0.0, "nobody") == 0.1


def test_people_employed_fall_with_people_on_duty() -> None:
    """Where the people employed are stated they fall in proportion, whole."""
    pools = deepcopy(SURGERY["pools"])
    pools["gp"] |= {
        "people": "8",
        "staff": {"value": "5", "range": ["4", "6"], "source": "rota", "grade": "A"},
    }
    redesign = TRIM.plan(surgery(pools=pools), {"cut": "20 %"})
    gp = redesign.after.pools["gp"]
    assert (gp.size, gp.people.value) == (4, 6)
    assert (gp.staff.low, gp.staff.high, gp.staff.source) == (3.0, 5.0, "rota")


def test_redundancies_cost_pay_by_the_week() -> None:
    """Twelve weeks of full-time pay for 40 of 37.5 hours; nothing where people leave anyway."""
    transition = TRIM.plan(surgery()).transition
    assert transition.set_up.value == pytest.approx(12 * 40 * 96)
    assert transition.set_up.low == pytest.approx(2 * 40 * 96)
    assert transition.posts_end_by == "redundancy"
    natural = TRIM.plan(surgery(), {"redundancy": "0 weeks"}).transition
    assert (natural.set_up.value, natural.posts_end_by) == (0.0, "natural wastage")


def test_a_cut_of_nothing_changes_nothing() -> None:
    """No change is recorded at all, nor where a cut is too small for a whole person."""
    service = surgery()
    for cut in ("0 %", "5 %"):
        redesign = TRIM.plan(service, {"cut": cut})
        assert redesign.after is service
        assert redesign.changes.edits == ()
        assert redesign.transition.posts_end_by is None


def test_without_staff_it_does_not_fit() -> None:
    """There must be somebody to take from."""
    pools = {
        name: {"places": "3", "hours": pool.get("hours", "always")} for name, pool in SURGERY["pools"].items()
    }
    with pytest.raises(DoesNotFit, match="no pool of staff"):
        TRIM.plan(surgery(pools=pools))
