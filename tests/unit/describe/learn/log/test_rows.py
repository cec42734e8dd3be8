"""Tables of text: whatever parts their cells, with the line of every row; what is no table is told."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from opmodels.describe.learn.log.columns import Columns
from opmodels.describe.learn.log.rows import find_delimiter, read_csv
from opmodels.foundation.errors import InputError

LOG = "case,activity,time\n1,ask,2025-01-06 09:00\n2,ask,2025-01-06 09:05\n"


def write(folder: Path, text: str | bytes, name: str = "log.csv") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_cells_are_parted_by_whatever_parts_them(tmp_path: Path, mark: str) -> None:
    """Commas, semicolons, tabs and bars."""
    rows = read_csv(write(tmp_path, LOG.replace(",", mark)))
    assert rows.header == ("case", "activity", "time")
    assert rows.cells[1] == ("2", "ask", "2025-01-06 09:05")
    assert rows.lines == [2, 3]


def test_a_comma_in_words_does_not_part_a_semicolon_file() -> None:
    """The mark that gives every line the same number of cells is the one."""
    assert find_delimiter("case;activity;time\n1;ask, then wait;x\n2;ask;y\n") == ";"


def test_gzip_and_quotation_marks(tmp_path: Path) -> None:
    """A packed file is unpacked; a cell in quotation marks may hold commas and line breaks."""
    text = 'case,activity,time\nNA,"ask,\nagain",2025-01-06\n'
    rows = read_csv(write(tmp_path, gzip.compress(text.encode()), "log.csv.gz"))
    assert rows.cells == [("NA", "ask,\nagain", "2025-01-06")]


def test_lines_of_another_length_are_set_apart(tmp_path: Path) -> None:
    """They are counted by their lines; empty lines are nothing."""
    rows = read_csv(write(tmp_path, LOG + "\n3,ask\n4,ask,2025-01-07,more\n5,ask,2025-01-08\n"))
    assert rows.short == (5, 6)
    assert [row[0] for row in rows.cells] == ["1", "2", "5"]


def test_empty_lines_before_the_header_are_nothing(tmp_path: Path) -> None:
    """The header is the first line that holds anything."""
    rows = read_csv(write(tmp_path, "\n\n" + LOG))
    assert rows.header == ("case", "activity", "time")
    assert rows.lines == [4, 5]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"case\n1\n", "one column, 'case'"),
        (b"case,case,time\n", "two columns 'case'"),
        (b"\x1f\x8b\x08\x00broken", "damaged gzip"),
        (b"a,b\n1,\x00\n", "not text"),
        (gzip.compress(LOG.encode())[:-12], "damaged gzip"),
        (b'case,activity,time\n1,"' + b"x" * 1_100_000, "a cell of over a million letters"),
        (b"case,activity,time\n" + b'"ab\n",' * 1_700_000, "more than 10 MB without the end of a row"),
        (b",".join(b"c%d" % i for i in range(10_001)) + b"\n", "10,001 columns"),
        (b"1,ask,2025-01-06 09:00\n2,ask,2025-01-07\n", "times, numbers or addresses"),
        (b"who,what\njo@elm.example,ask\n"[9:], "times, numbers or addresses"),
    ],
    ids=[
        "empty",
        "one column",
        "double",
        "no gzip",
        "binary",
        "cut gzip",
        "endless cell",
        "endless row",
        "many columns",
        "no header",
        "no header but an address",
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, data: bytes, found: str) -> None:
    """With the file, the line where it is known, what would fit, and what to do."""
    with pytest.raises(InputError) as caught:
        read_csv(write(tmp_path, data))
    assert found in str(caught.value)
    assert "\n  next: " in str(caught.value)
    assert "log.csv" in str(caught.value)


def test_of_columns_without_a_part_nothing_is_kept(tmp_path: Path) -> None:
    """Only marks are, by which the same row is known again; what looks personal is not in them either."""
    text = "case,mood,First name\n1,sunny,Jo\n1,sunny,Al\n1,grey,Jo\n"

    def choose(header: Sequence[str]) -> Columns:
        return Columns({"case": "case"}, (), tuple(header[1:]), ("First name",))

    rows = read_csv(write(tmp_path, text), choose=choose)
    assert rows.header == ("case",) and rows.cells == [("1",)] * 3
    assert rows.marks[0] == rows.marks[1] != rows.marks[2]
    assert rows.marks != read_csv(write(tmp_path, text), choose=choose).marks
    assert not any(word in repr(rows) for word in ("Jo", "Al", "sunny"))


def test_an_endless_line_is_told_within_little_memory(tmp_path: Path) -> None:
    """Packed small as it is: no more than a piece of it is held, and no more than a line's worth is read."""
    path = tmp_path / "log.csv.gz"
    with gzip.open(path, "wb", 1) as file:
        file.write(b"case,activity,time\n1,ask,")
        for _ in range(60):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    with pytest.raises(InputError, match="without the end of a row"):
        read_csv(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("text", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\n\n"])
def test_a_file_of_a_byte_order_mark_is_empty(tmp_path: Path, text: bytes) -> None:
    """As a spreadsheet exports nothing: told, with what to do."""
    with pytest.raises(InputError, match="an empty file") as refused:
        read_csv(write(tmp_path, text))
    assert "export it again" in str(refused.value)
