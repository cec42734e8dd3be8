"""The text of a file of records: plain or gzipped, in the encodings in which such files come."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from opmodels.foundation.errors import InputError, Problem, find_nearest

MOST_BYTES = 500_000_000
GZIP_MARK = b"\x1f\x8b"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, what: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and what is worth saying of how it was read.

    Parameters
    ----------
    path
        The file; gzip is recognised by its first bytes, whatever the name.
    what
        What the file should be, for messages.

    Raises
    ------
    InputError
        When the file is missing, is a folder, is empty, is too large, is damaged, or is not text.
    """
    data = _unpack(_read_bytes(path, what), path)
    if not data.strip():
        raise InputError(Problem(path.name, "an empty file", what))
    if data.startswith(UTF16_MARKS):
        raise InputError(
            Problem(path.name, "text in UTF-16", "CSV in UTF-8", None, "save it again as 'CSV UTF-8'")
        )
    if b"\x00" in data:
        raise InputError(Problem(path.name, "bytes that are not text", what, None, "export it as CSV"))
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        note = f"{path.name} is not UTF-8 (line {line}); it was read as Windows-1252"
        return data.decode("cp1252", errors="replace"), (note,)


def _read_bytes(path: Path, what: str) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(_too_large(path))
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(Problem(str(path), "a folder", what, None, "name one file in it")) from None
    except FileNotFoundError:
        near = find_nearest(path.name, [file.name for file in path.parent.glob("*")])
        raise InputError(Problem(str(path), "no such file", what, near)) from None
    except OSError as error:
        raise InputError(Problem(str(path), f"a file that cannot be read ({error.strerror})", what)) from None


def _unpack(data: bytes, path: Path) -> bytes:
    """Return the bytes as they are, or out of their gzip wrapping, but never more than `MOST_BYTES`."""
    if not data.startswith(GZIP_MARK):
        return data
    try:
        with gzip.open(path) as packed:
            plain = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        found = f"a damaged gzip file ({error})"
        raise InputError(Problem(path.name, found, "a whole one", None, "fetch the file again")) from None
    if len(plain) > MOST_BYTES:
        raise InputError(_too_large(path))
    return plain


def _too_large(path: Path) -> Problem:
    most = f"at most {MOST_BYTES // 1_000_000} MB of text"
    return Problem(path.name, "a file larger than that of any region", most, None, "cut it to one region")
