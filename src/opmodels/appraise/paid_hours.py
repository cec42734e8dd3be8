"""Hours that are paid: what the rota says, whether anybody is absent or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from opmodels.appraise.intervals import F8
from opmodels.describe.service import Service
from opmodels.describe.staff import Pool
from opmodels.simulate.compile.capacity import pool_spans
from opmodels.simulate.compile.timeline import Timeline

MS_PER_HOUR = 3_600_000.0
FOR_EVER = 1 << 61


@dataclass(frozen=True)
class PaidHours:
    """Hours of a pool that are paid over the measured stretch: of its people before the change, and after.

    While old and new run side by side, hours that both would work are paid once, as new ones.
    """

    old: float
    new: float

    @property
    def total(self) -> float:
        """All hours that are paid."""
        return self.old + self.new


def count_paid_hours(
    services: Sequence[Service], timeline: Timeline, dual_ms: int = 0
) -> Mapping[str, PaidHours]:
    """Return the hours paid by pool over the measured stretch.

    Parameters
    ----------
    services
        As it is; and after go-live where it differs.
    timeline
        The days of the run.
    dual_ms
        How long after go-live the pools of before are kept beside the new ones.
    """
    names = dict.fromkeys(name for service in services for name in service.pools)
    return {
        name: _count([service.pools.get(name) for service in services], timeline, dual_ms) for name in names
    }


def _count(pools: Sequence[Pool | None], timeline: Timeline, dual_ms: int) -> PaidHours:
    stretch, live = (timeline.warm, timeline.horizon), timeline.live if len(pools) > 1 else FOR_EVER
    spans = [pool_spans(pool, timeline) if pool is not None else [] for pool in pools]
    ends = [t for one in spans for pair in one for t in pair]
    edges = np.unique(np.clip(np.array([*stretch, live, live + dual_ms, *ends], np.int64), *stretch))
    starts, hours = edges[:-1], np.diff(edges) / MS_PER_HOUR
    sizes = [_size_at(starts, one, pool) for one, pool in zip(spans, pools, strict=True)]
    old = np.where(starts < live + dual_ms, sizes[0], 0.0)
    new = np.where(starts >= live, sizes[-1], 0.0) if len(pools) > 1 else np.zeros(len(starts))
    return PaidHours(float((np.maximum(old - new, 0.0) * hours).sum()), float((new * hours).sum()))


def _size_at(starts: np.ndarray, spans: Sequence[tuple[int, int]], pool: Pool | None) -> F8:
    """Return how many of a pool are on duty in each stretch that begins at `starts`."""
    if pool is None or not spans:
        return np.zeros(len(starts))
    table = np.array(spans, np.int64)
    place = np.searchsorted(table[:, 0], starts, side="right") - 1
    is_open = (place >= 0) & (starts < table[np.maximum(place, 0), 1])
    return np.where(is_open, float(pool.size), 0.0)
