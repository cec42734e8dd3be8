"""What people mean by what they put into a cell: 0.58 shown as 58 %, a time, a bare number of minutes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from opmodels.foundation import units
from opmodels.foundation.errors import Problem
from opmodels.foundation.units import UnitError, write_number

BARE = re.compile(r"[+-]?\d[\d,]*(\.\d+)?|[+-]?\.\d+")
MONEY_FORMAT = re.compile(r'\[\$([^\]-]*)|"?([£$€])"?')
SIGNS = "£$€"
DATE = "date"
AGAIN = "type it again, with an apostrophe before it"
DAY_NOUGHT = date(1899, 12, 30)
"""From which a spreadsheet counts days, where it shows a date as a bare number."""

PARSERS: tuple[Callable[[str], Any], ...] = (
    units.parse_duration,
    units.parse_share,
    units.parse_factor,
    units.parse_money,
    units.parse_money_rate,
    units.parse_rate,
)


class CellError(ValueError):
    """A cell that can mean two things, or none; its parts become a `Problem` once the cell is known.

    `column` is that of the cell, from 0; None for the column of the value.
    """

    def __init__(
        self,
        found: str,
        expected: str,
        nearest: str | None = None,
        next: str | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(f"found {found}; expected {expected}")
        self.parts = (found, expected, nearest, next)
        self.column = column

    def in_column(self, column: int) -> CellError:
        """Return the same error of a cell in another column."""
        found, expected, nearest, next_step = self.parts
        return CellError(found, expected, nearest, next_step, column)

    def at(self, where: str) -> Problem:
        """Return the problem as the reader of a cell sees it."""
        return Problem(where, *self.parts)


def read_cell(value: Any, number_format: str, unit: str) -> str:
    """Return what a cell means, as it would be written in a service file; empty for an empty cell.

    Parameters
    ----------
    value
        What the workbook holds: text, number, truth value, date, time, length of time.
    number_format
        How the cell shows it, such as ``0.0%`` or ``[$£-809]#,##0``.
    unit
        What a bare number stands for here: ``%``, ``min``, ``£ per hour``, ``date``, or nothing.

    Raises
    ------
    CellError
        When a bare number between 0 and 1 stands where percent are meant, or an Excel error.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _read_number(float(value), number_format, unit)
    if isinstance(value, datetime | date | time | timedelta):
        _refuse_made(value, unit)
        return _read_moment(value)
    text = " ".join(str(value).split())
    if text.startswith("#") and text.endswith(("!", "?", "A", "/0!")):
        raise CellError(f"the Excel error {text}", "a number or a text", next="mend the formula")
    return _read_number(float(text.replace(",", "")), "", unit) if BARE.fullmatch(text) and unit else text


def _read_number(number: float, number_format: str, unit: str) -> str:
    if "%" in number_format:
        return f"{write_number(100 * number)} %"
    if unit == "%":
        return _read_percent(number)
    if unit == DATE:
        return (DAY_NOUGHT + timedelta(days=int(number))).isoformat()
    sign, rest = _split_unit(unit)
    shown = MONEY_FORMAT.search(number_format)
    sign = (shown[1] or shown[2] or "") if shown else sign
    amount = f"{'-' if number < 0 else ''}{sign}{write_number(abs(number))}" if sign else write_number(number)
    return f"{amount} {rest}" if rest else amount


def _read_percent(number: float) -> str:
    """Return a bare number as percent, unless it may be a fraction."""
    told = write_number(number)
    if 0 < number <= 1:
        nearest = f"{write_number(100 * number)} %"
        raise CellError(
            f"the bare number {told}",
            "a percentage with its sign",
            nearest,
            f"write {nearest}, or {told} % if that is meant",
        )
    return f"{told} %"


def _split_unit(unit: str) -> tuple[str, str]:
    return (unit[0], unit[1:].strip()) if unit[:1] and unit[0] in SIGNS else ("", unit)


def _refuse_made(value: datetime | date | time | timedelta, unit: str) -> None:
    """Refuse a date or a time of day that Excel has made of something else, as of 9-5, or 4 over 4:00.

    Raises
    ------
    CellError
        When no date is meant here, or a time of day where a length of time or another number is meant.
    """
    if isinstance(value, date) and unit != DATE:  # a datetime is a date too
        day = value if not isinstance(value, datetime) else value.date()
        count = (day - DAY_NOUGHT).days - (day < date(1900, 3, 1))  # Excel has a 29 February 1900
        meant = f"{count} {unit}".strip() if 0 < count < 1000 and not unit.startswith(tuple(SIGNS)) else None
        step = f"type {meant}" if meant else AGAIN
        raise CellError(
            f"the date {day.isoformat()}, which Excel has made", _tell_expected(unit), meant, step
        )
    if isinstance(value, time) and unit:
        shown = f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
        step = f"type {tell_clock(value)}" if unit in ("min", "s", "h") else AGAIN
        raise CellError(f"the time of day {shown}, which Excel has made", _tell_expected(unit), None, step)


def tell_clock(value: time) -> str:
    """Return what was meant by a time of day where a duration is wanted: ``6 min 30 s, or 6 h 30 min``."""
    if value.second:
        hours = f"{value.hour} h " if value.hour else ""
        return f"{hours}{value.minute} min {value.second} s"
    if not value.minute:
        return f"{value.hour} min or {value.hour} h"
    if not value.hour:
        return f"{value.minute} min, or {value.minute} s"
    return f"{value.hour} min {value.minute} s, or {value.hour} h {value.minute} min"


def _tell_expected(unit: str) -> str:
    return f"a number in {unit}" if unit else "a number or a text"


def _read_moment(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        return f"{write_number(value.total_seconds() / 60)} min"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat()


def check_order(text: str, ends: tuple[str, str], columns: tuple[int, int]) -> None:
    """Refuse a range that does not hold its value; `columns` are those of its ends.

    Raises
    ------
    CellError
        When the low end lies above the value, or the high end below it. Numbers that cannot be read are left
        to whoever reads the description.
    """
    for parse in PARSERS:
        try:
            low, value, high = (_as_number(parse(one)) for one in (ends[0], text, ends[1]))
        except (UnitError, ValueError):
            continue
        if low > high:
            found = f"'Low' {ends[0]} above 'High' {ends[1]}"
            raise CellError(found, "'Low' no higher than 'High'", None, "turn the two ends round", columns[0])
        step = "mend the value or the range"
        if low > value:
            raise CellError(f"{ends[0]} as the low end of {text}", f"{text} or less", None, step, columns[0])
        if high < value:
            raise CellError(f"{ends[1]} as the high end of {text}", f"{text} or more", None, step, columns[1])
        return


def _as_number(parsed: Any) -> float:
    if isinstance(parsed, units.MoneyRate):
        return parsed.per_hour() if parsed.is_timed else parsed.amount
    return float(parsed.amount if isinstance(parsed, units.Money) else parsed)
