"""Names as a person types them: ``over 65`` and ``Phone`` for over_65 and phone, as the sheets show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from opmodels.describe.targets import MEASURES
from opmodels.describe.workbook_borrowed import Entry

NAMED = frozenset(
    {
        "group",
        "step",
        "pool",
        "end",
        "to",
        "measure",
        "serve",
        "starts_at",
        "then",
        "pays",
        "payer",
        "lacks",
        "has",
        "after",
    }
)
"""Keys under which a name of the description stands, or several parted by semicolons."""
SECTIONS = ("groups", "needs", "pools", "steps", "ends", "payers")


def list_names(tree: Mapping[str, Any]) -> set[str]:
    """Return every name that a cell may hold: those of the description, and of what is measured."""
    own = {name for section in SECTIONS for name in tree.get(section, {})}
    return own | MEASURES | {"any"}


def spell_names(entries: Iterable[Entry], names: Mapping[str, str]) -> list[Entry]:
    """Return the entries with each name as the description spells it; unknown ones stay as they are.

    Parameters
    ----------
    entries
        What was filled in.
    names
        By each name that may be typed: that of the library service.
    """
    known = {_flatten(typed): name for typed, name in names.items()}
    return [
        replace(entry, text=_spell(entry.text, known)) if entry.path[-1] in NAMED else entry
        for entry in entries
    ]


def _spell(text: str, known: Mapping[str, str]) -> str:
    return "; ".join(known.get(_flatten(part), part.strip()) for part in text.split(";"))


def _flatten(name: str) -> str:
    return "_".join(name.casefold().replace("_", " ").split())
