"""The rows of a log, whatever its format: a header, and cells as text with the line where each row stands."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from opmodels.describe.learn.csv_text import read_text
from opmodels.foundation.errors import InputError, Problem

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 40
"""Lines by which the mark between cells is told."""
LONGEST_CELL = 1_000_000
WHAT = "an event log: CSV, XES or Parquet, plain or gzipped"


@dataclass(frozen=True)
class Rows:
    """A log as a table of text.

    Parameters
    ----------
    header
        Names of the columns.
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
    """

    header: tuple[str, ...]
    cells: list[tuple[str, ...]]
    lines: list[int]
    short: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    counted: str = "line"


def read_csv(path: Path, what: str = WHAT) -> Rows:
    """Read a table in CSV, whatever parts its cells.

    Parameters
    ----------
    path
        The file.
    what
        What it should be, for messages.

    Raises
    ------
    InputError
        When the file is missing, damaged, empty, not text, or has a cell without an end.
    """
    text, notes = read_text(path, what)
    delimiter = find_delimiter(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    csv.field_size_limit(LONGEST_CELL)
    header = tuple(name.strip() for name in next(row for row in _guard(reader, path.name) if row))
    _check_header(header, f"{path.name}, line {reader.line_num}", what)
    cells: list[tuple[str, ...]] = []
    lines: list[int] = []
    short: list[int] = []
    for row in _guard(reader, path.name):
        if len(row) == len(header):
            cells.append(tuple(row))
            lines.append(reader.line_num)
        elif row:
            short.append(reader.line_num)
    return Rows(header, cells, lines, tuple(short), notes)


def _guard(reader: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    """Yield rows; what the reader cannot take is told with its line."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            line = getattr(reader, "line_num", 0)
            found = (
                "a cell of over a million letters" if "field larger" in str(error) else f"a row that {error}"
            )
            step = "is a quotation mark missing its partner?"
            raise InputError(Problem(f"{name}, line {line}", found, "cells of a table", None, step)) from None


def _check_header(header: tuple[str, ...], where: str, what: str) -> None:
    if len(header) < 2:
        found = f"one column, '{header[0][:60]}'"
        expected = "columns for case, activity and time" if what == WHAT else what
        raise InputError(Problem(where, found, expected, None, "save it as CSV with commas"))
    double = next((column for i, column in enumerate(header) if column and column in header[:i]), None)
    if double is not None:
        raise InputError(Problem(where, f"two columns '{double}'", "each name once"))


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
