"""Shares from counts, and tables raked to margins."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from opmodels.describe.learn.appointment_counts import AppointmentCounts
from opmodels.describe.learn.contact_shares import (
    FEWEST_OF_MODE,
    ContactShares,
    learn_shares,
    list_measures,
    measure_names,
    rake,
)

Draw = Callable[..., AppointmentCounts]


def test_known_shares_are_learned_back(draw_counts: Draw, true_joint: np.ndarray) -> None:
    """Each of 11 shares is within 4 standard errors of the known one (a false alarm in 1,400 seeds)."""
    counts = draw_counts()
    found = list_measures(learn_shares(counts.known.sum(axis=0)))
    true = list_measures(ContactShares(("face_to_face", "telephone", "home_visit"), true_joint))
    error = np.sqrt(true * (1 - true) / counts.total)
    assert np.all(np.abs(found - true) < 4 * error)


def test_cells_are_learned_back(draw_counts: Draw, true_joint: np.ndarray) -> None:
    """Each of 21 shares missed is within 4.5 standard errors, plus what is borrowed (1 alarm in 7,000)."""
    counts = draw_counts()
    shares = learn_shares(counts.known.sum(axis=0))
    true = true_joint[..., 1] / true_joint.sum(axis=-1)
    size = true_joint.sum(axis=-1) * counts.total
    assert np.all(
        np.abs(shares.missed_by_cell - true) < 4.5 * np.sqrt(true * (1 - true) / size) + 25 * 0.1 / size
    )
    assert np.allclose(shares.lead_by_mode.sum(axis=1), 1.0)


def test_a_rare_mode_is_left_out() -> None:
    """A mode one short of the fewest is not learned; with one more it is."""
    table = np.zeros((4, 7, 2))
    table[0] = 1000.0
    table[3, 0, 0] = FEWEST_OF_MODE - 1
    assert learn_shares(table).modes == ("face_to_face",)
    table[3, 0, 1] = 1
    assert learn_shares(table).modes == ("face_to_face", "video_online")


def test_small_cells_borrow() -> None:
    """A cell of two appointments, both missed, is believed less than a cell of two thousand, half missed."""
    table = np.zeros((4, 7, 2))
    table[0, 0] = [1800.0, 200.0]
    table[0, 6] = [0.0, 2.0]
    missed = learn_shares(table).missed_by_cell[0]
    assert missed[0] == pytest.approx(0.1, abs=0.001)
    assert 0.1 < missed[6] < 0.2


def test_names_match_values(true_joint: np.ndarray) -> None:
    """There is a name for each measure, and shares of modes and of lead times each sum to 1."""
    shares = ContactShares(("face_to_face", "telephone", "home_visit"), true_joint)
    values = dict(zip(measure_names(shares.modes), list_measures(shares), strict=True))
    assert values["mode telephone"] == pytest.approx(0.15)
    assert sum(value for name, value in values.items() if name.startswith("lead")) == pytest.approx(1.0)
    assert values["missed"] == pytest.approx(true_joint[..., 1].sum())


def test_raking_meets_margins_and_keeps_odds_ratios(true_joint: np.ndarray) -> None:
    """Raked tables have the margins asked for, and the odds ratios of the table they started from."""
    shares = ContactShares(("face_to_face", "telephone", "home_visit"), true_joint)
    mode = np.array([[0.3, 0.6, 0.1], shares.mode])
    lead = np.array([[0.6, 0.1, 0.1, 0.1, 0.05, 0.03, 0.02], shares.lead])
    missed = np.array([0.03, float(shares.missed)])
    raked = rake(shares, mode, lead, missed)
    assert np.allclose(raked.mode, mode, atol=1e-9) and np.allclose(raked.lead, lead, atol=1e-9)
    assert np.allclose(raked.missed, missed, atol=1e-9)
    assert np.allclose(raked.joint[1], true_joint, atol=1e-12)

    def ratio(table: np.ndarray) -> np.ndarray:
        return table[0, 0, 0] * table[1, 5, 0] / (table[0, 5, 0] * table[1, 0, 0])

    assert ratio(raked.joint[0]) == pytest.approx(ratio(true_joint))
