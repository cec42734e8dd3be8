"""One row of a workbook: its cells, and what is missing in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from opmodels.describe.workbook_cells import CellError, check_order, read_cell
from opmodels.describe.workbook_rows import COLUMNS, GRADE, GRADES, HIGH, LOW, PATH, YOURS, Row
from opmodels.foundation.errors import find_nearest, name_list

GRADE_WORDS = {
    "excellent": "A", "official": "A", "trial": "A", "count": "A", "good": "B", "survey": "B",
    "case": "C", "vendor": "C", "poor": "C", "none": "assumption", "guess": "assumption",
    "estimate": "assumption",
    **{grade: grade for grade in GRADES},
}  # fmt: skip
"""Words that people write for a grade."""


class Line:
    """One row of a sheet.

    Parameters
    ----------
    file, sheet
        What messages call them.
    columns
        Where each column of the template stands.
    cells, formulas
        The row with its values, and with its formulas.
    """

    def __init__(self, file: str, sheet: str, columns: Mapping[int, int], cells: Any, formulas: Any) -> None:
        self._file, self._sheet, self._columns = file, sheet, columns
        self._cells, self._formulas = cells, formulas
        self.path = str(self.cell(PATH) or "").strip()

    def cell(self, column: int) -> Any:
        """Return the value in a column; None where the workbook has no such column."""
        return self._cells[self._columns[column]].value if column in self._columns else None

    def where(self, column: int) -> str:
        """Return how messages call a cell; that of the value where the workbook has no such column."""
        cell = self._cells[self._columns.get(column, self._columns[YOURS])]
        return f"{self._file}, sheet {self._sheet}, cell {cell.coordinate}"

    def read(self, column: int, row: Row) -> str:
        """Return what a cell means.

        Raises
        ------
        CellError
            When it can mean two things, or none.
        """
        if column not in self._columns:
            return ""
        cell, formula = self._cells[self._columns[column]], self._formulas[self._columns[column]].value
        if str(formula or "").startswith("=") and cell.value is None:
            found, step = f"the formula {formula}, not worked out", "open and save the workbook in Excel"
            raise CellError(found, "a formula with its value", next=step, column=column)
        try:
            return read_cell(cell.value, str(cell.number_format), row.unit)
        except CellError as error:
            raise error.in_column(column) from None


UNSURE = frozenset(
    {"tbc", "tba", "tbd", "n/a", "na", "?", "??", "unknown", "don't know", "dont know", "not known"}
)
"""Words that people write where they have no number."""
SPAN = re.compile(
    r"(?P<low>[£$€]?[\d.,]+k?(?: ?%)?(?: ?[a-z]+)?) ?(?:-|\u2013| to ) ?(?P<high>[£$€]?[\d.,]+k?.*)",
    re.IGNORECASE,
)


def refuse_vague(row: Row, text: str) -> None:
    """Refuse words that say that there is no number, and two numbers where one is meant.

    Raises
    ------
    CellError
        When it is one of these, in a row of a number.
    """
    if not row.has_range:
        return
    if text.casefold().rstrip(".") in UNSURE:
        lent = f": the library's {row.value} is then borrowed, and reports say so" if row.value else ""
        raise CellError(f"'{text}'", "a value, or an empty cell", next=f"leave it empty{lent}")
    span = SPAN.fullmatch(text)
    if span:
        step = f"write the likeliest value here, and {span['low']} and {span['high']} in 'Low' and 'High'"
        raise CellError(f"'{text}', which is two numbers", "one number", next=step)


def read_grade(value: Any) -> str:
    """Return the grade that a cell holds, or nothing.

    Raises
    ------
    CellError
        When there is no such grade.
    """
    text = str(value or "").strip()
    known = {grade.casefold(): grade for grade in GRADES}
    if text and text.casefold() not in known:
        near = find_nearest(text, GRADE_WORDS)
        step = (
            "choose from the list in the cell: A trial or official count, B survey, C one case, or assumption"
        )
        expected = f"one of {name_list(GRADES)}, or nothing"
        raise CellError(
            f"the grade '{text}'", expected, GRADE_WORDS[near] if near else None, step, column=GRADE
        )
    return known.get(text.casefold(), "")


def refuse_half(row: Row, text: str, ends: tuple[str, str], told: str) -> None:
    """Refuse a row of which a part is missing.

    Raises
    ------
    CellError
        When a range, source or grade stands without a value, or a range has one end, or none is possible.
    """
    written = [end for end in ends if end]
    column = LOW if ends[0] else HIGH
    if written and not row.has_range:
        step = "empty the cells 'Low' and 'High' of this row"
        raise CellError(
            f"a range for '{row.title}'", "no range: it is no measured number", next=step, column=column
        )
    if (written or told) and not text:
        what = "a range" if written else "a source or grade"
        step = "write the value in 'Yours', or empty the rest of the row"
        raise CellError(f"{what} for '{row.title}', without a value", "a value beside it", next=step)
    if len(written) == 1:
        missing = HIGH if ends[0] else LOW
        step = f"write '{COLUMNS[missing]}' too, or empty '{COLUMNS[column]}'"
        raise CellError(
            f"no '{COLUMNS[missing]}' beside {written[0]}", "both ends of a range", next=step, column=missing
        )
    if written:
        check_order(text, ends, (LOW, HIGH))
