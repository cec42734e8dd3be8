"""The kernel stops, a planner or a funding rule decides, the kernel goes on (E3.14, E3.15)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from opmodels.foundation.errors import Problem, SimulationFault
from opmodels.planners.base import Plan, Question
from opmodels.planners.catalogue import PLANNERS
from opmodels.simulate import columns as c
from opmodels.simulate.compile.decisions import ASK, FUND, Decisions, Payment, Sharing, Turn
from opmodels.simulate.program import I8, Names, Program, State


@dataclass(frozen=True)
class Outlook:
    """What can be known of a service at a moment, in arrays.

    Parameters
    ----------
    time
        ms from the start of the run.
    waiting
        (steps by name,) int64, length of each queue.
    work
        (pools of the consult,) int64, ms of work that is expected to wait for each.
    posts
        (pools,) int64, posts of each when nobody is moved.
    present, busy
        (pools,) int64, who is there, and who of them works.
    """

    time: int
    waiting: I8
    work: I8
    posts: I8
    present: I8
    busy: I8


@dataclass(frozen=True)
class Decision:
    """What was decided at a moment.

    Parameters
    ----------
    time
        ms from the start of the run.
    kind
        ``plan`` of a consult, or ``posts`` of a funding rule.
    name
        The consult, or the pool that is funded.
    moves
        By how many each pool differs from the staff of its own: lent and borrowed, or paid beside the staff
        described; only those that differ.
    objective, bound
        Of a plan: what it reaches, and what none could better. Of a funding rule: the cases that counted.
    left_out
        Who got nobody, and why.
    """

    time: int
    kind: Literal["plan", "posts"]
    name: str
    moves: tuple[tuple[str, int], ...]
    objective: float
    bound: float
    left_out: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return its parts by name, as JSON has them."""
        return {**vars(self), "moves": dict(self.moves), "left_out": dict(self.left_out)}


