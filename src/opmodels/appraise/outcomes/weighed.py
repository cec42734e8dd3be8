"""What the service says matters, counted at the ends."""

from __future__ import annotations

from opmodels.appraise.outcomes.base import Outcome
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import View


def measure_outcomes(view: View) -> Tree:
    """Return the sum of each outcome that the service names, in its unit."""
    subject = view.subject
    counts = dict(zip(view.names.ends, view.record.end.sum(axis=0), strict=True))
    return {
        name: sum(weight * float(counts.get(end, 0)) for end, weight in outcome.per.items())
        for name, outcome in {**subject.before.outcomes, **subject.after.outcomes}.items()
    }


OUTCOMES = Outcome("outcomes", measure_outcomes, "in the unit of each outcome, within the measured stretch")
