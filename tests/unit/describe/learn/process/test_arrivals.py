"""How many come, when, and whether that has moved."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.learn.process.arrivals import (
    bootstrap_arrivals,
    find_extra_variance,
    find_window,
    learn_arrivals,
)
from opmodels.describe.learn.process.traces import DAY, HOUR
from tests.unit.describe.learn.process.made_logs import MONDAY


def draw_days(rates: np.ndarray, variance: float, seed: int) -> np.ndarray:
    """Return counts of days with a factor of some variance on each."""
    luck = np.random.default_rng(seed)
    factor = luck.gamma(1 / variance, variance, len(rates)) if variance else 1.0
    return luck.poisson(rates * factor)


def draw_times(counts: np.ndarray, seed: int) -> np.ndarray:
    """Return moments from nine to five on as many days as there are counts."""
    luck = np.random.default_rng(seed)
    day = np.repeat(np.arange(len(counts)), counts)
    return MONDAY + day * DAY + 9 * HOUR + luck.integers(0, 8 * HOUR, len(day))


def test_rate_days_and_hours_are_found() -> None:
    """Of 52 weeks with 20 on each weekday all are found within four standard errors, and no weekend."""
    counts = draw_days(np.tile([20.0] * 5 + [0, 0], 52), 0.0, 1)
    found = learn_arrivals(draw_times(counts, 1), only_dates=False)
    assert abs(found.per_week - 100) < 4 * 10 / np.sqrt(52)
    assert np.abs(found.days[:5] - 0.2).max() < 4 * np.sqrt(0.16 / 5200)
    assert found.days[5:].sum() == 0
    assert found.hours is not None
    assert found.hours[9:17].sum() == 1
    assert found.weeks == found.all_weeks
    assert found.spread < 0.12
    assert learn_arrivals(draw_times(counts, 1), only_dates=True).hours is None


@pytest.mark.parametrize("variance", [0.0, 0.1, 0.4])
def test_busy_days_are_told_from_chance(variance: float) -> None:
    """The variance of the days' factor comes out within a quarter of it, and 0.01, over 700 days of 30."""
    rates = np.full(700, 30.0)
    assert abs(find_extra_variance(draw_days(rates, variance, 2), rates) - variance) < 0.25 * variance + 0.01


def test_a_level_that_moved_is_found_and_a_steady_one_is_not() -> None:
    """Demand that doubled thirteen weeks ago is found in each of 20 logs, and a steady one in two at most.

    At one in a hundred for each of four stretches, more than two in 20 have a chance of 4 %.
    """
    moved = steady = 0
    for seed in range(20):
        rates = np.full(52 * 7, 10.0)
        steady += find_window(draw_days(rates, 0.05, seed), 0.05) < 52
        rates[-13 * 7 :] = 20.0
        moved += find_window(draw_days(rates, 0.05, seed), 0.05) <= 13
    assert moved == 20
    assert steady <= 2


def test_the_range_of_the_rate_holds_the_truth() -> None:
    """In 200 logs of 52 weeks the 95 % range holds it in 178 to 199 of them.

    Fewer or more have a chance below 1 % for a range that holds 93 to 97 %.
    """
    held = 0
    for seed in range(200):
        times = draw_times(draw_days(np.full(364, 6.0), 0.1, seed), seed)
        low, high = bootstrap_arrivals(times, 52, 200)["rate"]
        held += low <= 42 <= high
    assert 178 <= held <= 199
