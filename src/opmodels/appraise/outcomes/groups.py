"""Cases of each group: who came, finished, gave up and why, and how they ended."""

from __future__ import annotations

from opmodels.appraise.outcomes.base import Outcome, divide
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import View
from opmodels.foundation.codes import CAUSES as REASONS
from opmodels.simulate import columns as c


def measure_groups(view: View) -> Tree:
    """Return the cases of each group within the measured stretch."""
    return {name: _measure_group(view, place) for place, name in enumerate(view.names.groups)}


def _measure_group(view: View, place: int) -> Tree:
    line = view.record.group[place]
    by_reason = line[c.GAVE_UP_FROM : c.GAVE_UP_FROM + len(REASONS)]
    arrived, finished, gave_up = line[c.ARRIVALS_OF], line[c.FINISHED], by_reason.sum()
    return {
        "arrived": float(arrived),
        "finished": float(finished),
        "gave_up": float(gave_up),
        "inside": float(line[c.INSIDE]),
        "worsened": float(line[c.WORSENED_OF]),
        "gave_up_by": {name: float(n) for name, n in zip(REASONS, by_reason, strict=True)},
        "gave_up_share": divide(float(gave_up), float(gave_up + finished)),
        "arrived_per_week": float(arrived) / view.subject.weeks,
        "ends": {name: float(n) for name, n in zip(view.names.ends, view.record.end[place], strict=True)},
    }


GROUPS = Outcome("groups", measure_groups, "cases within the measured stretch")
