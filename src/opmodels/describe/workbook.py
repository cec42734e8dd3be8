"""Services in Excel: a workbook to fill in, read like a service file; messages name sheet and cell."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opmodels.describe.include import Gathered, gather
from opmodels.describe.library import find_service
from opmodels.describe.places import Places, Spot
from opmodels.describe.service import Service, describe
from opmodels.describe.workbook_borrowed import Entry, merge_entries
from opmodels.describe.workbook_cells import CellError, read_cell
from opmodels.describe.workbook_rows import (
    COLUMNS,
    FIRST_ROW,
    GRADE,
    GRADES,
    LIKE,
    PATH,
    READ_ME,
    SHEETS,
    SOURCE,
    YOURS,
    Row,
    list_rows,
)
from opmodels.describe.yaml_lines import Document, read_yaml
from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list

MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 20_000_000, 200_000_000, 20_000


@dataclass(frozen=True, order=True)
class CellSpot(Spot):
    """A cell of a workbook, told as ``my-service.xlsx, sheet Pools, cell D7``."""

    words: str = ""

    def __str__(self) -> str:
        return self.words


@dataclass
class Cells(Places):
    """Where each part of a description stands in a workbook.

    Parameters
    ----------
    name, like
        The workbook's file, and the library service that stands behind it.
    cells
        By path: the order of the cell in the workbook, and its words.
    """

    name: str = ""
    like: str = ""
    cells: dict[tuple[str | int, ...], tuple[int, str]] = field(default_factory=dict)

    def spot(self, path: Sequence[str | int], *, key: bool = False) -> Spot:
        """Return the cell of a path: at it, above it, or the first below it; or say that it is borrowed."""
        there = tuple(path)
        for length in range(len(there), 0, -1):
            if there[:length] in self.cells:
                return self._make(self.cells[there[:length]])
        below = [found for other, found in self.cells.items() if there and other[: len(there)] == there]
        if below:
            return self._make(min(below))
        words = f"{self.name}, {'.'.join(map(str, there)) or 'the workbook'} (borrowed from {self.like})"
        return CellSpot(0, MOST_ROWS * len(SHEETS), self.name, words)

    def _make(self, found: tuple[int, str]) -> Spot:
        return CellSpot(0, found[0], self.name, found[1])


def read_library(like: str) -> Service:
    """Return the library service that stands behind a workbook.

    Raises
    ------
    InputError
        When there is none of this name.
    """
    path = find_service(like)
    return describe(gather(read_yaml(path), path.parent, path).tree)


def write_workbook(path: Path, like: str) -> Path:
    """Write a workbook to fill in.

    Parameters
    ----------
    path
        Where; a file that is there is replaced.
    like
        The library service whose steps it has.

    Raises
    ------
    InputError
        When there is no such library service, or the file cannot be written.
    """
    from opmodels.describe.workbook_sheets import fill_workbook

    name = find_service(like).parent.name
    book = fill_workbook(read_library(like), name)
    try:
        book.save(path)
    except OSError as error:
        found = f"a place that cannot be written to ({error.strerror or error})"
        raise InputError(
            Problem(str(path), found, "a folder of yours", next="close the file if Excel has it open")
        ) from None
    return path


def gather_workbook(path: Path) -> Gathered:
    """Return the description that a workbook holds, as `read` takes it.

    Raises
    ------
    InputError
        With every problem of the workbook, each with its sheet and cell.
    """
    book, shown = _open(path)
    like = _find_like(book, path.name)
    service = read_library(like)
    reader = _Reader(path.name, like, {row.name: row for rows in list_rows(service).values() for row in rows})
    for sheet in SHEETS:
        if sheet in book.sheetnames:
            reader.read_sheet(book[sheet], shown[sheet])
    if reader.problems:
        raise InputError(*reader.problems)
    tree = merge_entries(service, reader.entries, like)
    if ("service",) not in reader.cells:
        tree["service"] = path.stem
    places = Cells([Document(tree, {}, {}, path.name)], {}, path.name, like, _follow_seen(reader.cells))
    return Gathered(tree, places)


def _follow_seen(
    cells: dict[tuple[str | int, ...], tuple[int, str]],
) -> dict[tuple[str | int, ...], tuple[int, str]]:
    """Return the cells by the places that their figures have once those left empty are gone."""
    seen = sorted({path[1] for path in cells if path[0] == "observed"}, key=int)
    return {
        (path[0], seen.index(path[1]), *path[2:]) if path[0] == "observed" else path: found
        for path, found in cells.items()
    }


def _open(path: Path) -> tuple[Any, Any]:
    """Return the workbook twice: with the values that Excel last worked out, and with the formulas."""
    from openpyxl import load_workbook

    _refuse_large(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles that openpyxl does not know do not matter here
            return load_workbook(path, data_only=True), load_workbook(path)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        SyntaxError,
        zipfile.BadZipFile,
    ) as error:
        found = f"a file that cannot be read as a workbook ({type(error).__name__})"
        raise InputError(
            Problem(path.name, found, "an Excel workbook (.xlsx)", next="save it again in Excel")
        ) from None


def _refuse_large(path: Path) -> None:
    if not path.is_file():
        there = [other.name for other in path.parent.glob("*.xlsx")] if path.parent.is_dir() else []
        raise InputError(
            Problem(str(path), "no such file", "an Excel workbook (.xlsx)", find_nearest(path.name, there))
        )
    size = path.stat().st_size
    if size <= MOST_BYTES and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
        if size <= MOST_UNPACKED:
            return
    elif size <= MOST_BYTES:
        raise InputError(
            Problem(
                path.name,
                "a file that is no Excel workbook",
                "an .xlsx file",
                next="save it in Excel as .xlsx",
            )
        )
    raise InputError(
        Problem(path.name, f"a workbook of {size / 1e6:,.0f} MB", f"at most {MOST_BYTES / 1e6:.0f} MB")
    )


def _find_like(book: Any, name: str) -> str:
    """Return the library service that the first sheet names."""
    rows = (
        book[READ_ME].iter_rows(max_col=2, max_row=40, values_only=True) if READ_ME in book.sheetnames else ()
    )
    like = next((str(value).strip() for title, value in rows if title == LIKE and value), None)
    if like is None:
        found = f"no '{LIKE}' on a sheet '{READ_ME}'"
        step = "opmodels new --workbook FILE.xlsx writes a workbook that can be read"
        raise InputError(Problem(name, found, "a workbook that opmodels has written", next=step))
    try:
        return find_service(like).parent.name
    except InputError as error:
        problem = error.problems[0]
        where = f"{name}, sheet {READ_ME}, '{LIKE}'"
        raise InputError(Problem(where, problem.found, problem.expected, problem.nearest)) from None


class _Reader:
    """Takes the analyst's cells from the sheets."""

    def __init__(self, name: str, like: str, rows: dict[str, Row]) -> None:
        self.name, self.like, self.rows = name, like, rows
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.cells: dict[tuple[str | int, ...], tuple[int, str]] = {}

    def read_sheet(self, sheet: Any, shown: Any) -> None:
        """Read every row that names a path."""
        for cells, formulas in zip(self._rows(sheet), self._rows(shown), strict=False):
            path = str(cells[PATH].value or "").strip() if len(cells) > PATH else ""
            if path and cells[YOURS].row > FIRST_ROW:
                self._read_row(path, cells, f"{formulas[YOURS].value or ''}", sheet.title)

    def _rows(self, sheet: Any) -> Iterator[tuple[Any, ...]]:
        yield from sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=len(COLUMNS))

    def _read_row(self, path: str, cells: tuple[Any, ...], formula: str, sheet: str) -> None:
        where = f"{self.name}, sheet {sheet}, cell {cells[YOURS].coordinate}"
        row = self.rows.get(path)
        try:
            if row is None:
                raise CellError(
                    f"the path '{path}'",
                    f"a path of {self.like}",
                    find_nearest(path, self.rows),
                    "leave the last column as it was written",
                )
            if formula.startswith("=") and cells[YOURS].value is None:
                raise CellError(
                    f"the formula {formula}, not worked out",
                    "a formula with its value",
                    next="open and save the workbook in Excel",
                )
            text = read_cell(cells[YOURS].value, str(cells[YOURS].number_format), row.unit)
            grade = _read_grade(cells[GRADE].value)
        except CellError as error:
            self.problems.append(error.at(where))
            return
        if text:
            self._keep(
                Entry(row.path, text, where, str(cells[SOURCE].value or "").strip(), grade, row.is_list), row
            )

    def _keep(self, entry: Entry, row: Row) -> None:
        if row.path in self.cells:
            found = f"{row.name} a second time (first: {self.cells[row.path][1]})"
            self.problems.append(
                Problem(entry.where, found, "each number once", next="delete one of the two rows")
            )
            return
        self.cells[row.path] = (len(self.entries), entry.where)
        self.entries.append(entry)


def _read_grade(value: Any) -> str:
    text = str(value or "").strip()
    known = {grade.casefold(): grade for grade in GRADES}
    if text and text.casefold() not in known:
        raise CellError(
            f"the grade '{text}'", f"one of {name_list(GRADES)}, or nothing", find_nearest(text, GRADES)
        )
    return known.get(text.casefold(), "")
