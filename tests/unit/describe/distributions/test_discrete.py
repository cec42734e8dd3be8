"""A few chosen values, each with its share."""

from __future__ import annotations

import pytest

from opmodels.describe.distributions.discrete import Discrete
from opmodels.describe.distributions.errors import DistributionError
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestDiscrete(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Discrete(values=(5.0, 1.0), shares=(0.25, 0.75))),
        Case(Discrete(values=(1.0, 2.0, 2.0), shares=(0.2, 0.3, 0.5))),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"values": (1.0, 2.0), "shares": (0.5, 0.6)},
            "shares that sum to 100 %; found shares that sum to 110 %; write rest for one of them",
        ),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Discrete(**given)
    assert str(caught.value) == message


def test_moments() -> None:
    """Mean and variance are the weighted ones."""
    one = Discrete(values=(5.0, 1.0), shares=(0.25, 0.75))
    assert (one.mean(), one.variance()) == pytest.approx((2.0, 3.0))
