"""What was measured."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.distributions.empirical import Empirical
from opmodels.describe.distributions.errors import DistributionError
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestEmpirical(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Empirical(values=(3.0, 4.0, 4.0, 9.5))),
        Case(Empirical(values=(3.0, 4.0, 5.0), weights=(1.0, 0.0, 5.0))),
        Case(Empirical(values=(7.0,))),
        Case(Empirical(values=tuple(np.random.default_rng(3).exponential(size=5_000)))),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"values": (1.0, 2.0), "weights": (1.0,)},
            "one weight for each value; found 1 weights for 2 values",
        ),
        ({"values": (1.0,), "weights": (0.0,)}, "a weight greater than 0; found weights that sum to 0"),
        ({"values": (1.0, -2.0)}, "values must be at least 0; found -2"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Empirical(**given)
    assert str(caught.value) == message


def test_moments() -> None:
    """Mean and variance are those of the sample, divided by its size."""
    values = (3.0, 4.0, 4.0, 9.5)
    assert Empirical(values=values).mean() == pytest.approx(np.mean(values))
    assert Empirical(values=values).variance() == pytest.approx(np.var(values))


def test_weights() -> None:
    """A weight counts a value as often; a value without weight never comes."""
    weighted = Empirical(values=(3.0, 4.0, 5.0), weights=(1.0, 0.0, 5.0))
    assert weighted.atoms[0].tolist() == [3.0, 5.0]
    assert weighted.atoms[1] == pytest.approx([1 / 6, 5 / 6])
