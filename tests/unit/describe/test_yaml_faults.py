"""What is wrong with a text that is not YAML."""

from __future__ import annotations

import pytest
import yaml

from opmodels.describe.yaml_faults import describe_fault


def fault(text: str, loader: type) -> tuple[int, str, str, str | None]:
    """Return how the fault of a text is described."""
    with pytest.raises(yaml.YAMLError) as caught:
        list(yaml.parse(text, Loader=loader))
    return describe_fault(caught.value, text)


LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.mark.parametrize("loader", LOADERS)
def test_the_line_is_shown(loader: type) -> None:
    """The line at fault is quoted, with its number."""
    line, found, _, step = fault("a: 1\nbad: x: y\n", loader)
    assert line == 2
    assert found == '"bad: x: y": a colon where none can stand'
    assert step is not None and "quotation marks" in step


@pytest.mark.parametrize("loader", LOADERS)
def test_a_bracket_says_where_it_was_opened(loader: type) -> None:
    """An open bracket is noticed later than it stands."""
    assert "opened on line 2" in fault("a: 1\nb: [1,\n\nc: 2\nd: 3\n", loader)[1]


@pytest.mark.parametrize("loader", LOADERS)
def test_an_open_quotation_is_put_where_it_starts(loader: type) -> None:
    """The end of the file is not where the reader has to look."""
    assert fault("a: 1\nb: 'x\nc: 2\nd: 3\n", loader)[0] == 2


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text",
    [
        *(
            "a: @x",
            "a: |\n  x\n y",
            "a: {b",
            "a: ]",
            'a: "\\q"',
            "a: !e!x 1",
            "a: &\n",
            "a: *\n",
            "%YAML x\n---",
        ),
        *("a: - b", "a: |x\n y", "a: 'x", "a: >\n\tx", "- a\nb: 1", "a: 1\n b: 2", "? a\n? [", 'a: "\\ud8"'),
        "%TAG x",
    ],
)
def test_every_fault_is_described(loader: type, text: str) -> None:
    """Both of PyYAML's parsers are understood, and there is always something to expect."""
    line, found, expected, _ = fault(text, loader)
    assert line >= 1 and found and expected
    assert "\n" not in found


def test_a_fault_without_a_mark() -> None:
    """An error that knows no line is still told."""
    assert describe_fault(yaml.YAMLError("odd"), "a: 1") == (1, '"a: 1": odd', "YAML", "mend the line")
