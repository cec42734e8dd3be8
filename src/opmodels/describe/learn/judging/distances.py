"""How far one event log is from another, in the six ways that Simod and Prosimos report.

Definitions are those of the package log-distance-measures 2.2 with the settings with which Simod calls it:
three steps in a row, starts and ends both, bins of an hour, the 1-Wasserstein distance between histograms.
0 says that nothing differs. All but the first are in hours.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.learn.judging.event_table import EventTable
from opmodels.describe.learn.log.event_log import I8
from opmodels.foundation.wall_clock import read_clock_over

HOUR = 3_600_000
"""Milliseconds of an hour."""
DAY = 24 * HOUR
FIRST_WEEKDAY = 3
"""1970-01-01 was a Thursday; Monday is 0."""
GRAM = 3
"""Steps in a row that are compared."""
MOST_APART = 23.0
"""Hours that a weekday counts on which only one of the logs has events."""


@dataclass(frozen=True)
class Distances:
    """How far one log is from another; 0 where nothing differs.

    Parameters
    ----------
    control_flow
        Share, 0 to 1, of runs of three steps that the other log does not have as often.
    absolute_events
        Hours that the events of one log have to be moved, on average, to stand where those of the other do.
    arrivals
        The same for the first moment of each case.
    circadian_events
        The same within the hours of the day, weekday by weekday, averaged over the seven.
    relative_events
        The same, counted from the first moment of the event's own case.
    cycle_times
        Hours by which the times from first to last moment of a case differ, on average.
    """

    control_flow: float
    absolute_events: float
    arrivals: float
    circadian_events: float
    relative_events: float
    cycle_times: float

    def as_dict(self) -> dict[str, float]:
        """Return the six by name, in the order above."""
        return {field.name: float(getattr(self, field.name)) for field in fields(self)}


def measure_distances(held_out: EventTable, simulated: EventTable) -> Distances:
    """Return how far a simulated log is from the one that was held out.

    Where a log has only ends, each end stands for the start too: events are then compared by their ends, a
    case arrives with its first end, and it lasts from first to last end. Hours of the day are those on the
    clock of each table's zone; other hours are counted in UTC from the full hour before the first start.

    Parameters
    ----------
    held_out, simulated
        At least one event each; the distance is the same both ways.
    """
    both = (held_out, simulated)
    starts = min(int(table.start.min()) for table in both) // HOUR * HOUR
    first = min(int(table.arrivals.min()) for table in both) // HOUR * HOUR
    lengths = [_measure_cases(table) for table in both]
    shortest = min(int(length.min()) for length in lengths)
    return Distances(
        control_flow=_compare_grams(*both),
        absolute_events=_move(*((_both_moments(table) - starts) // HOUR for table in both)),
        arrivals=_move(*((table.arrivals - first) // HOUR for table in both)),
        circadian_events=_compare_weeks(*both),
        relative_events=_move(*(_count_from_arrival(table) // HOUR for table in both)),
        cycle_times=_move(*((length - shortest) // HOUR for length in lengths)),
    )


def _both_moments(table: EventTable) -> I8:
    return np.concatenate([table.start, table.end])


def _count_from_arrival(table: EventTable) -> I8:
    """Return (2 events,) milliseconds from the first moment of the own case."""
    return _both_moments(table) - np.tile(table.arrivals[table.case], 2)


def _measure_cases(table: EventTable) -> I8:
    """Return (cases,) milliseconds from first start to last end."""
    return np.maximum.reduceat(table.end, table.firsts[:-1]) - table.arrivals


def _move(one: I8, other: I8) -> float:
    """Return the 1-Wasserstein distance of two samples: the area between their distribution functions."""
    one, other = np.sort(one), np.sort(other)
    places = np.union1d(one, other)
    below = np.searchsorted(one, places[:-1], "right") / len(one)
    below_other = np.searchsorted(other, places[:-1], "right") / len(other)
    return float(np.sum(np.abs(below - below_other) * np.diff(places)))


def _compare_grams(one: EventTable, other: EventTable) -> float:
    """Return the differences in how often three steps follow each other, as a share of all there are."""
    names = {name: i for i, name in enumerate(dict.fromkeys(one.activities + other.activities), 1)}
    grams = [_list_grams(table, names) for table in (one, other)]
    places, inverse = np.unique(np.concatenate(grams), return_inverse=True)
    counts = [np.bincount(part, minlength=len(places)) for part in np.split(inverse, [len(grams[0])])]
    return float(np.abs(counts[0] - counts[1]).sum() / (len(grams[0]) + len(grams[1])))


def _list_grams(table: EventTable, names: dict[str, int]) -> I8:
    """Return one number for each run of three, nothing standing before the first step and after the last."""
    pad = GRAM - 1
    known = np.array([names[name] for name in table.activities], np.int64)
    row = np.zeros(len(table.case) + pad * (table.cases + 1), np.int64)
    row[np.arange(len(table.case)) + pad * (table.case + 1)] = known[table.activity]
    parts = np.lib.stride_tricks.sliding_window_view(row, GRAM)
    return parts @ (len(names) + 1) ** np.arange(GRAM, dtype=np.int64)


def _compare_weeks(one: EventTable, other: EventTable) -> float:
    """Return the mean over weekdays of how far the hours of the day are apart."""
    (days, hours), (other_days, other_hours) = _read_clock(one), _read_clock(other)
    return float(
        np.mean([_compare_day(hours[days == day], other_hours[other_days == day]) for day in range(7)])
    )


def _compare_day(one: I8, other: I8) -> float:
    if len(one) and len(other):
        return _move(one, other)
    return MOST_APART if len(one) or len(other) else 0.0


def _read_clock(table: EventTable) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return weekday, Monday as 0, and hour of the day of every start and end, on the clock of the zone."""
    moments = _both_moments(table)
    shown = read_clock_over(table.zone, moments).show(moments)
    return (shown // DAY + FIRST_WEEKDAY) % 7, shown // HOUR % 24
