"""Reading the published counts: what is taken in, and what each mistake is told like."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from opmodels.describe.learn.appointments import choose_months, read_appointments
from opmodels.foundation.errors import InputError, Problem
from tests.unit.describe.learn.conftest import HEADER, MONTHS, PLACE, row, whole_month

Write = Callable[..., Path]
REGIONS = {
    "BirminghamSolihull": (15_619_270, 1),
    "CornwallIoS": (9_744_923, 1),
    "CoventryWarwickshire": (11_793_853, 1),
    "Devon": (19_067_738, 1),
    "Dorset": (10_950_780, 1),
    "Gloucestershire": (8_789_722, 1),
    "LeicesterLeicsRut": (15_207_850, 3),
    "NLondonPHC": (15_216_600, 1),
    "SuffolkNEEssex": (13_543_977, 3),
    "SussexESurrey": (22_240_555, 3),
}


def refusal(path: Path, months: tuple[str, str] | None = None) -> tuple[Problem, ...]:
    """Return what reading the file, or choosing months of it, is refused for."""
    with pytest.raises(InputError) as caught:
        counts = read_appointments(path)
        choose_months(counts, *(months or ("2019-03", "2019-03")))
    return caught.value.problems


class TestReading:
    def test_counts_land_in_their_cells(self, write_csv: Write) -> None:
        """Each count stands at its month, area, mode, lead time, status and professional."""
        path = write_csv(
            row(count=7), row(status="DNA", mode="Telephone", lead="8  to 14 Days", count='"1,234"')
        )
        counts = read_appointments(path)
        assert counts.months == ("2019-03",) and counts.areas == ("NHS Elm CCG",)
        assert counts.counts[0, 0, 0, 0, 0, 0] == 7
        assert counts.counts[0, 0, 1, 3, 1, 0] == 1234
        assert counts.total == 1241

    def test_months_are_in_order_of_time(self, write_csv: Write) -> None:
        """Months are sorted by time, whatever the order of the file."""
        counts = read_appointments(write_csv(row("DEC2019"), row("JAN2020"), row("FEB2019")))
        assert counts.months == ("2019-02", "2019-12", "2020-01")

    def test_unknowns_are_kept_and_counted(self, write_csv: Write) -> None:
        """What is unknown stays in the total and is counted by what is unknown of it."""
        lines = [
            row(count=80),
            row(status="Unknown", count=5),
            row(hcp="Unknown", count=4),
            row(mode="Unknown", count=3),
            row(lead="Unknown / Data Issue", count=2),
        ]  # fmt: skip
        counts = read_appointments(write_csv(*lines))
        assert counts.total == 94
        assert counts.unknown() == {"mode": 3, "lead time": 2, "status": 5, "professional": 4}
        assert counts.known.sum() == 84
        assert counts.missed_bounds() == (0.0, 5 / 94)

    def test_gzip_and_columns_in_another_order(self, write_csv: Write, tmp_path: Path) -> None:
        """A gzipped file, whatever its name, and columns in any order give the same counts."""
        plain = read_appointments(write_csv(*whole_month("MAR2019")))
        turned = [",".join(reversed(line.split(","))) for line in (HEADER, *whole_month("MAR2019"))]
        packed = tmp_path / "elm.data"
        packed.write_bytes(gzip.compress("\n".join(turned).encode()))
        assert np.array_equal(read_appointments(packed).counts, plain.counts)

    def test_byte_order_mark_blank_lines_and_case(self, write_csv: Write, tmp_path: Path) -> None:
        """A byte order mark, blank lines, Windows line ends and categories in another case do no harm."""
        text = f"\ufeff{HEADER}\r\n\r\n{row(mode='face-to-face', lead='SAME DAY')}\r\n\r\n"
        path = tmp_path / "elm.csv"
        path.write_bytes(text.encode("utf-8"))
        assert read_appointments(path).total == 100

    def test_windows_letters_are_read_and_told(self, tmp_path: Path) -> None:
        """A file that is not UTF-8 is read as Windows-1252, and says so with the line."""
        path = tmp_path / "elm.csv"
        line = row(place=PLACE.replace("Elm CCG", "Örme CCG"))
        path.write_bytes(f"{HEADER}\n{line}\n".encode("cp1252"))
        counts = read_appointments(path)
        assert counts.areas == ("NHS Örme CCG",)
        assert "line 2" in counts.notes[0] and "Windows-1252" in counts.notes[0]


class TestMistakes:
    def test_misspelt_column(self, write_csv: Write) -> None:
        """A misspelt column is named with the right one, on line 1."""
        (problem,) = refusal(write_csv(row(), header=HEADER.replace("APPT_STATUS", "APT_STATUS")))
        assert problem.where == "elm.csv, line 1"
        assert problem.found == 'no column APPT_STATUS (but "APT_STATUS")'
        assert problem.nearest == "APPT_STATUS"

    def test_missing_and_strange_columns(self, write_csv: Write) -> None:
        """A column that is not there and one that should not be are told apart."""
        header = HEADER.replace("COUNT_OF_APPOINTMENTS", "weather")
        missing, strange = refusal(write_csv(row(), header=header))
        assert missing.found == "no column COUNT_OF_APPOINTMENTS" and missing.nearest is None
        assert strange.found == 'the column "weather"'

    def test_a_column_twice(self, write_csv: Write) -> None:
        """A column that stands there twice is refused."""
        (problem,) = refusal(write_csv(f"{row()},5", header=f"{HEADER},APPT_MODE"))
        assert problem.found == "the column APPT_MODE 2 times"

    @pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs")])
    def test_other_separators(self, write_csv: Write, mark: str, word: str) -> None:
        """Semicolons or tabs in place of commas are recognised."""
        (problem,) = refusal(write_csv(row().replace(",", mark), header=HEADER.replace(",", mark)))
        assert problem.found == f"fields parted by {word}"

    @pytest.mark.parametrize(
        ("line", "found", "nearest"),
        [
            (row(mode="Telefone"), 'APPT_MODE "Telefone"', "Telephone"),
            (row(lead="2 to 7 Day"), 'TIME_BETWEEN_BOOK_AND_APPT "2 to 7 Day"', "2 to 7 Days"),
            (row(status="Attendet"), 'APPT_STATUS "Attendet"', "Attended"),
            (row(hcp="Other staff"), 'HCP_TYPE "Other staff"', "Other Practice staff"),
            (row(status=""), "nothing as APPT_STATUS", None),
            (row(month="MRA2019"), 'the month "MRA2019"', "MAR2019"),
            (row(month="2019"), 'the month "2019"', None),
            (row(count=-3), 'COUNT_OF_APPOINTMENTS "-3" (below 0)', None),
            (row(count="12.5"), 'COUNT_OF_APPOINTMENTS "12.5"', None),
            (row(count="*"), 'COUNT_OF_APPOINTMENTS "*"', None),
            (row(count="٣"), 'COUNT_OF_APPOINTMENTS "٣"', None),
            (row(count="9" * 30), f'COUNT_OF_APPOINTMENTS "{"9" * 30}"', None),
            (row(place=PLACE.replace("01A", "")), "no CCG_CODE", None),
            (row() + ",1", "14 fields", None),
        ],
    )
    def test_a_row_that_cannot_be_understood(
        self, write_csv: Write, line: str, found: str, nearest: str | None
    ) -> None:
        """Each mistake in a row is told with its line, what stands there, and the nearest valid word."""
        (problem,) = refusal(write_csv(row(lead="1 Day"), line))
        assert problem.where == "elm.csv, line 3"
        assert problem.found == found
        assert problem.nearest == nearest
        assert problem.expected

    def test_all_mistakes_at_once(self, write_csv: Write) -> None:
        """Every line that is wrong is told, not only the first."""
        problems = refusal(write_csv(row(mode="Fax"), row(), row(count="many", month="13-2019")))
        assert [problem.where for problem in problems] == [
            "elm.csv, line 2",
            "elm.csv, line 4",
            "elm.csv, line 4",
        ]

    def test_a_copied_row(self, write_csv: Write) -> None:
        """A row that stands there twice is refused with both lines."""
        month = whole_month("MAR2019")
        (problem,) = refusal(write_csv(*month, month[9]))
        assert problem.where == f"elm.csv, line {len(month) + 2}"
        assert "Telephone" in problem.found and "(the first is line 11)" in problem.found

    def test_a_copied_month(self, write_csv: Write) -> None:
        """A whole month that stands there twice is refused, row by row."""
        month = whole_month("MAR2019")
        assert len(refusal(write_csv(*month, *month))) == len(month)

    def test_no_rows_no_text_no_file(self, write_csv: Write, tmp_path: Path) -> None:
        """A header alone, an empty file, a folder and a missing file are each refused in their own words."""
        path = write_csv()
        (tmp_path / "empty.csv").write_text("")
        assert refusal(path)[0].found == "no rows"
        assert refusal(tmp_path / "empty.csv")[0].found == "an empty file"
        assert refusal(tmp_path)[0].found == "a folder"
        assert refusal(tmp_path / "ellm.csv")[0].nearest == "elm.csv"

    def test_an_open_quotation(self, write_csv: Write) -> None:
        """A quotation mark that is never closed is told as broken CSV."""
        (problem,) = refusal(write_csv('"' + row()))
        assert problem.found.startswith("a line that is not CSV")


class TestMonths:
    def test_a_missing_month(self, write_csv: Write) -> None:
        """A month that the file lacks is named, with the stretch that it has."""
        path = write_csv(*(line for month in MONTHS[:4] for line in whole_month(month)))
        (problem,) = refusal(path, ("2019-03", "2019-08"))
        assert problem.found == "no rows for 2019-07, 2019-08"
        assert problem.nearest == "2019-03..2019-06"
        assert problem.next is not None and "2019-03 to 2019-06" in problem.next

    def test_a_gap(self, write_csv: Write) -> None:
        """A gap in the middle has no nearest stretch."""
        path = write_csv(*(line for month in (MONTHS[0], MONTHS[2]) for line in whole_month(month)))
        (problem,) = refusal(path, ("2019-03", "2019-05"))
        assert problem.found == "no rows for 2019-04" and problem.nearest is None

    def test_an_area_without_a_month(self, write_csv: Write) -> None:
        """A month in which one of the areas has nothing is refused."""
        oak = PLACE.replace("01A", "02B").replace("Elm CCG", "Oak CCG")
        lines = [*whole_month("MAR2019"), *whole_month("APR2019"), *whole_month("MAR2019", place=oak)]
        (problem,) = refusal(write_csv(*lines), ("2019-03", "2019-04"))
        assert problem.found == "no appointments for NHS Oak CCG in 2019-04"

    def test_months_are_chosen(self, write_csv: Write) -> None:
        """Only the chosen months are kept."""
        path = write_csv(*(line for month in MONTHS for line in whole_month(month)))
        assert choose_months(read_appointments(path), "2019-04", "2019-06").months == (
            "2019-04",
            "2019-05",
            "2019-06",
        )


@pytest.mark.parametrize("region", list(REGIONS))
def test_the_ten_regions(shared_data: Path, region: str) -> None:
    """Every appointment of each real file is taken in, in thirty months, by its areas."""
    counts = read_appointments(shared_data / "gp_appointments" / f"{region}.csv.gz")
    assert (counts.total, len(counts.areas)) == REGIONS[region]
    assert (counts.months[0], counts.months[-1], len(counts.months)) == ("2019-03", "2021-08", 30)
    assert bool(counts.notes) == (region == "CoventryWarwickshire")
