"""Places on offer go to whoever is worth most, with a least number for each group; no way is better."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from opmodels.planners.place_offers import place_offers

GROUPS = [np.full(100, 0.0), np.full(100, 0.10), np.full(100, 0.075)]


def test_benefit_is_not_risk() -> None:
    """Of three groups of 100 with base risk 0.60, 0.40, 0.25 and relative effect 0, 0.25, 0.30 the places go
    to the second, where 100 avert 10.0, then to the third, where 100 more avert 7.5; by risk they avert 0."""
    first, second, all_three = (place_offers(GROUPS, [0, 0, 0], places) for places in (100, 200, 300))
    assert (first.places, first.objective) == ((0, 100, 0), pytest.approx(10.0))
    assert (second.places, second.objective) == ((0, 100, 100), pytest.approx(17.5))
    assert all_three.places == (0, 100, 100), "who gains nothing is not asked"
    by_risk = place_offers([np.full(100, risk) for risk in (0.6, 0.4, 0.25)], [0, 0, 0], 100)
    assert by_risk.places == (100, 0, 0)


def test_every_group_has_its_least_number() -> None:
    """Even one that gains nothing; what that costs is the objective less."""
    held = place_offers(GROUPS, [20, 0, 10], 100)
    assert held.places == (20, 70, 10)
    assert held.objective == pytest.approx(7.0 + 0.75)
    assert place_offers(GROUPS, [150, 0, 0], 100).places == (100, 0, 0), "no more than there are people"


@pytest.mark.parametrize("seed", range(40))
def test_no_other_way_is_better(seed: int) -> None:
    """Every way to share the places is tried; none is worth more, and the bound of the dual is reached."""
    draws = np.random.default_rng(seed)
    worth = [np.round(draws.normal(0.3, 0.5, size), 1) for size in draws.integers(1, 6, 3)]
    least = [int(draws.integers(0, len(one) + 1)) for one in worth]
    places = int(draws.integers(0, 12))
    found = place_offers(worth, least, places)
    ways = product(*(range(low, len(one) + 1) for low, one in zip(least, worth, strict=True)))
    best = max(
        sum(float(np.sort(one)[::-1][:n].sum()) for one, n in zip(worth, way, strict=True))
        for way in ways
        if sum(way) <= max(places, sum(least))
    )
    assert found.objective == pytest.approx(best)
    assert found.bound == pytest.approx(best)
    assert found.gap == pytest.approx(0.0, abs=1e-9) or found.objective <= 0
