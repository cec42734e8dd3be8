"""Most are short, a few are very long."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.lognormal import Lognormal
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestLognormal(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Lognormal(mean=4.0, sd=3.0), lambda: stats.lognorm(math.sqrt(math.log(1.5625)), scale=3.2)),
        Case(Lognormal(median=3.0, sd_log=0.5), lambda: stats.lognorm(0.5, scale=3)),
        Case(Lognormal(median=27e3, gini=0.33)),
        Case(Lognormal(mean=1.0, cv=10.0), heavy=True),
        Case(Lognormal(median=3.0, gini=0.8), heavy=True),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"median": 3.0, "gini": 1.0}, "gini must be less than 1; found 1"),
        ({"mean": 3.0, "sd": -1.0}, "sd must be greater than 0; found -1"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Lognormal(**given)
    assert str(caught.value) == message


def test_ways_agree() -> None:
    """Mean and sd, mean and cv, median and sd_log tell the same curve."""
    sigma = math.sqrt(math.log1p(0.75**2))
    one = Lognormal(median=4 * math.exp(-(sigma**2) / 2), sd_log=sigma)
    for other in (Lognormal(mean=4.0, sd=3.0), Lognormal(mean=4.0, cv=0.75)):
        assert other.mu == pytest.approx(one.mu, rel=1e-13)
        assert other.sigma == pytest.approx(one.sigma, rel=1e-13)
    assert one.mean() == pytest.approx(4.0)
    assert one.variance() == pytest.approx(9.0)


def test_gini() -> None:
    """The Gini coefficient of the curve, integrated from its definition, is the one that was asked for."""
    shares = (np.arange(200_000) + 0.5) / 200_000
    values = Lognormal(median=27e3, gini=0.33).quantile(shares)
    gini = float((values * (2 * shares - 1)).sum() / values.sum())
    assert gini == pytest.approx(0.33, abs=1e-4)


def test_moments_beyond_floats() -> None:
    """Where the mean is too large for a float it is infinite, not an error."""
    assert Lognormal(median=1.0, sd_log=49.0).mean() == math.inf
