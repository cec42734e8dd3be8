"""How often something is done again."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.geometric import Geometric
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestGeometric(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Geometric(mean=3.5), lambda: stats.geom(1 / 4.5, loc=-1)),
        Case(Geometric(mean=3.3, least=1.0), lambda: stats.geom(1 / 3.3)),
        Case(Geometric(mean=0.01), lambda: stats.geom(1 / 1.01, loc=-1)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mean": 1.0, "least": 1.0}, "mean must be greater than the least number, 1; found 1"),
        ({"mean": 3.0, "least": 2.0}, "least must be less than 2; found 2"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Geometric(**given)
    assert str(caught.value) == message
