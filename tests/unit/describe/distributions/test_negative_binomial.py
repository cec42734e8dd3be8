"""A count with more spread than the Poisson."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.negative_binomial import NegativeBinomial
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestNegativeBinomial(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(NegativeBinomial(mean=14.0, sd=9.0), lambda: stats.nbinom(196 / 67, 14 / 81)),
        Case(NegativeBinomial(mean=14.0, sd=3.75), lambda: stats.nbinom(196 / 0.0625, 14 / 14.0625)),
        Case(NegativeBinomial(mean=0.1, sd=2.0), lambda: stats.nbinom(0.01 / 3.9, 0.1 / 4), accuracy=1e-6),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mean": 9.0, "sd": 3.0}, "sd must be greater than the root of the mean, 3; found 3"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        NegativeBinomial(**given)
    assert str(caught.value) == message
