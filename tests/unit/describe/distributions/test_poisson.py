"""How often something rare happens."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.poisson import Poisson
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestPoisson(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Poisson(mean=3.0), lambda: stats.poisson(3)),
        Case(Poisson(mean=0.01), lambda: stats.poisson(0.01)),
        Case(Poisson(mean=3000.0), lambda: stats.poisson(3000)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mean": 0.0}, "mean must be greater than 0; found 0"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Poisson(**given)
    assert str(caught.value) == message


def test_too_spread_out() -> None:
    """A mean too large to list every number is refused, with what to use instead."""
    with pytest.raises(DistributionError, match="use gamma or lognormal"):
        Poisson(mean=1e9).quantile(np.array([0.5]))
