"""One evaluator for all that a figure or a guardrail measures: minutes, shares, counts, money a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from opmodels.appraise.asked import name_quantile, name_time
from opmodels.appraise.intervals import F8, Estimate, estimate
from opmodels.appraise.samples import Path, Sample
from opmodels.describe.sourced import Quantity
from opmodels.describe.targets import Measured
from opmodels.foundation.durations import format_duration
from opmodels.foundation.scaling import format_share
from opmodels.foundation.units import HOURS_PER_YEAR

ANY = "any"
Worse = Mapping[str, Estimate]
"""Share of each group that is worse off than as it is."""
NOBODY = Estimate(0.0, 0.0, 0.0)


def _at(line: Measured, group: str) -> Path:
    return ("steps_by_group", group, line.step) if group else ("steps", line.step)


def _quantile(line: Measured) -> str:
    return name_quantile(line.quantile.value) if line.quantile else "mean"


def _wait(line: Measured, sample: Sample, group: str) -> F8:
    at = _at(line, group)
    kind = "delay" if (*at, "delay", "mean") in sample else "wait"
    return sample.column(*at, kind, _quantile(line))


def _time_in_system(line: Measured, sample: Sample, group: str) -> F8:
    at = ("system_by_group", group) if group else ("system",)
    return sample.column(*at, "time", _quantile(line))


def _sum(sample: Sample, groups: list[str], *path: str) -> F8:
    return np.array(sum((sample.column("groups", name, *path) for name in groups), np.zeros(len(sample))))


def _groups(sample: Sample, group: str) -> list[str]:
    return [group] if group else sample.names("groups")


def _share(part: F8, whole: F8) -> F8:
    share: F8 = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return share


def _gave_up(line: Measured, sample: Sample, group: str) -> F8:
    if line.step:
        return sample.column(*_at(line, group), "gave_up_share")
    groups = _groups(sample, group)
    gave_up = _sum(sample, groups, "gave_up")
    return _share(gave_up, gave_up + _sum(sample, groups, "finished"))


def _end(line: Measured, sample: Sample, group: str) -> F8:
    groups = _groups(sample, group)
    ends = sample.names("groups", groups[0], "ends") if groups else []
    whole = np.array(sum((_sum(sample, groups, "ends", end) for end in ends), np.zeros(len(sample))))
    return _share(_sum(sample, groups, "ends", line.end), whole)


def _leaf(*tail: str) -> Callable[[Measured, Sample, str], F8]:
    return lambda line, sample, group: sample.column(*_at(line, group), *tail)


def _pool(leaf: str) -> Callable[[Measured, Sample, str], F8]:
    return lambda line, sample, group: sample.column("pools", line.pool, leaf)


def _within(line: Measured, sample: Sample, group: str) -> F8:
    assert line.time is not None
    return sample.column(*_at(line, group), "within", name_time(line.time.value))


def _route(line: Measured, sample: Sample, group: str) -> F8:
    return sample.column("steps", line.step, "to", line.to)


def _arrived(line: Measured, sample: Sample, group: str) -> F8:
    return _sum(sample, _groups(sample, group), "arrived_per_week")


def _budget(line: Measured, sample: Sample, group: str) -> F8:
    return sample.column("money_per_year", line.payer, "cost")


READERS: Mapping[str, Callable[[Measured, Sample, str], F8]] = {
    "wait": _wait,
    "delay": _wait,
    "time_in_system": _time_in_system,
    "gave_up": _gave_up,
    "utilisation": _pool("utilisation"),
    "end": _end,
    "within": _within,
    "missed": _leaf("missed_share"),
    "late": _leaf("late_share"),
    "route": _route,
    "arrived_per_week": _arrived,
    "started_per_week": _leaf("started_per_week"),
    "budget": _budget,
    "overtime": _pool("overtime_per_week"),
}
"""How each measure is read; ``worse_off`` compares two runs and is apart. Overtime is in hours a week."""


def read_values(line: Measured, sample: Sample, group: str = "") -> F8:
    """Return a measure in every replication, (replications,) float64; NaN where it cannot be said.

    Parameters
    ----------
    line
        What is measured, and where.
    sample
        What every replication measured.
    group
        Of which group; of all when empty.
    """
    return READERS[line.measure](line, sample, group)


def evaluate(line: Measured, sample: Sample, worse: Worse | None = None, *, highest: bool = True) -> Estimate:
    """Return a measure with its interval; of every group (``group: any``), that of the worst.

    Parameters
    ----------
    line
        What is measured, and where.
    sample
        What every replication measured.
    worse
        Share of each group that is worse off; nobody is when left out.
    highest
        Whether the highest of several groups is the worst.
    """
    if line.group != ANY:
        return _evaluate_group(line, sample, worse, line.group)
    groups = list(worse) if line.measure == "worse_off" and worse else sample.names("groups")
    found = [_evaluate_group(line, sample, worse, group) for group in groups]
    known = [one for one in found if one.mean is not None]
    return (max if highest else min)(known, key=lambda one: one.mean or 0.0) if known else Estimate()


def _evaluate_group(line: Measured, sample: Sample, worse: Worse | None, group: str) -> Estimate:
    if line.measure == "worse_off":
        return worse.get(group, Estimate()) if worse is not None else NOBODY
    return estimate(read_values(line, sample, group))


def read_limit(line: Measured, figure: Quantity) -> float:
    """Return a stated figure in the unit of `evaluate`."""
    return figure.value * HOURS_PER_YEAR if line.measure == "budget" else figure.value


WORDS = {
    "time_in_system": "time in system",
    "gave_up": "share who give up",
    "missed": "share missed",
    "late": "share of visits that are late",
    "worse_off": "share worse off",
    "arrived_per_week": "arrivals a week",
    "started_per_week": "started a week",
    "overtime": "overtime a week",
}


def name_measured(line: Measured) -> str:
    """Return what is measured in words: ``wait at phone, 90 %``, ``share who give up at phone``."""
    words = WORDS.get(line.measure, line.measure)
    if line.time is not None:
        words += f" {format_duration(line.time.value)}"
    place = line.step or line.pool
    words += f" at {place}" if place else ""
    words += "".join(f" {what}" for what in (line.end, line.payer) if what)
    words += f" to {line.to}" if line.to else ""
    words += f", {format_share(line.quantile.value)}" if line.quantile else ""
    if line.group:
        words += ", any group" if line.group == ANY else f", {line.group}"
    return words
