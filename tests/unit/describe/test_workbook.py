"""Workbooks read like service files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from opmodels.describe.library import list_services
from opmodels.describe.notes import list_numbers
from opmodels.describe.read import read
from opmodels.describe.workbook import MOST_BYTES, gather_workbook, read_library, write_workbook
from opmodels.describe.workbook_rows import HIGH, LOW, PATH, YOURS, list_rows
from opmodels.foundation.errors import InputError
from tests.unit.describe.workbooks import copy_block, new_book, put

Fill = Callable[..., Path]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Return a function that writes a workbook and fills in cells by path: value, or (value, format)."""

    def fill_cells(cells: dict[str, Any], **more: Any) -> Path:
        path = write_workbook(tmp_path / "mine.xlsx", more.get("like", "gp-surgery"))
        book = openpyxl.load_workbook(path)
        for name, value in cells.items():
            cell = find_cell(book, name)
            cell.value, cell.number_format = value if isinstance(value, tuple) else (value, "General")
        more.get("change", lambda book: None)(book)
        book.save(path)
        return path

    return fill_cells


def find_cell(book: Any, name: str) -> Any:
    """Return the cell of the column 'yours' in the row of a path."""
    return next(
        row[3] for sheet in book for row in sheet.iter_rows() if len(row) > 9 and row[9].value == name
    )


def where_of(path: Path, name: str) -> str:
    """Return how messages should call the cell of a path."""
    cell = find_cell(openpyxl.load_workbook(path), name)
    return f"mine.xlsx, sheet {cell.parent.title}, cell {cell.coordinate}"


def test_cells_are_put_in(fill: Fill) -> None:
    """Numbers, percentages, money and dates reach the service; everything else is the library's."""
    path = fill(
        {
            "service": "Mill Lane surgery",
            "time.start": datetime(2025, 5, 5),
            "groups.over_75.online": (0.61, "0%"),
            "pools.gp.cost": 90,
            "steps.phone.takes.lognormal.mean": 4.5,
        }
    )
    service, library = read(path), read("gp-surgery")
    assert service.service == "Mill Lane surgery"
    assert service.time.start.isoformat() == "2025-05-05"
    assert service.groups["over_75"].online.value == pytest.approx(0.61)  # type: ignore[union-attr]
    assert service.pools["gp"].hourly_cost == 90
    assert service.pools["nurse"].hourly_cost == library.pools["nurse"].hourly_cost
    assert service.steps["phone"].takes.everyone.distribution.mean() == pytest.approx(4.5)  # type: ignore[union-attr]


def test_name_of_the_file_is_the_name(fill: Fill) -> None:
    """A workbook whose service has no name is called after its file."""
    assert read(fill({})).service == "mine"


MISTAKES: list[tuple[str, Any, str]] = [
    ("groups.over_75.online", 0.61, "the bare number 0.61"),
    ("pools.gp.staff", 2.5, '"2.5"'),
    ("pools.gp.staff", "many", '"many"'),
    ("steps.phone.takes.lognormal.mean", "#DIV/0!", "the Excel error #DIV/0!"),
    ("pools.reception.hours", "Mon-Fri 8 to 6", "8 to 6"),
    ("time.start", "7/4/2025", "7/4/2025"),
    ("steps.phone.then.ask_on_day.others", (0.99, "0%"), "shares that sum to"),
    ("needs.same_day.starts_at", "fone", "fone"),
]


@pytest.mark.parametrize(
    ("name", "value", "found"), MISTAKES, ids=[f"{name} {value}" for name, value, _ in MISTAKES]
)
def test_mistakes_cite_the_cell(fill: Fill, name: str, value: Any, found: str) -> None:
    """A mistake names workbook, sheet and cell."""
    path = fill({name: value})
    with pytest.raises(InputError) as raised:
        read(path)
    problem = raised.value.problems[0]
    assert problem.where == where_of(path, name)
    assert found in problem.found


