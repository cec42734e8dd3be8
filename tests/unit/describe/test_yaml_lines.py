"""YAML as text with line marks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from opmodels.describe import yaml_lines
from opmodels.describe.yaml_lines import MOST_DEPTH, MOST_NODES, Document, parse_yaml, read_yaml
from opmodels.foundation.errors import InputError, Problem

SERVICE = """\
opmodels: 1
# a comment
pools:
  reception: {staff: 3, hours: Mon-Fri 08:00-18:30}
  gp:
    staff: 5
    hours:
      - Mon-Fri 08:30-12:30
      - Mon-Fri 14:00-18:00
note: >
  folded
  text
lines: |
  one
  two
empty:
quoted: "a: b"
"""


def refused(text: str) -> Problem:
    """Return the one problem that reading `text` raises."""
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "gp.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.fixture(params=["libyaml", "python"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with both of PyYAML's parsers."""
    if request.param == "python":
        monkeypatch.setattr(yaml_lines, "_PARSER", yaml.SafeLoader)


def test_a_service(either_parser: None) -> None:
    """Mappings, lists, folded and literal text come out as nested plain values."""
    assert parse_yaml(SERVICE, "gp.yaml").tree == {
        "opmodels": "1",
        "pools": {
            "reception": {"staff": "3", "hours": "Mon-Fri 08:00-18:30"},
            "gp": {"staff": "5", "hours": ["Mon-Fri 08:30-12:30", "Mon-Fri 14:00-18:00"]},
        },
        "note": "folded text\n",
        "lines": "one\ntwo\n",
        "empty": "",
        "quoted": "a: b",
    }


@pytest.mark.parametrize(
    "text",
    ["12:30", "010", "no", "Yes", "1e3", "2025-01-01", "~", "null", "0x10", "1_000", ".inf", "=", "-5"],
)
def test_values_stay_as_written(either_parser: None, text: str) -> None:
    """Nothing becomes a number, a date, a truth value or nothing."""
    assert parse_yaml(f"a: {text}\nb: {{c: {text}}}", "x").tree == {"a": text, "b": {"c": text}}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("opmodels",), 1),
        (("pools",), 3),
        (("pools", "reception"), 4),
        (("pools", "reception", "hours"), 4),
        (("pools", "gp"), 5),
        (("pools", "gp", "staff"), 6),
        (("pools", "gp", "hours"), 7),
        (("pools", "gp", "hours", 1), 9),
        (("lines",), 13),
        (("empty",), 16),
    ],
)
def test_every_value_knows_its_line(either_parser: None, path: tuple[str | int, ...], line: int) -> None:
    """A text is where it starts; a mapping or list is at its key."""
    document = parse_yaml(SERVICE, "gp.yaml")
    assert document.lines[path] == line
    assert document.where(path) == f"gp.yaml, line {line}"


def test_the_longest_known_start_of_a_path() -> None:
    """What is missing is reported where it should have stood."""
    document = parse_yaml(SERVICE, "gp.yaml")
    assert document.where(["pools", "gp", "cost", "per"]) == "gp.yaml, line 5"
    assert document.where(("nowhere",)) == "gp.yaml, line 1"
    assert document.where() == "gp.yaml, line 1"


def test_a_value_below_its_key() -> None:
    """The line of a key and that of its value are both known."""
    document = parse_yaml("a: 1\nlong:\n  a text\n  of two lines\n", "x")
    assert document.where(("long",)) == "x, line 3"
    assert document.where(("long",), key=True) == "x, line 2"
    assert document.where(("long", "more"), key=True) == "x, line 3"


