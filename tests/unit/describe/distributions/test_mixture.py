"""Several kinds of case in one."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.distributions.base import Distribution
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.gamma import Gamma
from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.describe.distributions.mixture import Mixture
from opmodels.describe.distributions.pareto import Pareto
from opmodels.describe.distributions.poisson import Poisson
from opmodels.describe.distributions.uniform import Uniform
from tests.unit.describe.distributions.suite import Case, FamilySuite, draw

NOTHING_OR_LONG = Mixture(of=(Constant(value=0.0), Exponential(mean=3.0)), shares=(0.6, 0.4))
GAP = Mixture(of=(Uniform(low=0.0, high=1.0), Uniform(low=10.0, high=11.0)), shares=(0.501, 0.499))


class TestMixture(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(NOTHING_OR_LONG),
        Case(GAP),
        Case(Mixture(of=(Constant(value=5.0), Poisson(mean=3.0)), shares=(0.6, 0.4))),
        Case(Mixture(of=(Gamma(mean=3.0, sd=4.0), Lognormal(mean=30.0, sd=4.0)), shares=(0.6, 0.4))),
        Case(Mixture(of=(NOTHING_OR_LONG, GAP, Constant(value=5.0)), shares=(0.3, 0.3, 0.4))),
        Case(Mixture(of=(Exponential(mean=1.0), Pareto(mean=3.0, shape=1.5)), shares=(0.5, 0.5)), heavy=True),
    )


def test_one_part_is_that_part() -> None:
    """A mixture of one distribution has that distribution's quantiles."""
    alone, mixed = Gamma(mean=3.0, sd=4.0), Mixture(of=(Gamma(mean=3.0, sd=4.0),), shares=(1.0,))
    shares = np.array([1e-9, 0.01, 0.3, 0.5])
    np.testing.assert_allclose(mixed.quantile(shares), alone.quantile(shares), 1e-11)
    np.testing.assert_allclose(mixed.upper_quantile(shares), alone.upper_quantile(shares), 1e-11)


def test_nobody_falls_into_the_gap() -> None:
    """No draw lies between two parts that are apart, and each part has its share."""
    draws = draw(GAP, np.linspace(0, 1, 100_002)[1:-1])
    assert not ((draws > 1.0) & (draws < 10.0)).any()
    assert (draws <= 1.0).mean() == pytest.approx(0.501, abs=1e-5)


def test_atoms_come_exactly() -> None:
    """A constant among curves is drawn to the last bit, with its share."""
    one = Mixture(of=(Lognormal(mean=30.0, sd=20.0), Constant(value=12.0)), shares=(0.7, 0.3))
    draws = draw(one, np.linspace(0, 1, 100_002)[1:-1])
    assert (draws == 12.0).mean() == pytest.approx(0.3, abs=1e-3)


def test_steps_alone_make_steps() -> None:
    """A mixture of atoms is made of atoms, with a value that several parts have listed once."""
    one = Mixture(of=(Constant(value=2.0), Poisson(mean=3.0)), shares=(0.6, 0.4))
    assert one.kind == "step"
    assert Mixture.kind == "smooth"
    values, chances = one.atoms
    assert chances[values == 2.0] == pytest.approx([0.6 + 0.4 * np.exp(-3) * 4.5])
    assert chances.sum() == pytest.approx(1.0)


def test_moments() -> None:
    """Mean and variance follow from those of the parts."""
    assert NOTHING_OR_LONG.mean() == pytest.approx(1.2)
    assert NOTHING_OR_LONG.variance() == pytest.approx(0.4 * 18 - 1.2**2)
    heavy = Mixture(of=(Constant(value=1.0), Pareto(mean=3.0, shape=1.5)), shares=(0.5, 0.5))
    assert heavy.mean() == 2.0
    assert heavy.variance() == np.inf


@pytest.mark.parametrize("shares", [(0.5,), (0.5, 0.4), (0.5, 0.6), (0.5, 0.25, 0.25)])
def test_shares_must_fit(shares: tuple[float, ...]) -> None:
    """There is one share for each part, and together they are the whole."""
    parts: tuple[Distribution, ...] = (Constant(value=1.0), Exponential(mean=2.0))
    with pytest.raises(DistributionError, match="share"):
        Mixture(of=parts, shares=shares)
