"""Distributions as flat arrays."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.distributions.base import Distribution
from opmodels.describe.distributions.capped import Capped
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.discrete import Discrete
from opmodels.describe.distributions.empirical import Empirical
from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.gamma import Gamma
from opmodels.describe.distributions.log_logistic import LogLogistic
from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.describe.distributions.mixture import Mixture
from opmodels.describe.distributions.pareto import Pareto
from opmodels.describe.distributions.uniform import Uniform
from opmodels.describe.distributions.weibull import Weibull
from opmodels.simulate.table_layout import CONSTANT, KNOTS, PIECE, SMOOTH, STEP, STEP_HEAD
from opmodels.simulate.tables import TAIL_TOLERANCE, build_tables, list_knots, table_moments, tail_loss
from tests.unit.describe.distributions.suite import draw

GAP = Mixture(of=(Uniform(low=0.0, high=1.0), Uniform(low=10.0, high=11.0)), shares=(0.501, 0.499))


def test_rows_point_at_their_blocks() -> None:
    """Each row tells kind, place and size of its block; blocks lie one after another."""
    tables = build_tables(
        [Constant(value=7.0), Exponential(mean=3.0), Discrete(values=(1.0, 2.0), shares=(0.5, 0.5))]
    )
    assert tables.kind.tolist() == [CONSTANT, SMOOTH, STEP]
    assert tables.offset.tolist() == [0, 1, 1 + 2 * KNOTS]
    assert tables.offset[2] + tables.size[2] == tables.values.size
    assert tables.values[0] == 7.0


def test_types() -> None:
    """The arrays have the types that the kernel is compiled for, also when there is nothing in them."""
    for tables in (build_tables([Constant(value=7.0)]), build_tables([])):
        types = [array.dtype for array in tables]
        assert types == [np.int8, np.int64, np.int64, np.float64]


def test_equal_ones_share_a_block() -> None:
    """Equal distributions point at one block, in whatever order they come."""
    one, other = Exponential(mean=3.0), Exponential(mean=4.0)
    tables = build_tables([one, other, Exponential(mean=3.0)])
    assert tables.offset.tolist() == [0, 2 * KNOTS, 0]
    assert tables.values.size == 4 * KNOTS


def test_tables_do_not_depend_on_each_other() -> None:
    """A block is the same whatever else is tabulated, and writing to one result spares the next."""
    alone = build_tables([Exponential(mean=3.0)])
    alone.values[:] = 0.0
    beside = build_tables([Constant(value=1.0), Exponential(mean=3.0)])
    assert beside.values[1] > 0


def test_knots() -> None:
    """Knots rise from 2^-40 to a half, 64 evenly spaced in each octave."""
    knots = list_knots()
    assert (knots[0], knots[-1], knots.size) == (2.0**-40, 0.5, KNOTS)
    assert (np.diff(knots) > 0).all()
    octave = knots[(knots >= 0.125) & (knots < 0.25)]
    assert octave.tolist() == [0.125 * (1 + cell / 64) for cell in range(64)]


def test_smooth_layout() -> None:
    """The lower tail comes first, then the upper, both from the far end to the median."""
    one = Exponential(mean=3.0)
    values = build_tables([one]).values
    np.testing.assert_allclose(values[:KNOTS], one.quantile(list_knots()), 1e-15)
    np.testing.assert_allclose(values[KNOTS:], one.upper_quantile(list_knots()), 1e-15)


def test_step_layout() -> None:
    """A step table is the guide's size, the guide, and pieces of start, value and slope."""
    values = build_tables([Discrete(values=(1.0, 5.0), shares=(0.25, 0.75))]).values
    size = int(values[0])
    guide, pieces = (
        values[STEP_HEAD : STEP_HEAD + size + 1],
        values[STEP_HEAD + size + 1 :].reshape(-1, PIECE),
    )
    assert pieces.tolist() == [[0.0, 1.0, 0.0], [0.25, 5.0, 0.0]]
    assert size & (size - 1) == 0
    assert [guide[place] for place in range(size)] == [
        0 if place / size < 0.25 else 1 for place in range(size)
    ]
    assert guide[size] == 1


def test_steps_are_exact() -> None:
    """Draws from atoms equal a plain search among the cumulative chances, at and beside every border."""
    rng = np.random.default_rng(11)
    for count in (1, 2, 7, 100, 5_000):
        chances = rng.dirichlet(np.full(count, 0.3))
        values = np.sort(rng.random(count) * 100)
        one = Discrete(values=tuple(values), shares=tuple(chances / chances.sum()))
        atoms, kept = one.atoms
        borders = np.append(0.0, np.cumsum(kept)[:-1])
        uniforms = np.concatenate([rng.random(5_000), borders, np.nextafter(borders[1:], 0), [2.0**-54, 1.0]])
        naive = atoms[np.searchsorted(borders, uniforms, side="right") - 1]
        assert (draw(one, uniforms) == naive).all()


