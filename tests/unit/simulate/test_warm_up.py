"""The warm-up is found from pilot runs."""

from __future__ import annotations

import numpy as np

from opmodels.describe.read import parse_service
from opmodels.simulate.warm_up import find_warm_up, truncate_mser
from tests import services


def test_mser_cuts_the_rise() -> None:
    """A series that rises for twenty values and then stays is cut where it stays."""
    series = np.concatenate([np.linspace(0, 10, 20), np.full(180, 10.0) + np.sin(np.arange(180))])
    assert 15 <= truncate_mser(series) <= 25


def test_mser_leaves_a_steady_series() -> None:
    """A series that is steady from the start loses next to nothing; one too short to judge loses nothing."""
    noise = np.random.default_rng(1).normal(size=400)
    assert truncate_mser(noise) <= 100
    assert truncate_mser(np.ones(7)) == 0


def test_stated_warm_up_is_kept() -> None:
    """A service that states its warm-up needs none found."""
    assert find_warm_up(parse_service(services.mmc(warm_up="2 weeks"))) == 0


def test_found_warm_up_is_whole_weeks() -> None:
    """A service that leaves it open gets at least a week, the same each time."""
    service = parse_service(services.mmc(warm_up="auto", run="2 weeks"))
    weeks = find_warm_up(service)
    assert 1 <= weeks <= 26
    assert find_warm_up(service) == weeks
