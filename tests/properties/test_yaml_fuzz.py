"""Whatever is put in a file, it is read or refused; whatever is written is read back."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opmodels.describe import yaml_lines
from opmodels.describe.yaml_layout import MOST_COLUMNS
from opmodels.describe.yaml_lines import Node, parse_yaml, read_yaml, write_yaml
from opmodels.foundation.errors import InputError

PIECES = (
    *"ab1£é😀~:-?,{}[]#|>%@'\"\\\n\t\r\0\x85\u2028\ufeff",
    *("a: ", ": ", "- ", "? ", ", ", " #", "|-\n", ">+\n", "\n  ", "\n    ", "&x ", "*x", "!t ", "!!str "),
    *("---\n", "...\n", "<<", "no", "%YAML 1.1\n", "%TAG ! x\n"),
)
YAMLISH = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | YAMLISH
KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100) | YAMLISH.filter(
    lambda key: 0 < len(key) <= 100
)
LEAVES = TEXTS | st.lists(
    st.sampled_from(["word", "it's", "a", "b:", "#c", "long-ish", "-"]), min_size=20
).map(" ".join)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=5,
)


def count(node: Node) -> int:
    """Return how many values a tree has, itself included."""
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return 1 + sum(map(count, inside))


def check_reading(text: str) -> None:
    """Read a text; only InputError may come, and every value has a line that exists."""
    try:
        document = parse_yaml(text, "fuzz.yaml")
    except InputError as error:
        (problem,) = error.problems
        assert problem.where.startswith("fuzz.yaml, line ")
        assert problem.found and problem.expected
        return
    assert len(document.lines) == count(document.tree)
    assert min(document.lines.values()) >= 1 and max(document.lines.values()) <= len(text.splitlines()) + 1


@settings(deadline=None, max_examples=400)
@given(TEXTS)
@example("a: [b, c]\nd:\n")
@example("a: \ud800")
def test_any_text_is_read_or_refused(text: str) -> None:
    """Random text raises nothing but InputError."""
    check_reading(text)


@settings(deadline=None, max_examples=200)
@given(YAMLISH)
def test_the_parser_in_python_does_the_same(text: str) -> None:
    """So it is where libyaml is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_lines, "_PARSER", yaml.SafeLoader)
        check_reading(text)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | YAMLISH.map(lambda text: text.encode()))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    """Random bytes raise nothing but InputError."""
    path = tmp_path / "fuzz.yaml"
    path.write_bytes(content)
    try:
        assert isinstance(read_yaml(path).tree, dict)
    except InputError as error:
        assert error.problems[0].where.startswith("fuzz.yaml")


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(TREES)
@example({"a": "x" * 200})
@example({"a": {"b": "word " * 60 + "end"}})
def test_what_is_written_is_read_back(tree: dict[str, Node]) -> None:
    """Writing and reading give the same tree, and writing that again the same text."""
    written = write_yaml(tree)
    again = parse_yaml(written, "written.yaml").tree
    assert again == tree
    assert write_yaml(again) == written
    assert list(again) == list(tree)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(TREES)
def test_the_parser_in_python_reads_what_is_written(tree: dict[str, Node]) -> None:
    """The text is YAML to other readers too."""
    assert yaml.load(write_yaml(tree), Loader=yaml.BaseLoader) == tree


@settings(deadline=None)
@given(st.dictionaries(st.text("abc_", min_size=1, max_size=10), st.text("abc ,:", max_size=40), max_size=8))
def test_short_mappings_fit_the_width(tree: dict[str, str]) -> None:
    """What is written on one line is no wider than the page."""
    assert all(len(line) <= MOST_COLUMNS for line in write_yaml({"top": {"inner": tree}}).splitlines())
