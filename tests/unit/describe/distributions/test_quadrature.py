"""Integrals over quantile functions."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.distributions.discrete import Discrete
from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.describe.distributions.pareto import Pareto
from opmodels.describe.distributions.quadrature import integrate_upper_tail, read_values


def test_moments_of_a_heavy_tail() -> None:
    """Mean and variance come out where much of them lies far out in the tail."""
    for one in (Pareto(mean=3.0, shape=2.2), Lognormal(mean=3.0, cv=20.0)):
        values, weights = read_values(one)
        assert weights.sum() == pytest.approx(1.0, rel=1e-14)
        assert weights @ values == pytest.approx(one.mean(), rel=1e-9)
        assert weights @ (values - one.mean()) ** 2 == pytest.approx(one.variance(), rel=1e-8)


@pytest.mark.parametrize("above", [0.001, 0.3, 0.5, 0.8])
def test_part_of_the_cases(above: float) -> None:
    """Without the upper share, the weights and values of the rest remain."""
    one = Pareto(mean=3.0, shape=3.0)
    values, weights = read_values(one, above)
    assert weights.sum() == pytest.approx(1 - above, rel=1e-12)
    limit = float(one.upper_quantile(np.array([above]))[0])
    assert values.max() <= limit
    beyond = (
        1.5 * limit * above + 3.0 * above
    )  # the mean excess of Lomax grows with the limit: (scale + x) / (shape - 1)
    assert weights @ values == pytest.approx(3.0 - beyond, rel=1e-9)


def test_breaks_are_kept_apart() -> None:
    """A jump is integrated exactly when its place is told."""
    one = Discrete(values=(1.0, 7.0), shares=(0.3, 0.7))
    values, weights = read_values(one, breaks=np.array([0.3]))
    assert weights @ values == pytest.approx(one.mean(), rel=1e-12)
    one = Discrete(values=(1.0, 7.0), shares=(0.83, 0.17))
    values, weights = read_values(one, breaks=np.array([0.83]))
    assert weights @ values == pytest.approx(one.mean(), rel=1e-12)


def test_upper_tail_in_closed_form() -> None:
    """What a Lomax tail holds beyond its end equals the closed forms."""
    one, share = Pareto(mean=2.0, shape=3.0), 2.0**-10
    scale, end = 4.0, float(one.upper_quantile(np.array([share]))[0])
    first, second = integrate_upper_tail(one, share, end)
    assert first == pytest.approx(share * (scale + end) / 2, rel=1e-9)
    assert second == pytest.approx(share * (scale + end) ** 2, rel=1e-6)
