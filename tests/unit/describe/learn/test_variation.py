"""How far shares may move in months that were not learned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from opmodels.describe.learn.appointment_counts import AppointmentCounts
from opmodels.describe.learn.contact_shares import ContactShares, learn_shares, list_measures, rake
from opmodels.describe.learn.variation import Method, draw_futures, find_range

Draw = Callable[..., AppointmentCounts]
MODES = ("face_to_face", "telephone", "home_visit")
WORLDS = 120


def test_too_few_months_give_no_range(draw_counts: Draw) -> None:
    """Two months do not show how months differ; three do."""
    assert draw_futures(draw_counts(months=2), 6) is None
    assert draw_futures(draw_counts(months=3), 6, draws=50) is not None


@pytest.mark.parametrize("method", ["drifting", "exchangeable"])
def test_draws_are_shares_around_the_learned(draw_counts: Draw, method: Method) -> None:
    """Draws are tables of shares around what was learned, and the same seed gives the same draws."""
    counts = draw_counts()
    futures = draw_futures(counts, 6, method, draws=400)
    again = draw_futures(counts, 6, method, draws=400)
    assert futures is not None and again is not None
    assert np.array_equal(futures.joint, again.joint)
    assert np.allclose(futures.joint.sum(axis=(1, 2, 3)), 1.0) and (futures.joint >= 0).all()
    learned = list_measures(learn_shares(counts.known.sum(axis=0)))
    assert np.allclose(np.median(list_measures(futures), axis=0), learned, atol=0.002)


def test_areas_widen_the_range(draw_counts: Draw, true_joint: np.ndarray) -> None:
    """Of two unlike areas a practice's range reaches from the one to the other; the region's does not."""
    other = true_joint[::-1].copy()
    both = np.concatenate([draw_counts(seed=1).counts, draw_counts(seed=2, joint=other).counts], axis=1)
    counts = replace(draw_counts(), counts=both, areas=("Elm", "Oak"))
    wide, narrow = (draw_futures(counts, 6, across_areas=across, draws=400) for across in (True, False))
    assert wide is not None and narrow is not None
    low, high = find_range(wide.mode[:, 0])
    assert low < 0.10 and high > 0.75
    assert np.ptp(find_range(narrow.mode[:, 0])) < 0.05


def _world(generator: np.random.Generator, joint: np.ndarray, drift: bool) -> tuple[AppointmentCounts, float]:
    """Return six months learned and the share missed of the next six, in a world that drifts or does not."""
    noise = generator.normal(0.0, 0.03, 12)
    missed = 1 / (1 + np.exp(-(np.log(0.05 / 0.95) + (np.cumsum(noise) if drift else noise))))
    shares = ContactShares(MODES, joint)
    tables = rake(shares, np.tile(shares.mode, (12, 1)), np.tile(shares.lead, (12, 1)), missed).joint
    counts = np.zeros((6, 1, 5, 8, 3, 3), dtype=np.int64)
    counts[:, 0, :3, :7, :2, 0] = np.round(tables[:6] * 1e6)
    return AppointmentCounts("world", tuple(f"2019-{m:02d}" for m in range(3, 9)), ("Elm",), counts), float(
        missed[6:].mean()
    )


def _cover(joint: np.ndarray, method: Method, drift: bool) -> float:
    generator, hits = np.random.default_rng(11), 0
    for world in range(WORLDS):
        counts, came = _world(generator, joint, drift)
        futures = draw_futures(counts, 6, method, draws=300, seed=world)
        assert futures is not None
        low, high = find_range(futures.missed)
        hits += bool(low <= came <= high)
    return hits / WORLDS


@pytest.mark.parametrize(("method", "drift"), [("drifting", True), ("exchangeable", False)])
def test_ranges_cover_in_the_world_they_are_made_for(
    true_joint: np.ndarray, method: Method, drift: bool
) -> None:
    """In 120 worlds that behave as the method says, 95 % ranges hold 88 % or more (1 alarm in 1,000)."""
    assert _cover(true_joint, method, drift) >= 0.88


def test_exchangeable_months_are_not_enough_where_months_drift(true_joint: np.ndarray) -> None:
    """Where shares drift, ranges that know no drift hold far fewer than they say: under 75 % of worlds."""
    assert _cover(true_joint, "exchangeable", True) < 0.75
