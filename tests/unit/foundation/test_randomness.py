"""Names address random numbers."""

from __future__ import annotations

import numpy as np

from opmodels.foundation.randomness import LASTING, hash_names, hash_purpose, key_run


def test_order_and_borders_of_names_matter() -> None:
    """Names are hashed one by one: neither their order nor where one ends is lost."""
    assert len({hash_names("a", "b"), hash_names("b", "a"), hash_names("ab"), hash_names("a", "b", "")}) == 4


def test_hash_is_the_same_everywhere() -> None:
    """The hash of a name does not depend on the process: the figure was computed once with hashlib alone."""
    assert hash_names("stream", "call", "all") == 0xE0218044CDE5E2AB
    assert 0 <= hash_names("x") < 2**64
    assert hash_purpose("phone", "work") == hash_names("purpose", "phone", "work") & 0xFFFFFFFF


def test_lasting_key_is_shared_by_replications() -> None:
    """What lasts in a person has one key for all replications of a seed; what belongs to the occasion has
    its own."""
    first, second = key_run(7, 0), key_run(7, 1)
    assert first.dtype == np.uint64
    assert first[0] != second[0]
    assert first[1] == second[1] == hash_names("run", 7, LASTING)
    assert key_run(8, 0)[1] != first[1]
