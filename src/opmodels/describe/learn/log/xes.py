"""Logs in XES (IEEE 1849): an XML file of traces with events, each with attributes; read event by event."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from opmodels.describe.learn.csv_text import (
    LONGEST_LINE,
    MOST_BYTES,
    open_bytes,
    tell_missing,
    tell_too_large,
)
from opmodels.describe.learn.log.columns import is_barred, is_candidate
from opmodels.describe.learn.log.rows import MOST_COLUMNS, WHAT, Choose, Keeper, Rows
from opmodels.foundation.errors import InputError, Problem

VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})
"""Kinds of attribute that hold a value; others, and unknown ones of extensions, are left unread."""
CASE = "case:"
"""What stands before the name of an attribute of a trace."""
HEAD = 4_096
PIECE = 1 << 18
"""Bytes read at a time: what is unfinished is looked through again with every piece."""


def is_xes(path: Path) -> bool:
    """Whether a file is called XES, or begins like XML."""
    if path.name.casefold().removesuffix(".gz").endswith(".xes"):
        return True
    try:
        with open_bytes(path) as stream:
            return stream.read(HEAD).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml")
    except (OSError, EOFError, zlib.error):
        return False


def read_xes(path: Path, choose: Choose, given: Mapping[str, str] | None = None) -> Rows:
    """Read a log in XES.

    Parameters
    ----------
    path
        The file.
    choose
        Says which attributes are what; of others nothing is kept.
    given
        Attributes by role, where the user has said so.

    Raises
    ------
    InputError
        When the file is missing, too large, damaged, no XES, or declares entities of its own.
    """
    if not path.is_file():
        raise InputError(tell_missing(path, WHAT))
    sorter = _Sorter(given or {}, path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(tell_too_large(path))
        _refuse_doctype(path)
        events = list(_list_events(path, sorter))
    except ElementTree.ParseError as error:
        line, column = error.position
        found = f"XML that breaks off or is not whole (column {column})"
        where, step = f"{path.name}, line {line}", "export it again; an XES file ends in </log>"
        raise InputError(Problem(where, found, "a whole XES file", None, step)) from None
    except (OSError, EOFError, zlib.error) as error:
        found = f"a damaged file ({error})"
        raise InputError(Problem(path.name, found, "a whole one", None, "fetch the file again")) from None
    if not events:
        step = "export it with its events, or take another log"
        raise InputError(Problem(path.name, "no event in any trace", "a log with events", None, step))
    header = tuple(sorted(sorter.kinds, key=lambda name: not name.startswith(CASE)))
    keeper = Keeper(header, choose(header))
    for number, (kept, mark) in enumerate(events, 1):
        keeper.add_found(kept, mark, number)
    return keeper.make_rows((), (), "event")


Sorted = tuple[dict[str, str], bytes]
"""Attributes that may play a part, and a mark by which what has the same attributes is known again."""


class _Sorter:
    """Keeps of each event and trace what may play a part, and forgets the rest at once.

    Parameters
    ----------
    given
        Attributes by role, where the user has said so.
    name
        Of the file, for messages.
    """

    def __init__(self, given: Mapping[str, str], name: str) -> None:
        self.given, self.file = given, name
        self.kinds: dict[str, tuple[bool, bool]] = {}
        self._marker = Keeper((), None)

    def sort(self, node: ElementTree.Element, before: str) -> Sorted:
        """Return what is kept of an event, or of a trace whose attributes have a word before their names."""
        kept: dict[str, str] = {}
        telling: list[tuple[str, str]] = []
        for name, value in _list_values(node, before):
            may_matter, is_personal = self.kinds.get(name) or self._find_kind(name)
            if may_matter:
                kept[name] = value
            if not is_personal:
                telling.append((name, value))
        return kept, self._marker.mark(sorted(telling))

    def join(self, trace: Sorted, event: Sorted) -> Sorted:
        """Return an event with the attributes of its trace."""
        return {**trace[0], **event[0]}, self._marker.mark((trace[1], event[1]))

    def _find_kind(self, name: str) -> tuple[bool, bool]:
        """Return whether an attribute may play a part, and whether nothing of it may be read."""
        if len(self.kinds) == MOST_COLUMNS:
            found = f"more than {MOST_COLUMNS:,} kinds of attribute"
            step = "export the attributes that matter, and no others"
            raise InputError(Problem(self.file, found, "events with the same attributes", None, step))
        self.kinds[name] = is_candidate(name, self.given), is_barred(name, self.given)
        return self.kinds[name]


def _refuse_doctype(path: Path) -> None:
    """Refuse files that declare entities before their first element: they can be made to fill the memory."""
    seen: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append("doctype")
    parser.StartElementHandler = lambda *_: seen.append("element")
    with open_bytes(path) as stream:
        bounded = _Bounded(stream, path)
        while not seen and (chunk := bounded.read()):
            try:
                parser.Parse(chunk)
            except expat.ExpatError:  # what is no XML is told with its line when it is read
                return
    if seen[:1] == ["doctype"]:
        found = "a document type of its own"
        raise InputError(Problem(path.name, found, "XES without one", None, "delete <!DOCTYPE ...>"))


class _Bounded:
    """A stream that stops at the size up to which files are read, or where an event does not end."""

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self.stream, self.path, self.left, self.open = stream, path, MOST_BYTES, 0

    def read(self, _size: int = PIECE) -> bytes:
        """Return the next bytes, more than are asked for."""
        data = self.stream.read(PIECE)
        self.left -= len(data)
        self.open += len(data)
        if self.left < 0:
            raise InputError(tell_too_large(self.path))
        if self.open > LONGEST_LINE:
            found = f"more than {LONGEST_LINE // 1_000_000} MB without the end of an event"
            raise InputError(Problem(self.path.name, found, "a log with events", None, "is it an event log?"))
        return data


def _list_events(path: Path, sorter: _Sorter) -> Iterator[Sorted]:
    """Yield what is kept of each event, attributes of its trace with `CASE` before their names."""
    with open_bytes(path) as stream:
        bounded = _Bounded(stream, path)
        events: list[Sorted] = []
        for _, node in ElementTree.iterparse(bounded, events=("end",)):
            tag = node.tag.rpartition("}")[2]
            if tag == "event":
                events.append(sorter.sort(node, ""))
            elif tag == "trace":
                trace = sorter.sort(node, CASE)
                yield from (sorter.join(trace, event) for event in events)
                events = []
            else:
                continue
            node.clear()
            bounded.open = 0


def _list_values(node: ElementTree.Element, before: str) -> Iterator[tuple[str, str]]:
    for child in node:
        if child.tag.rpartition("}")[2] in VALUES:
            attributes = child.attrib
            if attributes.get("key"):
                yield before + attributes["key"], attributes.get("value", "")
