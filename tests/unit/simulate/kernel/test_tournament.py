"""A tournament always tells the least of its keys, whatever changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from opmodels.simulate.columns import NEVER
from opmodels.simulate.kernel import tournament
from opmodels.simulate.kernel.compiled import shared


@shared
def put(tree: Any, place: int, key: int) -> None:
    """Put a key into a seat."""
    tournament.put(tree, place, key)


@shared
def widen(tree: Any) -> None:
    """Add as many seats as there are."""
    tournament.widen(tree)


@pytest.mark.parametrize("doublings", [0, 1, 4, 7])
def test_the_least_key_is_in_front(doublings: int) -> None:
    """After each of many changes place 1 holds the least of all keys, also while seats are added."""
    draws = np.random.default_rng(doublings)
    tree = np.full(4 << doublings, NEVER, np.int64)
    tree[tournament.WIDTH] = 1
    keys = [NEVER]
    for turn in range(doublings + 1):
        for _ in range(200):
            place = int(draws.integers(len(keys)))
            keys[place] = NEVER if draws.random() < 0.3 else int(draws.integers(1 << 60))
            put(tree, place, keys[place])
            assert tree[tournament.LEAST] == min(keys)
        if turn < doublings:
            widen(tree)
            keys += [NEVER] * len(keys)
            assert tree[tournament.WIDTH] == len(keys)
            assert tree[tournament.LEAST] == min(keys)


def test_seats_of_one() -> None:
    """One seat is the whole tournament."""
    tree = np.array([1, NEVER], np.int64)
    put(tree, 0, 7)
    assert tree.tolist() == [1, 7]
