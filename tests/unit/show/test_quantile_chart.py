"""Lengths seen beside lengths learned."""

from __future__ import annotations

from dataclasses import replace

from opmodels.show.quantile_chart import Lengths, draw_lengths
from tests.unit.show.test_charts import SPACE, parse

ROW = Lengths(
    "decide",
    40,
    "gamma",
    (1, 2, 4, 8, 60),
    (1, 3, 5, 9, 50),
    (None, (1, 3), (3, 6), (5, 9), None),
    7.0,
    (5.0, 9.0),
)


def test_a_row_shows_both_and_the_table_tells_them() -> None:
    """Two strips for each row that is drawn, and no more; every row stands in the table with its figures."""
    chart = draw_lengths("a", "Lengths", "Finding.", [ROW], [replace(ROW, label="wait")])
    root = parse(chart)
    key = 2
    assert len(root.findall(f"{SPACE}circle")) == 2 + key
    assert chart.rows[0] == (
        "decide", "40", "gamma", "7 min (5 min to 9 min)", "1 min, 1 min", "4 min (3 min to 6 min), 5 min",
        "1 h, 50 min",
    )  # fmt: skip
    assert [row[0] for row in chart.rows] == ["decide", "wait"]


def test_too_few_have_no_range() -> None:
    """Of what was seen once neither the mean nor the middle has a range, and none is drawn."""
    once = replace(ROW, count=1, ranges=(None,) * 5)
    chart = draw_lengths("a", "Lengths", "Finding.", [once])
    assert chart.rows[0][3:6] == ("7 min", "1 min, 1 min", "4 min, 5 min")
    assert chart.drawing.count("<rect") == draw_lengths("a", "T", "F.", [ROW]).drawing.count("<rect") - 1


def test_a_long_label_takes_two_lines() -> None:
    """What tells two rows apart often stands at the end of their names."""
    label = "Declaration FINAL_APPROVED by SUPERVISOR after Declaration APPROVED by BUDGET OWNER"
    root = parse(draw_lengths("a", "T", "F.", [replace(ROW, label=label)]))
    words = [one.text or "" for one in root.findall(f"{SPACE}text")]
    assert "Declaration FINAL_APPROVED by SUPERVISOR" in words
    assert "after Declaration APPROVED by BUDGET OWNER" in words
    bare = "Declaration that was approved in the end by a supervisor"
    root = parse(draw_lengths("a", "T", "F.", [replace(ROW, label=bare)]))
    assert bare in " ".join(one.text or "" for one in root.findall(f"{SPACE}text"))
