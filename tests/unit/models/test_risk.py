"""What a score finds is what theory says, and what the engine's own score finds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from opmodels.describe.distributions.gamma import Gamma
from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.models.risk import find_frailty, frailty_by_rank, share_found
from tests.unit.models.example import UNEQUAL, surgery


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.7, 1.0])
def test_lognormal_frailty_is_exact(correlation: float) -> None:
    """The mean frailty at a score of x is exp(r s x - r² s² / 2), where log frailty has the deviation s."""
    spread, people = 0.8, 1000
    found = frailty_by_rank(Lognormal(mean=1.0, sd=math.sqrt(math.exp(spread**2) - 1)), correlation, people)
    x = -ndtri((np.arange(people) + 0.5) / people)
    exact = np.exp(correlation * spread * x - (correlation * spread) ** 2 / 2)
    assert found[5:-5] == pytest.approx(exact[5:-5], rel=2e-3)


@pytest.mark.parametrize("correlation", [0.2, 0.5, 0.9])
def test_share_of_cases_of_the_first_tenth(correlation: float) -> None:
    """Those whom the score puts first, a tenth, have the share of all cases that the closed form says."""
    spread = 0.8
    exact = ndtr(correlation * spread + ndtri(0.1))
    found = share_found(Lognormal(mean=1.0, sd=math.sqrt(math.exp(spread**2) - 1)), correlation, 0.1)
    assert found == pytest.approx(exact, rel=0.01)


def test_who_does_not_differ_cannot_be_told_apart() -> None:
    """Without frailty, or without knowledge, everybody is as likely as the next."""
    assert frailty_by_rank(None, 0.9, 4).tolist() == [1, 1, 1, 1]
    assert share_found(Gamma(mean=1.0, sd=0.7), 0.0, 0.1) == pytest.approx(0.1, rel=1e-6)


def test_mean_stays_one() -> None:
    """However well it is known, frailty has a mean of 1."""
    assert frailty_by_rank(Gamma(mean=1.0, sd=0.7), 0.6, 4000).mean() == pytest.approx(1.0, rel=5e-3)


def test_frailty_is_found_in_the_service() -> None:
    """Of the group that says it; none where nobody does."""
    service = surgery(groups=UNEQUAL)
    assert find_frailty(service, "over_75") is not None
    assert find_frailty(service, "working_age") is None
