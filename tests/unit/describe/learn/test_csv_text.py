"""Getting the text out of a file, whatever it is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from opmodels.describe.learn import csv_text
from opmodels.describe.learn.csv_text import CHUNK, LONGEST_LINE, read_text
from opmodels.foundation.errors import InputError

WHAT = "monthly counts"


def found_in(path: Path) -> str:
    """Return what reading is refused for."""
    with pytest.raises(InputError) as caught:
        read_text(path, WHAT)
    return caught.value.problems[0].found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"), (b" \n\n", "an empty file"), ("a,b".encode("utf-16"), "text in UTF-16"),
        (b"PK\x03\x04\x00\x00", "bytes that are not text"),
        (gzip.compress(b"a,b" * 99)[:-9], "a damaged gzip file"),
        (b"\x1f\x8brubbish", "a damaged gzip file"),
    ],
)  # fmt: skip
def test_what_is_not_text(tmp_path: Path, data: bytes, found: str) -> None:
    """Nothing, UTF-16, binary rubbish and broken gzip are each named."""
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    assert found_in(path).startswith(found)


def test_size_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large, and a small one that unpacks to too much, are refused."""
    monkeypatch.setattr(csv_text, "MOST_BYTES", 1000)
    plain, packed = tmp_path / "plain.csv", tmp_path / "packed.csv.gz"
    plain.write_bytes(b"a" * 1001)
    packed.write_bytes(gzip.compress(b"a" * 100_000))
    assert found_in(plain) == found_in(packed) == "a larger file"


def test_utf8_comes_without_its_mark(tmp_path: Path) -> None:
    """Text in UTF-8 comes as it is, without a byte order mark and without a note."""
    path = tmp_path / "file.csv"
    path.write_bytes("\ufeffä,b".encode())
    assert read_text(path, WHAT) == ("ä,b", ())


@pytest.mark.parametrize("packed", [False, True])
def test_a_line_without_end_is_told_before_the_rest_is_read(tmp_path: Path, packed: bool) -> None:
    """However small the file is when packed; a table with as many letters in many lines is read."""
    path = tmp_path / "file.csv"
    endless = b"a,b\n" + b"x" * (LONGEST_LINE + CHUNK)
    path.write_bytes(gzip.compress(endless) if packed else endless)
    assert found_in(path) == "more than 10 MB without the end of a row"
    lines = b"a,b\r\n" + b"some words,and more\r\n" * (LONGEST_LINE // 20)
    path.write_bytes(gzip.compress(lines, 1) if packed else lines)
    assert len(read_text(path, WHAT)[0]) == len(lines)


def test_the_line_of_the_first_strange_letter_is_told(tmp_path: Path) -> None:
    """Wherever it stands among the pieces in which the file is read."""
    path = tmp_path / "file.csv"
    path.write_bytes(b"a,b\n" * (CHUNK // 2) + b"caf\xe9,1\n")
    text, notes = read_text(path, WHAT)
    assert notes == (f"file.csv is not UTF-8 (line {CHUNK // 2 + 1}); it was read as Windows-1252",)
    assert text.endswith("café,1\n")
    path.write_bytes(b"a,b\n" * (CHUNK // 4) + b"\xc3")
    assert "not UTF-8" in read_text(path, WHAT)[1][0]


def test_a_letter_that_two_pieces_share_is_whole(tmp_path: Path) -> None:
    """A letter of two bytes across the border of two pieces is no fault of the file."""
    path = tmp_path / "file.csv"
    path.write_bytes(b"a\n" * (CHUNK // 2 - 1) + b"a" + "ä\n".encode())
    text, notes = read_text(path, WHAT)
    assert notes == () and text.endswith("aä\n")
