"""Two sides brought together for good: pairs of the most worth, or such that no two are tempted away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from opmodels.planners.base import LeftOut, Status

F8 = np.ndarray
I8 = np.ndarray


@dataclass(frozen=True)
class Sides:
    """What the planner is asked: two sides, what each pair is worth, and what must never be.

    Parameters
    ----------
    worth
        (givers, takers) what it is worth that a taker goes with a giver.
    room
        (givers,) how many takers each has room for.
    barred
        (givers, takers) pairs that must never be: for want of consent, for safety, for the way.
    least
        (givers,) how many takers each must have if it takes part at all; none unless said.
    opening
        (givers,) what it costs that a giver takes part; nothing unless said.
    """

    worth: F8
    room: I8
    barred: F8
    least: I8 | None = None
    opening: F8 | None = None


@dataclass(frozen=True)
class Pairing:
    """Who goes with whom, and how good that is.

    Parameters
    ----------
    giver_of
        (takers,) the giver of each taker, -1 where it has none.
    status
        Whether it is proven to be the best.
    objective
        What the pairs are worth, less what it costs to open.
    bound
        What no pairing can exceed.
    left_out
        Takers without a giver, and why.
    """

    giver_of: I8
    status: Status
    objective: float
    bound: float
    left_out: tuple[LeftOut, ...] = field(default=())

    @property
    def gap(self) -> float:
        """By how much a better pairing could at most be better, as a share of what this is worth."""
        return max(0.0, (self.bound - self.objective) / abs(self.objective)) if self.objective else 0.0


def pair_best(sides: Sides) -> Pairing:
    """Return the pairs of the most worth: a mixed integer programme, solved by HiGHS with its bound.

    Each taker has at most one giver; no giver more takers than it has room for, nor fewer than its least if
    it takes part; a barred pair never is.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    givers, takers = sides.worth.shape
    allowed = (~sides.barred.astype(bool)).astype(float)
    opening = np.zeros(givers) if sides.opening is None else sides.opening
    least = np.zeros(givers) if sides.least is None else sides.least
    costs = np.concatenate([-sides.worth.ravel(), opening])
    once = np.hstack([np.tile(np.eye(takers), givers), np.zeros((takers, givers))])
    each = np.repeat(np.eye(givers), takers, axis=1)
    within = np.hstack([each, -np.diag(sides.room.astype(float))])
    enough = np.hstack([each, -np.diag(np.asarray(least, float))])
    limits = [
        LinearConstraint(once, -np.inf, 1.0),
        LinearConstraint(within, -np.inf, 0.0),
        LinearConstraint(enough, 0.0, np.inf),
    ]
    most = np.concatenate([allowed.ravel(), np.ones(givers)])
    found: Any = milp(costs, constraints=limits, integrality=np.ones(len(costs)), bounds=Bounds(0.0, most))
    if found.x is None:
        raise RuntimeError(f"pairing: {found.message}")
    pairs = found.x[: givers * takers].reshape(givers, takers) > 0.5
    giver_of = np.where(pairs.any(axis=0), pairs.argmax(axis=0), -1)
    bound = -float(found.mip_dual_bound if found.mip_dual_bound is not None else found.fun)
    status: Status = "optimal" if found.status == 0 else "feasible"
    return Pairing(giver_of, status, -float(found.fun), bound, tell_left_out(sides, giver_of))


def tell_left_out(sides: Sides, giver_of: I8) -> tuple[LeftOut, ...]:
    """Return the takers without a giver: barred from every one, worth nothing to any, or without room."""
    alone: list[LeftOut] = []
    for taker in np.flatnonzero(giver_of < 0).tolist():
        open_to = ~sides.barred[:, taker].astype(bool)
        if not open_to.any():
            why = "barred from every giver"
        elif (sides.worth[open_to, taker] <= 0).all():
            why = "worth nothing with any giver that is open to it"
        else:
            why = "no room left with any giver that is open to it"
        alone.append(LeftOut(taker, why))
    return tuple(alone)


def pair_stable(
    givers: Sequence[Sequence[int]], takers: Sequence[Sequence[int]], room: Sequence[int]
) -> list[int]:
    """Return the giver of each taker, -1 for none, such that no two would rather have each other.

    Takers ask in the order of their liking, givers keep the best who have asked (Gale and Shapley 1962, for
    several places Roth 1984): of all stable pairings it is the one that every taker likes best.

    Parameters
    ----------
    givers
        Of each giver, the takers it would have, best first.
    takers
        Of each taker, the givers it would have, best first.
    room
        How many each giver has room for.
    """
    rank = [{taker: place for place, taker in enumerate(liked)} for liked in givers]
    giver_of, asked = [-1] * len(takers), [0] * len(takers)
    held: list[list[int]] = [[] for _ in givers]
    free = list(range(len(takers)))[::-1]
    while free:
        taker = free.pop()
        while asked[taker] < len(takers[taker]):
            giver = takers[taker][asked[taker]]
            asked[taker] += 1
            if taker not in rank[giver] or room[giver] == 0:
                continue
            held[giver].append(taker)
            giver_of[taker] = giver
            if len(held[giver]) > room[giver]:
                worst = max(held[giver], key=lambda one: rank[giver][one])
                held[giver].remove(worst)
                giver_of[worst] = -1
                free.append(worst)
            break
    return giver_of


def find_blocking(
    givers: Sequence[Sequence[int]],
    takers: Sequence[Sequence[int]],
    room: Sequence[int],
    giver_of: Sequence[int],
) -> list[tuple[int, int]]:
    """Return the pairs of giver and taker who would both rather have each other than what they have."""
    held = [[t for t, g in enumerate(giver_of) if g == giver] for giver in range(len(givers))]
    found: list[tuple[int, int]] = []
    for taker, liked in enumerate(takers):
        now = liked.index(giver_of[taker]) if giver_of[taker] in liked else len(liked)
        for giver in liked[:now]:
            wants = list(givers[giver])
            if taker not in wants or room[giver] == 0:
                continue
            worse = any(one not in wants or wants.index(taker) < wants.index(one) for one in held[giver])
            if len(held[giver]) < room[giver] or worse:
                found.append((giver, taker))
    return found
