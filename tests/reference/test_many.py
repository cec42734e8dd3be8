"""Draws of many candidates at once are those of one at a time."""

from __future__ import annotations

import numpy as np

from tests.reference.chance import ARRIVAL, Chance, case_key, pair, unit
from tests.reference.many import case_keys, uniforms


def test_candidates_have_the_keys_and_draws_of_one() -> None:
    """Key, gap and mark of each candidate of some blocks are those that the rules give it by itself."""
    run, stream, blocks = Chance(3, 1).run, 0xFEDCBA9876543210, np.array([0, 7, 123_456])
    keys = case_keys(stream, -6, blocks, 5)
    gaps, marks = uniforms(run, keys, ARRIVAL)
    for row, block in enumerate(blocks.tolist()):
        for ordinal in range(5):
            key = case_key(stream, -6, block, ordinal)
            assert int(keys[row, ordinal]) == key
            said = tuple(unit(whole) for whole in pair(run, key, ARRIVAL, 0))
            assert (gaps[row, ordinal], marks[row, ordinal]) == said
