"""Addressed random numbers: Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, SC'11), one call for two
uniforms."""

from __future__ import annotations

import numpy as np

from opmodels.simulate.kernel.compiled import compiled

M0, M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
W0, W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
LOW = np.uint64(0xFFFFFFFF)
S32, S11 = np.uint64(32), np.uint64(11)
S30, S27, S31, S33 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(33)
MIX1, MIX2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
JUMP = np.uint64(2862933555777941757)
ONE = np.uint64(1)
UNIT = 2.0**-53


@compiled
def philox(c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64):  # type: ignore[no-untyped-def]
    """Return the four 32-bit words of Philox4x32-10 for a counter and a key, each in a uint64."""
    for _ in range(10):
        p0 = M0 * c0
        p1 = M1 * c2
        c0, c1, c2, c3 = (p1 >> S32) ^ c1 ^ k0, p1 & LOW, (p0 >> S32) ^ c3 ^ k1, p0 & LOW
        k0 = (k0 + W0) & LOW
        k1 = (k1 + W1) & LOW
    return c0, c1, c2, c3


@compiled
def draw_pair(key: np.uint64, case: np.uint64, purpose: int | np.int64, occurrence: int | np.int64):  # type: ignore[no-untyped-def]
    """Return two independent whole numbers below 2^53 for one address (int64 each)."""
    c0, c1, c2, c3 = philox(
        case & LOW, case >> S32, np.uint64(purpose) & LOW, np.uint64(occurrence) & LOW, key & LOW, key >> S32
    )
    return np.int64(((c0 << S32) | c1) >> S11), np.int64(((c2 << S32) | c3) >> S11)


@compiled
def as_unit(whole: int | np.int64) -> float:
    """Turn a whole number below 2^53 into a uniform number inside (0, 1)."""
    return (np.float64(whole) + 0.5) * UNIT


@compiled
def mix(x: np.uint64) -> np.uint64:
    """Scramble 64 bits (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    x = (x ^ (x >> S30)) * MIX1
    x = (x ^ (x >> S27)) * MIX2
    return x ^ (x >> S31)


@compiled
def address_case(stream: np.uint64, octave: int, block: int, ordinal: int) -> np.uint64:
    """Return the key of a case from its place in the field of its stream."""
    place = mix(stream + GOLDEN * np.uint64(octave + 64))
    return mix(mix(place + GOLDEN * np.uint64(block)) + GOLDEN * np.uint64(ordinal))


@compiled
def jump(key: np.uint64, people: int) -> np.int64:
    """Choose one of `people` so that one more person takes cases from others but moves none between them.

    Jump consistent hash of Lamping and Veach (2014).
    """
    chosen, candidate = np.int64(-1), np.int64(0)
    while candidate < people:
        chosen = candidate
        key = key * JUMP + ONE
        candidate = np.int64(np.float64(chosen + 1) * (2147483648.0 / np.float64((key >> S33) + ONE)))
    return chosen
