"""Places on offer shared between groups, so that they do most good, with a least number for each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F8 = NDArray[np.float64]


@dataclass(frozen=True)
class Offers:
    """How many of each group are offered a place, and how good that is.

    Parameters
    ----------
    places
        Offers by group; each group's go to those of it who are worth most.
    objective
        What all offers are worth together.
    bound
        What no other way to share them can exceed.
    """

    places: tuple[int, ...]
    objective: float
    bound: float

    @property
    def gap(self) -> float:
        """By how much a better way could at most be better, as a share of the objective."""
        return (self.bound - self.objective) / self.objective if self.objective else 0.0


def place_offers(worth: Sequence[F8], least: Sequence[int], places: int) -> Offers:
    """Share places out: first each group's least number, then one by one to whoever is worth most.

    Every person takes one place, so taking the best that is left is exact. Who is worth nothing is offered
    nothing beyond the least number of the group.

    Parameters
    ----------
    worth
        By group, (people,) what an offer to each is expected to be worth, in any order.
    least
        Places that each group has at least; a group of fewer people has as many as it has people.
    places
        Places in all; where the least numbers come to more, no further place is given.

    Returns
    -------
    Offers
        The bound is that of the dual problem at the price of one place more, reckoned apart from how the
        places were shared.
    """
    ranked = [np.sort(np.asarray(one, np.float64))[::-1] for one in worth]
    floor = [min(number, len(one)) for number, one in zip(least, ranked, strict=True)]
    left = max(places - sum(floor), 0)
    further = [one[number:] for number, one in zip(floor, ranked, strict=True)]
    price = _find_price(further, left)
    given = _give_out(further, floor, left, price)
    objective = float(sum(one[:number].sum() for one, number in zip(ranked, given, strict=True)))
    fixed = sum(one[:number].sum() for one, number in zip(ranked, floor, strict=True))
    above = sum(np.maximum(one - price, 0.0).sum() for one in further)
    return Offers(tuple(given), objective, float(fixed + above + price * left))


def _find_price(further: Sequence[F8], left: int) -> float:
    """Return what the last place that is given is worth: the most where none is, nothing where all are."""
    everybody = np.sort(np.concatenate([*further, np.zeros(1)]))[::-1]
    return float(max(everybody[max(left - 1, 0)], 0.0)) if left <= len(everybody) else 0.0


def _give_out(further: Sequence[F8], floor: Sequence[int], left: int, price: float) -> list[int]:
    """Return places by group; those who are worth as much as the last take turns by group."""
    above = [int((one > price).sum()) for one in further] if left else [0] * len(further)
    level = [int(((one == price) & (one > 0)).sum()) for one in further]
    given = [one + more for one, more in zip(floor, above, strict=True)]
    left -= sum(above)
    while left > 0 and any(level):
        for group, waiting in enumerate(level):
            if waiting and left > 0:
                given[group], level[group], left = given[group] + 1, waiting - 1, left - 1
    return given