class Deciding:
    """Who is moved and what is paid for in one run, and how it was decided.

    Parameters
    ----------
    decisions
        The rules.
    program, names
        The service, compiled.
    where
        Seed and replication, for messages.
    """

    def __init__(self, decisions: Decisions, program: Program, names: Names, where: str) -> None:
        self.rules, self.program, self.names, self.where = decisions, program, names, where
        self.moved, self.paid = (np.zeros(len(names.pools), np.int64) for _ in range(2))
        self.counted: dict[int, int] = {}
        self.made: list[Decision] = []
        self.pay: list[tuple[int, I8]] = []

    def go_live(self, state: State) -> None:
        """Let everybody return, and pools have the posts described, where the rules are new ones."""
        if self.rules.begins_anew:
            self.moved[:] = self.paid[:] = 0
            state.pool[:, c.BESIDE] = 0
            self.pay.append((int(self.program.clock[c.LIVE]), self.paid.copy()))

    def take_turn(self, state: State) -> None:
        """Decide what is due now.

        Raises
        ------
        SimulationFault
            When a planner fails, or its plan cannot be carried out.
        """
        turn = self.rules.turns[state.scalar[c.TURN_AT]]
        state.scalar[c.TURN_AT] += 1
        if turn.what == FUND:
            self._fund(turn, self.rules.fundings[turn.number], state)
        elif turn.what == ASK:
            self._ask(turn, self.rules.consults[turn.number], state)
        else:
            self.moved[self.rules.consults[turn.number].pools] = 0
        state.pool[:, c.BESIDE] = self.moved + self.paid
        state.scalar[c.POSTS_CHANGED] = 1

    # Consults (E3.14)

    def _ask(self, turn: Turn, rule: Sharing, state: State) -> None:
        outlook = self.look_out(turn.time, rule, state)
        home = outlook.posts[rule.pools]
        plan = self._plan(turn, rule, Question(outlook.work, home, rule.least))
        self.moved[rule.pools] = plan.staff - home
        pools = [self.names.pools[pool] for pool in rule.pools]
        moves = tuple((pool, int(by)) for pool, by in zip(pools, plan.staff - home, strict=True) if by)
        left_out = tuple((pools[one.pool], one.why) for one in plan.left_out)
        self.made.append(Decision(turn.time, "plan", rule.name, moves, plan.objective, plan.bound, left_out))

    def look_out(self, time: int, rule: Sharing, state: State) -> Outlook:
        """Return what a planner may know at a moment."""
        live = int(time >= self.program.clock[c.LIVE])
        inside = state.case[: state.scalar[c.HIGH_WATER]]
        queued = inside[inside[:, c.PHASE] == c.QUEUED]
        return Outlook(
            time,
            state.queue_length.copy(),
            rule.work[queued[:, c.AT], queued[:, c.SEG]].sum(axis=0),
            self.rules.described[live] + self.paid,
            state.pool[:, c.CAP].copy(),
            state.pool[:, c.BUSY].copy(),
        )

    def _plan(self, turn: Turn, rule: Sharing, question: Question) -> Plan:
        """Ask the planner, and see to it that the plan can be carried out."""
        try:
            plan = PLANNERS[rule.planner](question)
        except Exception as error:
            raise self._fault(turn, rule, f"{type(error).__name__}: {error}", "a plan") from error
        floor = np.minimum(question.least, question.staff)
        if plan.staff.sum() != question.staff.sum() or (plan.staff < floor).any():
            found = f"a plan with {plan.staff.tolist()} people, of {question.staff.tolist()}"
            raise self._fault(turn, rule, found, f"as many, and {rule.least} or more in each pool")
        return plan

    def _fault(self, turn: Turn, rule: Sharing, found: str, expected: str) -> SimulationFault:
        where = f"{self.where}, consult '{rule.name}' after {turn.time / c.DAY_MS:.2f} days"
        step = f"mend the planner '{rule.planner}', or take the consult out"
        return SimulationFault(Problem(where, found, f"{expected} from '{rule.planner}'", None, step))

    # Funding (E3.15)

    def _fund(self, turn: Turn, rule: Payment, state: State) -> None:
        total = int(state.ended[rule.counts].sum())
        before = self.counted.get(turn.number)
        self.counted[turn.number] = total
        if before is None:
            return
        live = int(turn.time >= self.program.clock[c.LIVE])
        described = int(self.rules.described[live, rule.pool])
        posts = count_posts(total - before, rule, described + int(self.paid[rule.pool]))
        self.paid[rule.pool] = posts - described
        self.pay.append((turn.time, self.paid.copy()))
        name = self.names.pools[rule.pool]
        moves = ((name, posts - described),) if posts != described else ()
        self.made.append(Decision(turn.time, "posts", name, moves, float(total - before), 0.0))

    def count_paid(self) -> np.ndarray:
        """Return (pools, 2) float64: ms paid beside the staff described while measured, before and after
        go-live."""
        paid = np.zeros((len(self.names.pools), 2))
        for pool in sorted({rule.pool for rule in self.rules.fundings}):
            paid[pool] = _count_paid(self.program, pool, [(time, int(by[pool])) for time, by in self.pay])
        return paid


def count_posts(volume: int, rule: Payment, posts: int) -> int:
    """Return the posts that a year's cases pay for; halves are rounded down."""
    earned = min(max(math.ceil(volume / rule.per_post - 0.5), rule.fewest), rule.most)
    return min(max(earned, posts - rule.step), posts + rule.step)


def _count_paid(program: Program, pool: int, pay: list[tuple[int, int]]) -> np.ndarray:
    """Return ms paid beside the staff described, before and after go-live, by the calendar."""
    clock, rows = program.clock, program.calendar[program.calendar[:, 1] == pool]
    edges = [clock[c.WARM], clock[c.LIVE], clock[c.HORIZON], *(time for time, _ in pay), *rows[:, 0]]
    cut = np.unique(np.clip(np.array(edges, np.int64), clock[c.WARM], clock[c.HORIZON]))
    starts, lengths = cut[:-1], np.diff(cut)
    sizes = _find_at(starts, rows[:, 0], rows[:, 2])
    beside = _find_at(starts, *np.array(pay, np.int64).reshape(-1, 2).T)
    paid = np.where(sizes > 0, np.maximum(sizes + beside, 0) - sizes, 0) * lengths
    is_old = starts < clock[c.LIVE]
    return np.array([paid[is_old].sum(), paid[~is_old].sum()], np.float64)


def _find_at(times: np.ndarray, changes: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the value that holds at each time; 0 before the first change."""
    place = np.searchsorted(changes, times, side="right") - 1
    return np.concatenate([[0], values])[place + 1]