@pytest.mark.parametrize("shape", [0.5, 1.0, 3.0])
def test_draws_are_close_to_the_quantiles(shape: float) -> None:
    """Between knots a draw differs from the quantile by less than 5e-4, and at the knots not at all."""
    one = Weibull(scale=3.0, shape=shape)
    knots = list_knots()
    np.testing.assert_allclose(draw(one, knots), one.quantile(knots), 1e-15)
    np.testing.assert_allclose(draw(one, 1 - knots[:-1]), one.upper_quantile(knots[:-1]), 1e-14)
    between = np.random.default_rng(5).random(10_000)
    np.testing.assert_allclose(draw(one, between), one.quantile(between), 5e-4)


@pytest.mark.parametrize(
    "one",
    [
        Constant(value=3.0),
        Gamma(mean=3.0, sd=4.0),
        GAP,
        Empirical(values=(1.0, 2.0, 9.0)),
        Capped(Pareto(mean=3.0, shape=1.2), 500.0),
    ],
    ids=repr,
)
def test_moments_are_those_of_the_draws(one: Distribution) -> None:
    """The moments of a table equal those of draws at evenly spaced uniforms."""
    draws = draw(one, (np.arange(1_000_000) + 0.5) / 1_000_000)
    mean, variance = table_moments(build_tables([one]), 0)
    assert draws.mean() == pytest.approx(mean, rel=1e-5)
    assert draws.var() == pytest.approx(variance, rel=1e-4, abs=1e-12)


def test_moments_of_a_later_row() -> None:
    """The moments are those of the row that is asked for."""
    tables = build_tables([Constant(value=3.0), Uniform(low=1.0, high=3.0)])
    assert table_moments(tables, 0) == (3.0, 0.0)
    assert table_moments(tables, 1) == pytest.approx((2.0, 1 / 3), rel=1e-9)


@pytest.mark.parametrize(
    "one",
    [
        Lognormal(mean=3.0, cv=10.0),
        Lognormal(mean=3.0, cv=30.0),
        Pareto(mean=3.0, shape=2.5),
        Pareto(mean=3.0, shape=3.0),
        LogLogistic(median=3.0, shape=2.5),
    ],
    ids=repr,
)
def test_tail_loss_is_what_the_table_lacks(one: Distribution) -> None:
    """The loss told beforehand is the variance that the table lacks, but for its straight lines."""
    _, variance = table_moments(build_tables([one]), 0)
    assert tail_loss(one) == pytest.approx(1 - variance / one.variance(), abs=3e-5, rel=1e-2)


def test_tail_loss_of_infinite_variance() -> None:
    """An infinite mean or variance loses everything, and at_most mends it."""
    for one in (Pareto(mean=3.0, shape=1.5), LogLogistic(median=3.0, shape=0.8)):
        assert tail_loss(one) == np.inf
        capped = Capped(one, 1e4)
        assert tail_loss(capped) <= TAIL_TOLERANCE
        mean, variance = table_moments(build_tables([capped]), 0)
        assert (mean, variance) == pytest.approx((capped.mean(), capped.variance()), rel=1e-4)


@pytest.mark.parametrize(
    "one", [Constant(value=3.0), Empirical(values=(1.0, 9.0)), Capped(Constant(value=3.0), 2.0)], ids=repr
)
def test_atoms_lose_nothing(one: Distribution) -> None:
    """Atoms and constants have no tail to cut."""
    assert tail_loss(one) == 0.0


def test_extreme_parameters_are_tabulated_or_told() -> None:
    """At the ends of the allowed parameters a table is finite, and right or told to lose its tail."""
    extremes: list[Distribution] = [
        Lognormal(mean=1e12, cv=1e-6),
        Lognormal(median=1e12, sd_log=49.0),
        Gamma(mean=1e12, cv=1e-3),
        Gamma(mean=1.0, cv=1e4),
        Weibull(mean=1e-6, shape=0.05),
        Weibull(mean=1.0, shape=1e6),
        Pareto(mean=1.0, shape=1 + 1e-9),
        LogLogistic(median=1.0, shape=0.1),
    ]
    for one in extremes:
        tables = build_tables([one])
        assert np.isfinite(tables.values).all()
        if tail_loss(one) <= TAIL_TOLERANCE:
            mean, variance = table_moments(tables, 0)
            assert mean == pytest.approx(one.mean(), rel=1e-4)
            assert variance == pytest.approx(one.variance(), rel=1e-3)


def test_too_large_to_tabulate() -> None:
    """A distribution whose values leave the range of floats is refused with what to do."""
    with pytest.raises(ValueError, match="give it at_most"):
        build_tables([LogLogistic(median=1e12, shape=0.03)])
