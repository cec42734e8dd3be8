"""What was learned from counts of appointments, what they cannot show, and what was assumed in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from textwrap import fill
from typing import Any

from opmodels.describe.learn.appointment_counts import KNOWN_MODES, AppointmentCounts
from opmodels.describe.learn.contact_shares import FEWEST_OF_MODE, ContactShares, list_measures, measure_names
from opmodels.describe.learn.demand_rate import DemandRate
from opmodels.describe.learn.variation import COVERAGE, METHODS, Method, find_range

NOT_IDENTIFIED = (
    "queues: the counts hold appointments that took place or were missed, not those who got none, nor calls",
    "staffing: how many people work, when, and how many slots they hold",
    "how long a consultation takes, and what it costs",
    "cancelled appointments: they are not in the counts",
    "what people wanted: a booked lead time mixes what they asked for and what was free; it stands as wanted",
    "days and hours: the counts are of whole months, so busy days and the shape of the week are unknown",
    "how far ahead those were booked who waited more than 28 days",
    "how practices differ within the region: the ranges are of its months and areas, not of one practice",
    "who the patients are: no ages, no deprivation, no two appointments of one person",
    "a season: half a year does not show what the other half does",
)
ASSUMED = (
    "the diary is so ample that it never binds, so that the booked lead times come out as counted",
    "every day from Monday to Friday is alike, and public holidays are ordinary days",
    "within each stretch of lead times every day is as likely as another, and beyond 28 days it is 29 to 42",
    "the appointments of unknown mode, lead time or status are like the others of their month",
    "a missed appointment has a share that depends on its mode and lead time, and on nothing else",
    "the months that were not learned have the volume of the mean learned month",
)


@dataclass(frozen=True)
class Found:
    """One share that was learned, with its range.

    Parameters
    ----------
    measure
        ``missed``, ``mode telephone``, ``lead same_day``, ...
    value, low, high
        The share and its range; None when the months are too few for one.
    """

    measure: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class FitReport:
    """What learning found in one file.

    Parameters
    ----------
    source, months, areas
        Where it comes from: the file, the first and the last month, the areas.
    list_size
        Registered patients of the practice described.
    appointments, learned_from
        All appointments of these months, and those of which mode, lead time and status are known.
    unknown
        How many have an unknown mode, lead time, status and professional.
    missed_bounds
        The share missed if every appointment of unknown status was attended, and if every one was missed.
    by_professional
        Share by professional; told, but not used in the description.
    left_out_modes
        Modes that occur too rarely to be learned, with their appointments.
    demand
        Appointments per patient and year, its range, source and grade.
    found
        The shares learned.
    method
        How the ranges were made and what they are meant to cover.
    notes
        What the reader of the file noticed.
    """

    source: str
    months: tuple[str, str]
    areas: tuple[str, ...]
    list_size: int
    appointments: int
    learned_from: int
    unknown: dict[str, int]
    missed_bounds: tuple[float, float]
    by_professional: dict[str, float]
    left_out_modes: dict[str, int]
    demand: DemandRate
    found: tuple[Found, ...]
    method: str
    notes: tuple[str, ...] = ()
    not_identified: tuple[str, ...] = NOT_IDENTIFIED
    assumed: tuple[str, ...] = ASSUMED

    def as_dict(self) -> dict[str, Any]:
        """Return everything by name, as ``--json`` prints it."""
        return asdict(self)

    def text(self) -> str:
        """Return the report in words, at most 100 characters to a line."""
        return "\n".join([*_head(self), "", *_shares(self), "", *_limits(self)])


def make_report(
    counts: AppointmentCounts,
    list_size: int,
    demand: DemandRate,
    shares: ContactShares,
    futures: ContactShares | None,
    method: Method,
) -> FitReport:
    """Return the report on what was learned from the counts of the chosen months.

    Parameters
    ----------
    counts
        The learned months.
    list_size, demand
        Of the practice.
    shares, futures, method
        What was learned, and the draws for its ranges with the method by which they were made.
    """
    by_mode = counts.known.sum(axis=(0, 2, 3))
    return FitReport(
        source=counts.source,
        months=(counts.months[0], counts.months[-1]),
        areas=counts.areas,
        list_size=list_size,
        appointments=counts.total,
        learned_from=int(by_mode.sum()),
        unknown=counts.unknown(),
        missed_bounds=counts.missed_bounds(),
        by_professional=counts.by_professional(),
        left_out_modes={
            m: int(n) for m, n in zip(KNOWN_MODES, by_mode, strict=True) if m not in shares.modes
        },
        demand=demand,
        found=tuple(_find_shares(shares, futures)),
        method=_tell_method(futures, method, len(counts.areas)),
        notes=counts.notes,
    )


def _find_shares(shares: ContactShares, futures: ContactShares | None) -> Iterator[Found]:
    values = list_measures(shares).tolist()
    names = measure_names(shares.modes)
    if futures is None:
        yield from (Found(name, value, None, None) for name, value in zip(names, values, strict=True))
        return
    low, high = find_range(list_measures(futures))
    for name, value, start, end in zip(names, values, low.tolist(), high.tolist(), strict=True):
        yield Found(name, value, start, end)


def _tell_method(futures: ContactShares | None, method: Method, areas: int) -> str:
    if futures is None:
        return (
            "no ranges: fewer than three months were learned, so that nothing is known of how months differ"
        )
    areas_told = f"; each draw also moves to one of the {areas} areas" if areas > 1 else ""
    return f"ranges meant to cover {COVERAGE:.0%} of half-years ahead: {METHODS[method]}{areas_told}"


def _head(report: FitReport) -> Iterator[str]:
    known = report.learned_from / max(report.appointments, 1)
    yield f"LEARNED from {report.source}, {report.months[0]} to {report.months[1]}: {', '.join(report.areas)}"
    yield f"{report.appointments:,} appointments; all is known of {report.learned_from:,} ({known:.1%})"
    yield "Unknown: " + ", ".join(f"{name} {number:,}" for name, number in report.unknown.items())
    low, high = report.missed_bounds
    yield f"Share missed if all of unknown status were attended {low:.2%}, if all were missed {high:.2%}"
    for mode, number in report.left_out_modes.items():
        yield f"Left out: {mode}, {number:,} appointments, fewer than the {FEWEST_OF_MODE} that it takes"
    demand = report.demand
    ends = f"{demand.low:.2f} to {demand.high:.2f}, {demand.grade}"
    yield f"Demand: {demand.per_patient_per_year:.2f} appointments per patient and year ({ends})"
    yield from _wrap(demand.source)
    for note in report.notes:
        yield from _wrap(f"Note: {note}")


def _shares(report: FitReport) -> Iterator[str]:
    for one in report.found:
        ends = "" if one.low is None or one.high is None else f"   {one.low:7.2%} to {one.high:7.2%}"
        yield f"  {one.measure:<22} {one.value:7.2%}{ends}"
    yield from _wrap(f"These are {report.method}." if report.method.startswith("ranges") else report.method)


def _limits(report: FitReport) -> Iterator[str]:
    for title, lines in (("The counts cannot show:", report.not_identified), ("Assumed:", report.assumed)):
        yield title
        for line in lines:
            yield from _wrap(f"- {line}")


def _wrap(text: str) -> list[str]:
    return fill(text, 96, initial_indent="  ", subsequent_indent="    ").splitlines()
