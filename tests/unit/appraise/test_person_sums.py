"""Sums by person."""

from __future__ import annotations

import numpy as np

from opmodels.appraise.person_sums import BLOCKS, PersonSums


def test_replications_go_into_blocks_in_turn() -> None:
    """Replication k is added to block k modulo the number of blocks."""
    sums = PersonSums(3)
    for k in range(BLOCKS + 1):
        sums.add(k, np.full((3, 3), float(k), np.float32))
    assert sums.sums[:, 0, 0].tolist() == [0.0 + BLOCKS, 1.0, 2.0, 3.0, 4.0]
    assert sums.counts.tolist() == [2, 1, 1, 1, 1]


def test_memory_is_as_stated() -> None:
    """120 bytes a person, however many replications."""
    sums = PersonSums(1000)
    for k in range(50):
        sums.add(k, np.ones((1000, 3), np.float32))
    assert sums.sums.nbytes == 120 * 1000


def test_widening_adds_people_without_cases() -> None:
    """People whom only the other service has come at the end; blocks without replications are left out."""
    sums = PersonSums(2)
    sums.add(0, np.ones((2, 3), np.float32))
    sums.add(1, np.ones((2, 3), np.float32))
    wide = sums.widen(4)
    assert wide.shape == (2, 4, 3)
    assert wide[:, :2].all() and not wide[:, 2:].any()
    assert sums.widen(2).shape == (2, 2, 3)
