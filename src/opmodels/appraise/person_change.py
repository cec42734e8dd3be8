"""The expected change of each person, told from luck: what repeats over replications, and what does not.

A person has few cases in a run, so that the observed change of one person is mostly luck: counted as it
stands, the no-change twin would show winners and losers in plenty. Luck is therefore taken out. The observed
change of a person with `a` cases before and `b` after is normal around the expected one, with variance
``v (1 / a + 1 / b)``; `v` is known from how far blocks of replications differ, for the person and, as if in
`OWN_FREEDOM` more blocks, for the group. The expected changes of a group are normal, with a variance known
from what is left of the spread between persons (the moment estimator of DerSimonian and Laird 1986,
Controlled Clinical Trials 7:177-188). The share of people whose expected change exceeds an amount is the mean
of the posterior chances. With many replications this is the plain count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opmodels.appraise.intervals import F8
from opmodels.simulate import columns as c

STANDARD_ERRORS = 2.0
"""Spread between persons counts once it exceeds luck by so many standard errors; an assumption."""
OWN_FREEDOM = 2.0
"""Weight of the group's luck beside the person's own, in degrees of freedom; an assumption."""


@dataclass(frozen=True)
class Belief:
    """What is believed of the expected change of each person: normal, with means and deviations (people,)."""

    mean: F8
    sd: F8

    def chance_above(self, amount: float) -> F8:
        """Return the chance that each person's expected change exceeds an amount."""
        from scipy.special import ndtr

        certain = self.sd <= 0
        away = (self.mean - amount) / np.where(certain, 1.0, self.sd)
        chance: F8 = np.where(certain, (self.mean > amount).astype(np.float64), ndtr(away))
        return chance


@dataclass(frozen=True)
class Luck:
    """How far blocks of replications differ within persons.

    Parameters
    ----------
    squares, freedom
        (people,) weighted sum of squares of each person, and its degrees of freedom.
    """

    squares: F8
    freedom: F8

    @property
    def group(self) -> float:
        """The variance `v`, from everyone."""
        freedom = float(self.freedom.sum())
        return float(self.squares.sum()) / freedom if freedom else 0.0

    @property
    def own(self) -> F8:
        """The variance `v` of each person, from their own blocks and the group's, (people,)."""
        variance: F8 = (self.squares + OWN_FREEDOM * self.group) / (self.freedom + OWN_FREEDOM)
        return variance


def change_per_case(before: F8, after: F8, column: int) -> F8:
    """Return the change of a mean per case, (..., people); NaN where either side has no case.

    Parameters
    ----------
    before, after
        (..., people, 3) sums of cases, cases met, minutes waited.
    column
        Which of the three.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        old, new = (one[..., column] / one[..., c.P_CASES] for one in (before, after))
    change: F8 = new - old
    return change


def weigh_cases(before: F8, after: F8) -> F8:
    """Return what a change per case is worth, ``1 / (1 / a + 1 / b)``; 0 where either side has no case."""
    old, new = before[..., c.P_CASES], after[..., c.P_CASES]
    weights: F8 = old * new / np.maximum(old + new, 1.0)
    return weights


def believe(before: F8, after: F8, column: int) -> Belief:
    """Return what is believed of the expected change of the people of one group.

    Parameters
    ----------
    before, after
        (blocks, people, 3) sums; every person has a case on both sides.
    column
        Which mean per case: `P_MET` or `P_WAITED`.
    """
    seen = change_per_case(before.sum(axis=0), after.sum(axis=0), column)
    weights = weigh_cases(before.sum(axis=0), after.sum(axis=0))
    luck = measure_luck(before, after, column)
    spread, middle = measure_spread(seen, weights, luck)
    noise = luck.own / weights
    total = spread + noise
    kept = np.divide(spread, total, out=np.ones_like(total), where=total > 0)
    return Belief(middle + kept * (seen - middle), np.sqrt(kept * noise))


def measure_luck(before: F8, after: F8, column: int) -> Luck:
    """Return how far the change per case differs between blocks, within persons.

    Parameters
    ----------
    before, after
        (blocks, people, 3) sums.
    column
        Which mean per case.
    """
    by_block = change_per_case(before, after, column)
    known = ~np.isnan(by_block)
    weights = weigh_cases(before, after)
    filled, total = np.where(known, by_block, 0.0), weights.sum(axis=0)
    middle = np.divide((weights * filled).sum(axis=0), total, out=np.zeros_like(total), where=total > 0)
    freedom = np.maximum(known.sum(axis=0) - 1.0, 0.0)
    return Luck((weights * (filled - middle) ** 2).sum(axis=0), freedom)


def measure_spread(seen: F8, weights: F8, luck: Luck) -> tuple[float, float]:
    """Return the variance of the expected changes between persons, and their weighted mean.

    Parameters
    ----------
    seen, weights
        (people,) observed change per case, and number of cases.
    luck
        How far blocks differ within persons.
    """
    total, people, noise = float(weights.sum()), len(seen), luck.group
    middle = float((weights * seen).sum() / total)
    excess = float((weights * (seen - middle) ** 2).sum()) - (people - 1) * noise
    error = noise * np.sqrt(2.0 / max(people - 1, 1) + 2.0 / max(float(luck.freedom.sum()), 1.0))
    scale = total - float((weights**2).sum()) / total
    if excess <= (people - 1) * STANDARD_ERRORS * error or scale <= 0:
        return 0.0, middle
    return excess / scale, middle
