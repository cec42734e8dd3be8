"""What a score that knows people's frailty in part can be expected to find in those it puts first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.distributions.base import Distribution
from opmodels.describe.service import Service
from opmodels.describe.sourced import Spread

F8 = NDArray[np.float64]
GRID = 2000
"""Ranks at which the mean frailty is worked out; between them it is a straight line."""
NODES = 40
"""Points of the quadrature over what the score does not know."""


def frailty_by_rank(frailty: Distribution | None, correlation: float, people: int) -> F8:
    """Return the frailty to expect in each of so many people, whom the score puts first at the start.

    The score is r z + sqrt(1 - r²) y, where z stands for a person's frailty on the scale of the normal curve
    and y for luck, as in the rules of campaigns.

    Parameters
    ----------
    frailty
        How frailty is spread; None where people do not differ.
    correlation
        The r of the score.
    people
        How many there are.
    """
    from scipy.special import ndtr, ndtri

    if frailty is None or people == 0:
        return np.ones(people)
    upper = (np.arange(GRID) + 0.5) / GRID
    score = -ndtri(upper)
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    z = correlation * score[:, None] + np.sqrt(max(1.0 - correlation**2, 0.0)) * nodes
    mean = frailty.upper_quantile(np.clip(ndtr(-z), 1e-300, 1.0 - 1e-16)) @ (weights / weights.sum())
    return np.asarray(np.interp((np.arange(people) + 0.5) / people, upper, mean))


def find_frailty(service: Service, group: str) -> Distribution | None:
    """Return how unequally need falls on a group, or None where people do not differ."""
    told = service.groups[group].frailty
    spread: Spread | None = told.of(group) if told is not None else None
    if spread is None or spread.distribution.variance() == 0:
        return None
    return spread.distribution


def share_found(frailty: Distribution | None, correlation: float, share: float) -> float:
    """Return the share of all cases that come from those whom the score puts first, before anything is done.

    Parameters
    ----------
    frailty
        How frailty is spread.
    correlation
        How well the score knows it.
    share
        Share of people who are put first.
    """
    ranked = frailty_by_rank(frailty, correlation, 5 * GRID)
    first = round(share * len(ranked))
    return float(ranked[:first].sum() / ranked.sum())
