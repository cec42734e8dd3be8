"""Takes the analyst's cells from the sheets of a workbook, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from opmodels.describe.paths import Path
from opmodels.describe.workbook_added import Addition
from opmodels.describe.workbook_borrowed import Entry
from opmodels.describe.workbook_cells import CellError, read_cell
from opmodels.describe.workbook_left_out import is_nobody
from opmodels.describe.workbook_lines import Line, read_grade, refuse_half, refuse_vague
from opmodels.describe.workbook_renamed import Renaming
from opmodels.describe.workbook_rows import (
    ADDABLE,
    COLUMNS,
    FIRST_ROW,
    GRADE,
    HIGH,
    LOW,
    MOST_COLUMNS,
    MOST_ROWS,
    PATH,
    SOURCE,
    YOURS,
    Row,
)
from opmodels.describe.workbook_stray import NO_STEP, StrayFinder
from opmodels.foundation.errors import Problem, find_nearest, name_list

NEEDED = (YOURS, PATH)


@dataclass
class Block:
    """The rows of one group, pool or figure.

    Parameters
    ----------
    like
        Where the part stands that they were written for: ``("groups", "older")``, ``("observed", 0)``.
    to
        The name or place that they describe.
    where
        The cell of its name.
    cells
        By path of the library: the cell to fill in.
    """

    like: Path
    to: str | int
    where: str
    cells: dict[Path, str]

    @property
    def is_new(self) -> bool:
        """Whether it is one that the library service does not have."""
        return self.to != self.like[1]

    def has(self, path: Path) -> bool:
        """Whether a row belongs to it: what stands below it, and the rates of a group."""
        is_rate = self.like[0] == "groups" and path[0] == "needs" and path[-1] == self.like[1]
        return path[:2] == self.like or is_rate

    def move(self, path: Path) -> Path:
        """Return the path of a row in the part that the block describes."""
        if path[:2] == self.like:
            return (path[0], self.to, *path[2:])
        return (*path[:-1], self.to)


class SheetReader:
    """Reads sheets one after the other.

    Parameters
    ----------
    name, like
        The workbook's file, and the library service that stands behind it.
    rows
        Every row of the template by what stands in its last column.

    Attributes
    ----------
    entries
        What was filled in, in the order of the workbook.
    blocks
        The blocks of groups, pools and figures.
    problems
        What cannot be read.
    failed
        The paths of those numbers.
    cells
        By path: the order of a cell in the workbook, and its words.
    rows_at
        By path: the cell to fill in of every row that is there, filled in or not.
    renamings
        New names of parts of the library service.
    """

    def __init__(self, name: str, like: str, rows: Mapping[str, Row]) -> None:
        self.name, self.like, self.rows = name, like, rows
        self.entries: list[Entry] = []
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.failed: set[Path] = set()
        self.cells: dict[Path, tuple[int, str]] = {}
        self.rows_at: dict[Path, str] = {}
        self.renamings: list[Renaming] = []
        self._block: Block | None = None
        figures = {row.path[1] for row in rows.values() if row.path[0] == "observed"}
        self._figures = len([place for place in figures if isinstance(place, int)])

    @property
    def additions(self) -> list[Addition]:
        """The parts that the library service does not have."""
        new = [block for block in self.blocks if block.is_new]
        return [Addition(str(block.like[0]), block.like[1], block.to, block.where) for block in new]

    def read_sheet(self, sheet: Any, shown: Any) -> None:
        """Read every row that names a path; `shown` is the sheet with its formulas."""
        self._block = None
        columns = self._find_columns(sheet)
        for cells, formulas in zip(_rows_of(sheet), _rows_of(shown), strict=False):
            if columns and cells[0].row > FIRST_ROW:
                line = Line(self.name, sheet.title, columns, cells, formulas)
                if line.path:
                    self._read_line(line)
        if columns:
            self.problems += StrayFinder(self.name, shown, columns, self.rows).find()

    def _find_columns(self, sheet: Any) -> dict[int, int]:
        """Return where the columns stand, by their titles; none where one that is needed is missing."""
        head = [str(cell.value or "").strip() for row in _rows_of(sheet, FIRST_ROW) for cell in row]
        found = {place: head.index(title) for place, title in enumerate(COLUMNS) if title in head}
        lost = [COLUMNS[place] for place in NEEDED if place not in found]
        for title in lost:
            self.problems.append(
                Problem(
                    f"{self.name}, sheet {sheet.title}, row {FIRST_ROW}",
                    f"no column '{title}'",
                    f"the titles {name_list(COLUMNS)}",
                    find_nearest(title, [other for other in head if other and other not in COLUMNS]),
                    "write the title as it was",
                )
            )
        return {} if lost else found

    def _read_line(self, line: Line) -> None:
        row = self.rows.get(line.path)
        with self._catch(line):
            if row is None:
                step = "leave the last column as it was written"
                near = find_nearest(line.path, self.rows)
                raise CellError(f"the path '{line.path}'", f"a path of {self.like}", near, step, column=PATH)
            if row.opens:
                self._open_block(row, line)
            else:
                self._read_row(row, line)

    @contextmanager
    def _catch(self, line: Line, path: Path | None = None) -> Iterator[None]:
        """Note what is wrong with a cell, and that its number is missing, and go on."""
        try:
            yield
        except CellError as error:
            self.problems.append(error.at(line.where(YOURS if error.column is None else error.column)))
            if path:
                self.failed.add(path)

    def _open_block(self, row: Row, line: Line) -> None:
        """Begin a block; what is written beside its heading is the name of a new one."""
        to: str | int = "_".join(read_cell(line.cell(YOURS), "@", "").split())
        if row.path[0] == "observed":
            if to:
                raise CellError(
                    f"'{to}' in a line without a value", "nothing", next="write in the rows below"
                )
            again = isinstance(row.path[1], str) or any(block.like == row.path for block in self.blocks)
            to, self._figures = (self._figures, self._figures + 1) if again else (row.path[1], self._figures)
        elif to and to != row.path[1] and not any(block.like == row.path for block in self.blocks):
            section, old = map(str, row.path)
            self.renamings.append(Renaming(section, old, str(to), line.where(YOURS)))
            to = ""
        elif to and row.path[0] not in ADDABLE:
            raise CellError(f"a second {row.path[1]}, '{to}'", "each once", next=NO_STEP)
        self._block = Block(row.path, to or row.path[1], line.where(YOURS), {})
        self.blocks.append(self._block)
        self.rows_at.setdefault((row.path[0], self._block.to), line.where(YOURS))
        if self._block.is_new:
            place = (row.path[0], self._block.to)
            self.cells.setdefault(place, (len(self.cells), self._block.where))

    def _read_row(self, row: Row, line: Line) -> None:
        path = row.path
        if self._block is not None and self._block.has(path):
            self._block.cells[path] = line.where(YOURS)
            path = self._block.move(path)
        self.rows_at.setdefault(path, line.where(YOURS))
        grade, source = "", str(line.cell(SOURCE) or "").strip()
        read = dict.fromkeys((YOURS, LOW, HIGH), "")
        with self._catch(line):
            grade = read_grade(line.cell(GRADE))
        for column in read:
            with self._catch(line, path):
                read[column] = line.read(column, row)
        ends = read[LOW], read[HIGH]
        if path in self.failed:
            return
        with self._catch(line, path):
            if not is_nobody(path, read[YOURS]):
                refuse_vague(row, read[YOURS])
            refuse_half(row, read[YOURS], ends, source or grade)
            if read[YOURS]:
                entry = Entry(path, read[YOURS], line.where(YOURS), source, grade, row.is_list)
                self._keep(replace(entry, ends=ends) if ends[0] else entry, row, line)

    def _keep(self, entry: Entry, row: Row, line: Line) -> None:
        if entry.path in self.cells:
            found = f"{row.name} a second time (first: {self.cells[entry.path][1]})"
            step = "delete one of the two rows; one more group or pool needs its shaded line, with a new name"
            raise CellError(found, "each number once", next=step)
        order = len(self.cells)
        self.cells[entry.path] = (order, entry.where)
        self.entries.append(entry)
        if entry.ends:
            below = {("range",): LOW, ("range", 0): LOW, ("range", 1): HIGH}
            self.cells |= {(*entry.path, *end): (order, line.where(column)) for end, column in below.items()}

    def find_half_filled(self) -> Iterator[Problem]:
        """Yield what is missing in blocks: a name, the block that was copied, the numbers to begin with."""
        plain = set[Path]()
        for block in self.blocks:
            if not block.is_new and block.like[0] != "observed":
                if block.like in plain:
                    yield self._ask_for_name(block)
                plain.add(block.like)
        for block in self.blocks:
            if block.like[0] == "observed":
                yield from self._ask_for_value(block)
            elif block.is_new:
                yield from self._ask_for_numbers(block)

    def _ask_for_name(self, block: Block) -> Problem:
        step = "write the name of the new one here, or delete the rows of the copy"
        return Problem(block.where, f"{block.like[1]} a second time, without a name", "a new name", next=step)

    def _ask_for_value(self, block: Block) -> Iterator[Problem]:
        """Ask for the value of a figure of which something else was filled in."""
        place = ("observed", block.to)
        given = [str(path[2]) for path in self.cells if path[:2] == place and len(path) > 2]
        if given and "value" not in given:
            where = block.cells.get((*block.like, "value"), block.where)
            step = "write what was seen, or empty the rows of this figure"
            number = next((one for one in self.entries if one.path == (*place, "measure")), None)
            if number is not None and number.text[:1].isdigit():
                step = f"{number.text} is no measure; if it is what was seen, write it here"
            yield Problem(where, f"a figure with {name_list(given)}, without a value", "its value", next=step)

    def _ask_for_numbers(self, block: Block) -> Iterator[Problem]:
        """Ask for the numbers to begin with of a new group or pool, which nobody can lend."""
        for row in self.rows.values():
            lacks = (
                row.path[:2] == block.like
                and row.is_first
                and not row.is_lent
                and block.move(row.path) not in {*self.cells, *self.failed}
            )
            if lacks:
                where = block.cells.get(row.path, block.where)
                step = "write it, or delete the rows of the copy"
                yield Problem(
                    where, f"no {row.title} of {block.to}", f"{row.title}, e.g. {row.value}", next=step
                )


def _rows_of(sheet: Any, only: int = 0) -> Iterator[tuple[Any, ...]]:
    last = only or min(sheet.max_row, MOST_ROWS)
    yield from sheet.iter_rows(
        min_row=only or 1, max_row=last, max_col=max(min(sheet.max_column, MOST_COLUMNS), len(COLUMNS))
    )
