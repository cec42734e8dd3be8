"""Distributions made of atoms."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.discrete import Discrete
from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.steps import MOST_ATOMS, find_atoms, list_whole_numbers, merge_atoms

ONE = Discrete(values=(1.0, 2.0, 5.0), shares=(0.25, 0.5, 0.25))


def test_quantiles_step() -> None:
    """A share up to and including an atom's own is that atom; just beyond is the next."""
    assert ONE.quantile(np.array([0.1, 0.25, 0.2500001, 0.75, 0.76, 1.0])).tolist() == [1, 1, 2, 2, 5, 5]
    assert ONE.upper_quantile(np.array([1e-12, 0.2499999, 0.25, 0.5, 0.75, 0.9])).tolist() == [
        5,
        5,
        2,
        2,
        1,
        1,
    ]


def test_shares_step() -> None:
    """The share at or below a value counts the atom at it; the share above does not."""
    values = np.array([0.5, 1.0, 1.5, 5.0, 9.0])
    assert ONE.cdf(values).tolist() == [0.0, 0.25, 0.25, 1.0, 1.0]
    assert ONE.survival(values).tolist() == [1.0, 0.75, 0.75, 0.0, 0.0]


def test_atoms_are_merged() -> None:
    """A value that comes twice has the sum of its chances."""
    values, chances = merge_atoms(np.array([3.0, 1.0, 3.0]), np.array([0.2, 0.5, 0.3]))
    assert values.tolist() == [1.0, 3.0]
    assert chances == pytest.approx([0.5, 0.5])


def test_atoms_of_a_constant_and_of_a_curve() -> None:
    """A constant is one atom; a curve has none and says so."""
    values, chances = find_atoms(Constant(value=4.0))
    assert (values.tolist(), chances.tolist()) == ([4.0], [1.0])
    with pytest.raises(TypeError, match="has no atoms"):
        find_atoms(Exponential(mean=1.0))


def test_whole_numbers() -> None:
    """Whole numbers are listed from 0, and refused when there are too many of them."""
    assert list_whole_numbers(3.7, "poisson").tolist() == [0, 1, 2, 3]
    for last in (MOST_ATOMS, float("inf"), float("nan")):
        with pytest.raises(DistributionError, match="gamma or lognormal"):
            list_whole_numbers(last, "poisson")
