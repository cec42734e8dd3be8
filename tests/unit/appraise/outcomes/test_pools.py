"""Hours and utilisation of pools."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.outcomes.pools import measure_pools
from opmodels.simulate import columns as c
from tests.unit.appraise.laboratory import surgery_track, tandem, view_of


def test_hours_are_summed_over_the_week() -> None:
    """Open, busy and overtime are read from their own thirds, in hours."""
    hours = np.zeros((2, 4 * 168))
    hours[0, 5], hours[0, 167], hours[0, 168 + 5], hours[0, 336 + 5] = (
        30 * c.HOUR_MS,
        10 * c.HOUR_MS,
        25 * c.HOUR_MS,
        5 * c.HOUR_MS,
    )
    found = measure_pools(view_of(tandem(), pool_hours=hours))["front"]
    assert (found["open_hours"], found["busy_hours"], found["overtime_hours"]) == (40.0, 25.0, 5.0)
    assert found["overtime_per_week"] == pytest.approx(5.0 / 8.0)


def test_utilisation_leaves_overtime_out() -> None:
    """Busy within the open hours over open hours; nothing where it never opens."""
    hours = np.zeros((2, 4 * 168))
    hours[0, 5], hours[0, 168 + 5], hours[0, 336 + 5] = 40 * c.HOUR_MS, 25 * c.HOUR_MS, 5 * c.HOUR_MS
    found = measure_pools(view_of(tandem(), pool_hours=hours))
    assert found["front"]["utilisation"] == pytest.approx(0.5)
    assert found["back"]["utilisation"] is None


def test_busy_share_is_of_hours_paid() -> None:
    """Time with citizens is a share of all hours paid, overtime among them."""
    hours = np.zeros((2, 4 * 168))
    hours[0, 168], hours[0, 336] = 300 * c.HOUR_MS, 12 * c.HOUR_MS
    paid = 2 * 8 * 168
    found = measure_pools(view_of(tandem(), pool_hours=hours))["front"]
    assert found["paid_hours"] == paid
    assert found["busy_share_of_paid"] == pytest.approx(300 / (paid + 12))


def test_absence_opens_fewer_hours_than_are_paid() -> None:
    """GPs miss 4 % of shifts: in six runs of 56 days with five GPs within four standard errors of it."""
    sample = surgery_track().sample
    share = (
        sample.column("pools", "gp", "open_hours").sum() / sample.column("pools", "gp", "paid_hours").sum()
    )
    assert abs(share - 0.96) < 4 * np.sqrt(0.04 * 0.96 / (6 * 55 * 5))


def test_funded_posts_are_paid_hours() -> None:
    """Hours of posts that money adds are paid, and those that it takes away are not."""
    usual = measure_pools(view_of(tandem()))["front"]["paid_hours"]
    funded = np.array([[-20.0 * c.HOUR_MS, 5.0 * c.HOUR_MS], [0.0, 0.0]])
    assert measure_pools(view_of(tandem(), funded=funded))["front"]["paid_hours"] == usual - 15
