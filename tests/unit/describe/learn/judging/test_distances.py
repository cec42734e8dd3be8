"""The six distances are those of the package log-distance-measures, and can be worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.learn.judging.distances import Distances, measure_distances
from opmodels.describe.learn.judging.event_table import EventTable, make_table
from opmodels.describe.learn.log.stamps import LOST
from tests.unit.describe.learn.judging.peer import (
    MONDAY,
    REAL,
    RECORDED,
    ask_peer,
    make_pair,
    make_real_pair,
)

HOUR = 3_600_000
KNOWN = json.loads(RECORDED.read_text(encoding="utf-8"))


def same(figures: dict[str, float]) -> object:
    """Return what figures equal to 1e-9, or to 1e-9 of their size where they are above 1."""
    return pytest.approx(figures, rel=1e-9, abs=1e-9)


def table_of(rows: list[tuple[int, str, float, float]], zone: str = "UTC") -> EventTable:
    """Return a table of cases, letters, and first and last hour since Monday."""
    letters = sorted({row[1] for row in rows})
    times = [np.array([MONDAY + round(row[i] * HOUR) for row in rows], np.int64) for i in (2, 3)]
    cases = np.array([row[0] for row in rows], np.int64)
    return make_table(
        letters, cases, np.array([letters.index(row[1]) for row in rows], np.int64), *times, zone
    )


@pytest.mark.parametrize("seed", range(len(KNOWN["drawn"])))
def test_figures_of_the_package_on_drawn_logs(seed: int) -> None:
    """On 24 pairs of drawn logs all six are what the package said of the same pair."""
    assert measure_distances(*make_pair(seed)).as_dict() == same(KNOWN["drawn"][seed])


@pytest.mark.parametrize("name", REAL)
def test_figures_of_the_package_on_real_logs(shared_data: Path, name: str) -> None:
    """The later slice of each real log against one draw from the earlier: all six are the package's."""
    assert measure_distances(*make_real_pair(shared_data, name)).as_dict() == same(KNOWN["real"][name])


@pytest.mark.parametrize("seed", range(100, 110))
def test_the_package_itself(seed: int) -> None:
    """Where the package is installed, it says the same of pairs whose figures are not kept."""
    pytest.importorskip("log_distance_measures", reason="the extra `peers` is not installed")
    pair = make_pair(seed)
    assert measure_distances(*pair).as_dict() == same(ask_peer(*pair))


def test_a_log_is_not_far_from_itself() -> None:
    """All six are 0 for the same log, and the same both ways for two."""
    one, other = make_pair(3)
    assert measure_distances(one, one) == Distances(0, 0, 0, 0, 0, 0)
    assert measure_distances(one, other).as_dict() == same(measure_distances(other, one).as_dict())


def test_later_and_longer_by_hand() -> None:
    """One case two hours later and three hours longer: each distance as worked on paper."""
    one = table_of([(0, "a", 9, 10), (0, "b", 10, 12)])
    other = table_of([(0, "a", 11, 12), (0, "b", 12, 17)])
    assert measure_distances(one, other).as_dict() == same(
        {
            "control_flow": 0.0,
            "absolute_events": (2 + 2 + 2 + 5) / 4,
            "arrivals": 2.0,
            "circadian_events": 11 / 4 / 7,
            "relative_events": 3 / 4,
            "cycle_times": 3.0,
        }
    )


def test_runs_of_three_by_hand() -> None:
    """``ab`` has the runs --a -ab ab- b--, ``ac`` --a -ac ac- c--: six of eight differ."""
    one = table_of([(0, "a", 9, 9), (0, "b", 10, 10)])
    other = table_of([(0, "a", 9, 9), (0, "c", 10, 10)])
    assert measure_distances(one, other).control_flow == 6 / 8


def test_activities_are_known_by_name() -> None:
    """Other numbers for the same names make no difference."""
    rows = [(0, "a", 9, 9), (0, "b", 10, 10), (1, "b", 9, 9)]
    one = table_of(rows)
    other = make_table(["z", "b", "a"], one.case, 2 - one.activity, one.start, one.end)
    assert measure_distances(one, other).control_flow == 0


def test_a_weekday_of_one_log_only() -> None:
    """A day on which only one log has events counts 23 hours, of seven days."""
    one, other = table_of([(0, "a", 9, 9)]), table_of([(0, "a", 33, 33)])
    assert measure_distances(one, other).circadian_events == pytest.approx(2 * 23 / 7)


def test_hours_are_those_of_the_zone() -> None:
    """At 23:30 UTC on Monday it is Tuesday in Tokyo, so both logs have their events on one day."""
    rows = [(0, "a", 23.5, 23.5), (0, "b", 24.5, 24.5)]
    both_days, tuesday = table_of(rows, "Asia/Tokyo"), table_of([(0, "a", 33, 33)], "UTC")
    assert measure_distances(both_days, tuesday).circadian_events == pytest.approx(0.5 / 7)


def test_ends_alone() -> None:
    """Where only ends are known they stand for starts: a case arrives with its first end."""
    full = table_of([(0, "a", 9, 9), (0, "b", 12, 12)])
    ends = make_table(full.activities, full.case, full.activity, np.full(2, LOST), full.end)
    assert measure_distances(full, ends) == Distances(0, 0, 0, 0, 0, 0)
