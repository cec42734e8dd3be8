"""How many times fewer replications: a ratio of two variances, and how sure it is."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import paired
from benchmarks.paired import compare_variances, measure_pairing


def test_ratio_of_variances() -> None:
    """Luck common to both has a standard deviation of 3, the rest of 1: variances 1 and 9 + 9 + 1 = 19."""
    chance = np.random.default_rng(5)
    luck, own, other = chance.normal(0, 3, 20_000), chance.normal(0, 1, 20_000), chance.normal(0, 3, 20_000)
    found = compare_variances(10 + luck, 9 + luck + own, 9 + other + own)
    assert found["difference"] == pytest.approx(-1, abs=0.05)
    assert found["paired"] == pytest.approx(1, rel=0.05)
    assert found["fewer"] == pytest.approx(19, rel=0.06)
    assert found["low"] < found["fewer"] < found["high"]


def test_interval_narrows() -> None:
    """A hundred times the replications give an interval about a tenth as wide."""
    chance = np.random.default_rng(6)
    widths = []
    for count in (100, 10_000):
        found = compare_variances(*chance.normal(0, 1, (3, count)))
        widths.append(found["high"] - found["low"])
    assert 5 < widths[0] / widths[1] < 20


def test_which_runs_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same seed with and without one more server, and the second model once more with another seed."""
    asked = []

    def find(servers: tuple[int, ...], cases: int, seed: int, replications: int) -> np.ndarray:
        asked.append((servers, seed))
        return np.random.default_rng(len(asked)).normal(0, 1, replications)

    monkeypatch.setattr(paired, "find_times", find)
    assert measure_pairing(500, 10)["cases"] == 500
    assert asked == [((3, 5, 4, 6, 2), 1), ((3, 5, 4, 7, 2), 1), ((3, 5, 4, 7, 2), 2)]
