"""How names address random numbers: a seed, a replication, and hashes of what a draw is for (E2.1)."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

LASTING = -1
"""Stands in for the replication where a draw belongs to a person for good."""


def hash_names(*names: str | int) -> int:
    """Return 64 bits that depend on these names and their order."""
    text = "\x1f".join(str(name) for name in names)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def hash_purpose(*names: str | int) -> int:
    """Return 32 bits that name one purpose of drawing, e.g. a step and what is drawn there."""
    return hash_names("purpose", *names) & 0xFFFFFFFF


def key_run(seed: int, replication: int) -> np.ndarray:
    """Return the keys of a replication: one for what belongs to the occasion, one for what lasts in a person.

    Parameters
    ----------
    seed
        Any whole number.
    replication
        From 0.

    Returns
    -------
    ndarray
        (2,) uint64.
    """
    return np.array([hash_names("run", seed, replication), hash_names("run", seed, LASTING)], np.uint64)
