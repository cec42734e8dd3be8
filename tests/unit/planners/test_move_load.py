"""Moving load: the published small cases to four digits, the floor, and what comes after the peak."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.planners.move_load import LoadPlan, LoadQuestion, Movable, move_load

DEMAND = np.array([4, 4, 6, 10, 12, 10, 6, 4], float)


def ask(share: float, window: int, rebound: float = 0.0, *, flatten: bool = False) -> LoadPlan:
    """Return the plan for the small case."""
    kind = Movable(DEMAND, share, window, window)
    return move_load(LoadQuestion((kind,), np.zeros(8), rebound, flatten=flatten))


@pytest.mark.parametrize("flatten", [False, True])
@pytest.mark.parametrize(
    ("share", "window", "rebound", "peak"),
    [(0.1, 2, 0, 10.8), (0.3, 2, 0, 8.4), (0.3, 1, 0, 8.6667), (1.0, 8, 0, 7.0), (1.0, 8, 0.2, 7.2558)],
)
def test_the_small_case(share: float, window: int, rebound: float, peak: float, flatten: bool) -> None:
    """The peaks that a linear programme of its own has for these eight hours, proven to be the least."""
    plan = ask(share, window, rebound, flatten=flatten)
    assert plan.objective == pytest.approx(peak, abs=5e-5)
    assert float(plan.load.max()) == pytest.approx(peak, abs=1e-4)
    assert (plan.status, plan.gap) == ("optimal", pytest.approx(0.0, abs=1e-9))


def test_as_little_as_possible_is_moved() -> None:
    """At a tenth, what has to leave the highest hour goes to its neighbours, and nothing else moves."""
    plan = ask(0.1, 2)
    assert {start for _, start, _, _ in plan.moves} == {4}
    assert {end for _, _, end, _ in plan.moves} <= {3, 5}
    assert plan.moved == pytest.approx(1.2, abs=1e-4)


def test_flattening_moves_more_and_keeps_the_peak() -> None:
    """What the hours have above the mean is less, and the highest no higher."""
    little, flat = ask(0.1, 2), ask(0.1, 2, flatten=True)
    above = [float(np.maximum(plan.load - 7.0, 0.0).sum()) for plan in (little, flat)]
    assert above[1] < above[0]
    assert flat.moved > little.moved
    assert float(flat.load.max()) <= float(little.load.max()) + 1e-4


def test_protected_work_stays_where_other_work_can_go() -> None:
    """Of two kinds that could go as far, the one that nobody protects does."""
    half = DEMAND / 2
    kinds = (Movable(half, 0.2, 2, 2, protected=True), Movable(half, 0.2, 2, 2))
    plan = move_load(LoadQuestion(kinds, np.zeros(8)))
    moved = [sum(amount for k, *_, amount in plan.moves if k == kind) for kind in (0, 1)]
    alone = move_load(LoadQuestion(kinds[1:], half)).objective
    assert moved[1] == pytest.approx(0.2 * half.sum(), rel=0.9)
    assert plan.objective <= alone
    swapped = move_load(LoadQuestion(kinds[::-1], np.zeros(8)))
    assert sum(amount for k, *_, amount in swapped.moves if k == 1) == pytest.approx(moved[0], abs=1e-4)


def test_nothing_that_can_move_is_no_plan() -> None:
    """The load stays as it is."""
    plan = move_load(LoadQuestion((Movable(DEMAND, 0.0, 2, 2),), np.zeros(8)))
    assert plan.moves == ()
    assert plan.objective == 12.0


def test_slots_that_go_round() -> None:
    """Work of the first slot may be done in the last, one step away."""
    work = np.array([9, 3, 3, 3, 3, 0], float)
    question = LoadQuestion((Movable(work, 0.5, 1, 0),), np.zeros(6), round_trip=True)
    plan = move_load(question)
    assert (0, 0, 5) in [move[:3] for move in plan.moves]
    assert (question.steps_between(0, 5), question.steps_between(1, 3)) == (1, 2)


def test_shut_hours_take_nothing() -> None:
    """Work goes only where there is somebody."""
    can_take = np.array([1, 1, 1, 1, 1, 1, 0, 0])
    plan = move_load(LoadQuestion((Movable(DEMAND, 0.3, 3, 3),), np.zeros(8), can_take=can_take))
    assert all(end < 6 for _, _, end, _ in plan.moves)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 20), min_size=4, max_size=10),
    st.sampled_from([0.0, 0.1, 0.5, 1.0]),
    st.integers(0, 4),
    st.integers(0, 4),
    st.sampled_from([0.0, 0.1]),
)
def test_what_holds_of_any_plan(
    work: list[int], share: float, earlier: int, later: int, extra: float
) -> None:
    """The peak is between the floor and today's; windows and shares are kept; nothing is lost."""
    demand = np.array(work, float)
    question = LoadQuestion((Movable(demand, share, earlier, later),), np.zeros(len(work)), extra)
    plan = move_load(question)
    assert question.floor - 1e-6 <= plan.objective <= demand.max(initial=0.0) + 1e-6
    left = np.zeros(len(work))
    for _, start, end, amount in plan.moves:
        assert -earlier <= end - start <= later
        left[start] += amount
    assert (left <= share * demand + 1e-6).all()
    assert plan.load.sum() == pytest.approx(demand.sum() + extra * plan.moved, abs=1e-6)
    assert float(plan.load.max(initial=0.0)) == pytest.approx(plan.objective, abs=1e-4)
