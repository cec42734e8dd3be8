"""Several kinds of case, each exponential."""

from __future__ import annotations

import pytest
from scipy import stats

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.hyperexponential import Hyperexponential
from tests.unit.describe.distributions.suite import Case, FamilySuite


class TestHyperexponential(FamilySuite):
    """The suite that every family passes."""

    cases = (
        Case(Hyperexponential(means=(5.0,), shares=(1.0,)), lambda: stats.expon(scale=5), accuracy=1e-8),
        Case(Hyperexponential(means=(1.0, 20.0), shares=(0.9, 0.1))),
        Case(Hyperexponential(means=(0.1, 1.0, 500.0), shares=(0.5, 0.49, 0.01))),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"means": (1.0, 2.0), "shares": (1.0,)}, "one share for each of means; found 1 shares for 2 means"),
        (
            {"means": (1.0, 2.0), "shares": (0.5, 0.4)},
            "shares that sum to 100 %; found shares that sum to 90 %; write rest for one of them",
        ),
        ({"means": (), "shares": ()}, "means must be a list; found nothing"),
    ],
)
def test_refused(given: dict[str, float], message: str) -> None:
    """What the family cannot be is refused in a plain sentence."""
    with pytest.raises(DistributionError) as caught:
        Hyperexponential(**given)
    assert str(caught.value) == message


def test_moments() -> None:
    """The mean is the weighted mean, and the second moment twice the weighted sum of squares."""
    one = Hyperexponential(means=(1.0, 20.0), shares=(0.9, 0.1))
    assert one.mean() == pytest.approx(2.9)
    assert one.variance() == pytest.approx(2 * (0.9 + 0.1 * 400) - 2.9**2)