def test_a_document_cannot_be_changed() -> None:
    """The marks are read-only."""
    document = parse_yaml("a: 1", "x")
    with pytest.raises(TypeError):
        document.lines[("b",)] = 2  # type: ignore[index]
    with pytest.raises(AttributeError):
        document.name = "y"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3", 3, '"a" a second time (first on line 1)'),
        ("a:\n  b: 1\n  c: 2\n  'b': 3", 4, '"b" a second time (first on line 2)'),
        ("a: {b: 1, b: 2}", 1, '"b" a second time'),
        ("a: !!python/object/apply:os.system [ls]", 1, "the tag"),
        ("a: 1\nb: !foo x", 2, 'the tag "!foo"'),
        ("a: !<tag:x> 3", 1, 'the tag "tag:x"'),
        ("a: ! x", 1, 'the tag "!"'),
        ("!!map {a: 1}", 1, "the tag"),
        ("!!str a: 1", 1, "the tag"),
        ("a: !e!x 3", 1, "a tag"),
        ("a: &x 1\nb: 2", 1, '"&x" (an anchor'),
        ("a: 1\nb: *x", 2, '"*x" (an anchor'),
        ("&x a: 1", 1, '"&x" (an anchor'),
        ("a: {<<: {b: 1}}", 1, "merge key"),
        ("a: 1\n---\nb: 2", 2, "a second document"),
        ("a: 1\n...\n---\n", 3, "a second document"),
        ("- a\n- b", 1, "a list at the top"),
        ("only words", 1, "a text at the top"),
        ("", 1, "an empty file"),
        ("# nothing\n", 1, "an empty file"),
        ("a:\n\tb: 1", 2, "a tab at the start of the line"),
        ("a: 1\n\tb: 2", 2, "a tab at the start of the line"),
        ("a: >\n\tx", 2, "a tab at the start of the line"),
        ("a: b: c", 1, "a colon where none can stand"),
        ("a: 1\n  b: 2", 2, "a colon where none can stand"),
        ("  a: 1\n b: 2", 2, "starts further left"),
        ("a: |\n  x\n y", 3, "fits nothing above it"),
        ("a: 1\n- b", 2, "fits nothing above it"),
        ("a:\n  - b\n  c: 1", 3, "fits nothing above it"),
        ("a: 1\nb\nc: 2", 2, '"b": a line without a colon'),
        ("a: {b: 1\nc: 2", 2, "a { that is not closed (opened on line 1)"),
        ("a: [1\n\nb: 2", 3, "a [ that is not closed (opened on line 1)"),
        ("a: 1\nb: 'x\nc: 2\n", 2, "a quotation mark that is not closed"),
        ('a: "\\q"', 1, "an unknown escape"),
        ("a: @x", 1, "a value that starts with @"),
        ("a: `x`", 1, "a value that starts with `"),
        ("a: }", 1, "a sign that starts no value"),
        ("a: - b", 1, "a list that starts on the line of its key"),
        ("%FOO x\n---\na: 1", 1, "a line that starts with %"),
        ("? [a]\n: b", 1, "a mapping or list as a key"),
        ("{a: 1}: b", 1, "a mapping or list as a key"),
        ("a: {{ b }}", 1, "a mapping or list as a key"),
        ("'': 1", 1, "a value without a key"),
        ("a: {staff:3}", 1, '"staff:3" without a value'),
        ("a: x\0y", 1, "U+0000"),
        ("a: 1\nb: \x07", 2, "U+0007"),
        ("a: \ud800", 1, "U+D800"),
        ("a: " + "[" * 100_000, 1, f"more than {MOST_DEPTH} levels"),
        ("a:\n" + "".join(" " * n + "- \n" for n in range(1, 60)), MOST_DEPTH + 2, "levels"),
    ],
)
def test_what_is_refused(text: str, line: int, words: str) -> None:
    """Each fault names its line and says in plain words what is wrong and what would fit."""
    problem = refused(text)
    assert problem.where == f"gp.yaml, line {line}"
    assert words in problem.found
    assert problem.expected


def test_both_parsers_refuse_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where libyaml is missing, the parser in Python finds the same faults and explains them."""
    monkeypatch.setattr(yaml_lines, "_PARSER", yaml.SafeLoader)
    faults = {
        "a: 1\n---\nb: 2": "a second document",
        "a: *x": '"*x" (an anchor',
        "a: b: c": "a colon where none can stand",
        "a:\n\tb: 1": "a tab at the start of the line",
        "a: {b: 1\nc: 2": "a { that is not closed",
        "a: 'x": "a quotation mark that is not closed",
        "a: |\n  x\n y": "fits nothing above it",
        "a: 1\nb": "a line without a colon",
    }
    assert {text: words for text, words in faults.items() if words not in refused(text).found} == {}


def test_a_lost_space_after_a_colon_is_shown() -> None:
    """{staff:3} is one key to YAML; the message writes what was meant."""
    assert refused("a: {staff:3}").nearest == "staff: 3"
    assert parse_yaml("a: http://x.y", "x").tree == {"a": "http://x.y"}


def test_long_names_are_cut_in_messages() -> None:
    """A key, tag or anchor of a megabyte does not fill the screen."""
    long = "x" * 1_000_000
    for text in (
        f"a: !{long} 1",
        f"a: &{long} 1",
        f"a: {{{'b' * 500}:1}}",
        f"{'k' * 500}: 1\n{'k' * 500}: 2",
    ):
        assert len(str(refused(text))) < 300


@pytest.mark.usefixtures("either_parser")
def test_an_alias_bomb_does_not_go_off() -> None:
    """Nested aliases are refused at the first anchor."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "anchor" in refused(bomb).found


def test_more_values_than_allowed() -> None:
    """The number of values is limited, whatever their size."""
    assert "200,000 values" in refused("a: [" + "x," * MOST_NODES + "]").found


