"""Whole people are shared as well as can be: never worse than the best of all ways to share them."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest

from opmodels.planners.base import Plan, Question
from opmodels.planners.share_staff import MS_PER_MINUTE, share_staff

Work = tuple[int, ...]
Value = tuple[int, Fraction, int]
WORK = (0, 1, 3, 8)
MOST = 4


def ask(work: Work, home: Work, least: int = 1) -> Plan:
    """Return the plan for minutes of work."""
    return share_staff(Question(np.array(work) * MS_PER_MINUTE, np.array(home, np.int64), least))


def value(work: Work, home: Work, staff: Work) -> Value:
    """Return what a plan is worth, in the order of the rule: work without anybody, unevenness, moves."""
    squares = (Fraction(w * w, n) for w, n in zip(work, staff, strict=True) if n)
    alone = sum(w for w, n in zip(work, staff, strict=True) if not n)
    return alone, sum(squares, Fraction(0)), sum(max(n - h, 0) for n, h in zip(staff, home, strict=True))


def find_best(work: Work, home: Work, least: int) -> Value:
    """Return the best value of all ways to share people."""
    floors = [min(least, n) for n in home]
    ways = itertools.product(*(range(floor, sum(home) + 1) for floor in floors))
    return min(value(work, home, staff) for staff in ways if sum(staff) == sum(home))


@pytest.mark.parametrize("least", [0, 1, 2])
@pytest.mark.parametrize("pools", [1, 2, 3])
def test_every_tiny_question(pools: int, least: int) -> None:
    """Of all questions with up to three pools, up to four people in each and four amounts of work (up to
    8,000), none has a better plan, and each plan is proven: its bound is its objective."""
    for work in itertools.product(WORK, repeat=pools):
        for home in itertools.product(range(MOST + 1 if pools < 3 else 3), repeat=pools):
            plan = ask(work, home, least)
            staff = tuple(plan.staff.tolist())
            assert sum(staff) == sum(home)
            assert all(n >= min(least, h) for n, h in zip(staff, home, strict=True))
            assert value(work, home, staff) == find_best(work, home, least), (work, home)
            assert (plan.status, plan.gap) == ("optimal", 0.0), (work, home)


def test_four_pools() -> None:
    """The same of some questions with four pools."""
    chance = np.random.default_rng(7)
    for _ in range(60):
        work, home = (tuple(chance.integers(0, most, 4).tolist()) for most in (30, 4))
        staff = tuple(ask(work, home).staff.tolist())
        assert value(work, home, staff) == find_best(work, home, 1), (work, home)


def test_objective_is_in_minutes() -> None:
    """60 minutes for two and 20 for one wait behind 30 and 20 minutes each: 27.5 in the mean over minutes."""
    plan = ask((60, 20), (2, 1))
    assert plan.staff.tolist() == [2, 1]
    assert plan.objective == pytest.approx((60 * 30 + 20 * 20) / 80)
    assert plan.bound == plan.objective


def test_nobody_is_moved_without_need() -> None:
    """Where nothing waits, and where all is even, everybody stays."""
    assert ask((0, 0, 0), (3, 1, 2)).staff.tolist() == [3, 1, 2]
    assert ask((90, 30), (3, 1)).staff.tolist() == [3, 1]


def test_who_gets_nobody_is_told() -> None:
    """With fewer people than pools that have work, the one with the least work goes without, and is told."""
    plan = ask((5, 9, 2), (1, 1, 0), 0)
    assert plan.staff.tolist() == [1, 1, 0]
    assert [(one.pool, one.why) for one in plan.left_out] == [(2, "nobody is left")]
