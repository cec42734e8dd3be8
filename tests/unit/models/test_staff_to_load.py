"""People for a load: Erlang's table, and the square-root rule."""

from __future__ import annotations

import math

import pytest

from opmodels.models.staff_to_load import fewest_for_wait, mean_wait, staff_for, wait_share


@pytest.mark.parametrize(("staff", "seconds"), [(13, 17), (12, 40), (11, 123)])
def test_waits_are_erlangs(staff: int, seconds: int) -> None:
    """Ten three-minute calls in hand on average."""
    assert mean_wait(10.0, staff, 3.0) * 60 == pytest.approx(seconds, abs=0.5)


def test_full_load_waits_for_ever() -> None:
    """As many people as work, or fewer, never catch up."""
    assert wait_share(3.0, 3) == 1.0
    assert mean_wait(3.0, 3, 4.0) == math.inf
    assert (wait_share(0.5, 1), mean_wait(0.5, 1, 4.0)) == (0.5, 4.0)


def test_the_fewest_keep_the_wait() -> None:
    """One fewer would not."""
    staff = fewest_for_wait(10.0, 3.0, 0.5)
    assert mean_wait(10.0, staff, 3.0) <= 0.5 < mean_wait(10.0, staff - 1, 3.0)
    assert fewest_for_wait(0.0, 3.0, 0.5) == 1


def test_a_load_four_times_as_high_needs_twice_the_spare_people() -> None:
    """Nine with five to spare stand for thirty-six with ten."""
    spare = (14.0 - 9.0) / 3.0
    assert (staff_for(9.0, spare), staff_for(36.0, spare)) == (pytest.approx(14.0), pytest.approx(46.0))
    assert staff_for(0.0, spare) == 0.0
