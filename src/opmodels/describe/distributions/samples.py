"""Samples in a CSV file beside the service file: a column of values, perhaps one of weights."""

from __future__ import annotations

import csv
from pathlib import Path

from opmodels.describe.distributions.errors import DistributionError
from opmodels.foundation.errors import find_nearest

MOST_BYTES = 20_000_000
VALUE = "value"
WEIGHT = "weight"


def is_file_name(text: str) -> bool:
    """Whether `text` names a file: it ends in .csv or has a slash."""
    return text.strip().casefold().endswith(".csv") or "/" in text or "\\" in text


def find_inside(name: str, folder: Path | None) -> Path:
    """Return the file `name` relative to `folder`, which it may not leave.

    Raises
    ------
    DistributionError
        When it leaves the folder (``..``, an absolute path, a link to elsewhere), or is no file there.
    """
    expected = "a CSV file in the folder of the service file"
    if folder is None:
        raise DistributionError(
            f"the file '{name}'", "values: this description has no folder", next="list the values"
        )
    written = Path(name.strip().replace("\\", "/"))
    home = folder.resolve()
    path = (home / written).resolve()
    if written.is_absolute() or ":" in name or ".." in written.parts or not path.is_relative_to(home):
        raise DistributionError(
            f"'{name}', which is outside the folder", expected, next="copy the file there"
        )
    if not path.is_file():
        there = sorted(one.name for one in path.parent.glob("*.csv")) if path.parent.is_dir() else []
        raise DistributionError(f"no file '{name}'", expected, find_nearest(path.name, there))
    return path


def read_sample(name: str, folder: Path | None) -> dict[str, list[str]]:
    """Read ``values``, and ``weights`` if there are any, from a CSV file: as text, for units are read later.

    The column of values is called ``value``, or else it is the first one.

    Raises
    ------
    DistributionError
        When the file is not there, too large, not UTF-8 text, or a row does not fit the header.
    """
    path = find_inside(name, folder)
    if path.stat().st_size > MOST_BYTES:
        raise DistributionError(f"'{name}' of {path.stat().st_size:,} bytes", f"at most {MOST_BYTES:,} bytes")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DistributionError(f"'{name}', which is not UTF-8 text", "a CSV file with a header") from None
    return _pick_columns(name, text)


def _pick_columns(name: str, text: str) -> dict[str, list[str]]:
    lines = csv.reader(text.splitlines())
    rows = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise DistributionError(
            f"'{name}' without values", f"a header ({VALUE}[,{WEIGHT}]) and one value a line"
        )
    header = [cell.strip().casefold() for cell in rows[0][1]]
    for line, row in rows[1:]:
        if len(row) != len(header):
            raise DistributionError(
                f"{len(row)} cells in {name}, line {line}", f"{len(header)} cells, as in its header"
            )
    place = header.index(VALUE) if VALUE in header else 0
    columns = {"values": [row[place].strip() for _, row in rows[1:]]}
    if WEIGHT in header and header.index(WEIGHT) != place:
        columns["weights"] = [row[header.index(WEIGHT)].strip() for _, row in rows[1:]]
    _refuse_header_of_numbers(name, header[place])
    return columns


def _refuse_header_of_numbers(name: str, first: str) -> None:
    if first[:1].isdigit():
        raise DistributionError(
            f"the number '{first}' as the header of {name}", f"a header: {VALUE} or {VALUE},{WEIGHT}"
        )
