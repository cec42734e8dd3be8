"""The reference page tells every part, every key and every word of the grammar."""

from __future__ import annotations

import pytest

from opmodels.describe.disciplines.catalogue import DISCIPLINES
from opmodels.describe.distributions.catalogue import FAMILIES
from opmodels.describe.grammar import SECTIONS, grammar_reference
from opmodels.describe.part import Part
from opmodels.describe.sourced import Quantity, Spread, Varied
from opmodels.describe.split import Parting, Route, Split
from opmodels.describe.staff import Opening

PAGE = grammar_reference()
SHORT = {Quantity, Spread, Varied, Route, Parting, Split, Opening}
"""Parts that people write as a number, a duration or a name."""


@pytest.mark.parametrize(("title", "part"), SECTIONS)
def test_part_is_told_in_full(title: str, part: type[Part]) -> None:
    """A section has a row for each key, with what it means."""
    section = PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    for key in part.known_keys():
        assert part.meaning(key), f"{part.__name__}.{key} has no docstring"
        assert section.count(f"\n| `{key}` | ") == 1


def test_every_part_of_a_service_is_told() -> None:
    """No part that a service file can hold is left out."""
    described = {part for part in Part.__subclasses__() if part.__module__ in MODULES}
    inner = {sub for part in described for sub in part.__subclasses__()}
    abstract = {part for part in described if part.__subclasses__()}
    assert (described | inner) - abstract - SHORT == {part for _, part in SECTIONS}


NAMES = (
    *(
        "campaigns",
        "choosing",
        "coming",
        "condition",
        "decisions",
        "demand",
        "facts",
        "funding",
        "exchanges",
        "gathering",
        "matching",
        "money",
        "pathway",
        "service",
        "serving",
    ),
    *("effects", "repeating", "side_by_side", "sourced", "split", "staff", "targets"),
)
MODULES = {f"opmodels.describe.{name}" for name in NAMES}


def test_every_word_is_told() -> None:
    """Families and disciplines are listed."""
    assert all(f"| `{word}` |" in PAGE for word in [*FAMILIES, *DISCIPLINES])


def test_page_names_no_class() -> None:
    """Values are told in words, not as Python types."""
    assert not any(word in PAGE for word in ("WeekHours", "Quantity", "Varied", "NoneType", "see *"))
