"""How many of a fixed number."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.binomial import Binomial
from opmodels.describe.distributions.errors import DistributionError
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestBinomial(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Binomial(n=50.0, p=0.95), lambda: stats.binom(50, 0.95)),
        Case(Binomial(n=1.0, p=0.3), lambda: stats.binom(1, 0.3)),
        Case(Binomial(n=20_000.0, p=0.01), lambda: stats.binom(20_000, 0.01)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n": 2.5, "p": 0.5}, "n must be a whole number; found 2.5"),
        ({"n": 2.0, "p": 1.0}, "p must be less than 1; found 1"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Binomial(**given)
    assert str(caught.value) == message


def test_never() -> None:
    """A chance of 0 gives 0 every time."""
    assert Binomial(n=5.0, p=0.0).atoms[0].tolist() == [0.0]
