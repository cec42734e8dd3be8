"""Learns a practice from NHS England's *Appointments in General Practice*."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opmodels.describe.learn.appointment_counts import AppointmentCounts
from opmodels.describe.learn.appointments import choose_months, read_appointments
from opmodels.describe.learn.contact_shares import ContactShares, learn_shares
from opmodels.describe.learn.demand_rate import check_lists, learn_demand
from opmodels.describe.learn.fit_report import FitReport, make_report
from opmodels.describe.learn.months import parse_months
from opmodels.describe.learn.practice import build_practice
from opmodels.describe.learn.variation import Method, draw_futures
from opmodels.foundation.errors import InputError, Problem

HALF_YEAR = 6


@dataclass(frozen=True)
class Learned:
    """What was learned from a file of appointments.

    Parameters
    ----------
    service_tree
        The description of the practice: nested dictionaries of text, as `opmodels.describe.service.describe`
        takes it.
    report
        What was found, what cannot be known, what was assumed.
    counts, shares
        The learned months, and the shares that they show.
    """

    service_tree: dict[str, Any]
    report: FitReport
    counts: AppointmentCounts
    shares: ContactShares


def learn_appointments(
    path: Path | str,
    list_size: int,
    months: str,
    region_list_size: int | None = None,
    name: str | None = None,
    method: Method = "drifting",
) -> Learned:
    """Learn demand, mode of contact, lead times and missed appointments of a practice.

    Parameters
    ----------
    path
        The published CSV file of one region, plain or gzipped.
    list_size
        Registered patients of the practice to describe.
    months
        The months to learn from, such as ``2019-03..2019-08``.
    region_list_size
        Registered patients of all areas in the file. It is not in the file: without it the appointments per
        patient are borrowed from England (5 a year in 2019).
    name
        Name of the service; made from the file unless said.
    method
        How the ranges treat months; see `opmodels.describe.learn.variation`.

    Raises
    ------
    InputError
        When the file, the months or the list sizes cannot be used; every problem with its line.
    """
    check_lists(list_size, region_list_size)
    first, last = parse_months(months)
    counts = choose_months(read_appointments(path), first, last)
    if not counts.known.sum():
        found, expected = (
            "no appointment of which mode, lead time and status are known",
            "some, in the months chosen",
        )
        raise InputError(Problem(counts.source, found, expected))
    return learn_counts(counts, list_size, region_list_size, name, method)


def learn_counts(
    counts: AppointmentCounts,
    list_size: int,
    region_list_size: int | None = None,
    name: str | None = None,
    method: Method = "drifting",
) -> Learned:
    """Learn the same from counts that were read already, all months of them.

    Raises
    ------
    InputError
        When the region's list size is out of proportion to the counts.
    """
    source = f"learned from {counts.source}, {counts.months[0]}..{counts.months[-1]}"
    demand = learn_demand(counts, region_list_size, source)
    shares = learn_shares(counts.known.sum(axis=0))
    futures = draw_futures(counts, HALF_YEAR, method, across_areas=True)
    title = name or f"a practice of {', '.join(counts.areas)}"
    tree = build_practice(title, list_size, counts.months[-1], demand, shares, futures, source)
    report = make_report(counts, list_size, demand, shares, futures, method)
    return Learned(tree, report, counts, shares)
