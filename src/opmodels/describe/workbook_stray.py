"""What stands in a workbook where nothing is read: it is told with its cell, never lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from opmodels.describe.workbook_rows import (
    COLUMNS,
    FIRST_ROW,
    GRADE,
    HIGH,
    LIBRARY,
    LIKE,
    LOW,
    MEANING,
    MOST_ROWS,
    NOTES_SHEET,
    PATH,
    READ_ME,
    SHEETS,
    SOURCE,
    UNIT,
    WHAT,
    WHICH_IS,
    YOURS,
    Row,
)
from opmodels.foundation.errors import Problem, find_nearest, name_list
from opmodels.foundation.numerals import write_number

STAR = "\u2605"
ADD_A_BLOCK = "copy a whole block, with its last column, and name the copy; the sheet 'Read me' tells how"
NO_STEP = (
    "one more step is filled in at the end of the sheet Steps; beyond that, opmodels new --from THIS.xlsx"
    " writes a"
    " text file in which steps and needs can be added"
)
IN_NOTES = f"remarks can stand in 'Your source', or on a sheet called '{NOTES_SHEET}', which is not read"


def list_written(sheet: Any) -> list[Any]:
    """Return the cells of a sheet that hold anything, row by row; a sheet that is a chart has none."""
    cells = getattr(sheet, "_cells", {})  # what iter_rows gives would fill the gaps with new cells
    return [cell for _, cell in sorted(cells.items()) if cell.value is not None and str(cell.value).strip()]


def find_stray_sheets(name: str, book: Any, rows: Mapping[str, Row]) -> Iterator[Problem]:
    """Yield the sheets with values that are not read, and those that are missing.

    Parameters
    ----------
    name
        The workbook's file.
    book
        The workbook with its formulas.
    rows
        Every row of the template by what stands in its last column.
    """
    missing = [title for title in SHEETS if title not in book.sheetnames]
    for title in book.sheetnames:
        cells = list_written(book[title])
        if title in (READ_ME, *SHEETS) or not cells or title.casefold().startswith(NOTES_SHEET.casefold()):
            continue
        was = _recognise(cells, rows) or find_nearest(title, missing)
        step = f"move what it says to a sheet that is read, or delete it; {IN_NOTES}"
        if was in missing:
            missing.remove(was)
            step = f"call it '{was}' again"
        yield Problem(
            f"{name}, sheet {title}, cell {_first_filled(cells)}",
            f"a sheet '{title}', which is not read",
            f"the sheets {name_list([READ_ME, *SHEETS])}",
            was,
            step,
        )
    for title in missing:
        step = "put it back; opmodels new --workbook writes a workbook from which its sheet can be copied"
        yield Problem(name, f"no sheet '{title}'", f"the sheets {name_list([READ_ME, *SHEETS])}", None, step)


def _recognise(cells: Iterable[Any], rows: Mapping[str, Row]) -> str | None:
    """Return the sheet of the template that these cells were, by the paths that stand in them."""
    paths = (cell.value for cell in cells if isinstance(cell.value, str))
    return next((rows[path].sheet for path in paths if path in rows), None)


def _first_filled(cells: list[Any]) -> str:
    """Return where the first value stands that somebody has put in, or the first of all."""
    below = [cell for cell in cells if cell.row > FIRST_ROW and cell.column == YOURS + 1]
    return str((below or cells)[0].coordinate)


def find_guide_strays(name: str, sheet: Any, service: str) -> Iterator[Problem]:
    """Yield what was written on the first sheet, of which only the name of the library service is read."""
    for cell in list_written(sheet):
        beside = sheet.cell(cell.row, 1).value
        renamed = cell.column == 2 and beside == WHICH_IS and str(cell.value) != service
        beside_words = cell.column > 1 and beside not in (LIKE, WHICH_IS)
        if renamed or beside_words or cell.column > 2 or not isinstance(cell.value, str):
            own = "the name of your service goes on the sheet Service, in the row 'name'"
            where = f"{name}, sheet {sheet.title}, cell {cell.coordinate}"
            found = f"{_show(cell.value)} on a sheet that only explains"
            expected = f"'{service}', as it was" if renamed else "nothing there"
            yield Problem(where, found, expected, None, own if renamed else IN_NOTES)


class StrayFinder:
    """Finds what stands on one sheet of the template where nothing is read.

    Parameters
    ----------
    name
        The workbook's file.
    sheet
        The sheet with its formulas.
    columns
        Where each column of the template stands, from 0.
    rows
        Every row of the template by what stands in its last column.
    """

    def __init__(self, name: str, sheet: Any, columns: Mapping[int, int], rows: Mapping[str, Row]) -> None:
        self._name, self._sheet, self._rows = name, sheet, rows
        self._titles = {place + 1: column for column, place in columns.items()}
        self._columns = {column: place + 1 for column, place in columns.items()}
        self._headings = {_plain(row.heading) for row in rows.values()}
        self._told: set[tuple[str, int]] = set()

    def find(self) -> Iterator[Problem]:
        """Yield what is not read: once for a column or a row of its own, else cell by cell."""
        for cell in list_written(self._sheet):
            if cell.row < FIRST_ROW:
                if cell.column > 1 or cell.row == FIRST_ROW - 1 or not isinstance(cell.value, str):
                    yield self._tell(cell, f"{_show(cell.value)} above the table", "nothing there", IN_NOTES)
            elif cell.row > FIRST_ROW:
                yield from self._look_at(cell)

    def _look_at(self, cell: Any) -> Iterator[Problem]:
        if cell.column not in self._titles:
            yield from self._once("column", cell.column, self._tell_column(cell))
            return
        path = str(self._sheet.cell(cell.row, self._columns[PATH]).value or "").strip()
        column, row = self._titles[cell.column], self._rows.get(path)
        if not path or cell.row > MOST_ROWS:
            heading = column == WHAT and _plain(cell.value) in self._headings
            if not heading:
                yield from self._once("row", cell.row, self._tell_row(cell))
        elif row is not None:
            yield from self._compare(cell, column, row)

    def _once(self, kind: str, place: int, problem: Problem) -> Iterator[Problem]:
        if (kind, place) not in self._told:
            self._told.add((kind, place))
            yield problem

    def _compare(self, cell: Any, column: int, row: Row) -> Iterator[Problem]:
        """Yield what was changed in a cell that says what a row is."""
        template = {WHAT: row.title, LIBRARY: row.value, UNIT: row.unit}
        yours = f"{_letter(self._sheet, self._columns[YOURS])}{cell.row}"
        if column in template:
            if _plain(cell.value) != _plain(template[column]):
                yield self._tell_changed(cell, column, template[column], yours, row)
        elif column == MEANING and (not isinstance(cell.value, str) or cell.value.strip()[:1].isdigit()):
            yield self._tell_changed(cell, column, "", yours, row)
        elif row.opens and column in (LOW, HIGH, SOURCE, GRADE):
            found = f"{_show(cell.value)} in a line that holds a name only"
            yield self._tell(cell, found, "nothing there", "write it beside the number that is meant, below")

    def _tell_changed(self, cell: Any, column: int, was: str, yours: str, row: Row) -> Problem:
        step = f"write your value in cell {yours}, and leave this one as it was"
        if column == UNIT:
            step = f"write your unit behind the value in cell {yours}, and leave this cell as it was"
        elif column == WHAT and row.opens:
            step = "put the old name back: a result calls it so; a name of your own needs a copy of the block"
        found = f"{_show(cell.value)} in the column '{COLUMNS[column]}', which is not read"
        return self._tell(cell, found, f"'{was}', as it was written" if was else "nothing there", step)

    def _tell_column(self, cell: Any) -> Problem:
        title = str(self._sheet.cell(FIRST_ROW, cell.column).value or "").strip()
        named = f"the column '{title}', which is not read" if title else "a column that is not read"
        near = find_nearest(title, [one for place, one in enumerate(COLUMNS) if place not in self._columns])
        found = f"{_show(cell.value)} in {named}"
        return self._tell(cell, found, f"the columns {name_list(COLUMNS)}", IN_NOTES, near)

    def _tell_row(self, cell: Any) -> Problem:
        step = f"for one more group, pool or figure {ADD_A_BLOCK}; {IN_NOTES}"
        if self._sheet.title in ("Steps", "Needs"):
            step = f"{NO_STEP}; {IN_NOTES}"
        found = f"{_show(cell.value)} in a row that is not read"
        return self._tell(cell, found, "a row of the template", step)

    def _tell(self, cell: Any, found: str, expected: str, step: str, near: str | None = None) -> Problem:
        where = f"{self._name}, sheet {self._sheet.title}, cell {cell.coordinate}"
        return Problem(where, found, expected, near, step)


def _letter(sheet: Any, column: int) -> str:
    return str(sheet.cell(FIRST_ROW, column).column_letter)


def _plain(value: Any) -> str:
    """Return what a cell says, however it was typed: 29000 and 29,000.0 are the same."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return write_number(float(value))
    text = " ".join(str(value).replace(STAR, "").replace("_", " ").split())
    try:
        return write_number(float(text.replace(",", "")))
    except ValueError:
        return text


def _show(value: Any) -> str:
    text = " ".join(str(value).split())
    return f"'{text}'" if len(text) <= 40 else f"'{text[:37]}...'"
