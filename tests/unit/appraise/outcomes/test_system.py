"""Time in the system and the number inside."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.outcomes.system import measure_by_group, measure_system
from opmodels.simulate import columns as c
from tests.unit.appraise.laboratory import bin_of, empty_record, tandem, view_of


def arrays() -> dict[str, np.ndarray]:
    """Return three cases of 10, 20 and 60 minutes, the last of the second group."""
    system, histogram = np.zeros((2, c.SYSTEM_COLS)), np.zeros((2, c.BINS), np.int64)
    for group, minutes in ((0, 10.0), (0, 20.0), (1, 60.0)):
        system[group, c.LEFT] += 1
        system[group, c.TIME_SUM] += minutes * 60_000
        histogram[group, bin_of(minutes)] += 1
    return {"system": system, "system_histogram": histogram}


def test_times_over_all_groups() -> None:
    """Mean exactly, quantiles within the width of a bin."""
    time = measure_system(view_of(tandem(), **arrays()))["time"]
    assert time["mean"] == pytest.approx(30.0)
    assert time["p50"] == pytest.approx(20.0, rel=0.022)
    assert time["p90"] == pytest.approx(60.0, rel=0.022)


def test_times_by_group() -> None:
    """Each group has its own times."""
    found = measure_by_group(view_of(tandem(), **arrays()))
    assert found["young"]["time"]["mean"] == pytest.approx(15.0)
    assert found["old"]["time"]["mean"] == pytest.approx(60.0)


def test_number_inside_leaves_the_warm_up_out() -> None:
    """The mean number inside is that of the hours after two weeks of warm-up."""
    inside = empty_record(tandem()).inside.copy()
    inside[: 2 * 168] = 1000.0
    inside[2 * 168 :] = 7.0
    assert measure_system(view_of(tandem(), inside=inside))["number"] == 7.0
