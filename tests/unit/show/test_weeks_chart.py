"""Cases week by week."""

from __future__ import annotations

import pytest

from opmodels.show.weeks_chart import draw_weeks
from tests.unit.show.test_charts import SPACE, parse

LATER = {"seen": [3, 4], "simulated": [2.5, 3.5, 1], "least": [1, 2, 0], "most": [4, 5, 2]}


def test_the_later_slice_stands_in_its_weeks() -> None:
    """Simulated figures begin with the week of the slice, and may go on after the last that was seen."""
    chart = draw_weeks("a", "Weeks", "Finding.", "2025-01-06", [5, 6, 3, 4], "2025-01-20", LATER)
    parse(chart)
    assert chart.rows == (
        ("2025-01-06", "5", "-"),
        ("2025-01-13", "6", "-"),
        ("2025-01-20", "3", "2.5 (1 to 4)"),
        ("2025-01-27", "4", "3.5 (2 to 5)"),
        ("2025-02-03", "-", "1 (0 to 2)"),
    )


def test_a_week_within_which_the_slice_begins_is_told_by_its_part() -> None:
    """Only what came in the slice is simulated, so both counts stand in that week."""
    chart = draw_weeks("a", "Weeks", "Finding.", "2025-01-06", [5, 6, 9, 4], "2025-01-20", LATER)
    assert chart.rows[2] == ("2025-01-20", "9, 3 of them in the later slice", "2.5 (1 to 4)")


def test_without_a_slice_only_what_was_seen_is_there() -> None:
    """One line, two columns."""
    chart = draw_weeks("a", "Weeks", "Finding.", "2025-01-06", [5, 6])
    assert len(parse(chart).findall(f"{SPACE}path")) == 1
    assert chart.columns == ("Week from", "Seen")


@pytest.mark.parametrize("weeks", [1, 5, 60, 700])
def test_dates_are_few_and_inside(weeks: int) -> None:
    """However long the log is, at most eleven dates stand below the drawing."""
    root = parse(draw_weeks("a", "Weeks", "Finding.", "2011-08-29", [1] * weeks))
    dates = [one.text for one in root.findall(f"{SPACE}text") if (one.text or "")[-4:].isdigit()]
    assert len(dates) <= 11
    assert dates or weeks < 6
