"""Services in Excel: a workbook to fill in, read like a service file; messages name sheet and cell."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import Any

from opmodels.describe.include import Gathered, gather
from opmodels.describe.library import find_service
from opmodels.describe.service import Service, describe
from opmodels.describe.workbook_draft import Draft, gather_draft
from opmodels.describe.workbook_reader import SheetReader
from opmodels.describe.workbook_rows import LIKE, READ_ME, SHEETS, list_rows
from opmodels.describe.workbook_stray import find_guide_strays, find_stray_sheets
from opmodels.describe.yaml_lines import read_yaml
from opmodels.foundation.errors import InputError, Problem, find_nearest

MOST_BYTES, MOST_UNPACKED = 20_000_000, 200_000_000
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""With which workbooks before 2007 begin, and those with a password."""


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
    rows = {row.name: row for listed in list_rows(service).values() for row in listed}
    reader = SheetReader(path.name, like, rows)
    strays = [
        *find_guide_strays(path.name, shown[READ_ME], service.service),
        *find_stray_sheets(path.name, shown, rows),
    ]
    for sheet in SHEETS:
        if sheet in book.sheetnames:
            reader.read_sheet(book[sheet], shown[sheet])
    draft = Draft(
        path, like, service, reader.entries, reader.additions, reader.cells, frozenset(reader.failed),
        reader.rows_at, {row.path: row.sheet for row in rows.values() if not row.opens}, reader.renamings,
    )  # fmt: skip
    return gather_draft(draft, [*strays, *reader.problems, *reader.find_half_filled()])


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
    if path.name.startswith("~$"):
        found = "a file that Excel keeps while another is open"
        raise InputError(
            Problem(path.name, found, "the workbook itself (.xlsx)", path.name.removeprefix("~$"))
        )
    size = path.stat().st_size
    if size <= MOST_BYTES and not zipfile.is_zipfile(path):
        raise InputError(_tell_strange(path, size))
    if size <= MOST_BYTES:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
        if size <= MOST_UNPACKED:
            return
    raise InputError(
        Problem(path.name, f"a workbook of {size / 1e6:,.0f} MB", f"at most {MOST_BYTES / 1e6:.0f} MB")
    )


def _tell_strange(path: Path, size: int) -> Problem:
    """Return what a file is that is called a workbook and is none."""
    with path.open("rb") as file:
        start = file.read(8)
    if not size:
        step = "save it again in Excel, or begin anew: opmodels new --workbook FILE.xlsx"
        return Problem(path.name, "an empty file, no Excel workbook", "an Excel workbook (.xlsx)", next=step)
    if start == OLD_EXCEL:
        found = "an Excel workbook of the old kind (.xls), or one with a password, called .xlsx"
        step = "open it in Excel, take the password away, and save it as Excel Workbook (.xlsx)"
        return Problem(path.name, found, "an Excel workbook (.xlsx) without a password", next=step)
    found = "a file that is no Excel workbook, whatever its name"
    step = "open it where it was made, and save it as Excel Workbook (.xlsx)"
    return Problem(path.name, found, "an Excel workbook (.xlsx)", next=step)


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
