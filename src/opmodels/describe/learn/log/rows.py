"""The rows of a log, whatever its format: a header, and cells as text with the line where each row stands."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TextIO

from opmodels.describe.learn.csv_text import LONGEST_LINE, find_text, tell_too_long
from opmodels.describe.learn.log.columns import Columns
from opmodels.foundation.errors import InputError, Problem

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 40
"""Lines by which the mark between cells is told."""
LONGEST_CELL = 1_000_000
MOST_COLUMNS = 10_000
_VALUE = re.compile(r"\d{4}[-/]\d\d?[-/]\d\d?.*|\d\d?[-/.]\d\d?[-/.]\d{4}.*|\d{5,}|\S+@\S+\.\S+")
Choose = Callable[[Sequence[str]], Columns]
"""Says which columns of a header are what."""
WHAT = "an event log: CSV, XES or Parquet, plain or gzipped"


@dataclass(frozen=True)
class Rows:
    """A log as a table of text.

    Parameters
    ----------
    header
        Names of the columns that were kept.
    cells
        One tuple for each row.
    lines
        Where each row stands in its file.
    short
        Lines whose number of cells is not that of the header; they are not among the rows.
    notes
        What is worth saying of how the file was read.
    counted
        What is counted where it is said in which line a row stands.
    marks
        What tells one row from another, where columns were chosen.
    columns
        What each column is, where columns were chosen.
    """

    header: tuple[str, ...]
    cells: list[tuple[str, ...]]
    lines: list[int]
    short: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    counted: str = "line"
    marks: list[bytes] = field(default_factory=list)
    columns: Columns | None = None


class Keeper:
    """Keeps of each row the cells of columns that play a part, and a mark by which it is known again.

    The mark is made of every column that does not look personal, by a hash whose key is thrown away.

    Parameters
    ----------
    header
        Names of the columns.
    columns
        What each of them is; every one is kept unless given.
    """

    def __init__(self, header: tuple[str, ...], columns: Columns | None) -> None:
        self.columns, self.header = columns, header
        wanted = set(header) if columns is None else set(columns.by_role.values())
        barred = set() if columns is None else set(columns.personal)
        self.places = [place for place, column in enumerate(header) if column in wanted]
        self.telling = [place for place, column in enumerate(header) if column not in barred]
        self.cells: list[tuple[str, ...]] = []
        self.marks: list[bytes] = []
        self.lines: list[int] = []
        self._key = os.urandom(16)

    def add(self, row: Sequence[str], line: int) -> None:
        """Keep a row."""
        self.cells.append(tuple(row[place] for place in self.places))
        self.lines.append(line)
        if self.columns is not None:
            self.marks.append(self.mark([row[place] for place in self.telling]))

    def add_found(self, found: Mapping[str, str], mark: bytes, line: int) -> None:
        """Keep an event whose attributes have names; what it has not is nothing."""
        self.cells.append(tuple(found.get(self.header[place], "") for place in self.places))
        self.lines.append(line)
        self.marks.append(mark)

    def mark(self, values: object) -> bytes:
        """Return what tells one row from another, and nothing of what is in it."""
        return blake2b(repr(values).encode("utf-8"), digest_size=16, key=self._key).digest()

    def make_rows(self, short: Sequence[int], notes: tuple[str, ...], counted: str = "line") -> Rows:
        """Return what was kept."""
        header = tuple(self.header[place] for place in self.places)
        return Rows(header, self.cells, self.lines, tuple(short), notes, counted, self.marks, self.columns)


def read_csv(path: Path, what: str = WHAT, choose: Choose | None = None) -> Rows:
    """Read a table in CSV, whatever parts its cells.

    Parameters
    ----------
    path
        The file.
    what
        What it should be, for messages.
    choose
        Says which columns of a header are what; of others nothing is kept. All are kept unless given.

    Raises
    ------
    InputError
        When the file is missing, damaged, empty, not text, or has a cell or a row without an end.
    """
    file = find_text(path, what)
    csv.field_size_limit(LONGEST_CELL)
    with file.open() as stream:
        delimiter = find_delimiter(stream.read(64 * 1024))
        stream.seek(0)
        lines = _Lines(stream, path.name)
        reader = csv.reader(lines, delimiter=delimiter)
        rows = _list_rows(reader, lines, path.name)
        header = tuple(name.strip() for name in next((row for row in rows if row), ()))
        if not header:
            raise InputError(Problem(path.name, "an empty file", what, None, "export it again"))
        _check_header(header, f"{path.name}, line {reader.line_num}", what)
        keeper = Keeper(header, None if choose is None else choose(header))
        short: list[int] = []
        for row in rows:
            if len(row) == len(header):
                keeper.add(row, reader.line_num)
            elif row:
                short.append(reader.line_num)
    return keeper.make_rows(short, file.notes)


class _Lines:
    """The lines of a file, but never more of one row than may be."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self.stream, self.name, self.of_row, self.number = stream, name, 0, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.stream)
        self.of_row += len(line)
        self.number += 1
        if self.of_row > LONGEST_LINE:
            raise InputError(tell_too_long(f"{self.name}, line {self.number}", "cells of a table"))
        return line


def _list_rows(reader: Iterator[list[str]], lines: _Lines, name: str) -> Iterator[list[str]]:
    """Yield rows; what the reader cannot take is told with its line."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            found = (
                "a cell of over a million letters" if "field larger" in str(error) else f"a row that {error}"
            )
            step = "is a quotation mark missing its partner?"
            where = f"{name}, line {lines.number}"
            raise InputError(Problem(where, found, "cells of a table", None, step)) from None
        lines.of_row = 0


def _check_header(header: tuple[str, ...], where: str, what: str) -> None:
    if any(map(_is_value, header)):
        step = "put a line with the names of the columns before it"
        raise InputError(Problem(where, "times, numbers or addresses", "names of columns", None, step))
    if len(header) < 2:
        expected = "columns for case, activity and time" if what == WHAT else what
        found = f"one column, '{header[0][:60]}'"
        raise InputError(Problem(where, found, expected, None, "save it as CSV with commas"))
    if len(header) > MOST_COLUMNS:
        step = "export the columns that matter, and no others"
        raise InputError(Problem(where, f"{len(header):,} columns", f"at most {MOST_COLUMNS:,}", None, step))
    double = next((column for column, count in Counter(header).items() if column and count > 1), None)
    if double is not None:
        step = "give one of the two another name"
        raise InputError(Problem(where, f"two columns '{double}'", "each name once", None, step))


def _is_value(name: str) -> bool:
    """Return whether a cell of the first line is no name but a value: a time, a long number, an address."""
    return bool(_VALUE.fullmatch(name))


def find_delimiter(text: str) -> str:
    """Return what parts the cells: the mark that gives most columns, the same number in most lines."""
    head = text[: 64 * 1024].splitlines()[:LOOKED_AT]
    return max(DELIMITERS, key=lambda mark: _score(head, mark))


def _score(lines: list[str], mark: str) -> tuple[float, int]:
    counts = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    if not counts or counts[0] < 2:
        return 0.0, 0
    agree = sum(count == counts[0] for count in counts) / len(counts)
    return agree, counts[0]
