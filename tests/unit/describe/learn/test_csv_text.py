"""Getting the text out of a file, whatever it is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from opmodels.describe.learn import csv_text
from opmodels.describe.learn.csv_text import read_text
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
    assert found_in(plain) == found_in(packed) == "a file larger than that of any region"


def test_utf8_comes_without_its_mark(tmp_path: Path) -> None:
    """Text in UTF-8 comes as it is, without a byte order mark and without a note."""
    path = tmp_path / "file.csv"
    path.write_bytes("\ufeffä,b".encode())
    assert read_text(path, WHAT) == ("ä,b", ())
