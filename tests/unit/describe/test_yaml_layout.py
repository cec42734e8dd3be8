"""How written YAML looks."""

from __future__ import annotations

import pytest

from opmodels.describe.yaml_layout import MOST_COLUMNS, write_yaml
from opmodels.describe.yaml_lines import parse_yaml

TREE = {
    "opmodels": "1",
    "time": {"start": "2025-04-07", "run": "12 weeks"},
    "pools": {"gp": {"staff": "5", "hours": ["Mon-Fri 08:30-12:30", "Mon-Fri 14:00-18:00"]}},
    "steps": {
        "visit": {
            "book": "gp_diary",
            "wanted": {"days": {"empirical": "lead-times.csv"}},
            "source": "a sentence about where the figure comes from",
            "then": {"seen": "95 %", "unmet": "5 %"},
        }
    },
    "observed": [{"measure": "wait", "value": "6 min"}, {"measure": "budget", "value": "£1.31m"}],
    "red_lines": ["free at need", "no compulsory redundancy"],
}
WRITTEN = """\
opmodels: 1
time: {start: 2025-04-07, run: 12 weeks}
pools:
  gp: {staff: 5, hours: [Mon-Fri 08:30-12:30, Mon-Fri 14:00-18:00]}
steps:
  visit:
    book: gp_diary
    wanted: {days: {empirical: lead-times.csv}}
    source: a sentence about where the figure comes from
    then: {seen: 95 %, unmet: 5 %}
observed:
  - {measure: wait, value: 6 min}
  - {measure: budget, value: £1.31m}
red_lines: [free at need, no compulsory redundancy]
"""


def test_a_service_looks_as_an_analyst_would_write_it() -> None:
    """Sections are blocks, what fits on a line is on one, and nothing needs quotation marks."""
    assert write_yaml(TREE) == WRITTEN


def test_lines_stay_within_the_width() -> None:
    """Long mappings are broken up and long text is folded."""
    tree = {"a": {"b": {f"key{n}": "some words" for n in range(30)}}, "note": "word " * 100 + "end"}
    written = write_yaml(tree)
    assert max(map(len, written.splitlines())) <= MOST_COLUMNS
    assert "note: >-\n" in written
    assert parse_yaml(written, "x").tree == tree


def test_text_of_several_lines_is_kept_in_lines() -> None:
    """Line breaks are kept as line breaks, with and without one at the end."""
    tree = {"a": "one\ntwo\n", "b": "one\n\ntwo"}
    assert write_yaml(tree) == "a: |\n  one\n  two\nb: |-\n  one\n\n  two\n"
    assert parse_yaml(write_yaml(tree), "x").tree == tree


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "010",
        "no",
        "~",
        "1e3",
        "£5",
        "-5",
        "5 %",
        "a#b",
        "it's",
        "http://a.b/c?d",
        "= x",
        "a - b",
        "(x)",
    ],
)
def test_plain_where_it_can_be(text: str) -> None:
    """No quotation marks where the reader needs none."""
    assert write_yaml({"a": text}) == f"a: {text}\n"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " x",
            "x ",
            "a: b",
            "a:",
            "a #b",
            "# x",
            "- x",
            "-",
            "--- x",
            "? x",
            "*x",
            "&x",
            "!x",
            "%x",
            "@x",
        ),
        *("`x", "'x", '"x', "[x", "{x", "|", ">", "a\tb", "\n", " \n", "a\n\n", "\u00a0", "\ufeff", "\x85"),
        *("\0", "x\\y: z"),
    ],
)
def test_quotation_marks_where_needed(text: str) -> None:
    """What YAML would read otherwise is between quotation marks, and reads back."""
    written = write_yaml({"a": text, "b": [text], "c": {"d": text}})
    assert parse_yaml(written, "x").tree == {"a": text, "b": [text], "c": {"d": text}}
    assert written.startswith('a: "')


def test_a_comma_matters_only_inside_brackets() -> None:
    """The same text is plain on its own line and quoted in a flow mapping."""
    assert write_yaml({"a": "x, y", "b": {"c": "x, y"}}) == 'a: x, y\nb: {c: "x, y"}\n'


@pytest.mark.parametrize(
    "key", ["<<", "a: b", "#x", "-", "no", "12:30", "x, y", "it's", "?", "key with spaces", "="]
)
def test_odd_keys(key: str) -> None:
    """Any text can be a key."""
    tree = {key: {key: ["1", {key: "2"}]}}
    assert parse_yaml(write_yaml(tree), "x").tree == tree


def test_nothing_inside() -> None:
    """Empty mappings and lists stay what they are."""
    tree = {"a": {}, "b": [], "c": {"d": [{}], "e": [[]]}}
    assert parse_yaml(write_yaml(tree), "x").tree == tree
    assert parse_yaml(write_yaml({}), "x").tree == {}


@pytest.mark.parametrize(
    "tree", [["a"], "a", {"a": 1}, {"a": None}, {1: "a"}, {"a": [True]}, {"a": {"b": {"c": 2.0}}}]
)
def test_only_mappings_lists_and_texts(tree: object) -> None:
    """Numbers and the like are refused: whoever has them decides how they are written."""
    with pytest.raises(TypeError):
        write_yaml(tree)  # type: ignore[arg-type]


def nest(depth: int) -> dict[str, object]:
    """Return a tree of a depth."""
    tree: object = "x"
    for _ in range(depth):
        tree = {"a": tree}
    assert isinstance(tree, dict)
    return tree


@pytest.mark.parametrize("tree", [{"": "x"}, {"k" * 101: "x"}, {"a": "\ud800"}, {"a": ["\udfff"]}, nest(41)])
def test_what_could_not_be_read_back_is_not_written(tree: dict[str, object]) -> None:
    """Empty and endless keys, half characters and too many levels are refused."""
    with pytest.raises(ValueError):
        write_yaml(tree)


def test_as_deep_as_can_be_read() -> None:
    """Forty levels are written and read."""
    assert parse_yaml(write_yaml(nest(40)), "x").tree == nest(40)
