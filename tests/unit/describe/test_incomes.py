"""The median income of a service's people."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.incomes import find_incomes, median_income
from opmodels.describe.read import parse_service
from tests import services


def median(first: str, second: str) -> float:
    """Return the median of 800 and of 2,000 people with these incomes."""
    text = services.night_out()
    text = text.replace(", income: {lognormal: {mean: £24k, sd: £8k}}", first)
    return median_income(parse_service(text.replace(", income: {lognormal: {mean: £34k, sd: £20k}}", second)))


def test_median_is_that_of_all_people_together() -> None:
    """Half of all people have at most the median, groups counting by their people."""
    service = parse_service(services.night_out())
    found = median_income(service)
    people = np.array([800.0, 2000.0])
    below = [float(one.cdf(np.array([found]))[0]) for one in find_incomes(service).values()]
    assert people @ below / people.sum() == pytest.approx(0.5, abs=1e-12)


def test_incomes_that_are_the_same_for_all_or_not_described() -> None:
    """Atoms are found exactly; a group without income does not count; without any the median is 1."""
    text = services.night_out().replace("\n        income_at_least: £12k", "")
    without = text.replace(", income: {lognormal: {mean: £24k, sd: £8k}}", "")
    alone = parse_service(without.replace("{lognormal: {mean: £34k, sd: £20k}}", "£30k"))
    assert median_income(alone) == 30_000
    assert median(", income: £20k", ", income: £30k") == pytest.approx(30_000, rel=1e-12)
    assert (
        median_income(parse_service(without.replace(", income: {lognormal: {mean: £34k, sd: £20k}}", "")))
        == 1
    )
