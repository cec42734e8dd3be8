"""What people have to spend: the median income, against which a price is weighed."""

from __future__ import annotations

import numpy as np

from opmodels.describe.distributions.base import Distribution
from opmodels.describe.service import Service

ROUNDS = 200
"""Halvings after which nothing is left to halve."""


def find_incomes(service: Service) -> dict[str, Distribution]:
    """Return the distribution of income of each group where it is described."""
    told = {name: group.income.of(name) for name, group in service.groups.items() if group.income}
    return {name: spread.distribution for name, spread in told.items() if spread is not None}


def median_income(service: Service) -> float:
    """Return the income that half of all people do not exceed whose income is described; 1 for nobody."""
    incomes = find_incomes(service)
    if not incomes:
        return 1.0
    people = np.array([service.groups[name].people.value for name in incomes])
    medians = [float(one.quantile(np.array([0.5]))[0]) for one in incomes.values()]
    low, high = min(medians), max(medians)
    for _ in range(ROUNDS):
        middle = 0.5 * (low + high)
        below = [float(one.cdf(np.array([middle]))[0]) for one in incomes.values()]
        if middle <= low or middle >= high:
            break
        if float(people @ below) >= 0.5 * people.sum():
            high = middle
        else:
            low = middle
    return high
