"""The text of a file of records: plain or gzipped, in the encodings in which such files come."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from opmodels.foundation.errors import InputError, Problem, find_nearest

MOST_BYTES = 500_000_000
LONGEST_LINE = 10_000_000
"""Bytes of one line; what is longer is no table, and is told before the rest is read."""
CHUNK = 1 << 20
GZIP_MARK = b"\x1f\x8b"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class TextFile:
    """A file that was looked through and is text.

    Parameters
    ----------
    path
        The file.
    encoding
        How its letters are written.
    notes
        What is worth saying of how it is read.
    """

    path: Path
    encoding: str
    notes: tuple[str, ...]

    def open(self) -> TextIO:
        """Open it as text, its ends of lines as they are."""
        return io.TextIOWrapper(open_bytes(self.path), encoding=self.encoding, errors="replace", newline="")


def read_text(path: Path, what: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and what is worth saying of how it was read; see `find_text`.

    Raises
    ------
    InputError
        When the file cannot be read as text.
    """
    file = find_text(path, what)
    with file.open() as stream:
        return stream.read(), file.notes


def find_text(path: Path, what: str) -> TextFile:
    """Look through a file, a little at a time, and return how its text can be read.

    Parameters
    ----------
    path
        The file; gzip is recognised by its first bytes, whatever the name.
    what
        What the file should be, for messages.

    Raises
    ------
    InputError
        When the file is missing, is a folder, is empty, is too large, is damaged, has a line without end, or
        is not text.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, length, bad_line, is_empty = 1, 0, 0, True
    for chunk in _list_chunks(path, what):
        if is_empty and chunk.startswith(UTF16_MARKS):
            raise InputError(
                Problem(path.name, "text in UTF-16", "CSV in UTF-8", None, "save it again as 'CSV UTF-8'")
            )
        if b"\x00" in chunk:
            raise InputError(Problem(path.name, "bytes that are not text", what, None, "export it as CSV"))
        is_empty = is_empty and not chunk.removeprefix(codecs.BOM_UTF8).strip()
        length = _measure_line(length, chunk, f"{path.name}, line {lines}", what)
        bad_line = bad_line or _find_bad_line(decoder, chunk, lines)
        lines += chunk.count(b"\n")
    if is_empty:
        raise InputError(Problem(path.name, "an empty file", what, None, "export it again"))
    bad_line = bad_line or _find_bad_line(decoder, b"", lines)
    if not bad_line:
        return TextFile(path, "utf-8-sig", ())
    note = f"{path.name} is not UTF-8 (line {bad_line}); it was read as Windows-1252"
    return TextFile(path, "cp1252", (note,))


def open_bytes(path: Path) -> BinaryIO:
    """Open a file, out of its gzip wrapping if it has one."""
    with path.open("rb") as stream:
        packed = stream.read(2) == GZIP_MARK
    return cast(BinaryIO, gzip.open(path, "rb") if packed else path.open("rb"))


def tell_missing(path: Path, what: str) -> Problem:
    """Return what is said of a file that is not there."""
    near = find_nearest(path.name, [file.name for file in path.parent.glob("*")])
    return Problem(str(path), "no such file", what, near)


def tell_too_large(path: Path) -> Problem:
    """Return what is said of a file that is too large."""
    most = f"at most {MOST_BYTES // 1_000_000} MB of text"
    return Problem(path.name, "a larger file", most, None, "cut it to fewer months, or to one place")


def tell_damaged(path: Path, error: Exception) -> Problem:
    """Return what is said of a file that breaks off or is not whole."""
    found = f"a damaged gzip file ({error})"
    return Problem(path.name, found, "a whole one", None, "fetch the file again")


def tell_too_long(where: str, what: str) -> Problem:
    """Return what is said of a line or a row that does not end."""
    found = f"more than {LONGEST_LINE // 1_000_000} MB without the end of a row"
    return Problem(where, found, what, None, "is it a table, with a line for each row?")


def _list_chunks(path: Path, what: str) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked, and never more than `MOST_BYTES`."""
    try:
        too_large = path.stat().st_size > MOST_BYTES
        stream = open_bytes(path)
    except IsADirectoryError:
        raise InputError(Problem(str(path), "a folder", what, None, "name one file in it")) from None
    except FileNotFoundError:
        raise InputError(tell_missing(path, what)) from None
    except OSError as error:
        raise InputError(Problem(str(path), f"a file that cannot be read ({error.strerror})", what)) from None
    with stream:
        yield from _list_bounded(stream, path, too_large)


def _list_bounded(stream: BinaryIO, path: Path, too_large: bool) -> Iterator[bytes]:
    if too_large:
        raise InputError(tell_too_large(path))
    left = MOST_BYTES
    try:
        while chunk := stream.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise InputError(tell_too_large(path))
            yield chunk
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(tell_damaged(path, error)) from None


def _measure_line(length: int, chunk: bytes, where: str, what: str) -> int:
    """Return how long the line is that is still open after a chunk; refuse one that does not end."""
    ends = (chunk.find(b"\n"), chunk.find(b"\r"))
    first = min((end for end in ends if end >= 0), default=len(chunk))
    if length + first > LONGEST_LINE:
        raise InputError(tell_too_long(where, what))
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    return length + len(chunk) if last < 0 else len(chunk) - last - 1


def _find_bad_line(decoder: codecs.IncrementalDecoder, chunk: bytes, lines: int) -> int:
    """Return the line of the first byte that is not UTF-8, or 0."""
    try:
        decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        return lines + error.object[: error.start].count(b"\n")
    return 0
