"""The race: everybody in every round, and medians of what was measured."""

from __future__ import annotations

import pytest

from benchmarks.contenders import Field, Lap
from benchmarks.race import race, score


def test_everybody_runs_in_every_round() -> None:
    """Each round has everybody once, and begins with the next one each time."""
    order: list[str] = []

    def enter(name: str):  # type: ignore[no-untyped-def]
        def lap() -> Lap:
            order.append(name)
            return Lap(10, 1.0, (1.0, 0.0))

        return lap

    race(Field({name: enter(name) for name in "abc"}), 4)
    assert "".join(order) == "abcbcacababc"


def test_ratio_is_taken_within_rounds() -> None:
    """A round in which the machine was slow for everybody changes no ratio, and an odd round no median."""
    laps = {
        "own": [Lap(100, seconds, (1.0, 0.0)) for seconds in (1.0, 10.0, 1.0)],
        "other": [Lap(100, seconds, (2.0, 0.5)) for seconds in (4.0, 40.0, 2.0)],
    }
    found = score(laps)
    assert found["own"].per_second == 100 and found["own"].ratio == 1
    assert found["other"].ratio == pytest.approx(4)
    assert found["other"].per_second == pytest.approx(25)
    assert found["other"].result == (2.0, 0.5)
