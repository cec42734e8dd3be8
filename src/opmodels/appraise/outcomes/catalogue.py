"""Every family of outcomes, in the order of the results."""

from __future__ import annotations

from opmodels.appraise.outcomes import ends, groups, money, pools, steps, system, weighed
from opmodels.appraise.outcomes.base import Outcome
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import View

OUTCOMES: tuple[Outcome, ...] = (
    groups.GROUPS,
    steps.STEPS,
    steps.STEPS_BY_GROUP,
    pools.POOLS,
    system.SYSTEM,
    system.SYSTEM_BY_GROUP,
    ends.ENDS,
    ends.ENDS_SHARE,
    money.MONEY,
    money.MONEY_PER_YEAR,
    money.LINES,
    weighed.OUTCOMES,
)


def measure_run(view: View) -> Tree:
    """Return everything that one run says, as a tree of plain numbers."""
    return {outcome.key: outcome.measure(view) for outcome in OUTCOMES}
