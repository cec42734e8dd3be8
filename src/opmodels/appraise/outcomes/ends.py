"""How cases end, over all groups."""

from __future__ import annotations

from opmodels.appraise.outcomes.base import Outcome, divide
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import View


def measure_ends(view: View) -> Tree:
    """Return the number of cases by end."""
    counts = view.record.end.sum(axis=0)
    return {name: float(n) for name, n in zip(view.names.ends, counts, strict=True)}


def measure_ends_share(view: View) -> Tree:
    """Return the share of the cases that ended so."""
    counts = view.record.end.sum(axis=0)
    total = float(counts.sum())
    return {name: divide(float(n), total) for name, n in zip(view.names.ends, counts, strict=True)}


ENDS = Outcome("ends", measure_ends, "cases within the measured stretch")
ENDS_SHARE = Outcome("ends_share", measure_ends_share, "share of the cases that ended")
