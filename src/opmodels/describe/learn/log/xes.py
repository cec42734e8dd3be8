"""Logs in XES (IEEE 1849): an XML file of traces with events, each with attributes; read event by event."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast
from xml.etree import ElementTree
from xml.parsers import expat

from opmodels.describe.learn.csv_text import GZIP_MARK, MOST_BYTES
from opmodels.describe.learn.log.rows import WHAT, Rows
from opmodels.foundation.errors import InputError, Problem

VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})
"""Kinds of attribute that hold a value; others, and unknown ones of extensions, are left unread."""
CASE = "case:"
"""What stands before the name of an attribute of a trace."""
HEAD = 4_096


def is_xes(path: Path) -> bool:
    """Whether a file is called XES, or begins like XML."""
    if path.name.casefold().removesuffix(".gz").endswith(".xes"):
        return True
    try:
        with _open(path) as stream:
            return stream.read(HEAD).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml")
    except (OSError, EOFError, zlib.error):
        return False


def _open(path: Path) -> BinaryIO:
    with path.open("rb") as stream:
        packed = stream.read(2) == GZIP_MARK
    return cast(BinaryIO, gzip.open(path, "rb") if packed else path.open("rb"))


def read_xes(path: Path) -> Rows:
    """Read a log in XES.

    Raises
    ------
    InputError
        When the file is missing, damaged, no XES, or declares entities of its own.
    """
    if not path.is_file():
        raise InputError(Problem(str(path), "no such file", WHAT))
    try:
        _refuse_doctype(path)
        events = list(_list_events(path))
    except ElementTree.ParseError as error:
        line, column = error.position
        found = f"XML that breaks off or is not whole (column {column})"
        raise InputError(Problem(f"{path.name}, line {line}", found, "a whole XES file")) from None
    except (OSError, EOFError, zlib.error) as error:
        found = f"a damaged file ({error})"
        raise InputError(Problem(path.name, found, "a whole one", None, "fetch the file again")) from None
    if not events:
        raise InputError(Problem(path.name, "no event in any trace", "a log with events"))
    header = tuple(dict.fromkeys(name for event in events for name in event))
    cells = [tuple(event.get(name, "") for name in header) for event in events]
    return Rows(header, cells, list(range(1, len(cells) + 1)), counted="event")


def _refuse_doctype(path: Path) -> None:
    """Refuse files that declare entities before their first element: they can be made to fill the memory."""
    seen: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append("doctype")
    parser.StartElementHandler = lambda *_: seen.append("element")
    with _open(path) as stream:
        while not seen and (chunk := stream.read(HEAD)):
            try:
                parser.Parse(chunk)
            except expat.ExpatError:  # what is no XML is told with its line when it is read
                return
    if seen[:1] == ["doctype"]:
        found = "a document type of its own"
        raise InputError(Problem(path.name, found, "XES without one", None, "delete <!DOCTYPE ...>"))


class _Bounded:
    """A stream that stops at the size up to which files are read."""

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self.stream, self.path, self.left = stream, path, MOST_BYTES

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data = self.stream.read(size)
        self.left -= len(data)
        if self.left < 0:
            most = f"at most {MOST_BYTES // 1_000_000} MB of text"
            raise InputError(Problem(self.path.name, "a larger file", most, None, "cut it to fewer months"))
        return data


def _list_events(path: Path) -> Iterator[dict[str, str]]:
    """Yield the attributes of each event, those of its trace with `CASE` before their names."""
    with _open(path) as stream:
        events: list[dict[str, str]] = []
        for _, node in ElementTree.iterparse(_Bounded(stream, path), events=("end",)):
            tag = node.tag.rpartition("}")[2]
            if tag == "event":
                events.append(_read_values(node))
                node.clear()
            elif tag == "trace":
                trace = {f"{CASE}{name}": value for name, value in _read_values(node).items()}
                yield from ({**trace, **event} for event in events)
                events = []
                node.clear()


def _read_values(node: ElementTree.Element) -> dict[str, str]:
    return {
        child.get("key", ""): child.get("value", "")
        for child in node
        if child.tag.rpartition("}")[2] in VALUES and child.get("key")
    }
