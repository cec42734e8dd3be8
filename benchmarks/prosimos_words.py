"""Lengths of time, hours and arrivals in the words of Prosimos, all in seconds.

Prosimos has seven families: fixed, uniform, normal, triangular, exponential, gamma and lognormal. Whatever
else a service says is a mixture of these: of fixed values where it is measured, of slices otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.distributions.base import Distribution
from opmodels.describe.distributions.mixture import Mixture
from opmodels.describe.distributions.steps import find_atoms
from opmodels.describe.learn.process.open_hours import RARE_DAY, RARE_HOUR, ROUND_THE_CLOCK
from opmodels.foundation.weeks import DAY, WEEK, WeekHours

Words = dict[str, Any]
F8 = NDArray[np.float64]
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
LAST_MOMENT = "23:59:59.999"
"""The end of a day; Prosimos's own calendar of all hours has it too, and it knows no 24:00."""
LONGEST = 100 * 365.25 * 86_400.0
"""No length above this is drawn: a hundred years."""
SLICES, IN_SLICE = 40, 25
"""Slices of equal share, each fixed at its mean, for a distribution that Prosimos does not have."""
NEAREST = frozenset({"exponential", "gamma", "lognormal"})
"""Families that both have."""
GAPS, TURNS, SEED = 20_000, 12, 1
"""Arrivals that are drawn to find the mean gap, how often it is corrected, and with which luck."""


def fix(seconds: float) -> Words:
    """Return a length that is always the same."""
    return {"distribution_name": "fix", "distribution_params": [{"value": seconds}]}


def is_nothing(words: Words) -> bool:
    """Whether a length is always 0."""
    return bool(words == fix(0.0))


def spread(name: str, *numbers: float) -> Words:
    """Return a length of a family of Prosimos, from 0 to the longest."""
    return {
        "distribution_name": name,
        "distribution_params": [{"value": number} for number in (*numbers, 0.0, LONGEST)],
    }


def split_length(length: Distribution) -> Iterator[tuple[float, Words]]:
    """Yield the parts, each with its share, of which a length in minutes is a mixture for Prosimos."""
    if isinstance(length, Mixture):
        for weight, part in zip(length.weights.tolist(), length.parts, strict=True):
            yield from ((weight * share, words) for share, words in split_length(part))
    elif length.kind != "smooth":
        for value, chance in zip(*(one.tolist() for one in find_atoms(length)), strict=True):
            yield chance, fix(60 * value)
    elif not is_sliced(length):
        yield 1.0, _name_family(length)
    else:
        shares = (np.arange(SLICES * IN_SLICE) + 0.5) / (SLICES * IN_SLICE)
        for mean in length.quantile(shares).reshape(SLICES, IN_SLICE).mean(axis=1).tolist():
            yield 1 / SLICES, fix(60 * mean)


def is_sliced(length: Distribution) -> bool:
    """Whether a length, or a part of it, is of a family that Prosimos does not have."""
    if isinstance(length, Mixture):
        return any(is_sliced(part) for part in length.parts)
    return length.kind == "smooth" and length.family not in NEAREST


def _name_family(length: Distribution) -> Words:
    mean, variance = 60 * length.mean(), 3600 * length.variance()
    if length.family == "exponential":
        return spread("expon", mean)
    return spread("gamma" if length.family == "gamma" else "lognorm", mean, variance)


def write_periods(hours: WeekHours) -> list[Words]:
    """Return the hours of a week as a calendar of Prosimos has them."""
    return [
        {
            "from": WEEKDAYS[start // DAY],
            "to": WEEKDAYS[start // DAY],
            "beginTime": _tell_time(start % DAY),
            "endTime": _tell_time(start % DAY + end - start),
        }
        for start, end in hours.stretches
    ]


def _tell_time(minute: int) -> str:
    return LAST_MOMENT if minute == DAY else f"{minute // 60:02d}:{minute % 60:02d}:00.000"


def find_arrival_hours(week: Sequence[float]) -> WeekHours:
    """Return the hours in which cases come, by the rule by which hours of a learned service are found.

    Parameters
    ----------
    week
        How many come in each part of a week of equal parts, Monday 00:00 first; the parts of a day are at
        least one for each hour.
    """
    grid = np.array(week).reshape(7, 24, -1).sum(axis=2) / sum(week)
    below = np.cumsum(grid.sum(axis=0))
    opens = int(np.searchsorted(below, RARE_HOUR, "right"))
    closes = int(np.searchsorted(below, 1 - RARE_HOUR)) + 1
    if closes - opens >= ROUND_THE_CLOCK:
        opens, closes = 0, 24
    days = np.flatnonzero(grid.sum(axis=1) >= RARE_DAY).tolist()
    return WeekHours(tuple((DAY * day + 60 * opens, DAY * day + 60 * closes) for day in days))


def find_mean_gap(hours: WeekHours, per_week: float) -> float:
    """Return the mean, in seconds, of exponential gaps by which so many cases come in a week.

    Prosimos adds a gap to the last arrival and, where that falls outside the calendar, waits for the next
    opening. How many come so is found by drawing, and the gap is corrected until it is as many as asked.

    Parameters
    ----------
    hours
        The calendar of arrivals.
    per_week
        How many come in a week.
    """
    gaps = np.random.default_rng(SEED).exponential(1.0, GAPS)
    gaps /= gaps.mean()
    target = WEEK / per_week
    mean = target * hours.hours_per_week * 60 / WEEK
    for _ in range(TURNS):
        mean *= target / _measure_gap(hours, gaps * mean)
    return 60 * mean


def _measure_gap(hours: WeekHours, gaps: F8) -> float:
    """Return the mean time from arrival to arrival, in minutes."""
    starts, ends = (np.array(one, np.float64) for one in zip(*hours.stretches, strict=True))
    now = begin = float(starts[0])
    opens, closes = [*starts.tolist(), WEEK + float(starts[0])], ends.tolist()
    for gap in gaps.tolist():
        week, minute = divmod(now + gap, WEEK)
        place = int(np.searchsorted(starts, minute, "right")) - 1
        is_open = place >= 0 and minute < closes[place]
        now = week * WEEK + (minute if is_open else opens[place + 1])
    return (now - begin) / len(gaps)
