"""What a cell means."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from opmodels.describe.workbook_cells import CellError, check_order, read_cell

POUNDS = "[$£-809]#,##0.00"


@pytest.mark.parametrize(
    ("value", "shown", "unit", "text"),
    [
        (None, "General", "%", ""),
        (0.58, "0%", "%", "58 %"),
        (0.58, "0.0%", "", "58 %"),
        (0.285, "0.00%", "%", "28.5 %"),
        (58, "General", "%", "58 %"),
        (0, "General", "%", "0 %"),
        (4, "General", "min", "4 min"),
        (4.5, "General", "min", "4.5 min"),
        (9724, "#,##0", "", "9724"),
        (15.2, POUNDS, "£ per hour", "£15.2 per hour"),
        (15.2, "General", "£ per hour", "£15.2 per hour"),
        (120000, '"£"#,##0', "£", "£120000"),
        (-5, POUNDS, "£", "-£5"),
        (12, "[$€-2] #,##0", "£ per hour", "€12 per hour"),
        ("4 min", "@", "min", "4 min"),
        (" 1,604 ", "@", "", "1,604"),
        ("12", "@", "min", "12 min"),
        ("1,200", "@", "min", "1200 min"),
        ("Mon-Fri 08:00-18:30", "@", "", "Mon-Fri 08:00-18:30"),
        (True, "General", "", "yes"),
        (False, "General", "", "no"),
        (time(8, 30), "h:mm", "", "08:30"),
        (timedelta(hours=1, minutes=30), "[h]:mm", "min", "90 min"),
        (datetime(2025, 4, 7), "dd/mm/yyyy", "date", "2025-04-07"),
        (datetime(2025, 4, 7, 8, 30), "General", "date", "2025-04-07 08:30"),
        (date(2025, 4, 7), "General", "date", "2025-04-07"),
        (45782, "General", "date", "2025-05-05"),
        ("2025-04-07", "@", "date", "2025-04-07"),
        (0.1 + 0.2, "General", "min", "0.3 min"),
    ],
)
def test_meaning(value: Any, shown: str, unit: str, text: str) -> None:
    """Numbers, percentages, money, dates and times are read as people mean them."""
    assert read_cell(value, shown, unit) == text


@pytest.mark.parametrize("value", [0.58, 1, 0.01, "0.58"])
def test_bare_fraction_is_asked_about(value: Any) -> None:
    """A bare number up to 1 where percent are meant may be a fraction: it is refused with both readings."""
    with pytest.raises(CellError) as raised:
        read_cell(value, "General", "%")
    problem = raised.value.at("cell D7")
    assert problem.where == "cell D7"
    assert problem.nearest is not None and problem.nearest.endswith(" %")
    assert problem.next is not None and " if that is meant" in problem.next


@pytest.mark.parametrize("value", ["#DIV/0!", "#N/A", "#REF!", "#NAME?"])
def test_excel_errors(value: str) -> None:
    """An error of Excel is not taken for a text."""
    with pytest.raises(CellError, match="the Excel error"):
        read_cell(value, "General", "min")


@pytest.mark.parametrize(
    ("text", "low", "high", "column"),
    [
        ("4 min", "240 s", "1 h", None),
        ("4 min", "5 min", "6 min", 4),
        ("4 min", "1 min", "180 s", 5),
        ("£15 per hour", "£20k per year", "£40k per year", 5),
        ("£120k", "£60k", "£180k", None),
        ("12 per hour", "20 per hour", "30 per hour", 4),
        ("50 %", "40 %", "45 %", 5),
        ("many", "1", "2", None),
    ],
)
def test_order_of_a_range(text: str, low: str, high: str, column: int | None) -> None:
    """The end that is wrong is told by its column, whatever the units; what is no number is left alone."""
    told = None
    try:
        check_order(text, (low, high), (4, 5))
    except CellError as error:
        told = error.column
    assert told == column


@pytest.mark.parametrize(
    ("value", "unit", "nearest", "step"),
    [
        (datetime(1900, 1, 4), "min", "4 min", "type 4 min"),
        (datetime(1900, 3, 1), "", "61", "type 61"),
        (datetime(2026, 5, 9), "", None, "with an apostrophe before it"),
        (date(1900, 1, 30), "%", "30 %", "type 30 %"),
        (datetime(2026, 5, 9), "£ per hour", None, "with an apostrophe before it"),
        (time(4, 0), "min", None, "type 4 min or 4 h"),
        (time(1, 30), "min", None, "type 1 min 30 s, or 1 h 30 min"),
        (time(0, 6, 30), "min", None, "type 6 min 30 s"),
        (time(0, 3), "min", None, "type 3 min, or 3 s"),
        (time(9, 5), "%", None, "with an apostrophe before it"),
    ],
)
def test_dates_that_excel_has_made(value: Any, unit: str, nearest: str | None, step: str) -> None:
    """A date or time of day where neither is meant is told as such, with what was probably typed."""
    with pytest.raises(CellError, match="which Excel has made") as raised:
        read_cell(value, "General", unit)
    problem = raised.value.at("cell D7")
    assert problem.nearest == nearest
    assert step in (problem.next or "")
