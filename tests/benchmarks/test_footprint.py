"""Memory and start-up, from what fresh processes say."""

from __future__ import annotations

import pytest

from benchmarks import footprint


def say(starts: list[float]):  # type: ignore[no-untyped-def]
    """Return a measurement whose starts take these seconds, one after the other."""
    left = iter(starts)

    def measure(cases: int, cache: str | None = None) -> dict[str, float]:
        start = next(left)
        return {"cases": cases, "megabytes": 1.0, "per_second": 5.0, "start": start, "start_cpu": start / 2}

    return measure


def test_first_start_is_the_cold_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first start with an empty cache is cold; the median of the later ones is warm."""
    monkeypatch.setattr(footprint, "measure", say([40.0, 2.0, 9.0, 3.0]))
    assert footprint.measure_start() == {"cold": 40.0, "cold_cpu": 20.0, "warm": 3.0, "warm_cpu": 1.5}


def test_each_size_is_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every number of cases is measured once, in order, and its start is left out."""
    monkeypatch.setattr(footprint, "measure", say([1.0, 1.0]))
    found = footprint.measure_sizes([10, 100])
    assert [one["cases"] for one in found] == [10, 100]
    assert set(found[0]) == {"cases", "megabytes", "per_second"}