def test_every_mistake_is_told(fill: Fill) -> None:
    """Several bad cells are told together, in the order of the workbook."""
    path = fill({"pools.gp.staff": 2.5, "pools.nurse.staff": 1.5})
    with pytest.raises(InputError) as raised:
        read(path)
    assert [one.where for one in raised.value.problems] == [
        where_of(path, f"pools.{name}.staff") for name in ("gp", "nurse")
    ]


def test_figures_keep_their_cells(fill: Fill) -> None:
    """A bad figure is found although those left empty above it are gone."""
    path = fill({"observed.2.value": "soon"})
    with pytest.raises(InputError) as raised:
        read(path)
    assert raised.value.problems[0].where == where_of(path, "observed.2.value")


def change_path(book: Any) -> None:
    """Misspell a path in the last column."""
    find_cell(book, "pools.gp.staff").offset(column=6).value = "pools.gp.staf"


def repeat_row(book: Any) -> None:
    """Give two rows the same path."""
    find_cell(book, "pools.nurse.staff").offset(column=6).value = "pools.gp.staff"


def give_grade(book: Any) -> None:
    """Write a grade that there is not."""
    find_cell(book, "pools.gp.staff").offset(column=5).value = "excellent"


@pytest.mark.parametrize(
    ("change", "found", "column"),
    [
        (change_path, "the path 'pools.gp.staf'", "J"),
        (repeat_row, "pools.gp.staff a second time", "D"),
        (give_grade, "the grade 'excellent'", "I"),
    ],
)
def test_spoilt_rows(fill: Fill, change: Callable[[Any], None], found: str, column: str) -> None:
    """Rows that were spoilt are told with their cell."""
    path = fill({"pools.gp.staff": 4, "pools.nurse.staff": 4}, change=change)
    with pytest.raises(InputError) as raised:
        read(path)
    assert found in raised.value.problems[0].found
    assert f"sheet Pools, cell {column}" in raised.value.problems[0].where


def test_formulas(fill: Fill) -> None:
    """A formula that was never worked out is refused; its text is not taken for a value."""
    with pytest.raises(InputError, match="not worked out"):
        read(fill({"pools.gp.staff": "=2+2"}))


def test_sheets_may_not_go(fill: Fill) -> None:
    """A sheet that was deleted is not borrowed as a whole without a word; the first one is needed too."""
    with pytest.raises(InputError, match="no sheet 'Needs'") as raised:
        read(fill({}, change=lambda book: book.remove(book["Needs"])))
    assert "put it back" in (raised.value.problems[0].next or "")
    with pytest.raises(InputError, match="no 'Library service'"):
        read(fill({}, change=lambda book: book.remove(book["Read me"])))


def test_unknown_library_service(fill: Fill) -> None:
    """A library service that there is not is told with the nearest."""

    def misspell(book: Any) -> None:
        book["Read me"]["B2"].value = "gp-surgry"

    with pytest.raises(InputError) as raised:
        read(fill({}, change=misspell))
    assert raised.value.problems[0].nearest == "gp-surgery"


@pytest.mark.parametrize("raw", [b"", b"not a workbook", b"PK\x03\x04 rubbish"], ids=["empty", "text", "cut"])
def test_rubbish(tmp_path: Path, raw: bytes) -> None:
    """A file that is no workbook is refused in words."""
    path = tmp_path / "mine.xlsx"
    path.write_bytes(raw)
    with pytest.raises(InputError, match="workbook"):
        read(path)


