"""Choices: who was offered what, who chose what, what they paid and what wait they were told."""

from __future__ import annotations

import numpy as np

from opmodels.appraise.histograms import MS_PER_MINUTE
from opmodels.appraise.outcomes.base import divide
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import View
from opmodels.describe.choosing import Choose
from opmodels.foundation import codes
from opmodels.simulate import columns as c

REASONS = ("condition", "trait", "income", "no_slot")
"""Why something is not offered, in the order of the record: its `if`, a trait, the income, no slot."""


def measure_choice(view: View, name: str, step: Choose, row: int, groups: slice) -> tuple[float, Tree]:
    """Return how many came to a choice, and for each alternative shares of those who came.

    ``chosen`` and ``offered`` are shares, ``not_offered`` shares by reason; ``price`` is the mean price in
    money and ``quoted`` the mean wait in minutes of which those were told who chose it.
    """
    places = {key: view.names.alternatives.index((name, key)) for key in step.choose}
    counts = {key: view.record.choice[groups, at].sum(axis=0) for key, at in places.items()}
    sums = {key: view.record.choice_sum[groups, at].sum(axis=0) for key, at in places.items()}
    barred = float(view.record.count[groups, row, c.CAUSE_FROM + codes.NOTHING - 1].sum())
    came = barred + float(sum(count[c.CHOSEN] for count in _list_all(view, name, groups)))
    return came, {
        "chosen": {key: divide(float(count[c.CHOSEN]), came) for key, count in counts.items()},
        "offered": {key: divide(float(count[c.OFFERED]), came) for key, count in counts.items()},
        "not_offered": {key: _tell_reasons(count, came) for key, count in counts.items()},
        "nothing_offered": divide(barred, came),
        "price": {key: divide(float(sums[key][c.PAID]), float(counts[key][c.CHOSEN])) for key in counts},
        "quoted": {
            key: divide(float(sums[key][c.TOLD_MS]) / MS_PER_MINUTE, float(counts[key][c.CHOSEN]))
            for key in counts
        },
    }


def _list_all(view: View, name: str, groups: slice) -> list[np.ndarray]:
    """Return the counts of every alternative of a step, those that end at go-live included."""
    places = [at for at, (step, _) in enumerate(view.names.alternatives) if step == name]
    return [view.record.choice[groups, at].sum(axis=0) for at in places]


def _tell_reasons(count: np.ndarray, came: float) -> Tree:
    barred = count[c.BARRED_FROM : c.BARRED_FROM + len(REASONS)]
    return {reason: divide(float(one), came) for reason, one in zip(REASONS, barred, strict=True)}
