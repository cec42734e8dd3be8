"""Any distribution with a largest value."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import integrate

from opmodels.describe.distributions.base import Distribution
from opmodels.describe.distributions.capped import Capped
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.describe.distributions.mixture import Mixture
from opmodels.describe.distributions.pareto import Pareto
from opmodels.describe.distributions.poisson import Poisson
from opmodels.describe.distributions.uniform import Uniform
from tests.unit.describe.distributions.suite import Case, FamilySuite, draw

GAP = Mixture(of=(Uniform(low=0.0, high=1.0), Uniform(low=10.0, high=11.0)), shares=(0.501, 0.499))


class TestCapped(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Capped(Exponential(mean=3.0), 5.0)),
        Case(Capped(Pareto(mean=3.0, shape=1.2), 500.0)),
        Case(Capped(Lognormal(mean=3.0, cv=10.0), 0.01)),
        Case(Capped(Poisson(mean=3.0), 4.0)),
        Case(Capped(Constant(value=3.0), 2.0)),
        Case(Capped(GAP, 10.5)),
        Case(Capped(Capped(Exponential(mean=3.0), 5.0), 4.0)),
    )


def test_exponential_in_closed_form() -> None:
    """The mean of the lesser of an exponential and c is m (1 - exp(-c / m)); so too the variance."""
    mean, cap = 3.0, 5.0
    left = math.exp(-cap / mean)
    one = Capped(Exponential(mean=mean), cap)
    assert one.mean() == pytest.approx(mean * (1 - left), rel=1e-12)
    second = 2 * mean**2 * (1 - left) - 2 * mean * cap * left
    assert one.variance() == pytest.approx(second - one.mean() ** 2, rel=1e-11)


@pytest.mark.parametrize(
    ("inner", "cap"),
    [(Pareto(mean=3.0, shape=1.2), 500.0), (Lognormal(mean=3.0, cv=10.0), 40.0), (GAP, 10.5), (GAP, 0.5)],
    ids=repr,
)
def test_moments_by_integral(inner: Distribution, cap: float) -> None:
    """Mean and second moment equal the integrals over the share above x up to the cap."""

    def above(x: float, power: int) -> Any:
        return power * x ** (power - 1) * float(inner.survival(np.array([x]))[0])

    corners = [x for x in (0.001, 0.1, 1.0, 10.0) if x < cap]
    first, second = (
        integrate.quad(above, 0, cap, (power,), points=corners, limit=400)[0] for power in (1, 2)
    )
    one = Capped(inner, cap)
    assert one.mean() == pytest.approx(first, rel=1e-8)
    assert one.variance() == pytest.approx(second - first**2, rel=1e-7)


def test_cap_is_never_passed() -> None:
    """No draw exceeds the cap, and those that would are the cap itself."""
    draws = draw(Capped(Exponential(mean=3.0), 5.0), np.linspace(0, 1, 10_001)[1:])
    assert draws.max() == 5.0
    assert (draws == 5.0).mean() == pytest.approx(math.exp(-5 / 3), abs=2e-3)


def test_cap_out_of_reach_changes_nothing() -> None:
    """A cap above every value leaves the moments as they are."""
    assert Capped(Uniform(low=1.0, high=2.0), 50.0).mean() == pytest.approx(1.5, rel=1e-12)
    assert Capped(Uniform(low=1.0, high=2.0), 50.0).variance() == pytest.approx(1 / 12, rel=1e-9)


def test_cap_must_be_positive() -> None:
    """A cap of 0 is refused."""
    with pytest.raises(DistributionError, match="at_most must be greater than 0; found 0"):
        Capped(Exponential(mean=3.0), 0.0)