def test_other_zip_files(tmp_path: Path) -> None:
    """So is a zip file of another kind."""
    with zipfile.ZipFile(tmp_path / "mine.xlsx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(InputError, match="cannot be read as a workbook"):
        read(tmp_path / "mine.xlsx")


def test_missing_and_large(tmp_path: Path, fill: Fill) -> None:
    """A missing workbook is answered with the nearest name; a huge one, packed or not, is not read."""
    fill({})
    with pytest.raises(InputError) as raised:
        read(tmp_path / "mien.xlsx")
    assert raised.value.problems[0].nearest == "mine.xlsx"
    with (tmp_path / "huge.xlsx").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="at most 20 MB"):
        read(tmp_path / "huge.xlsx")
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/a.xml", b"0" * 210_000_000)
    with pytest.raises(InputError, match="at most 20 MB"):
        read(tmp_path / "bomb.xlsx")


def test_gathered_tree_is_complete(fill: Fill) -> None:
    """What is gathered has every section that the library service has, figures aside."""
    tree = gather_workbook(fill({})).tree
    assert set(read("gp-surgery").tree) - set(tree) == {"example", "observed"}


@pytest.mark.parametrize("like", list_services())
def test_every_row_takes_what_the_library_has(tmp_path: Path, like: str) -> None:
    """With every value of the library typed in, and as both ends of every range, the service is the same."""
    book, library = new_book(like), read(like)
    rows = {row.name: row for listed in list_rows(read_library(like)).values() for row in listed}
    for cells in (cells for sheet in book for cells in sheet.iter_rows(min_row=5, max_col=PATH + 1)):
        row = rows.get(str(cells[PATH].value))
        if row is not None and not row.opens and row.value:
            for column in (YOURS, LOW, HIGH) if row.has_range else (YOURS,):
                cells[column].value = row.value
    book.save(tmp_path / "mine.xlsx")
    service = read(tmp_path / "mine.xlsx")
    numbers = {path: getattr(part, "value", None) for path, part in list_numbers(library)}
    assert {path: getattr(part, "value", None) for path, part in list_numbers(service)} == numbers
    assert len(service.observed) == len(library.observed)
    assert service.groups.keys() == library.groups.keys()


def test_group_pool_and_figure_are_added(tmp_path: Path) -> None:
    """Copied blocks are a group with needs and people, a pool that serves where it is named, and a figure."""
    book = new_book()
    copy_block(book, "groups.over_75", "over 85")
    put(book, "groups.over_75.people", 200, last=True)
    copy_block(book, "pools.gp", "locum")
    for key, value in (("staff", 1), ("hours", "Mon-Fri 09:00-12:00"), ("cost", 110)):
        put(book, f"pools.gp.{key}", value, last=True)
    put(book, "steps.consult.serve", "gp; locum")
    for key, value in (("value", "6 min"), ("measure", "wait"), ("step", "phone"), ("quantile", "90 %")):
        put(book, f"observed.new.{key}", value)
    book.save(tmp_path / "mine.xlsx")
    service, library = read(tmp_path / "mine.xlsx"), read("gp-surgery")
    rates = service.needs["review"].per_person_per_year
    assert rates is not None and rates.by["over_85"].value == rates.by["over_75"].value
    assert rates.by["over_85"].grade == "borrowed"
    assert service.groups["over_85"].people.value == 200
    assert service.groups["over_75"].people.value == library.groups["over_75"].people.value
    assert service.steps["consult"].requirements == (("gp", "locum"),)
    (seen,) = service.observed
    assert (seen.measure, seen.value.value, seen.quantile.value) == ("wait", 6.0, 0.9)  # type: ignore[union-attr]


def test_lines_of_a_branch_are_rows(tmp_path: Path) -> None:
    """A number within a list of lines has a row of its own, and what is typed there arrives."""
    book = new_book("contact-centre")
    name = next(
        row.name for row in list_rows(read_library("contact-centre"))["Steps"] if ".branch.2.to." in row.name
    )
    put(book, name, "61 %")
    book.save(tmp_path / "mine.xlsx")
    tree = read(tmp_path / "mine.xlsx").tree
    step, place = name.split(".")[1], name.split(".")[-1]
    node = tree["steps"][step]["branch"][1]["to"][place]
    assert (node["value"] if isinstance(node, dict) else node) == "61 %"
