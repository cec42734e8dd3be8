"""Writing YAML for people: short mappings on one line, long text folded, quotation marks where needed."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

MOST_COLUMNS = 110
MOST_DEPTH = 40
_LONGEST_KEY = 100  # escaped, it stays below the 1024 characters that YAML allows a key
_FOLD_FROM = 90
_INDENT = "  "
# What the parser takes for plain text anywhere; the rest goes between quotation marks.
_PLAIN = re.compile(r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|-(?=[^\s\-]))(?:[^:#]|:(?=\S)|(?<=\S)#)*""")
_FLOW_SIGNS = frozenset(",[]{}?")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def write_yaml(tree: Mapping[str, object]) -> str:
    """Write nested mappings, lists and texts as YAML that `parse_yaml` reads back to the same tree.

    A mapping or list that fits on one line is written there as ``{a: 1, b: 2}``, except the sections at the
    top that hold further mappings; text of one long line is folded.

    Raises
    ------
    TypeError
        When something in the tree is neither a mapping with text keys, a list nor a text.
    ValueError
        When a key is empty or longer than 100 characters, a text holds half a surrogate pair, or the tree is
        more than 40 levels deep.
    """
    if not isinstance(tree, Mapping):
        raise TypeError(f"a mapping is needed at the top; found {type(tree).__name__}")
    return "\n".join(_lay_mapping(tree, 0)) + "\n" if tree else "{}\n"


def _lay_mapping(tree: Mapping[str, object], depth: int) -> Iterator[str]:
    for key, value in tree.items():
        yield from _lay_entry(f"{_write_key(key)}:", value, depth)


def _lay_list(items: Sequence[object], depth: int) -> Iterator[str]:
    for item in items:
        yield from _lay_entry("-", item, depth)


def _lay_entry(head: str, value: object, depth: int) -> Iterator[str]:
    """Yield the lines of ``head value``, the value on the same line where it fits."""
    if depth >= MOST_DEPTH:
        raise ValueError(f"the tree is more than {MOST_DEPTH} levels deep")
    start = _INDENT * depth + head
    if isinstance(value, str):
        yield from _lay_text(start, value, depth)
    elif isinstance(value, Mapping | list | tuple):
        yield from _lay_branch(start, value, depth)
    else:
        raise TypeError(f"mappings, lists and texts can be written; found {type(value).__name__}")


def _lay_branch(start: str, value: Mapping[str, object] | Sequence[object], depth: int) -> Iterator[str]:
    flow = _write_flow(value, depth + 1)
    if not value or (len(start) + 1 + len(flow) <= MOST_COLUMNS and (depth > 0 or not _holds_mapping(value))):
        yield f"{start} {flow}"
        return
    yield start
    yield from _lay_mapping(value, depth + 1) if isinstance(value, Mapping) else _lay_list(value, depth + 1)


def _holds_mapping(value: Mapping[str, object] | Sequence[object]) -> bool:
    inside = value.values() if isinstance(value, Mapping) else value
    return any(isinstance(item, Mapping) for item in inside)


def _write_flow(value: object, depth: int) -> str:
    """Return a value as it stands inside ``{...}``."""
    if depth > MOST_DEPTH:
        raise ValueError(f"the tree is more than {MOST_DEPTH} levels deep")
    if isinstance(value, str):
        return _write_scalar(value, flow=True)
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{_write_key(k)}: {_write_flow(v, depth + 1)}" for k, v in value.items()) + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_write_flow(item, depth + 1) for item in value) + "]"
    raise TypeError(f"mappings, lists and texts can be written; found {type(value).__name__}")


def _write_key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"keys are texts; found {type(key).__name__}")
    if not 0 < len(key) <= _LONGEST_KEY:
        raise ValueError(f"a key has 1 to {_LONGEST_KEY} characters; found {len(key)}")
    return f'"{key}"' if key == "<<" else _write_scalar(key, flow=True)


def _lay_text(start: str, text: str, depth: int) -> Iterator[str]:
    """Yield a text after its key: plain, folded, line by line, or in quotation marks."""
    inside = _INDENT * (depth + 1)
    if _can_fold(text) and len(start) + len(text) > MOST_COLUMNS:
        yield f"{start} >-"
        yield from _fold(text, inside)
    elif "\n" in text and _can_stand_as_lines(text):
        yield f"{start} |" if text.endswith("\n") else f"{start} |-"
        yield from ((inside + line).rstrip() for line in text.removesuffix("\n").split("\n"))
    else:
        yield f"{start} {_write_scalar(text, flow=False)}"


def _can_fold(text: str) -> bool:
    return len(text) >= _FOLD_FROM and text == " ".join(text.split()) and _is_printable(text)


def _fold(text: str, indent: str) -> Iterator[str]:
    width = max(MOST_COLUMNS, len(indent) + 40)
    room = width - len(indent)
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
    yield from (indent + line for line in lines)


def _can_stand_as_lines(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    return bool(lines[0] and lines[-1]) and all(
        line == line.strip() and _is_printable(line) for line in lines
    )


def _is_printable(text: str) -> bool:
    return text.isprintable()


def _write_scalar(text: str, *, flow: bool) -> str:
    """Return a text plain where the parser reads it back as it is, else in double quotation marks."""
    plain = bool(_PLAIN.fullmatch(text)) and text == text.strip() and _is_printable(text)
    if plain and not (flow and _FLOW_SIGNS & set(text)):
        return text
    return '"' + "".join(map(_escape, text)) + '"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"half a surrogate pair (U+{code:04X}) cannot be written")
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
