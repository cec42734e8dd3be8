"""One line of a file, and its header."""

from __future__ import annotations

import pytest

from opmodels.describe.learn.appointment_rows import COLUMNS, Row, RowReader, check_header
from opmodels.foundation.errors import InputError
from tests.unit.describe.learn.conftest import row


def test_a_row_says_which_cell_it_fills() -> None:
    """A row knows its line, area, month, the places of its four categories and its count."""
    reader = RowReader("elm.csv", COLUMNS)
    line = row(mode="Home Visit", lead="22  to 28 Days", status="DNA", hcp="Other Practice staff", count=12)
    assert reader.read_row(5, line.split(",")) == Row(5, "01A", "2019-03", (2, 5, 1, 1), 12)
    assert reader.area_names == {"01A": "NHS Elm CCG"} and not reader.problems


def test_a_wrong_row_is_no_row() -> None:
    """A row with two mistakes gives no row, and both mistakes with its line."""
    reader = RowReader("elm.csv", COLUMNS)
    assert reader.read_row(9, row(mode="Fax", count="few").split(",")) is None
    assert [problem.where for problem in reader.problems] == ["elm.csv, line 9"] * 2


def test_an_area_without_a_name_goes_by_its_code() -> None:
    """Where the name of an area is empty, its code stands for it."""
    reader = RowReader("elm.csv", COLUMNS)
    reader.read_row(2, row().replace("NHS Elm CCG", "").split(","))
    assert reader.area_names == {"01A": "01A"}


def test_the_published_header_fits_in_any_order() -> None:
    """The thirteen columns are accepted in any order, and not with one of them gone."""
    check_header(COLUMNS, "elm.csv")
    check_header(COLUMNS[::-1], "elm.csv")
    with pytest.raises(InputError, match="no column CCG_CODE"):
        check_header(COLUMNS[1:], "elm.csv")
