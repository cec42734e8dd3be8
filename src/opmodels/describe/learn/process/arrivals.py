"""When cases come: how many a week, on which days, at which hours, and how much days differ by chance."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.demand import DAYS
from opmodels.describe.learn.process.shapes import span_of
from opmodels.describe.learn.process.traces import DAY, HOUR, I8, weekday_of

F8 = NDArray[np.float64]
WINDOWS = (4, 8, 13, 26, 52)
"""Weeks over which demand of late is looked at."""
DOUBT = 0.01
"""Chance of so great a difference where demand has not moved, below which demand of late is taken."""
SHARE_AHEAD, LEAST_AHEAD = 0.2, 4
"""How far ahead the level is to be told: a fifth of the log, at least four weeks."""
SOME_WEEKS = 28
"""Days from which only whole weeks are counted."""
HIGHEST_SPREAD = 1.0
"""The greatest standard deviation of busy days that a service file can say."""


@dataclass(frozen=True)
class Arrivals:
    """How cases come.

    Parameters
    ----------
    per_week
        How many in a week.
    days
        (7,) share of each day, Monday first.
    hours
        (24,) share of each hour of the day; None where the log has dates only.
    spread
        Standard deviation of the factor by which one day differs from another.
    weeks
        How many weeks `per_week` is the mean of.
    all_weeks
        How many weeks the log has.
    usual
        How many came in a week over all of them.
    """

    per_week: float
    days: F8
    hours: F8 | None
    spread: float
    weeks: float
    all_weeks: float
    usual: float


def learn_arrivals(first: I8, only_dates: bool) -> Arrivals:
    """Learn how cases come.

    Parameters
    ----------
    first
        (cases,) when each came, ms by the wall clock.
    only_dates
        Whether the log has no times of day.
    """
    first = np.sort(first)
    days = np.bincount(weekday_of(first), minlength=7) / len(first)
    hours = None if only_dates else np.bincount(first % DAY // HOUR, minlength=24) / len(first)
    daily = count_days(first)
    usual = daily.sum() / len(daily) * 7
    variance = find_extra_variance(
        daily, usual * days[(weekday_of(first[-1:])[0] + np.arange(1 - len(daily), 1)) % 7]
    )
    weeks = find_window(daily, variance)
    recent = daily[-round(weeks * 7) :]
    return Arrivals(
        float(recent.sum() / len(recent) * 7), days, hours, min(math.sqrt(variance), HIGHEST_SPREAD),
        weeks, len(daily) / 7, float(usual),
    )  # fmt: skip


def count_days(first: I8) -> I8:
    """Return how many came on each day up to the last, of whole weeks where there are some.

    A log that begins on a Monday and ends on a Friday has more working days than weeks.
    """
    daily = np.bincount(first // DAY - first.min() // DAY)
    return daily[len(daily) % 7 :] if len(daily) >= SOME_WEEKS else daily


def find_extra_variance(daily: I8, expected: F8) -> float:
    """Return the variance of the factor by which one day differs from another, beyond chance.

    A count with mean m and a factor of variance v has variance m + v m²; v is found from the sums of both
    sides over all days, and is not below 0.
    """
    beyond = ((daily - expected) ** 2 - expected).sum()
    return max(float(beyond / max((expected**2).sum(), 1e-300)), 0.0)


def find_window(daily: I8, variance: float) -> float:
    """Return of how many of the last weeks the level of demand is to be taken: all, unless it has moved.

    Some last weeks are taken where their mean differs from that of the weeks before by more than chance
    would, with `variance` of days beyond that of a Poisson count, and where such a stretch would have told
    the level of the weeks after it better, on average over the times in the log from which that can be seen.
    """
    weekly = daily[len(daily) % 7 :].reshape(-1, 7).sum(axis=1)
    all_weeks = len(daily) / 7
    windows = [weeks for weeks in WINDOWS if weeks <= len(weekly) / 2]
    losses = {weeks: _look_back(weekly, weeks) for weeks in (*windows, len(weekly))}
    best = min(losses, key=lambda weeks: losses[weeks])
    return float(best) if best in windows and _has_moved(daily, best, variance) else all_weeks


def _look_back(weekly: I8, window: int) -> float:
    """Return how far, squared and as a logarithm, the mean of some weeks was off that of the weeks after."""
    ahead = max(LEAST_AHEAD, round(len(weekly) * SHARE_AHEAD))
    losses = [
        math.log((weekly[max(at - window, 0) : at].mean() + 0.5) / (weekly[at : at + ahead].mean() + 0.5))
        ** 2
        for at in range(len(weekly) // 3, len(weekly) - ahead + 1)
    ]
    return math.inf if not losses else sum(losses) / len(losses)


def _has_moved(daily: I8, weeks: int, variance: float) -> bool:
    from scipy.stats import norm

    parts = daily[-weeks * 7 :], daily[: -weeks * 7]
    spread = sum((part.mean() + variance * part.mean() ** 2) / len(part) for part in parts)
    apart = abs(parts[0].mean() - parts[1].mean()) / math.sqrt(max(spread, 1e-300))
    return bool(apart > norm.isf(DOUBT / 2))


def bootstrap_arrivals(first: I8, weeks: float, draws: int = 1000) -> dict[str, tuple[float, float]]:
    """Return 95 % ranges: of how many come in a week (``rate``), of the spread of busy days (``spread``), and
    of the share of each day of the week (``Mon``, ...).

    Whole weeks are drawn again and not days, since days of one week are alike; of fewer than four weeks, days
    are, and nothing is said of the days of the week.
    """
    daily = count_days(first)
    weekly = daily.reshape(-1, 7) if len(daily) >= SOME_WEEKS else daily[:, None]
    rng = np.random.default_rng(1)
    late = weekly[-round(weeks * 7 / weekly.shape[1]) :].sum(axis=1)
    means = late[rng.integers(0, len(late), (draws, len(late)))].mean(axis=1) * 7 / weekly.shape[1]
    found = {"rate": span_of(means)}
    if len(daily) < SOME_WEEKS:
        return found
    drawn = weekly[rng.integers(0, len(weekly), (draws, len(weekly)))]
    shares = drawn.sum(axis=1) / np.maximum(drawn.sum(axis=(1, 2)), 1)[:, None]
    spreads = np.array([_measure_spread(one) for one in drawn])
    # Weeks drawn twice are alike, so that spreads come out too low, here and in the log itself: turned about.
    low, high = span_of(spreads)
    seen = _measure_spread(weekly)
    spread = (max(2 * seen - high, 0.0), max(2 * seen - low, 0.0))
    monday = (int(weekday_of(first.max(keepdims=True))[0]) + 1) % 7
    days = {DAYS[(monday + place) % 7]: span_of(shares[:, place]) for place in range(7)}
    return {**found, "spread": spread, **{day: days[day] for day in DAYS}}


def _measure_spread(weekly: I8) -> float:
    """Return the standard deviation of busy days from (weeks, 7) counts."""
    return math.sqrt(find_extra_variance(weekly.ravel(), np.tile(weekly.mean(axis=0), len(weekly))))
