"""Whole people shared between pools of like work, so that the work waiting for each of them is most even."""

from __future__ import annotations

import heapq
from fractions import Fraction

import numpy as np

from opmodels.planners.base import LeftOut, Plan, Question

MS_PER_MINUTE = 60_000
Gain = tuple[int, Fraction, bool]
"""What one more person of a pool is good for: work that is no longer without anybody, the fall of the sum of
squares, and whether this person is of the pool itself; compared in this order."""


def share_staff(question: Question) -> Plan:
    """Share people out one by one, each to the pool where one more helps most.

    With W minutes of work waiting in a pool of n people, its minutes wait behind W / n minutes for each of
    them. The plan makes the mean of that over all minutes that wait, the sum of W² / n over the sum of W,
    least; the variance over people of the work for each is least then too. Before that, as little work as
    possible is left without anybody; after it, as few people as possible are moved. The terms of all three
    sums are convex in n and there is one constraint, so one person at a time is exact (Gross 1956; Fox 1966,
    Management Science 13:210).

    Parameters
    ----------
    question
        Work and people of each pool.

    Returns
    -------
    Plan
        The objective, and the bound, in minutes of work for each person. The bound is that of the Lagrangian
        dual at the price of one person more, reckoned apart from how the plan was found.
    """
    work, home = [int(w) for w in question.work], [int(n) for n in question.staff]
    floor = [min(question.least, n) for n in home]
    staff = _give_out(work, home, floor)
    objective = _weigh(work, staff)
    bound = _find_bound(work, home, floor, staff)
    total = sum(w for w, n in zip(work, staff, strict=True) if n) * MS_PER_MINUTE
    return Plan(
        np.array(staff, np.int64),
        "optimal" if bound == objective else "feasible",
        float(objective / total) if total else 0.0,
        float(bound / total) if total else 0.0,
        tuple(LeftOut(p, "nobody is left") for p, w in enumerate(work) if w and not staff[p]),
    )


def _gain(work: int, home: int, staff: int) -> Gain:
    """Return what one more person is good for in a pool of some work, people of its own, and people now."""
    if staff == 0:
        return work, Fraction(-work * work), home > 0
    return 0, Fraction(work * work, staff * (staff + 1)), staff < home


def _give_out(work: list[int], home: list[int], floor: list[int]) -> list[int]:
    """Return people by pool; of pools where one more helps as much the first gets them."""
    staff = list(floor)
    heap = [_rank(_gain(work[p], home[p], n), p) for p, n in enumerate(staff)]
    heapq.heapify(heap)
    for _ in range(sum(home) - sum(floor)):
        pool = heap[0][-1]
        staff[pool] += 1
        heapq.heapreplace(heap, _rank(_gain(work[pool], home[pool], staff[pool]), pool))
    return staff


def _rank(gain: Gain, pool: int) -> tuple[int, Fraction, bool, int]:
    uncovered, fall, is_own = gain
    return -uncovered, -fall, not is_own, pool


def _weigh(work: list[int], staff: list[int]) -> Fraction:
    """Return the sum of W² / n over the pools that have anybody."""
    return sum((Fraction(w * w, n) for w, n in zip(work, staff, strict=True) if n), Fraction(0))


def _find_bound(work: list[int], home: list[int], floor: list[int], staff: list[int]) -> Fraction:
    """Return a lower bound of the sum: that of the dual problem, with a price for each person.

    Pools that no plan of this cover can staff are left out of it, as they are of the sum.
    """
    total, pools = sum(home), [p for p, n in enumerate(staff) if n]
    least = {p: max(floor[p], 1) for p in pools}
    price = max((Fraction(work[p] ** 2, staff[p] * (staff[p] + 1)) for p in pools), default=Fraction(0))
    people = range(total + 1)
    cheapest = (min(Fraction(work[p] ** 2, n) + price * n for n in people[least[p] :]) for p in pools)
    return sum(cheapest, Fraction(0)) - price * total
