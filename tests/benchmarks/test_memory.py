"""Megabytes of this process."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.memory import FORGET, forget_peak, read_peak


def test_peak_sees_what_was_taken() -> None:
    """A hundred megabytes, taken and given back, stand in the highest mark."""
    before = forget_peak()
    taken = np.ones(100 * 2**17)
    del taken
    if FORGET.exists():
        assert 90 < read_peak() - before < 120
    assert read_peak() >= 100


@pytest.mark.skipif(not FORGET.exists(), reason="the highest mark can be forgotten on Linux only")
def test_peak_is_forgotten() -> None:
    """What was taken and given back before the mark was forgotten is not counted."""
    taken = np.ones(200 * 2**17)
    del taken
    high = read_peak()
    assert forget_peak() < high - 100
