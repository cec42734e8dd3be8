"""Places kept for those who come later and are worth more: Littlewood, EMSR-a, EMSR-b, and the exact optimum.

Classes come in order of their worth, the highest first, and book in the opposite order: the lowest first.
A protection level says how many places no lower class may take. Demand is normal, cut off at nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

F8 = NDArray[np.float64]
TAIL = 8.0
"""Standard deviations of demand that are reckoned with beyond the mean."""


@dataclass(frozen=True)
class Demand:
    """A class of demand for the same places.

    Parameters
    ----------
    worth
        What a place is worth that one of it takes: a fare, or the benefit to those in need.
    mean, sd
        How many would take one.
    """

    worth: float
    mean: float
    sd: float


@dataclass(frozen=True)
class Protection:
    """Protection levels for some places, and how good they are.

    Parameters
    ----------
    levels
        Places kept from all lower classes, for each class but the lowest.
    value
        What is expected to be taken, in worth.
    bound
        The most that any levels can reach, by the exact recursion.
    """

    levels: tuple[int, ...]
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """By how much the best levels are better, as a share of what these reach."""
        return (self.bound - self.value) / self.value if self.value else 0.0


def littlewood(high: Demand, low_worth: float) -> float:
    """Return the places to keep for a class from one of lower worth: as many as are exceeded with a
    probability of the ratio of the two (Littlewood 1972)."""
    ratio = low_worth / high.worth if high.worth > 0 else 1.0
    if ratio >= 1.0:
        return 0.0
    if ratio <= 0.0:
        return high.mean + TAIL * high.sd
    return max(high.mean + high.sd * NormalDist().inv_cdf(1.0 - ratio), 0.0)


def emsr_a(classes: Sequence[Demand]) -> tuple[float, ...]:
    """Return protection levels that add up what each class needs against the next (Belobaba 1987)."""
    return tuple(
        sum(littlewood(one, classes[number].worth) for one in classes[:number])
        for number in range(1, len(classes))
    )


def emsr_b(classes: Sequence[Demand]) -> tuple[float, ...]:
    """Return protection levels that take all higher classes together as one (Belobaba 1992)."""
    return tuple(
        littlewood(_together(classes[:number]), classes[number].worth) for number in range(1, len(classes))
    )


def _together(classes: Sequence[Demand]) -> Demand:
    mean = sum(one.mean for one in classes)
    worth = sum(one.worth * one.mean for one in classes) / mean if mean > 0 else classes[-1].worth
    return Demand(worth, mean, sum(one.sd**2 for one in classes) ** 0.5)


def best_levels(classes: Sequence[Demand], places: int) -> tuple[tuple[int, ...], float]:
    """Return the best protection levels of all, and the value that they reach with so many places.

    Class by class from the highest down (Brumelle and McGill 1993): with value V(x) of x places left for the
    classes above, a place is kept as long as one more of them, V(y) - V(y - 1), is worth more than a sale.
    """
    value, levels = np.zeros(places + 1), list[int]()
    for number, one in enumerate(classes):
        if number:
            gains = np.diff(value)
            levels.append(int((gains > one.worth).sum()))
        value = _serve(one, value, levels[-1] if levels else 0)
    return tuple(levels), float(value[places])


def value_of(classes: Sequence[Demand], places: int, levels: Sequence[int]) -> float:
    """Return what is expected to be taken with so many places and these protection levels."""
    value = np.zeros(places + 1)
    for number, one in enumerate(classes):
        value = _serve(one, value, levels[number - 1] if number else 0)
    return float(value[places])


def _serve(one: Demand, above: F8, kept: int) -> F8:
    """Return the value of each number of places where a class books before those above it."""
    places = len(above) - 1
    counts, chances = _spread(one, places)
    left = np.arange(places + 1)
    sold = np.minimum(counts[None, :], np.maximum(left - kept, 0)[:, None])
    return np.asarray(((one.worth * sold + above[left[:, None] - sold]) * chances).sum(axis=1))


def _spread(one: Demand, places: int) -> tuple[NDArray[np.int64], F8]:
    """Return numbers who want a place and their chances; all from the number of places on are one."""
    counts = np.arange(places + 1)
    if one.sd <= 0:
        return counts, (counts == min(round(one.mean), places)).astype(np.float64)
    bell = NormalDist(one.mean, one.sd)
    below = np.array([bell.cdf(n + 0.5) for n in counts])
    below[-1] = 1.0
    return counts, np.diff(below, prepend=0.0)


def protect_places(classes: Sequence[Demand], places: int, most: int) -> Protection:
    """Return protection levels by EMSR-b, in whole places, with what the exact optimum would reach beside.

    Parameters
    ----------
    classes
        The highest worth first; the lowest is the class that takes what is left.
    places
        How many places there are.
    most
        The most that may be kept from the lowest class, whatever it is worth.
    """
    levels = [min(round(level), most) for level in emsr_b(classes)]
    levels = [max(levels[: number + 1]) for number in range(len(levels))]
    _, bound = best_levels(classes, places)
    return Protection(tuple(levels), value_of(classes, places, levels), bound)


def overbook(places: int, comes: float, idle: float, overflow: float) -> int:
    """Return how many bookings to take for so many places, so that idle and overflowing ones cost least.

    Parameters
    ----------
    places
        How many can be served.
    comes
        Share of those booked who come, each by itself.
    idle, overflow
        Cost of a place that stays empty, and of one who comes and finds none.
    """
    if comes >= 1.0 or places < 1:
        return places
    tried = range(places, places + max(int(places * (1.0 / max(comes, 0.05) - 1.0) * 3), 5) + 1)
    return min(tried, key=lambda bookings: cost_of_bookings(bookings, places, comes, idle, overflow))


def cost_of_bookings(bookings: int, places: int, comes: float, idle: float, overflow: float) -> float:
    """Return the expected cost of so many bookings: idle places, and people without one."""
    from scipy.stats import binom

    shown = np.arange(bookings + 1)
    chances = binom.pmf(shown, bookings, comes)
    cost = idle * np.maximum(places - shown, 0) + overflow * np.maximum(shown - places, 0)
    return float((chances * cost).sum())