def test_a_large_service_is_read() -> None:
    """A megabyte of groups is read whole, and every line is right."""
    groups = "".join(f"  g{n}: {{people: {n}, online: 97 %, note: {'x' * 40}}}\n" for n in range(15_000))
    document = parse_yaml("groups:\n" + groups, "big.yaml")
    assert len(document.tree["groups"]) == 15_000
    assert document.lines[("groups", "g14999", "people")] == 15_001


def test_nesting_just_within_the_limit() -> None:
    """Forty levels are read."""
    text = "a: " + "[" * (MOST_DEPTH - 1) + "x" + "]" * (MOST_DEPTH - 1)
    assert (("a",) + (0,) * (MOST_DEPTH - 1)) in parse_yaml(text, "x").lines


def test_the_same_key_in_two_places_is_fine() -> None:
    """Keys repeat only within one mapping."""
    assert parse_yaml("a: {x: 1}\nb: {x: 2, y: {x: 3}}", "x").tree["b"] == {"x": "2", "y": {"x": "3"}}


def write(folder: Path, content: bytes, name: str = "gp.yaml") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content)
    return path


def refused_file(path: Path, most_bytes: int = 5_000_000) -> Problem:
    """Return the one problem that reading `path` raises."""
    with pytest.raises(InputError) as caught:
        read_yaml(path, most_bytes=most_bytes)
    (problem,) = caught.value.problems
    return problem


def test_a_file_is_named_by_its_name(tmp_path: Path) -> None:
    """Messages name the file, not the folders above it."""
    document = read_yaml(write(tmp_path, b"a: 1\n"))
    assert isinstance(document, Document)
    assert document.where(("a",)) == "gp.yaml, line 1"


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa: \xc2\xa35\n", b"a: \xc2\xa35", b"a: \xc2\xa35\r\n"])
def test_utf8_with_or_without_mark(tmp_path: Path, content: bytes) -> None:
    """A byte order mark and Windows line ends do no harm."""
    assert read_yaml(write(tmp_path, content)).tree == {"a": "£5"}


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"a: 1\nb: \xa35\n", 2, "not UTF-8"),
        ("a: 1".encode("utf-16"), 1, "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", 1, "not UTF-8"),
        (b"PK\x03\x04\0\0", 1, "U+0003"),
        (b"a: 1\n\0", 2, "U+0000"),
    ],
)
def test_files_that_are_not_text(tmp_path: Path, content: bytes, line: int, words: str) -> None:
    """Binary files and other encodings are refused with the line of the first odd byte."""
    problem = refused_file(write(tmp_path, content))
    assert problem.where == f"gp.yaml, line {line}"
    assert words in problem.found


def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 MB are refused from the size alone: parsing is never reached and no byte is read."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("the file was opened"))
    assert "100,000,000 bytes" in refused_file(path).found


def test_the_size_limit_can_be_set(tmp_path: Path) -> None:
    """A smaller limit refuses a smaller file, and text as well."""
    path = write(tmp_path, b"a: 1234567890\n")
    assert refused_file(path, most_bytes=10).expected == "at most 10 bytes"
    assert read_yaml(path, most_bytes=14).tree == {"a": "1234567890"}
    with pytest.raises(InputError, match="at most 5"):
        parse_yaml("a: 12345", "x", most_bytes=5)


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    """A slip in the name is answered with the file that is there."""
    write(tmp_path, b"a: 1", "surgery.yaml")
    problem = refused_file(tmp_path / "surgrey.yaml")
    assert (problem.found, problem.nearest) == ("no such file", "surgery.yaml")
    assert refused_file(tmp_path / "qqq").nearest is None


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """Where the folder is missing too, the message says so."""
    assert "no folder" in refused_file(tmp_path / "nowhere" / "gp.yaml").expected


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    """A folder is refused, and the service file in it offered."""
    assert refused_file(tmp_path).found == "a folder"
    inside = write(tmp_path, b"a: 1")
    assert refused_file(tmp_path).nearest == str(inside)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a thing of Unix")
def test_a_pipe_is_not_a_file(tmp_path: Path) -> None:
    """What is neither file nor folder is refused rather than waited for."""
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "not a plain file" in refused_file(tmp_path / "pipe.yaml").found


def test_links_are_followed(tmp_path: Path) -> None:
    """A symbolic link to a file is read; a broken one is no file."""
    link = tmp_path / "link.yaml"
    link.symlink_to(write(tmp_path, b"a: 1"))
    assert read_yaml(link).tree == {"a": "1"}
    broken = tmp_path / "broken.yaml"
    broken.symlink_to(tmp_path / "gone.yaml")
    assert refused_file(broken).found == "no such file"


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 5000, "\ud800.yaml"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    """Impossible names are refused like missing files."""
    assert refused_file(tmp_path / name).expected


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system says is passed on."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, b"a: 1")
    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in refused_file(path).found
