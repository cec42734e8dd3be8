"""How the work of a pool falls over the hours of a week, as people come with it: the curve of its load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from opmodels.describe.demand import QUARTERS_PER_DAY
from opmodels.describe.gathering import Batch
from opmodels.describe.matching import Match
from opmodels.describe.pathway import Book, Wait
from opmodels.describe.service import Service
from opmodels.describe.serving import Serve
from opmodels.describe.volume import WEEKS, count_yearly_of
from opmodels.models.anatomy import minutes_by_pool, minutes_of_pools, weekly_minutes

F8 = np.ndarray
QUARTERS = 7 * QUARTERS_PER_DAY
PUTS_OFF = (Wait, Book, Batch, Match)
"""Steps after which work is no longer done when its case came."""


@dataclass(frozen=True)
class Curve:
    """The work that comes to a pool in a mean week, by quarter hour, in people who are kept busy.

    Parameters
    ----------
    by_need
        (672,) of each need, what comes to the pool as the case itself comes.
    later
        (672,) what comes to it later, after a delay or for an appointment, spread over its hours.
    is_open
        (672,) whether the pool works.
    """

    by_need: Mapping[str, F8]
    later: F8
    is_open: F8

    @property
    def load(self) -> F8:
        """(672,) all of it."""
        return np.asarray(np.sum([self.later, *self.by_need.values()], axis=0))

    @property
    def peak(self) -> float:
        """The load of the busiest quarter hour."""
        return float(self.load.max(initial=0.0))

    @property
    def days(self) -> list[int]:
        """The weekdays on which the pool works or work comes, 0 for Monday."""
        there = (self.is_open | (self.load > 0)).reshape(7, QUARTERS_PER_DAY)
        return [day for day in range(7) if there[day].any()]

    def mean_day(self, values: F8) -> F8:
        """(96,) a mean of those days."""
        days = self.days
        return values.reshape(7, QUARTERS_PER_DAY)[days].mean(axis=0) if days else np.zeros(QUARTERS_PER_DAY)


def draw_curve(service: Service, pool: str) -> Curve:
    """Return the load curve of a pool, holidays, months and absence left aside."""
    is_open = np.zeros(QUARTERS, bool)
    for start, end in service.pools[pool].hours.spans:
        is_open[np.arange(start // 15, -(-end // 15)) % QUARTERS] = True
    by_need: dict[str, F8] = {}
    for name, need in service.needs.items():
        minutes = sum(_work_at_once(service, pool, name).values())
        if minutes > 0 and need.planned is None and not need.campaign:
            by_need[name] = np.array(need.week) * minutes / (15.0 * QUARTERS)
    whole = minutes_of_pools(weekly_minutes(service)).get(pool, 0.0) / 15.0
    rest = max(0.0, whole - sum(float(curve.sum()) for curve in by_need.values()))
    later = is_open * rest / max(int(is_open.sum()), 1)
    return Curve(by_need, later, is_open)


def _work_at_once(service: Service, pool: str, need: str) -> dict[str, float]:
    """Return the minutes a week for which cases keep a pool busy before anything puts them off, by step.

    Of a series of visits only the first comes with the case, so none of it is counted.
    """
    work: dict[str, float] = {}
    for group in service.groups:
        cases = count_yearly_of(service, need, group) / WEEKS
        for name, by_pool in minutes_by_pool(service, need, group, PUTS_OFF).items() if cases > 0 else ():
            step = service.steps[name]
            if isinstance(step, Serve) and step.repeat is None and by_pool.get(pool, 0.0) > 0:
                work[name] = work.get(name, 0.0) + cases * by_pool[pool]
    return work


def draw_curves(service: Service) -> dict[str, Curve]:
    """Return the curve of each pool to which some work comes as its cases come, the highest first.

    How high is the busiest quarter hour over the people on duty, or the places.
    """
    pools = service.pools
    curves = {name: curve for name in pools if (curve := draw_curve(service, name)).by_need}
    order = sorted(curves, key=lambda name: (-curves[name].peak / max(pools[name].size, 1), name))
    return {name: curves[name] for name in order}


def find_line(service: Service, pool: str, need: str) -> str:
    """Return the step at which most of a need's work comes to a pool at once; nothing where none does."""
    work = _work_at_once(service, pool, need)
    return max(work, key=lambda name: work[name]) if work else ""
