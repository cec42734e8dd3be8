"""The same keyed draws as in `chance`, for many candidates at once: what 64 bits drop, numpy drops too."""

from __future__ import annotations

import numpy as np

from tests.reference.chance import GOLDEN, LONG, WORD, mix, round_keys

Words = np.ndarray
"""Whole numbers below 2^64, (blocks, candidates) uint64."""


def mix_many(x: Words) -> Words:
    """Scramble 64 bits of each (SplitMix64)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def case_keys(stream: int, octave: int, blocks: Words, ordinals: int) -> Words:
    """Return the keys of the first candidates of some blocks of a stream (E2.3)."""
    place = mix((stream + GOLDEN * (octave + 64)) & LONG)
    of_block = mix_many(np.uint64(place) + np.uint64(GOLDEN) * blocks.astype(np.uint64))
    return mix_many(of_block[:, None] + np.uint64(GOLDEN) * np.arange(ordinals, dtype=np.uint64))


def uniforms(key: int, cases: Words, purpose: int) -> tuple[Words, Words]:
    """Return the two uniforms of each case for a purpose that belongs to no visit."""
    low, high = np.uint64(WORD), np.uint64(32)
    a, b, c, d = cases & low, cases >> high, np.full_like(cases, purpose & WORD), np.zeros_like(cases)
    for k, q in round_keys(key & WORD, key >> 32):
        left, right = np.uint64(0xD2511F53) * a, np.uint64(0xCD9E8D57) * c
        a, b, c, d = (
            (right >> high) ^ b ^ np.uint64(k),
            right & low,
            (left >> high) ^ d ^ np.uint64(q),
            left & low,
        )
    first, second = ((x << high | y) >> np.uint64(11) for x, y in ((a, b), (c, d)))
    return (first + 0.5) * 2.0**-53, (second + 0.5) * 2.0**-53
