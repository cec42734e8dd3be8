"""Tables in CSV files that a description names: the shape of a week, of a year, times, a measured sample.

They are put into the description when it is read, so that it is complete and its digest covers them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opmodels.describe.beside import find_beside
from opmodels.describe.coming import read_moment
from opmodels.describe.demand import DAYS, MONTHS, read_time_of_day
from opmodels.describe.part import show
from opmodels.describe.places import Path as NodePath
from opmodels.describe.yaml_lines import Document, Node
from opmodels.foundation import units
from opmodels.foundation.errors import InputError, Problem, find_nearest
from opmodels.foundation.units import UnitError

MOST_BYTES = 20_000_000
MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Row:
    """One line of a CSV file, by column."""

    cells: Mapping[str, str]
    where: str


class _Table:
    """The rows of a CSV file, and what is wrong with them."""

    def __init__(
        self, path: Path, name: str, columns: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> None:
        self.name, self.problems = name, list[Problem]()
        self.rows = list(self._read(_read_text(path, name), columns, optional))

    def _read(self, text: str, columns: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[Row]:
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            header = [cell.strip() for cell in next(lines, [])]
            self._check_header(header, columns, optional)
            for cells in lines:
                if any(cell.strip() for cell in cells):
                    yield from self._read_row(header, cells, f"{self.name}, line {lines.line_num}")
        except csv.Error as error:
            self.refuse(
                f"{self.name}, line {lines.line_num}",
                f"a line that is not CSV ({error})",
                "cells parted by commas",
            )

    def _check_header(self, header: list[str], columns: tuple[str, ...], optional: tuple[str, ...]) -> None:
        if header in (list(columns), [*columns, *optional]):
            return
        expected = ",".join(columns) + "".join(f"[,{name}]" for name in optional)
        wrong = next((cell for cell in header if cell not in (*columns, *optional)), "")
        near = find_nearest(wrong, (*columns, *optional)) if wrong else None
        found = f"the header {show(','.join(header))}" if any(header) else "no header"
        raise InputError(Problem(f"{self.name}, line 1", found, f"the header {expected}", near))

    def _read_row(self, header: list[str], cells: list[str], where: str) -> Iterator[Row]:
        if len(cells) == len(header):
            yield Row({name: cell.strip() for name, cell in zip(header, cells, strict=True)}, where)
        else:
            self.refuse(where, f"{len(cells)} cells", f"{len(header)} cells, as in the header")

    def refuse(
        self, where: str, found: str, expected: str, nearest: str | None = None, step: str | None = None
    ) -> None:
        self.problems.append(Problem(where, found, expected, nearest, step))

    def check(self, row: Row, column: str, parse: Callable[[str], object]) -> None:
        """Note a cell that `parse` does not read."""
        try:
            parse(row.cells[column])
        except UnitError as error:
            self.problems.append(error.at(row.where))

    def check_name(self, row: Row, column: str, names: tuple[str, ...]) -> None:
        """Note a cell that is none of some names."""
        cell = row.cells[column]
        if cell not in names:
            self.refuse(
                row.where,
                f"the {column} {show(cell)}",
                f"one of {', '.join(names)}",
                find_nearest(cell, names),
            )

    def check_once(self, columns: tuple[str, ...]) -> None:
        """Note rows that repeat an earlier one."""
        first: dict[tuple[str, ...], str] = {}
        for row in self.rows:
            key = tuple(row.cells[column] for column in columns)
            if key in first:
                self.refuse(
                    row.where, f"{' '.join(key)} a second time (first in {first[key]})", "each row once"
                )
            first.setdefault(key, row.where)

    def _last_line(self) -> str:
        return self.rows[-1].where if self.rows else f"{self.name}, line 1"

    def check_all(self, column: str, names: tuple[str, ...], example: str) -> None:
        """Note names that have no row."""
        present = {row.cells[column] for row in self.rows}
        missing = [name for name in names if name not in present]
        if missing:
            step = f"add rows, e.g. {missing[0]},{example}"
            self.refuse(self._last_line(), f"no row for {', '.join(missing)}", f"every {column}", step=step)


def _read_text(path: Path, name: str) -> str:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise InputError(Problem(name, f"a file of {size:,} bytes", f"at most {MOST_BYTES:,} bytes"))
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            Problem(
                f"{name}, line {line}",
                "bytes that are not UTF-8 text",
                "a CSV file",
                next="save it as CSV in UTF-8",
            )
        ) from None
    if "\0" in text:
        raise InputError(Problem(name, "a file that is not text", "a CSV file"))
    return text


def _read_week(path: Path, name: str, _: NodePath) -> tuple[Node, list[Problem]]:
    table = _Table(path, name, ("day", "time", "share"))
    for row in table.rows:
        table.check_name(row, "day", DAYS)
        table.check(row, "time", read_time_of_day)
        table.check(row, "share", units.parse_share)
    table.check_once(("day", "time"))
    table.check_all("day", DAYS, "00:00-24:00,0 %")
    return {"table": [list(row.cells.values()) for row in table.rows]}, table.problems


def _read_year(path: Path, name: str, _: NodePath) -> tuple[Node, list[Problem]]:
    table = _Table(path, name, ("month", "factor"))
    for row in table.rows:
        table.check_name(row, "month", MONTHS)
        table.check(row, "factor", units.parse_factor)
    table.check_once(("month",))
    table.check_all("month", MONTHS, "1.0")
    return {row.cells["month"]: row.cells["factor"] for row in table.rows}, table.problems


def _parse_scale(path: NodePath) -> Callable[[str], object]:
    """Return the reader of the unit that a sample at this place has."""
    if "income" in path:
        return units.parse_money
    return units.parse_factor if "frailty" in path else units.parse_duration


def _read_sample(path: Path, name: str, at: NodePath) -> tuple[Node, list[Problem]]:
    table = _Table(path, name, ("value",), ("weight",))
    parse = _parse_scale(at)
    for row in table.rows:
        table.check(row, "value", parse)
        if "weight" in row.cells:
            table.check(row, "weight", units.parse_count)
    if not table.rows and not table.problems:
        table.refuse(name, "no rows", "at least one value below the header")
    sample: dict[str, Node] = {"values": [row.cells["value"] for row in table.rows]}
    if table.rows and "weight" in table.rows[0].cells:
        sample["weights"] = [row.cells["weight"] for row in table.rows]
    return sample, table.problems


def _read_times(path: Path, name: str, _: NodePath) -> tuple[Node, list[Problem]]:
    table = _Table(path, name, ("time",), ("group",))
    for row in table.rows:
        table.check(row, "time", read_moment)
    if not table.rows and not table.problems:
        table.refuse(name, "no rows", "at least one time below the header")
    return [[cell for cell in row.cells.values() if cell] for row in table.rows], table.problems


def _read_ways(path: Path, name: str, _: NodePath) -> tuple[Node, list[Problem]]:
    table = _Table(path, name, ("from", "to", "way"))
    ways: dict[str, Node] = {}
    for row in table.rows:
        table.check(row, "way", units.parse_duration)
        there = ways.setdefault(row.cells["from"], {})
        assert isinstance(there, dict)
        there[row.cells["to"]] = row.cells["way"]
    table.check_once(("from", "to"))
    return ways, table.problems


def inline_profiles(
    document: Document, folder: Path | None, home: Path | None
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the tree of a file with the CSV files it names put in, and every problem with them."""
    inliner = _Inliner(document, folder, home)
    return {key: inliner.inline(node, (key,)) for key, node in document.tree.items()}, inliner.problems


