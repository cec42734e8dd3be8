"""Parameters: their bounds, the ways to describe a family, equality."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

from opmodels.describe.distributions.base import find_way
from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.exponential import Exponential
from opmodels.describe.distributions.lognormal import Lognormal
from opmodels.describe.distributions.uniform import Uniform
from opmodels.describe.distributions.weibull import Weibull


def catch(family: type[Lognormal], **given: float) -> DistributionError:
    """Return the error that these parameters raise."""
    with pytest.raises(DistributionError) as caught:
        family(**given)
    return caught.value


def test_unknown_parameter() -> None:
    """An unknown parameter is named, with the nearest known one."""
    error = catch(Lognormal, men=3.0, sd=1.0)
    assert (error.found, error.nearest) == ("the parameter 'men' of lognormal", "mean")
    assert error.expected == "one of mean, sd, cv, median, sd_log, gini"


def test_missing_parameter() -> None:
    """What is missing is named, with every way to describe the family."""
    error = catch(Lognormal, mean=3.0)
    assert error.found == "lognormal with mean"
    assert error.expected == "{mean, sd} or {mean, cv} or {median, sd_log} or {median, gini}"
    assert error.next == "add sd"


def test_two_descriptions_at_once() -> None:
    """Two ways at once are refused, even if they agree."""
    error = catch(Lognormal, mean=3.0, sd=3.0, cv=1.0)
    assert error.found == "lognormal with mean and sd and cv"
    assert error.next == "keep one description of it and leave out the other"


def test_nothing_given() -> None:
    """No parameter at all is refused."""
    assert catch(Lognormal).found == "lognormal with no parameters"


def test_order_of_parameters_does_not_matter() -> None:
    """Parameters are equal whatever order they are given in, and kept in the order of the family."""
    assert Weibull(shape=2.0, mean=3.0) == Weibull(mean=3.0, shape=2.0)
    assert list(Weibull(shape=2.0, mean=3.0).parameters) == ["mean", "shape"]


def test_families_differ() -> None:
    """Two families with the same parameters are not equal, nor is a distribution equal to anything else."""
    assert Exponential(mean=3.0) != Constant(value=3.0)
    assert Lognormal(mean=3.0, sd=1.0) != Lognormal(mean=3.0, cv=1.0)
    assert Exponential(mean=3.0) != 3.0


def test_whole_numbers_are_floats() -> None:
    """A whole number and the float that equals it give equal distributions; so do 0 and minus 0."""
    assert repr(Exponential(mean=3)) == "Exponential(mean=3.0)"
    assert Exponential(mean=3) == Exponential(mean=3.0)
    assert repr(Constant(value=-0.0)) == "Constant(value=0.0)"


def test_copies_are_equal() -> None:
    """A distribution survives copying and pickling, as worker processes need."""
    one = Lognormal(median=3.0, gini=0.3)
    one.mean()
    assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one


def test_corners_are_the_finite_ends() -> None:
    """By default the corners are the finite ends of the support."""
    assert Uniform(low=1.0, high=2.0).corners().tolist() == [1.0, 2.0]
    assert Exponential(mean=3.0).corners().tolist() == [0.0]
    assert Exponential(mean=3.0).breaks() is None


def test_find_way() -> None:
    """The set of names that was given is found."""
    assert find_way(Lognormal, {"gini": 0.3, "median": 2.0}) == ("median", "gini")


def test_shapes_are_kept() -> None:
    """Quantiles have the shape of the shares."""
    shares = np.full((2, 3), 0.25)
    assert Lognormal(mean=3.0, sd=1.0).quantile(shares).shape == (2, 3)
    assert Constant(value=3.0).upper_quantile(shares).shape == (2, 3)
