"""The rows of a file of appointment counts: its header, and what one line may hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opmodels.describe.learn.appointment_counts import AXES
from opmodels.describe.learn.merged_areas import Key
from opmodels.describe.learn.months import nearest_month, parse_month
from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list

COLUMNS = (
    "CCG_CODE", "CCG_ONS_CODE", "CCG_NAME", "STP_ONS", "STPNM", "REGION_ONS_CODE", "REGION_NAME",
    "Appointment_Month", "APPT_STATUS", "HCP_TYPE", "APPT_MODE", "TIME_BETWEEN_BOOK_AND_APPT",
    "COUNT_OF_APPOINTMENTS",
)  # fmt: skip
MOST_DIGITS = 9
CATEGORY_COLUMNS = ("APPT_MODE", "TIME_BETWEEN_BOOK_AND_APPT", "APPT_STATUS", "HCP_TYPE")
WHAT = (
    "the monthly counts by commissioning area that NHS England publishes as Appointments in General Practice"
)


@dataclass(frozen=True)
class Row:
    """One line of the file: where it stands, which cell it fills, how many appointments."""

    line: int
    area: str
    month: str
    key: Key
    count: int


class RowReader:
    """Reads the rows of one file and collects what is wrong with them."""

    def __init__(self, name: str, header: Sequence[str]) -> None:
        self.name = name
        self.place = {column: header.index(column) for column in COLUMNS}
        self.width = len(header)
        self.problems: list[Problem] = []
        self.area_names: dict[str, str] = {}
        self.codes = [
            {_fold(published): number for number, published in enumerate(axis)} for axis in AXES.values()
        ]

    def complain(
        self, line: int, found: str, expected: str, nearest: str | None = None, next: str | None = None
    ) -> None:
        """Note what is wrong with a line."""
        self.problems.append(Problem(f"{self.name}, line {line}", found, expected, nearest, next))

    def read_row(self, line: int, fields: Sequence[str]) -> Row | None:
        """Return the row, or None after noting what is wrong with it."""
        if len(fields) != self.width:
            self.complain(
                line,
                f"{len(fields)} fields",
                f"{self.width}, as in the header",
                None,
                "mend or delete the line",
            )
            return None
        before = len(self.problems)
        month = self._read_month(line, self._field(fields, "Appointment_Month"))
        key = tuple(
            self._read_category(line, column, self._field(fields, column), place)
            for place, column in enumerate(CATEGORY_COLUMNS)
        )
        count = self._read_count(line, self._field(fields, "COUNT_OF_APPOINTMENTS"))
        area = self._field(fields, "CCG_CODE")
        if not area:
            self.complain(
                line, "no CCG_CODE", "the code of the commissioning area", None, "mend or delete the line"
            )
        self.area_names.setdefault(area, self._field(fields, "CCG_NAME") or area)
        return Row(line, area, month, key, count) if len(self.problems) == before else None

    def _field(self, fields: Sequence[str], column: str) -> str:
        return " ".join(fields[self.place[column]].split())

    def _read_month(self, line: int, text: str) -> str:
        month = parse_month(text)
        if month is None:
            self.complain(line, f'the month "{text}"', "a month such as MAR2019", nearest_month(text))
        return month or ""

    def _read_category(self, line: int, column: str, text: str, place: int) -> int:
        number = self.codes[place].get(_fold(text))
        if number is None:
            allowed = list(list(AXES.values())[place])
            near = find_nearest(text, allowed)
            found = f'{column} "{text}"' if text else f"nothing as {column}"
            self.complain(
                line,
                found,
                f"one of {name_list(allowed)}",
                near,
                "opmodels learns only from categories it knows",
            )
        return -1 if number is None else number

    def _read_count(self, line: int, text: str) -> int:
        digits = text.replace(",", "")
        if digits.isdecimal() and digits.isascii() and len(digits) <= MOST_DIGITS:
            return int(digits)
        why = " (below 0)" if digits.startswith("-") else ""
        self.complain(
            line, f'COUNT_OF_APPOINTMENTS "{text}"{why}', "a whole number of appointments, 0 or more"
        )
        return 0


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def check_header(header: Sequence[str], name: str) -> None:
    """See that the header holds the thirteen published columns, each once, and no other.

    Raises
    ------
    InputError
        When it does not; every column that is missing, double or strange is told.
    """
    where = f"{name}, line 1"
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            found, next_step = f"fields parted by {word}", "save it as CSV with commas"
            raise InputError(Problem(where, found, "fields parted by commas", None, next_step))
    problems = [*_missing_columns(header, where), *_strange_columns(header, where)]
    if problems:
        raise InputError(*problems)


def _missing_columns(header: Sequence[str], where: str) -> Iterator[Problem]:
    strange = [column for column in header if column not in COLUMNS]
    for column in COLUMNS:
        if column not in header:
            near = find_nearest(column, strange)
            next_step = (
                f'call the column "{near}" {column}, if it is that' if near else f"this file is not {WHAT}"
            )
            found = f"no column {column}" + (f' (but "{near}")' if near else "")
            yield Problem(
                where, found, f"the columns {name_list(COLUMNS, 13)}", column if near else None, next_step
            )


def _strange_columns(header: Sequence[str], where: str) -> Iterator[Problem]:
    missing = [column for column in COLUMNS if column not in header]
    for column, times in Counter(header).items():
        if column in COLUMNS and times > 1:
            yield Problem(
                where, f"the column {column} {times} times", "each column once", None, "delete the others"
            )
        elif column not in COLUMNS and not find_nearest(column, missing):
            expected = f"only the columns {name_list(COLUMNS, 13)}"
            yield Problem(
                where, f'the column "{column}"', expected, find_nearest(column, COLUMNS), "delete it"
            )
