"""Which places of two groups go together at the shortest way: a plan with its certificate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from opmodels.describe.exchanges import find_way
from opmodels.describe.service import Service
from opmodels.planners.pair_sides import Sides, pair_best


def tell_sites(service: Service) -> Iterator[str]:
    """Yield which areas would host whom, with the proof, where distances are known and areas are several.

    Each area hosts at most one other or itself; the way saved against the longest counts.
    """
    if not service.areas or len(service.areas.to) < 2 or not service.distances:
        return
    names = list(service.areas.to)
    ways = [[find_way(service.distances, one, other) for other in names] for one in names]
    known = [way for row in ways for way in row if way is not None]
    longest = max(known) + 1.0
    worth = np.array([[longest - (way if way is not None else longest) for way in row] for row in ways])
    barred = np.array([[way is None for way in row] for row in ways])
    plan = pair_best(Sides(worth, np.ones(len(names), np.int64), barred))
    for taker, giver in enumerate(plan.giver_of.tolist()):
        if giver >= 0:
            yield f"{names[taker]} goes to {names[giver]}, {ways[giver][taker]:g} min"
    yield f"the shortest ways: {plan.status}, at most {100 * plan.gap:.1f} % from the best"
