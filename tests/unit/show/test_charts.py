"""Charts with their words and tables."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from opmodels.show.charts import DAYS, FILLS, Chart, choose_ticks, draw_intervals, draw_load, draw_shares

SPACE = "{http://www.w3.org/2000/svg}"
ROWS = [
    ("trim", {"mean": 317e3, "low": 300e3, "high": 330e3}),
    ("withdraw", {"mean": 1.2e6, "low": None, "high": None}),
    ("nobody", {"mean": None, "low": None, "high": None}),
]


def parse(chart: Chart) -> ElementTree.Element:
    """Return the drawing, which must be well-formed, titled, and told in a sentence."""
    root = ElementTree.fromstring(chart.drawing)
    assert root.find(f"{SPACE}title").text == chart.title  # type: ignore[union-attr]
    assert root.find(f"{SPACE}desc").text == chart.finding  # type: ignore[union-attr]
    return root


@pytest.mark.parametrize(
    ("low", "high"),
    [(0, 1), (0, 1e6), (-5, 17), (0, 0), (3.2, 3.9), (-1e-4, 1e-4), (0, 12), (-12_500, 2_500)],
)
def test_ticks_cover_the_span(low: float, high: float) -> None:
    """Ticks are few, evenly apart, and the span lies between the first and the last."""
    ticks = choose_ticks(low, high)
    assert 2 <= len(ticks) <= 8 or low == high
    assert ticks[0] <= low and ticks[-1] >= high
    steps = [after - before for before, after in pairwise(ticks)]
    assert all(step == pytest.approx(steps[0]) for step in steps)


def test_intervals() -> None:
    """Each row with a mean has a dot; each with an interval its whiskers; the table has the same words."""
    chart = draw_intervals(
        "a", "Title", "Finding.", ROWS, "money", change=True, limit=120e3, limit_word="the gap"
    )
    root = parse(chart)
    assert len(root.findall(f"{SPACE}circle")) == 2
    assert chart.rows[0] == ("trim", "+£317k (+£300k to +£330k)")
    assert chart.rows[2] == ("nobody", "-")
    words = [one.text for one in root.findall(f"{SPACE}text")]
    assert "the gap" in words
    assert "trim" in words


def test_dots_stand_where_their_values_are() -> None:
    """Half the value of the last tick stands half-way along the axis."""
    root = parse(
        draw_intervals(
            "a",
            "T",
            "F.",
            [("x", {"mean": 50, "low": 50, "high": 50}), ("y", {"mean": 100, "low": 100, "high": 100})],
            "count",
        )
    )
    first, second = (float(dot.get("cx", 0)) for dot in root.findall(f"{SPACE}circle"))
    start = float(root.findall(f"{SPACE}line")[0].get("x1", 0))
    assert first - start == pytest.approx((second - start) / 2, abs=0.1)


def test_axis_of_times_is_readable() -> None:
    """Times of weeks are counted in days."""
    chart = draw_intervals(
        "a", "T", "F.", [("x", {"mean": 37_000.0, "low": 36_000.0, "high": 38_000.0})], "minutes"
    )
    words = [str(one.text) for one in parse(chart).findall(f"{SPACE}text")]
    assert "10 days" in words or "20 days" in words


def test_shares_need_no_colour() -> None:
    """Better, same and worse differ by pattern and by words, and the pattern is the chart's own."""
    rows = [
        ("young", {"better": 0.2, "same": 0.3, "worse": 0.5}),
        ("old", {"better": None, "same": None, "worse": None}),
    ]
    chart = draw_shares("w", "Title", "Finding.", rows)
    root = parse(chart)
    assert root.find(f"{SPACE}defs/{SPACE}pattern").get("id") == "w-worse"  # type: ignore[union-attr]
    words = [one.text for one in root.findall(f"{SPACE}text")]
    assert set(FILLS) <= set(words)
    assert {"20 %", "30 %", "50 %"} <= set(words)
    assert chart.rows == (("young", "20 %", "30 %", "50 %"), ("old", "-", "-", "-"))


def test_load() -> None:
    """The table has a line for each day on which somebody works, with the busiest hour."""
    open_ = [2.0 if hour % 24 in range(8, 18) and hour < 120 else 0.0 for hour in range(168)]
    busy = [1.5 if hour == 33 else 0.5 * value for hour, value in enumerate(open_)]
    chart = draw_load("l", "Title", "Finding.", open_, busy, [0.0] * 168)
    parse(chart)
    assert [row[0] for row in chart.rows] == list(DAYS[:5])
    assert chart.rows[1] == ("Tue", "20.0", "10.5", "0.0", "09:00, 1.5 of 2.0")


def test_overtime_is_drawn_when_there_is_any() -> None:
    """A trace of overtime is not drawn; overtime is."""
    plain = draw_load("l", "T", "F.", [1.0] * 168, [0.5] * 168, [0.001] * 168)
    late = draw_load("l", "T", "F.", [1.0] * 168, [0.5] * 168, [0.2] * 168)
    assert "in overtime" not in plain.drawing
    assert "in overtime" in late.drawing
