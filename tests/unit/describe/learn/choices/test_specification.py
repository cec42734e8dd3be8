"""A specification is read, or refused with file, line, what was found, what fits and the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.describe.learn.choices.specification import Meaning, Recorded, Specification
from opmodels.foundation.errors import InputError
from tests.unit.describe.learn.choices.made_up import NESTED, SPEC, write_spec


def test_what_it_says(tmp_path: Path) -> None:
    """Coefficients in the order of the file, each expression by its place."""
    written = write_spec(tmp_path, NESTED)
    assert written.asked.coefficients == ("a_bus", "price", "wait")
    assert written.asked.nests["motor"].of == ("bus", "car")
    assert written.where_coefficient("wait") == "spec.yaml, line 4"
    assert ("alternatives", "walk", "utility", "wait") in written.list_expressions()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("chosen: took\n", "", "found no 'chosen'"),
        ("choices: 1", "choices: 2", 'spec.yaml, line 1: found "2"'),
        ("utility: {wait: walk_time}", "utilty: {wait: walk_time}", "nearest:  utility"),
        ("wait: walk_time", "wait: walk_time ** 2", "spec.yaml, line 6: found '**' in 'walk_time ** 2'"),
        ("chosen_as: w", "chosen_as: b", "found chosen_as: b twice"),
        ("coefficient: price", "coefficient: prize", "spec.yaml, line 7: found 'prize' as pound"),
        ("hour_waited:", "hour_wait:", "nearest:  hour_waited"),
        ("of: [bus, car]", "of: [bus, cra]", "nearest:  car"),
        ("of: [bus, car]", "of: [bus, bus]", "found 'bus' twice in nests"),
        ("of: [bus, car]", "of: [bus]", "found a nest of one, motor"),
        ("motor:", "wait:", "found a nest and a coefficient called wait"),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, told: str) -> None:
    """Each is told where it stands."""
    assert old in NESTED
    with pytest.raises(InputError) as caught:
        write_spec(tmp_path, NESTED.replace(old, new))
    assert told in str(caught.value)


def test_nothing_to_learn(tmp_path: Path) -> None:
    """Utilities without a coefficient are refused."""
    text = "choices: 1\nchosen: took\nalternatives: {a: {chosen_as: 1}, b: {chosen_as: 2}}\n"
    with pytest.raises(InputError, match="no coefficient in any utility"):
        write_spec(tmp_path, text)
    assert write_spec(tmp_path, SPEC).asked.nests == {}


def test_the_page_knows_every_word(repo_root: Path) -> None:
    """Each key of a specification is explained or shown in the how-to page."""
    page = (repo_root / "docs" / "howto" / "learn-choices.md").read_text(encoding="utf-8")
    told = {*Specification.known_keys(), *Recorded.known_keys()} - {"choices"}
    assert not [key for key in told if f"`{key}`" not in page]
    assert not [key for key in Meaning.known_keys() if f"{key}: " not in page]
