"""The time a drifting process takes to reach its goal."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.inverse_gaussian import InverseGaussian
from opmodels.describe.distributions.quadrature import read_values
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestInverseGaussian(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(InverseGaussian(mean=3.0, sd=3.0), lambda: stats.invgauss(1, scale=3), accuracy=1e-7),
        Case(InverseGaussian(mean=3.0, sd=1.0), lambda: stats.invgauss(1 / 9, scale=27), accuracy=1e-7),
        Case(InverseGaussian(mean=3.0, sd=30.0)),
        Case(InverseGaussian(mean=3.0, sd=0.01)),
    )


def test_moments_by_integral() -> None:
    """Integrals over the quantile function give the mean and variance that the parameters say."""
    for mean, sd in ((3.0, 1.0), (3.0, 30.0), (1e4, 1e3)):
        values, weights = read_values(InverseGaussian(mean=mean, sd=sd))
        assert weights @ values == pytest.approx(mean, rel=1e-9)
        assert weights @ (values - mean) ** 2 == pytest.approx(sd**2, rel=1e-8)
