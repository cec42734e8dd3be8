"""Appointments per patient: learned where the region's list is known, borrowed where it is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from opmodels.describe.learn.appointment_counts import AppointmentCounts
from opmodels.describe.learn.demand_rate import ENGLAND_2019, check_lists, learn_demand
from opmodels.foundation.errors import InputError

Draw = Callable[..., AppointmentCounts]
WEEKDAYS_MARCH_TO_AUGUST = 21 + 22 + 23 + 20 + 23 + 22


def test_without_a_region_list_it_is_borrowed(draw_counts: Draw) -> None:
    """Counts alone do not show a rate: England's is borrowed, and says so."""
    demand = learn_demand(draw_counts(), None, "made up")
    assert demand.per_patient_per_year == ENGLAND_2019 and demand.grade == "borrowed"
    assert demand.low < ENGLAND_2019 < demand.high and "England" in demand.source


def test_with_a_region_list_it_is_learned(draw_counts: Draw) -> None:
    """With the region's list it is the appointments of a weekday, over a year of weekdays, per patient."""
    demand = learn_demand(draw_counts(), 900_000, "made up")
    by_hand = 2_400_000 / WEEKDAYS_MARCH_TO_AUGUST * 365.25 * 5 / 7 / 900_000
    assert demand.per_patient_per_year == pytest.approx(by_hand)
    assert demand.grade == "B" and demand.low < by_hand < demand.high


def test_months_keep_their_shape(draw_counts: Draw) -> None:
    """Equal months make more of a weekday in the shorter ones; the factors average to 1 over weekdays."""
    factors = learn_demand(draw_counts(), None, "made up").month_factors
    assert list(factors) == [3, 4, 5, 6, 7, 8]
    assert factors[6] / factors[5] == pytest.approx(23 / 20)
    days = dict(zip(range(3, 9), (21, 22, 23, 20, 23, 22), strict=True))
    assert sum(factors[month] * days[month] for month in days) == pytest.approx(WEEKDAYS_MARCH_TO_AUGUST)


@pytest.mark.parametrize(
    ("size", "region", "where"),
    [(0, None, "--list-size"), (-5, None, "--list-size"), (2_000_000, None, "--list-size"),
     (True, None, "--list-size"), (9000, 8000, "--region-list-size"), (9000, 0, "--region-list-size")],
)  # fmt: skip
def test_lists_that_cannot_be(size: int, region: int | None, where: str) -> None:
    """A list below 1, beyond any practice, or larger than the region's is refused at its option."""
    with pytest.raises(InputError) as caught:
        check_lists(size, region)
    assert caught.value.problems[0].where == where


def test_a_rate_out_of_proportion(draw_counts: Draw) -> None:
    """A region's list that makes 50 appointments per patient is refused with that figure."""
    with pytest.raises(InputError) as caught:
        learn_demand(draw_counts(), 95_000, "made up")
    assert "50.3 appointments per patient and year" in caught.value.problems[0].found
