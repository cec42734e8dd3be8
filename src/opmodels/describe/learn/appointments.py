"""Reads NHS England's *Appointments in General Practice* (CSV, plain or gzipped), checking each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from opmodels.describe.learn.appointment_counts import AXES, SHAPE, AppointmentCounts
from opmodels.describe.learn.appointment_rows import WHAT, Row, RowReader, check_header
from opmodels.describe.learn.csv_text import read_text
from opmodels.describe.learn.merged_areas import split_parts
from opmodels.describe.learn.months import list_months
from opmodels.foundation.errors import InputError, Problem, name_list


def read_appointments(path: Path | str) -> AppointmentCounts:
    """Read one file of monthly counts.

    Parameters
    ----------
    path
        A CSV file with the thirteen published columns, in any order, plain or compressed with gzip.

    Returns
    -------
    AppointmentCounts
        Every count of the file; unknown categories are kept as such.

    Raises
    ------
    InputError
        When the file cannot be read, a column is missing or misspelt, a category, month or count cannot be
        understood, a row stands there twice, or there is no row.
    """
    path = Path(path)
    text, notes = read_text(path, WHAT)
    rows, reader = _read_rows(text, path.name)
    merged = _find_merged(rows, reader)
    if reader.problems:
        raise InputError(*reader.problems)
    if not rows:
        raise InputError(Problem(f"{path.name}, line 2", "no rows", WHAT, None, "take the file of a region"))
    return _count_up(path.name, rows, reader.area_names, (*notes, *merged))


def _read_rows(text: str, name: str) -> tuple[list[Row], RowReader]:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [field.strip() for field in next(lines, [])]
        check_header(header, name)
        reader = RowReader(name, header)
        rows = [reader.read_row(lines.line_num, fields) for fields in lines if fields]
    except csv.Error as error:
        found = f"a line that is not CSV ({error})"
        raise InputError(
            Problem(f"{name}, line {lines.line_num}", found, "fields parted by commas")
        ) from None
    return [row for row in rows if row is not None], reader


def _find_merged(rows: Sequence[Row], reader: RowReader) -> list[str]:
    """Return a note on each area that was merged from former ones; complain of rows that come twice."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.area, row.month), []).append(row)
    merged: dict[str, list[tuple[str, int]]] = {}
    for (area, month), members in groups.items():
        split = split_parts([(row.key, row.count) for row in members])
        for again, first in split.repeats:
            text = ", ".join(
                list(axis)[code] for axis, code in zip(AXES.values(), members[again].key, strict=True)
            )
            found = f"a second row for {area}, {month}, {text} (the first is line {members[first].line})"
            reader.complain(members[again].line, found, "each of these once", None, "delete one of the two")
        if split.parts > 1:
            merged.setdefault(area, []).append((month, split.parts))
    return [_describe_merged(reader.area_names[area], months) for area, months in merged.items()]


def _describe_merged(area: str, months: Sequence[tuple[str, int]]) -> str:
    parts = max(number for _, number in months)
    named = name_list([month for month, _ in months], 30)
    told = "they are former areas and were added up"
    return f"{area}: up to {parts} blocks of rows share its code in {named}; {told}"


def _count_up(
    name: str, rows: Sequence[Row], area_names: dict[str, str], notes: tuple[str, ...]
) -> AppointmentCounts:
    months = sorted({row.month for row in rows})
    areas = sorted({row.area for row in rows})
    counts = np.zeros((len(months), len(areas), *SHAPE), dtype=np.int64)
    places = np.array([(months.index(row.month), areas.index(row.area), *row.key) for row in rows])
    np.add.at(counts, tuple(places.T), np.array([row.count for row in rows]))
    counts.flags.writeable = False
    return AppointmentCounts(name, tuple(months), tuple(area_names[area] for area in areas), counts, notes)


def choose_months(counts: AppointmentCounts, first: str, last: str) -> AppointmentCounts:
    """Return the counts from `first` to `last`, after seeing that no area lacks one of the months.

    Raises
    ------
    InputError
        When a month is not in the file, or one area has no appointments in it.
    """
    where, held = counts.source, f"the file has {counts.months[0]} to {counts.months[-1]}"
    wanted = list_months(first, last)
    gone = [month for month in wanted if month not in counts.months]
    if gone:
        near = _nearest_stretch(counts.months, wanted)
        found = f"no rows for {name_list(gone)}"
        raise InputError(
            Problem(where, found, f"every month from {first} to {last}", near, f"choose other months: {held}")
        )
    chosen = counts.between(first, last)
    by_area = chosen.counts.reshape(len(wanted), len(counts.areas), -1).sum(axis=2)
    empty = [
        f"{counts.areas[area]} in {wanted[month]}"
        for month, area in zip(*np.nonzero(by_area == 0), strict=True)
    ]
    if empty:
        found = f"no appointments for {name_list(empty)}"
        raise InputError(
            Problem(where, found, "every area in every month", None, "choose months that all areas have")
        )
    return chosen


def _nearest_stretch(held: Sequence[str], wanted: Sequence[str]) -> str | None:
    both = [month for month in wanted if month in held]
    whole = both and list(list_months(both[0], both[-1])) == both
    return f"{both[0]}..{both[-1]}" if whole else None
