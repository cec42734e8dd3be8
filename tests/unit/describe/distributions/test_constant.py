"""The same every time."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.distributions.constant import Constant
from opmodels.describe.distributions.errors import DistributionError
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestConstant(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Constant(value=15.0)),
        Case(Constant(value=0.0)),
        Case(Constant(value=1e12)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"value": -1.0}, "value must be at least 0; found -1"),
        ({"value": float("inf")}, "value must be a finite number; found inf"),
        ({"value": float("nan")}, "value must be a finite number; found nan"),
        ({"value": 2e12}, "value must be at most 1e+12; found 2e+12"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Constant(**given)
    assert str(caught.value) == message


def test_moments() -> None:
    """The mean is the value, and there is no variance."""
    assert Constant(value=15.0).mean() == 15.0
    assert Constant(value=15.0).variance() == 0.0


def test_shares() -> None:
    """Everything is at or below the value, nothing below it."""
    values = np.array([14.999, 15.0, 15.001])
    assert Constant(value=15.0).cdf(values).tolist() == [0.0, 1.0, 1.0]
    assert Constant(value=15.0).survival(values).tolist() == [1.0, 0.0, 0.0]
