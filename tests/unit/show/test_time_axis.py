"""The axis of lengths of time."""

from __future__ import annotations

import pytest

from opmodels.show.time_axis import draw_axis, make_axis


def test_ten_times_as_long_is_equally_far() -> None:
    """From one minute to ten is as far as from ten to hundred, and what is beyond an end stands at it."""
    axis = make_axis([1.0, 5000.0], 100.0, 500.0)
    assert axis.low == 1.0 and axis.high == 10_080.0
    assert axis.at(10.0) - axis.at(1.0) == pytest.approx(axis.at(100.0) - axis.at(10.0))
    assert axis.at(0.0) == 100.0 and axis.at(1e9) == 500.0


def test_the_marks_stand_where_their_lengths_do() -> None:
    """The first mark says that it holds what is shorter too; the last is at the end."""
    axis = make_axis([3.0, 50.0], 0.0, 1.0)
    assert list(axis.list_marks()) == [
        (0.0, "≤ 1 min"), (pytest.approx(axis.at(10.0)), "10 min"), (1.0, "1 h"),
    ]  # fmt: skip
    assert "10 min" in draw_axis(axis, 0, 10)


@pytest.mark.parametrize("minutes", [[], [0.0], [1e-9], [1e9], [0.1], [5_256_000.0]])
def test_any_length_has_an_axis(minutes: list[float]) -> None:
    """Nothing at all, and lengths beyond all marks, still have an axis that is longer than nothing."""
    axis = make_axis(minutes, 0.0, 1.0)
    assert axis.low < axis.high
    assert all(0 <= axis.at(one) <= 1 for one in minutes)
