"""Appointments per registered patient: from the region's list if it is given, else borrowed from England."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opmodels.describe.learn.appointment_counts import AppointmentCounts, Floats
from opmodels.describe.learn.months import count_weekdays
from opmodels.foundation.errors import InputError, Problem

WEEKDAYS_PER_YEAR = 365.25 * 5 / 7
ENGLAND_2019 = 5.0
ENGLAND_RANGE = (3.5, 7.0)
ENGLAND_SOURCE = (
    "England 2019, 5,000 per 1,000 patients: Institute for Government, Performance Tracker Local: general "
    "practice; not of this region; its range is a working range"
)
LARGEST_LIST = 1_000_000
USUAL = (2.0, 12.0)


@dataclass(frozen=True)
class DemandRate:
    """Appointments per registered patient and year, with its range and where it comes from.

    Parameters
    ----------
    per_patient_per_year, low, high
        The rate and its range.
    source, grade
        Where it comes from, and ``B`` when it was learned or ``borrowed``.
    month_factors
        Appointments per weekday of each calendar month as a multiple of the mean of the learned ones.
    """

    per_patient_per_year: float
    low: float
    high: float
    source: str
    grade: str
    month_factors: dict[int, float]


def check_lists(list_size: int, region_list_size: int | None) -> None:
    """See that the numbers of registered patients can be what they are said to be.

    Raises
    ------
    InputError
        When one is not a whole number of 1 or more, or the practice is larger than any or than its region.
    """
    for where, size, most in (
        ("--list-size", list_size, LARGEST_LIST),
        ("--region-list-size", region_list_size, 100_000_000),
    ):
        if size is not None and (isinstance(size, bool) or size != int(size) or not 1 <= size <= most):
            expected = f"a whole number of registered patients from 1 to {most:,}"
            raise InputError(
                Problem(where, f"{size}", expected, None, "take it from Patients Registered at a GP Practice")
            )
    if region_list_size is not None and region_list_size < list_size:
        found = f"{region_list_size:,}, fewer than the {list_size:,} of the practice"
        raise InputError(
            Problem("--region-list-size", found, "the registered patients of all areas in the file")
        )


def learn_demand(counts: AppointmentCounts, region_list_size: int | None, source: str) -> DemandRate:
    """Return the appointments per patient and year that the counts and a list size show, or else England's.

    The file counts appointments, not patients: without the region's list size only the shape over the months
    is known.

    Raises
    ------
    InputError
        When the rate that follows from the region's list size is out of all proportion.
    """
    weekdays = np.array([count_weekdays(month) for month in counts.months])
    daily = counts.by_month / weekdays
    mean = counts.total / weekdays.sum()
    factors = _average_months(counts.months, daily / mean)
    if region_list_size is None:
        return DemandRate(ENGLAND_2019, *ENGLAND_RANGE, ENGLAND_SOURCE, "borrowed", factors)
    rate, low, high = (
        WEEKDAYS_PER_YEAR * each / region_list_size for each in (mean, daily.min(), daily.max())
    )
    if not USUAL[0] <= rate <= USUAL[1]:
        found = f"{region_list_size:,}, which makes {rate:.1f} appointments per patient and year"
        areas, usual = ", ".join(counts.areas), f"{USUAL[0]:g} to {USUAL[1]:g}"
        expected = f"the registered patients of {areas}, which makes {usual}"
        raise InputError(Problem("--region-list-size", found, expected))
    told = f"{source}; divided by {region_list_size:,} patients; range: the lowest and the highest month"
    return DemandRate(float(rate), float(low), float(high), told, "B", factors)


def _average_months(months: tuple[str, ...], factors: Floats) -> dict[int, float]:
    by_month: dict[int, list[float]] = {}
    for month, factor in zip(months, factors.tolist(), strict=True):
        by_month.setdefault(int(month[5:]), []).append(factor)
    return {month: sum(found) / len(found) for month, found in by_month.items()}
