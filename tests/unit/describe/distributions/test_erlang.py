"""Several exponential stages."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.erlang import Erlang
from opmodels.describe.distributions.errors import DistributionError
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestErlang(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Erlang(mean=12.0, shape=1.0), lambda: stats.expon(scale=12)),
        Case(Erlang(mean=12.0, shape=4.0), lambda: stats.gamma(4, scale=3)),
        Case(Erlang(mean=12.0, shape=400.0), lambda: stats.gamma(400, scale=0.03)),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mean": 3.0, "shape": 2.5}, "shape must be a whole number; found 2.5"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Erlang(**given)
    assert str(caught.value) == message
