"""Time from arrival to the end, and the number of cases inside."""

from __future__ import annotations

import numpy as np

from opmodels.appraise.asked import name_quantile
from opmodels.appraise.histograms import MS_PER_MINUTE, find_quantiles
from opmodels.appraise.outcomes.base import Outcome, divide
from opmodels.appraise.samples import Tree
from opmodels.appraise.subject import View
from opmodels.simulate import columns as c


def summarise_times(view: View, total_ms: float, count: float, histogram: np.ndarray) -> Tree:
    """Return mean and quantiles of times in minutes, None where there were none."""
    asked = view.subject.asked.quantiles
    found = find_quantiles(histogram, np.array(asked))
    mean = divide(total_ms / MS_PER_MINUTE, count)
    return {"mean": mean, **{name_quantile(q): float(t) for q, t in zip(asked, found, strict=True)}}


def measure_system(view: View) -> Tree:
    """Return the time from arrival to the end of the cases that ended, and the mean number inside."""
    record, hour = view.record, view.subject.compiled.timeline.warm // c.HOUR_MS
    return {"time": _measure_time(view, slice(None)), "number": float(record.inside[hour:].mean())}


def measure_by_group(view: View) -> Tree:
    """Return the time from arrival to the end by group."""
    return {name: {"time": _measure_time(view, slice(k, k + 1))} for k, name in enumerate(view.names.groups)}


def _measure_time(view: View, groups: slice) -> Tree:
    sums = view.record.system[groups].sum(axis=0)
    histogram = view.record.system_histogram[groups].sum(axis=0)
    return summarise_times(view, float(sums[c.TIME_SUM]), float(sums[c.LEFT]), histogram)


SYSTEM = Outcome("system", measure_system, "minutes; number of cases")
SYSTEM_BY_GROUP = Outcome("system_by_group", measure_by_group, "minutes")
