"""YAML in which every value is text and knows its line.

A scalar stays as it was written: ``12:30``, ``010``, ``no``, ``1e3``, ``2025-01-01`` and ``~`` are texts, and
what they mean is for the reader of the field to say. Tags, anchors, aliases, merge keys, duplicate keys and a
second document are refused, as are files that are too large, too deep or not text. The tree is built from the
parser's events, so no object is ever made from what a file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from opmodels.describe.yaml_faults import describe_fault
from opmodels.describe.yaml_layout import MOST_DEPTH, write_yaml
from opmodels.foundation.errors import InputError, Problem, find_nearest
from opmodels.foundation.numerals import quote

__all__ = [
    "MOST_BYTES",
    "MOST_DEPTH",
    "MOST_NODES",
    "Document",
    "Node",
    "parse_yaml",
    "read_yaml",
    "write_yaml",
]

Node: TypeAlias = "dict[str, Node] | list[Node] | str"
NodePath: TypeAlias = tuple[str | int, ...]

MOST_BYTES = 5_000_000
MOST_NODES = 200_000

# libyaml's parser is about eight times as fast as the one in Python, where it was built in.
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BEYOND_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Document:
    """A YAML file as nested mappings, lists and texts.

    Parameters
    ----------
    tree
        What the file holds; ``key:`` with nothing after it is ``""``.
    lines
        The 1-based line to show for each path: where a text starts; for a mapping or list, its key.
    key_lines
        The 1-based line of the key, for each path that ends in one.
    name
        What messages call the file.
    """

    tree: dict[str, Node]
    lines: Mapping[NodePath, int]
    key_lines: Mapping[NodePath, int]
    name: str

    def where(self, path: Sequence[str | int] = (), *, key: bool = False) -> str:
        """Return ``gp.yaml, line 12`` for a path, or for the longest start of it that is in the file.

        With `key`, it is the line of the key rather than of the value.
        """
        known = tuple(path)
        while known not in self.lines and known:
            known = known[:-1]
        line = self.key_lines.get(known) if key and len(known) == len(path) else None
        return f"{self.name}, line {line or self.lines.get(known, 1)}"


def read_yaml(path: Path, *, most_bytes: int = MOST_BYTES) -> Document:
    """Read a YAML file.

    Raises
    ------
    InputError
        When there is no such file, it is too large (it is then not read), not UTF-8 text, or not such YAML as
        `parse_yaml` reads.
    """
    name = path.name or str(path)
    raw = _read_bytes(path, name, most_bytes)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _refuse(f"{name}, line {line}", "bytes that are not UTF-8 text", "a text file", "save it as UTF-8")
    return parse_yaml(text, name, most_bytes=most_bytes)


def parse_yaml(text: str, name: str, *, most_bytes: int = MOST_BYTES) -> Document:
    """Read YAML from a text that messages call `name`.

    Raises
    ------
    InputError
        When it is not YAML; is empty or not a mapping at the top; repeats a key; has a key that is not plain
        text; uses tags, anchors, aliases, merge keys or several documents; or is too large or too deep.
    """
    if len(text) > most_bytes:
        _refuse(name, f"{len(text):,} characters", f"at most {most_bytes:,}")
    text = text.removeprefix("\ufeff")
    _refuse_rubbish(text, name)
    builder = _TreeBuilder(text, name)
    try:
        tree = builder.build()
    except yaml.YAMLError as error:
        line, found, expected, step = describe_fault(error, text)
        _refuse(f"{name}, line {line}", found, expected, step)
    return Document(tree, MappingProxyType(builder.lines), MappingProxyType(builder.key_lines), name)


def _refuse(where: str, found: str, expected: str, step: str | None = None) -> NoReturn:
    raise InputError(Problem(where, found, expected, next=step))


def _read_bytes(path: Path, name: str, most_bytes: int) -> bytes:
    try:
        _refuse_other_than_file(path, name)
        _refuse_large(path.stat().st_size, name, most_bytes)
        with path.open("rb") as file:
            raw = file.read(most_bytes + 1)
    except OSError as error:
        _refuse(name, f"a file that cannot be read ({error.strerror or error})", "a readable YAML file")
    except ValueError:
        _refuse(repr(str(path)), "a name that no file can have", "the name of a YAML file")
    _refuse_large(len(raw), name, most_bytes)  # it may have grown since
    return raw


def _refuse_large(size: int, name: str, most_bytes: int) -> None:
    if size > most_bytes:
        step = "keep long tables in CSV files beside it and name those"
        _refuse(name, f"a file of {size:,} bytes", f"at most {most_bytes:,} bytes", step)


def _refuse_other_than_file(path: Path, name: str) -> None:
    if path.is_file():
        return
    if path.is_dir():
        inside = next(iter(sorted(path.glob("*.yaml"))), None)
        nearest = str(path / inside.name) if inside else None
        raise InputError(Problem(str(path), "a folder", "a YAML file", nearest))
    if path.exists():
        _refuse(name, "something that is not a plain file", "a YAML file")
    if not path.parent.is_dir():
        _refuse(str(path), "no such file", f"a YAML file; there is no folder {path.parent} either")
    nearest = find_nearest(path.name, [file.name for file in path.parent.iterdir() if file.is_file()])
    step = None if nearest else "check the name and the folder"
    raise InputError(Problem(str(path), "no such file", "a YAML file", nearest, step))


def _refuse_rubbish(text: str, name: str) -> None:
    strange = _BEYOND_YAML.search(text)
    if strange:
        line = text.count("\n", 0, strange.start()) + 1
        found = f"the unprintable character U+{ord(strange.group()):04X}"
        _refuse(f"{name}, line {line}", found, "a text file", "this looks like a binary or damaged file")


class _TreeBuilder:
    """Turns the parser's events into a tree, and notes the line of everything."""

    def __init__(self, text: str, name: str) -> None:
        self._events: Iterator[Event] = iter(yaml.parse(text, Loader=_PARSER))
        self._name = name
        self.lines: dict[NodePath, int] = {}
        self.key_lines: dict[NodePath, int] = {}

    def build(self) -> dict[str, Node]:
        next(self._events)  # the start of the stream
        start = next(self._events)
        if isinstance(start, StreamEndEvent):
            self._refuse_top(1, "an empty file")
        tree = self._read(next(self._events), ())
        if not isinstance(tree, dict):
            self._refuse_top(self.lines[()], f"a {'list' if isinstance(tree, list) else 'text'} at the top")
        next(self._events)  # the end of the document
        after = next(self._events)
        if not isinstance(after, StreamEndEvent):
            self._refuse(after, "a second document", "one document in a file")
        return tree

    def _refuse(self, event: Event, found: str, expected: str, step: str | None = None) -> NoReturn:
        _refuse(f"{self._name}, line {_find_line(event)}", found, expected, step)

    def _refuse_top(self, line: int, found: str) -> NoReturn:
        step = "begin with a line such as opmodels: 1"
        _refuse(f"{self._name}, line {line}", found, "a mapping of keys to values", step)

    def _read(self, event: Event, path: NodePath) -> Node:
        self._check(event, path)
        if len(self.lines) >= MOST_NODES:
            self._refuse(event, f"more than {MOST_NODES:,} values", f"at most {MOST_NODES:,}")
        self.lines[path] = self.key_lines.get(path, 0) or _find_line(event)
        if isinstance(event, MappingStartEvent):
            return self._read_mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._read_list(path)
        assert isinstance(event, ScalarEvent)
        self.lines[path] = _find_line(event)
        return str(event.value)

    def _check(self, event: Event, path: NodePath) -> None:
        """Refuse what makes a file deeper or cleverer than a description needs."""
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            mark = "*" if isinstance(event, AliasEvent) else "&"
            name = quote(f"{mark}{getattr(event, 'anchor', '')}")
            self._refuse(event, f"{name} (an anchor or alias)", "every value written out", "write it out")
        if getattr(event, "tag", None) is not None:
            found = f"the tag {quote(getattr(event, 'tag', ''))}"
            self._refuse(event, found, "plain values", "take the tag away; every value is read as text")
        if len(path) > MOST_DEPTH:
            self._refuse(event, f"more than {MOST_DEPTH} levels", f"at most {MOST_DEPTH} levels")

    def _read_list(self, path: NodePath) -> list[Node]:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._read(event, (*path, len(items))))
        return items

    def _read_mapping(self, path: NodePath) -> dict[str, Node]:
        tree: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._read_key(event, path)
            value = next(self._events)
            self._refuse_lost_colon(event, value)
            tree[key] = self._read(value, (*path, key))
        return tree

    def _read_key(self, event: Event, path: NodePath) -> str:
        self._check(event, path)
        if not isinstance(event, ScalarEvent):
            self._refuse(
                event,
                "a mapping or list as a key",
                "plain text as a key",
                "put text that starts with { or [ in quotation marks",
            )
        key = str(event.value)
        if not key:
            self._refuse(event, "a value without a key", "key: value")
        if key == "<<" and _is_plain(event):
            self._refuse(event, "<< (a merge key)", "every value written out", "write it out")
        first = self.key_lines.get((*path, key))
        if first:
            found = f"{quote(key)} a second time (first on line {first})"
            self._refuse(event, found, "each key once", "join the two, or rename one")
        self.key_lines[(*path, key)] = _find_line(event)
        return key

    def _refuse_lost_colon(self, key: Event, value: Event) -> None:
        """Refuse ``{staff:3}``, which YAML takes for the key ``staff:3`` with no value."""
        if not (isinstance(key, ScalarEvent) and isinstance(value, ScalarEvent)):
            return
        if value.value == "" and _is_plain(value) and _is_plain(key) and ":" in key.value:
            nearest = key.value.replace(":", ": ", 1) if len(key.value) < 60 else None
            where = f"{self._name}, line {_find_line(key)}"
            raise InputError(
                Problem(where, f"{quote(key.value)} without a value", "a space after the colon", nearest)
            )


def _is_plain(event: ScalarEvent) -> bool:
    return bool(event.implicit[0])


def _find_line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
