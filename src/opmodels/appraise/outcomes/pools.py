"""Pools: hours open, busy, in overtime and paid, and how fully they are used."""

from __future__ import annotations

from opmodels.appraise.outcomes.base import Outcome, divide
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import MS_PER_HOUR, View

KINDS = ("open", "busy", "overtime", "called")
"""What a run keeps by hour of the week, in this order."""


def measure_pools(view: View) -> Tree:
    """Return the hours of each pool within the measured stretch: of all of its people together."""
    hours = view.record.pool_hours.reshape(-1, len(KINDS), 168).sum(axis=2) / MS_PER_HOUR
    return {name: _measure_pool(view, name, *map(float, hours[k])) for k, name in enumerate(view.names.pools)}


def _measure_pool(
    view: View, name: str, open_hours: float, busy: float, overtime: float, called: float
) -> Tree:
    funded = float(view.record.funded[view.names.pools.index(name)].sum()) / MS_PER_HOUR
    paid = view.subject.paid_hours[name].total + funded
    return {
        "utilisation": divide(busy - overtime, open_hours),
        "open_hours": open_hours,
        "busy_hours": busy,
        "overtime_hours": overtime,
        "called_hours": called,
        "overtime_per_week": overtime / view.subject.weeks,
        "paid_hours": paid,
        "busy_share_of_paid": divide(busy, paid + overtime + called),
    }


POOLS = Outcome("pools", measure_pools, "hours of all people together within the measured stretch")