class _Inliner:
    def __init__(self, document: Document, folder: Path | None, home: Path | None) -> None:
        self._document, self._folder, self._home = document, folder, home
        self.problems: list[Problem] = []

    def inline(self, node: Node, path: NodePath) -> Node:
        if isinstance(node, dict):
            return {key: self.inline(value, (*path, key)) for key, value in node.items()}
        if isinstance(node, list):
            return [self.inline(value, (*path, place)) for place, value in enumerate(node)]
        read = _find_reader(path) if node.strip().casefold().endswith(".csv") else None
        return self._read(read, node.strip(), path) if read else node

    def _read(self, read: _Reader, name: str, path: NodePath) -> Node:
        try:
            file = find_beside(name, self._folder, self._home, self._document.where(path))
            table, problems = read(file, name, path)
        except InputError as error:
            problems = list(error.problems)
        self.problems += problems[:MOST_PROBLEMS]
        return _stand_in(path) if problems else table


def _stand_in(path: NodePath) -> Node:
    """Return what is read in place of a table that has problems, so that the rest can still be checked."""
    if path == ("distances",):
        return {}
    if "planned" in path:
        return ["Mon 09:00"]
    if path[-1] != "empirical":
        return "flat"
    return ["£1" if "income" in path else "1" if "frailty" in path else "1 min"]


_Reader = Callable[[Path, str, NodePath], tuple[Node, list[Problem]]]


def _find_reader(path: NodePath) -> _Reader | None:
    """Return the reader of the table that belongs at this place, if one does."""
    if path == ("distances",):
        return _read_ways
    if len(path) == 3 and path[0] == "needs":
        return {"week": _read_week, "year": _read_year, "planned": _read_times}.get(str(path[2]))
    if len(path) == 4 and path[0] == "needs" and path[2:] == ("planned", "times"):
        return _read_times
    return _read_sample if path[-1] == "empirical" else None
