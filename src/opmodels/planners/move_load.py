"""Work moved in time so that the highest load is least, and after that as little as possible is moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from opmodels.planners.base import Status

F8 = np.ndarray
HELD = 1e-7
"""How much worse a stage may leave what the stage before it has reached, as a share, for rounding."""


@dataclass(frozen=True)
class Movable:
    """Work of one kind, of which a part could be done at another time.

    Parameters
    ----------
    work
        (slots,) how much comes in each slot of time.
    flexible
        Share of each slot's work that can be moved at most.
    earlier, later
        By how many slots it can come before or after its own.
    weight
        What moving it by one slot counts against other kinds.
    protected
        Whether it is moved only where nothing else does as well.
    """

    work: F8
    flexible: float
    earlier: int
    later: int
    weight: float = 1.0
    protected: bool = False


@dataclass(frozen=True)
class LoadQuestion:
    """What the planner is asked.

    Parameters
    ----------
    kinds
        Work that could be moved, kind by kind.
    fixed
        (slots,) work that cannot.
    rebound
        How much more work a piece is that was moved: 0.1 is a tenth.
    can_take
        (slots,) whether work can be moved there; everywhere where None.
    flatten
        Whether, after the peak, what all slots have above the mean is made least, however much is moved.
    round_trip
        Whether the first slot follows the last again, as months do.
    """

    kinds: tuple[Movable, ...]
    fixed: F8
    rebound: float = 0.0
    can_take: F8 | None = None
    flatten: bool = False
    round_trip: bool = False

    def steps_between(self, start: int, end: int) -> int:
        """Return by how many slots work moves from one to another."""
        direct = abs(end - start)
        return min(direct, len(self.fixed) - direct) if self.round_trip else direct

    @property
    def before(self) -> F8:
        """(slots,) the load when nothing is moved."""
        return np.asarray(np.sum([self.fixed, *(kind.work for kind in self.kinds)], axis=0))

    @property
    def floor(self) -> float:
        """What no plan can go below: the mean where work can come, and what nobody can move at the peak."""
        rigid = self.fixed + np.sum([(1 - kind.flexible) * kind.work for kind in self.kinds], axis=0)
        return float(max(self.mean, rigid.max(initial=0.0)))

    @property
    def mean(self) -> float:
        """The mean load of the slots in which there is work or can be."""
        before = self.before
        return float(before.sum() / max(int(((before > 0) | self.open_slots).sum()), 1))

    @property
    def open_slots(self) -> F8:
        """(slots,) whether work can be moved there."""
        return np.ones(len(self.fixed), bool) if self.can_take is None else self.can_take.astype(bool)


@dataclass(frozen=True)
class LoadPlan:
    """What is moved, and how good that is.

    Parameters
    ----------
    moves
        (kind, from slot, to slot, amount) for each piece that is moved.
    load
        (slots,) the load by the plan.
    status
        Whether it is proven to be the best.
    objective
        The highest load by the plan.
    bound
        What no plan can go below, reckoned from the prices of the slots.
    """

    moves: tuple[tuple[int, int, int, float], ...]
    load: F8
    status: Status
    objective: float
    bound: float

    @property
    def gap(self) -> float:
        """By how much a better plan could at most be better, as a share of the objective."""
        return max(0.0, (self.objective - self.bound) / self.objective) if self.objective else 0.0

    @property
    def moved(self) -> float:
        """How much work is moved in all."""
        return sum(amount for *_, amount in self.moves)


def move_load(question: LoadQuestion) -> LoadPlan:
    """Move work so that the highest load is least; then with the least movement; then, of protected work.

    A linear programme in stages, each of which keeps what the one before has reached (Zerrahn and
    Schill 2015, Energy 84:840, for the shift of load with a window; a piece is moved once).

    Parameters
    ----------
    question
        The work and what of it can be moved.

    Returns
    -------
    LoadPlan
        `objective` and `bound` are those of the highest load.
    """
    moves = _list_moves(question)
    stages = _Stages(question, moves)
    first = found = stages.solve(stages.peak)
    held = [(stages.peak, first.objective)]
    for costs in (*([stages.excess] if question.flatten else []), stages.weights, stages.guarded):
        if costs.any():
            found = stages.solve(costs, held)
            held.append((costs, found.objective))
    top = max(first.objective, 1e-9)
    pairs = zip(moves, found.values.tolist(), strict=True)
    kept = tuple((*move, amount) for move, amount in pairs if amount > 1e-9 * top)
    status: Status = "optimal" if first.objective - first.bound <= 1e-6 * top else "feasible"
    return LoadPlan(kept, _find_load(question, kept), status, first.objective, first.bound)


def _list_moves(question: LoadQuestion) -> list[tuple[int, int, int]]:
    can_take = question.open_slots
    return [
        (k, t, s)
        for k, kind in enumerate(question.kinds)
        if kind.flexible > 0
        for t in np.flatnonzero(kind.work > 0).tolist()
        for s in dict.fromkeys(_list_slots(question, t, kind))
        if s != t and can_take[s]
    ]


def _list_slots(question: LoadQuestion, start: int, kind: Movable) -> Iterator[int]:
    """Yield the slots to which work of one can move."""
    slots = len(question.fixed)
    for end in range(start - kind.earlier, start + kind.later + 1):
        if question.round_trip or 0 <= end < slots:
            yield end % slots


def _find_load(question: LoadQuestion, moves: Sequence[tuple[int, int, int, float]]) -> F8:
    load = question.before.astype(float)
    for _, start, end, amount in moves:
        load[start] -= amount
        load[end] += (1 + question.rebound) * amount
    return load


@dataclass(frozen=True)
class _Solved:
    values: F8
    objective: float
    bound: float


class _Stages:
    """The programme of one question: a variable for each move, one for the peak, and for each slot one for
    what it has above the mean."""

    def __init__(self, question: LoadQuestion, moves: Sequence[tuple[int, int, int]]) -> None:
        self._question, self._moves = question, moves
        self._slots, self._many = len(question.fixed), len(moves)
        self._matrix, self._limits = self._lay_rows()
        kinds = question.kinds
        self.peak = self._costs([0.0] * self._many, 1.0, 0.0)
        self.excess = self._costs([0.0] * self._many, 0.0, 1.0)
        far = [question.steps_between(t, s) for _, t, s in moves]
        weighed = [kinds[move[0]].weight * by for move, by in zip(moves, far, strict=True)]
        guarded = [kinds[move[0]].protected * by for move, by in zip(moves, far, strict=True)]
        self.weights, self.guarded = self._costs(weighed, 0.0, 0.0), self._costs(guarded, 0.0, 0.0)

    def _costs(self, moves: Sequence[float], peak: float, excess: float) -> F8:
        return np.array([*moves, peak, *[excess] * self._slots], float)

    def _lay_rows(self) -> tuple[Any, F8]:
        """Return the rows: loads less the peak, loads less the mean and what is above it, and what leaves."""
        from scipy.sparse import csr_array, eye_array, hstack, vstack

        question, slots, many = self._question, self._slots, self._many
        before = question.before.astype(float)
        places = np.arange(many)
        start, end = (np.array([move[i] for move in self._moves], np.int64) for i in (1, 2))
        own = np.array([k * slots + t for k, t, _ in self._moves], np.int64)
        change = csr_array((np.full(many, -1.0), (start, places)), shape=(slots, many))
        change += csr_array((np.full(many, 1.0 + question.rebound), (end, places)), shape=(slots, many))
        leaving = csr_array((np.ones(many), (own, places)), shape=(len(question.kinds) * slots, many))
        peak, none = csr_array(np.ones((slots, 1))), csr_array((slots, 1))
        rest = csr_array((leaving.shape[0], 1 + slots))
        rows = vstack([
            hstack([change, -peak, csr_array((slots, slots))]),
            hstack([change, none, -eye_array(slots)]),
            hstack([leaving, rest]),
        ])  # fmt: skip
        whole = [kind.flexible * kind.work for kind in question.kinds]
        limits = np.concatenate([-before, question.mean - before, *whole])
        return csr_array(rows), limits

    def solve(self, costs: F8, held: Sequence[tuple[F8, float]] = ()) -> _Solved:
        """Return the cheapest values, at costs held from the stages before."""
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, vstack

        matrix: Any = vstack([self._matrix, *(csr_array(row[None, :]) for row, _ in held)])
        most = [value + HELD * max(abs(value), 1e-9) for _, value in held]
        limits = np.concatenate([self._limits, most])
        found: Any = linprog(costs, A_ub=matrix, b_ub=limits, bounds=(0.0, None), method="highs")
        if found.x is None:
            raise RuntimeError(f"moving load: {found.message}")
        return _Solved(found.x[: self._many], float(found.fun), float(limits @ found.ineqlin.marginals))
