"""What is wrong with a text that is not YAML, in plain words."""

from __future__ import annotations

import yaml

from opmodels.describe.yaml_layout import MOST_DEPTH
from opmodels.foundation.numerals import quote

_QUOTE = "put text that starts with a sign in quotation marks"
_INDENT = "lines that belong together to start in the same column"
# Part of the parser's message (of libyaml, or of the parser in Python): found, expected, next.
_WORDS: tuple[tuple[str, str, str, str | None], ...] = (
    (
        "mapping values are not allowed",
        "a colon where none can stand",
        "one key: value to a line",
        "put a value that contains a colon and a space in quotation marks, or mend the indentation",
    ),
    ("tab character", "a tab at the start of the line", "spaces", "replace the tabs by spaces"),
    ("',' or '}'", "a { that is not closed", "a comma or }", None),
    ("',' or ']'", "a [ that is not closed", "a comma or ]", None),
    ("unexpected end of stream", "a quotation mark that is not closed", "the closing quotation mark", None),
    ("unexpected document", "a quotation mark that is not closed", "the closing quotation mark", None),
    ("expected key", "a line that fits nothing above it", _INDENT, "mend the indentation"),
    ("'-' indicator", "a line that fits nothing above it", _INDENT, "mend the indentation"),
    ("<block end>", "a line that fits nothing above it", _INDENT, "mend the indentation"),
    ("expected ':'", "a line without a colon", "key: value", None),
    ("<document start>", "a line that starts further left than the first", _INDENT, "mend the indentation"),
    (
        "node content",
        "a sign that starts no value",
        "a value",
        _QUOTE,
    ),
    ("block sequence entries", "a list that starts on the line of its key", "- on a line of its own", None),
    ("nesting depth", f"more than {MOST_DEPTH} levels", f"at most {MOST_DEPTH} levels", None),
    ("directive", "a line that starts with %", "key: value", "take the line away"),
    ("escape", "an unknown escape after \\ in double quotation marks", "text", "use single quotation marks"),
    ("tag", "a tag", "plain values", "take the tag away; every value is read as text"),
    ("anchor", "an anchor or alias", "every value written out", _QUOTE),
    ("alias", "an anchor or alias", "every value written out", _QUOTE),
    ("alphabetic", "an anchor, alias or tag", "every value written out", _QUOTE),
)


def describe_fault(error: yaml.YAMLError, text: str) -> tuple[int, str, str, str | None]:
    """Return the 1-based line of a fault, what is found there, what is expected and what to do."""
    problem, line, column = _locate(error)
    if "start any token" in problem:
        return (line + 1, *_describe_character(text, line, column))
    for part, found, expected, step in _WORDS:
        if part in problem:
            opened = _find_opening(error, line)
            return line + 1, f"{_show_line(text, line)}{found}{opened}", expected, step
    return line + 1, f"{_show_line(text, line)}{problem}", "YAML", "mend the line"


def _locate(error: yaml.YAMLError) -> tuple[str, int, int]:
    """Return the parser's message and the line and column, from 0, that it is about."""
    problem = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None)
    # The parser notices these only at the end; the reader wants to know where they began.
    if "expected ':'" in problem or "quoted" in str(getattr(error, "context", None)):
        mark = getattr(error, "context_mark", None) or mark
    return (problem, mark.line, mark.column) if mark else (problem, 0, 0)


def _describe_character(text: str, line: int, column: int) -> tuple[str, str, str]:
    character = _find_text(text, line)[column : column + 1]
    if character == "\t":
        return "a tab at the start of the line", "spaces", "replace the tabs by spaces"
    found = f"{_show_line(text, line)}a value that starts with {character}"
    return found, "a value", _QUOTE


def _find_opening(error: yaml.YAMLError, line: int) -> str:
    """Say where the bracket was opened, if on another line."""
    start = getattr(error, "context_mark", None)
    context = str(getattr(error, "context", None) or "")
    return f" (opened on line {start.line + 1})" if "flow" in context and start and start.line != line else ""


def _find_text(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line] if line < len(lines) else ""


def _show_line(text: str, line: int) -> str:
    shown = _find_text(text, line).strip()
    return f"{quote(shown)}: " if shown else ""
