"""How a workbook to fill in looks: what to do, then the numbers with their meaning and unit."""

from __future__ import annotations

from typing import Any

from opmodels.describe.service import Service
from opmodels.describe.workbook_rows import (
    COLUMNS,
    FIRST_ROW,
    GRADES,
    LIKE,
    READ_ME,
    YOURS,
    Row,
    list_rows,
)

WIDTHS = (34, 52, 24, 18, 18, 30, 12, 44)
HEAD, YELLOW, PALE, GREY = "1F3A5F", "FFF2CC", "FFFBEF", "6B6B6B"
MARK = "\u2605 "
GUIDE = (
    "Fill in the column 'Yours'. What stays empty is taken from the library service; reports say so.",
    "Begin with the rows marked \u2605: name, start, people, cases, staff, hours, pay, figures seen.",
    "Write numbers as you are used to: 58 %, 4 min, \u00a315.20 per hour, 08:30, 7 April 2025 as a date.",
    "A bare number is in the unit that its row names. Several things in one cell are parted by semicolons.",
    "'Your source' and 'Grade' say where it is from: A official count, B survey, C one case, or assumption.",
    "On the sheet Checks, figures you have seen in reality test the description; empty ones are left out.",
    "Steps, groups and pools cannot be added here; opmodels new NAME writes a text file in which they can.",
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
    sheet.append(["which is", service.service])
    sheet.append([])
    for line in (*GUIDE, "", *(words.format(file="FILE.xlsx") for words in AFTER)):
        sheet.append([line])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=2)
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[sheet.max_row].height = 32 if len(line) > 90 else 18
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 90


def _write_sheet(sheet: Any, rows: list[Row], title: str) -> None:
    from openpyxl.styles import Font, PatternFill

    sheet.append([title])
    sheet["A1"].font = Font(bold=True, size=14, color=HEAD)
    sheet.append(
        [f"Fill in column {'ABCDEFGH'[YOURS]}. What stays empty is borrowed from the library service."]
    )
    sheet.append([])
    sheet.append(list(COLUMNS))
    for cell in sheet[FIRST_ROW]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=HEAD)
    heading = ""
    for row in rows:
        if row.heading != heading:
            heading = row.heading
            sheet.append([heading.replace("_", " ")])
            sheet.cell(sheet.max_row, 1).font = Font(bold=True, color=HEAD)
        _write_row(sheet, row)
    _set_up_page(sheet)


def _write_row(sheet: Any, row: Row) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    title = (MARK if row.is_first else "   ") + row.title
    sheet.append([title, row.meaning, row.value, None, row.unit or None, None, None, row.name])
    cells = sheet[sheet.max_row]
    for cell in cells:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if cell.column == 3 and cell.data_type == "f":
            cell.data_type = "s"
    cells[2].font = cells[7].font = Font(color=GREY)
    cells[YOURS].fill = PatternFill("solid", fgColor=YELLOW if row.is_first else PALE)
    cells[YOURS].number_format = _choose_format(row)


def _choose_format(row: Row) -> str:
    """Return how a cell should take what is typed: 58 as 58 %, a time of day as text, a date as a date."""
    if not row.unit and ":" in row.value:
        return "@"
    return {"%": "0.0%", "date": "yyyy-mm-dd"}.get(row.unit, "General")


def _set_up_page(sheet: Any) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for letter, width in zip("ABCDEFGH", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"B{FIRST_ROW + 1}"
    grades = DataValidation(type="list", formula1=f'"{",".join(GRADES)}"', allow_blank=True)
    sheet.add_data_validation(grades)
    grades.add(f"G{FIRST_ROW + 1}:G{max(sheet.max_row, FIRST_ROW + 1)}")
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = (
        "landscape",
        1,
        0,
    )
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{FIRST_ROW}:{FIRST_ROW}"
