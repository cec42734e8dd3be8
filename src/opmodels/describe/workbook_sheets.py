"""How a workbook to fill in looks: what to do, then the numbers with their meaning and unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from opmodels.describe.service import Service
from opmodels.describe.targets import MEASURES
from opmodels.describe.workbook_figures import SPARE
from opmodels.describe.workbook_rows import (
    COLUMNS,
    FIRST_ROW,
    GRADE,
    GRADES,
    HIGH,
    LIBRARY,
    LIKE,
    LOW,
    PATH,
    READ_ME,
    WHICH_IS,
    YOURS,
    Row,
    list_rows,
)

WIDTHS = (34, 52, 24, 18, 12, 12, 18, 30, 12, 44)
HEAD, YELLOW, PALE, GREY, BAND = "1F3A5F", "FFF2CC", "FFFBEF", "6B6B6B", "E3E9F1"
LETTERS = "ABCDEFGHIJ"
MARK = "\u2605 "
GUIDE = (
    "Fill in the column 'Yours'. What stays empty is taken from the library service; reports say so.",
    "Begin with the rows marked \u2605: name, start, amount (of the gap); people; cases; staff, hours, cost,"
    " absence; and, on the sheet Checks, the value of each figure you have seen.",
    "Cases: write 0.39 in 'cases per person per year', or 2600 per month for the whole group. One number for"
    " all groups goes on the sheet Needs, in 'cases, all groups together'.",
    "'staff' is who is on duty: on the rota at the same time. Of these, 'absence' (leave, illness, training,"
    " breaks) is taken off: 13 with 30 % absence are 9.1 at work."
    " If you count those at work, write absence 0 %.",
    "0 means that you have none: 0 people leave a group out, 0 staff a pool, 0 cases a need.",
    "Write numbers as you are used to: 58 %, 4 min, \u00a315.20 per hour, 08:30, 7 April 2025 as a date.",
    "A bare number is in the unit that its row names. Several things in one cell are parted by semicolons.",
    "'Low' and 'High', if you can: between which values you are sure the number lies. Both, or neither.",
    "'Your source' and 'Grade' say where it is from: A official count, B survey, C one case, or assumption.",
    "On the sheet Checks, figures you have seen in reality test the description; empty ones are left out.",
    "Only the columns 'Yours' to 'Grade' are yours; what is written elsewhere is refused, so that nothing is"
    " lost. Keep every sheet, and its name. A sheet of your own called 'Notes' is not read.",
)  # fmt: skip
ADDING = (
    "To add a group of people or a pool of staff",
    "1. On its sheet, select the whole rows of one that is like it, from its shaded line to its last.",
    "2. Copy them, and paste them below the last line of the sheet. Leave the last column as it is.",
    "3. In the copy's shaded line, write the new name in the column 'Yours'. Fill in its rows marked \u2605.",
    "What stays empty is taken from the one you copied. A new group's people come on top of the others.",
    "A new pool works where the sheet Steps names it: in a row 'serve', write for example: reception; locum",
    "To give a group, a pool or a need another name, write it in 'Yours' in its shaded line; make no copy.",
    "To add a figure you have seen, fill in 'another figure' on the sheet Checks; copy that block for more.",
    "Work that follows a step, as in a back office: fill in 'one more step' at the end of the sheet Steps.",
    "Further steps, needs and diaries cannot be added here; opmodels new --from FILE.xlsx writes a text"
    " file in"
    " which they can, as the README shows.",
)  # fmt: skip
AFTER = (
    "Then, in a terminal in the folder of this file:",
    "opmodels check {file}",
    "opmodels compare {file} --models trim,withdraw",
)


def fill_workbook(service: Service, like: str) -> Any:
    """Return the workbook for a library service.

    Parameters
    ----------
    service
        The library service.
    like
        Its name in the library, which the workbook carries.

    Returns
    -------
    openpyxl.Workbook
        With the sheets that `opmodels.describe.workbook` reads.
    """
    from openpyxl import Workbook

    book = Workbook()
    _write_guide(book.active, service, like)
    for title, rows in list_rows(service).items():
        _write_sheet(book.create_sheet(title), rows, title)
    return book


def _write_guide(sheet: Any, service: Service, like: str) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = READ_ME
    sheet.append(["Describe your service"])
    sheet["A1"].font = Font(bold=True, size=16, color=HEAD)
    sheet.append([LIKE, like])
    sheet.append([WHICH_IS, service.service])
    sheet.append([])
    for line in (*GUIDE, "", *ADDING, "", *(words.format(file="FILE.xlsx") for words in AFTER)):
        sheet.append([line])
        sheet.cell(sheet.max_row, 1).font = Font(bold=line in (ADDING[0], AFTER[0]))
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=2)
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[sheet.max_row].height = 4 + 14 * max(1, -(-len(line) // 95))
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 90


def _write_sheet(sheet: Any, rows: list[Row], title: str) -> None:
    from openpyxl.styles import Font, PatternFill

    sheet.append([title])
    sheet["A1"].font = Font(bold=True, size=14, color=HEAD)
    sheet.append([f"Fill in column {LETTERS[YOURS]}. What stays empty is borrowed from the library service."])
    sheet.append([])
    sheet.append(list(COLUMNS))
    for cell in sheet[FIRST_ROW]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=HEAD)
    heading = ""
    for row in rows:
        if row.heading != heading and not row.opens:
            sheet.append([row.heading.replace("_", " ")])
            sheet.cell(sheet.max_row, 1).font = Font(bold=True, color=HEAD)
        heading = row.heading
        (_write_opening if row.opens else _write_row)(sheet, row)
    _set_up_page(sheet)


def _write_opening(sheet: Any, row: Row) -> None:
    """Write the shaded line with which a block begins that can be copied."""
    from openpyxl.styles import Alignment, Font, PatternFill

    line: list[Any] = [row.title, row.meaning, row.value or None, *[None] * (PATH - YOURS), row.name]
    sheet.append(line)
    named = row.path[0] != "observed"
    for cell in sheet[sheet.max_row]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", fgColor=PALE if named and cell.column == YOURS + 1 else BAND)
        cell.font = Font(color=GREY)
    sheet.cell(sheet.max_row, 1).font = Font(bold=True, color=HEAD)


def _write_row(sheet: Any, row: Row) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    title = (MARK if row.is_first else "   ") + row.title
    sheet.append(
        [title, row.meaning, row.value or None, None, None, None, row.unit or None, None, None, row.name]
    )
    cells = sheet[sheet.max_row]
    for cell in cells:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if cell.column == LIBRARY + 1 and cell.data_type == "f":
            cell.data_type = "s"
    cells[LIBRARY].font = cells[PATH].font = Font(color=GREY)
    for column in (YOURS, LOW, HIGH) if row.has_range else (YOURS,):
        pale = column != YOURS or not row.is_first or SPARE in row.path
        cells[column].fill = PatternFill("solid", fgColor=PALE if pale else YELLOW)
        cells[column].number_format = _choose_format(row)


def _choose_format(row: Row) -> str:
    """Return how a cell should take what is typed: 58 as 58 %, a time of day as text, a date as a date."""
    if not row.unit and ":" in row.value:
        return "@"
    return {"%": "0.0%", "date": "yyyy-mm-dd"}.get(row.unit, "General")


def _offer(sheet: Any, words: Iterable[str], cells: Iterable[str]) -> None:
    """Let some cells be filled from a list; others that are typed are left to the reader of the workbook."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offer = DataValidation(
        type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False
    )
    sheet.add_data_validation(offer)
    for cell in cells:
        offer.add(cell)


def _set_up_page(sheet: Any) -> None:
    for letter, width in zip(LETTERS, WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"B{FIRST_ROW + 1}"
    last = max(sheet.max_row, FIRST_ROW + 1)
    _offer(sheet, GRADES, [f"{LETTERS[GRADE]}{FIRST_ROW + 1}:{LETTERS[GRADE]}{last}"])
    paths = [
        (str(sheet.cell(row, PATH + 1).value or ""), f"{LETTERS[YOURS]}{row}") for row in range(1, last + 1)
    ]
    measures = [cell for path, cell in paths if path.endswith(".measure")]
    if measures:
        _offer(sheet, sorted(MEASURES), measures)
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = (
        "landscape",
        1,
        0,
    )
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{FIRST_ROW}:{FIRST_ROW}"
