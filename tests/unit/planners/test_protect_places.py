"""Protection levels are the published ones, the gap to the optimum is told, and no levels beat it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from opmodels.planners.protect_places import (
    Demand,
    best_levels,
    cost_of_bookings,
    emsr_a,
    emsr_b,
    littlewood,
    overbook,
    protect_places,
    value_of,
)

MEANS, SPREADS = (17.3, 45.1, 39.6, 34.0), (5.8, 15.0, 13.2, 11.3)
FIRST, SECOND = (1050, 567, 534, 520), (1050, 950, 699, 520)


def classes(fares: tuple[int, ...]) -> list[Demand]:
    """Return the four classes of van Ryzin and McGill with some fares."""
    return [Demand(*one) for one in zip(fares, MEANS, SPREADS, strict=True)]


@pytest.mark.parametrize(
    ("fares", "a", "b", "best", "value"),
    [
        (FIRST, (16.717, 38.725, 55.679), (16.717, 50.944, 83.155), (17, 42, 73), 73_943),
        (SECOND, (9.707, 50.461, 91.632), (9.707, 53.268, 96.835), (10, 54, 98), 94_884),
    ],
)
def test_published_levels(
    fares: tuple[int, ...], a: tuple[float, ...], b: tuple[float, ...], best: tuple[int, ...], value: float
) -> None:
    """EMSR-a, EMSR-b and the exact optimum on both fare sets (van Ryzin and McGill 2000), and the optimum's
    revenue from 130 seats to 0.1 %."""
    assert emsr_a(classes(fares)) == pytest.approx(a, abs=0.01)
    assert emsr_b(classes(fares)) == pytest.approx(b, abs=0.01)
    levels, revenue = best_levels(classes(fares), 130)
    assert levels == pytest.approx(best, abs=1)
    assert revenue == pytest.approx(value, rel=1e-3)


def test_the_gap_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """EMSR-b is off the optimum, visibly on the first set, hardly on the second; it is printed."""
    gaps = [protect_places(classes(fares), 130, 130) for fares in (FIRST, SECOND)]
    with capsys.disabled():
        for one in gaps:
            print(f"\nEMSR-b {one.levels}: {one.value:,.0f}, optimum {one.bound:,.0f}, gap {one.gap:.3%}")
    assert gaps[0].gap > 1e-4 > gaps[1].gap >= 0


def test_littlewood() -> None:
    """Half the fare protects the mean; a fare that is no higher protects nothing; one that is nothing all."""
    assert littlewood(Demand(100, 20, 5), 50) == pytest.approx(20)
    assert littlewood(Demand(100, 20, 5), 100) == 0
    assert littlewood(Demand(100, 20, 5), 0) == pytest.approx(60)
    assert littlewood(Demand(0, 20, 5), 0) == 0


@pytest.mark.parametrize("seed", range(10))
def test_no_levels_beat_the_optimum(seed: int) -> None:
    """Of all levels for three classes and 8 places none is worth more than those of the recursion."""
    draws = np.random.default_rng(seed)
    worth = sorted(draws.uniform(1, 20, 3), reverse=True)
    made = [Demand(w, draws.uniform(1, 6), draws.uniform(0.5, 3)) for w in worth]
    levels, best = best_levels(made, 8)
    tried = [value_of(made, 8, one) for one in product(range(9), range(9)) if one[0] <= one[1]]
    assert best == pytest.approx(max(tried))
    assert value_of(made, 8, levels) == pytest.approx(best)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_kept_never_passes_the_most(seed: int) -> None:
    """Whatever classes there are; levels rise from class to class."""
    draws = np.random.default_rng(seed)
    worth = sorted(draws.uniform(1, 50, 4), reverse=True)
    made = [Demand(w, draws.uniform(0, 9), draws.uniform(0, 4)) for w in worth]
    places, most = int(draws.integers(1, 30)), int(draws.integers(0, 20))
    plan = protect_places(made, places, min(most, places))
    assert list(plan.levels) == sorted(plan.levels)
    assert 0 <= min(plan.levels) <= max(plan.levels) <= most
    assert plan.gap >= -1e-12


def test_overbooking() -> None:
    """100 places, 93 % come, 1 for an empty place and 3 for one too many: 106, at 3.213."""
    assert overbook(100, 0.93, 1.0, 3.0) == 106
    costs = [cost_of_bookings(bookings, 100, 0.93, 1.0, 3.0) for bookings in (105, 106, 107)]
    assert costs == pytest.approx([3.219, 3.213, 3.704], abs=1e-3)
    assert overbook(100, 1.0, 1.0, 3.0) == 100
