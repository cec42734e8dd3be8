"""The library service with an analyst's numbers put in; every number that is left is marked as borrowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from opmodels.describe.notes import EXEMPT
from opmodels.describe.notes_borrowed import BORROWED, BORROWED_WORDS
from opmodels.describe.paths import Path, get_node, put_node
from opmodels.describe.places import trace
from opmodels.describe.service import Service
from opmodels.describe.sourced import Quantity, Spread
from opmodels.describe.walk import walk_parts

UNMARKED = EXEMPT - {"gap", "guardrails"}
"""Decisions and sizes of the description, which have no grade."""
NOTED: Mapping[str, tuple[str, ...]] = {"needs": ("week", "year"), "pools": ("hours",)}
"""What is borrowed too, but is no number that could be marked; the note of its part says so."""
BY_LEAD = "after"
SEVERAL = "serve"
"""A key under which one name or several may stand."""


@dataclass(frozen=True)
class Entry:
    """What an analyst has put in.

    Parameters
    ----------
    path
        Where it belongs in the description.
    text
        What it means.
    where
        The cell, for messages.
    source, grade
        Where the analyst has it from, and how good that is; empty when not said.
    is_list
        Whether it is several texts, parted by semicolons.
    ends
        The low and the high end of its range; empty when not said.
    note
        What else is to be known of it.
    """

    path: Path
    text: str
    where: str
    source: str = ""
    grade: str = ""
    is_list: bool = False
    ends: tuple[str, str] | tuple[()] = ()
    note: str = ""


def find_numbers(service: Service) -> dict[Path, str]:
    """Return the path of every number in the description as it is written, with what it is.

    Returns
    -------
    dict
        ``quantity`` for one number, ``spread`` for a distribution.
    """
    found: dict[Path, str] = {}
    for path, part in walk_parts(service):
        if isinstance(part, Quantity | Spread):
            found[trace(service.tree, path)] = "quantity" if isinstance(part, Quantity) else "spread"
    return found


def merge_entries(service: Service, entries: list[Entry], like: str) -> dict[str, Any]:
    """Return the description: the analyst's numbers where there are any, the library's elsewhere, marked.

    Figures seen elsewhere cannot check the analyst's service: those under ``observed`` go.
    """
    given = {entry.path: entry for entry in entries}
    numbers = find_numbers(service)
    tree: dict[str, Any] = dict(service.tree)
    for path, kind in numbers.items():
        if path and not UNMARKED & set(map(str, path)):
            tree = _mark(tree, path, kind, given, like)
    for entry in entries:
        if entry.path[0] != "observed":
            tree = put_node(tree, entry.path, _make_node(entry, _is_number(entry.path, numbers)))
    return _tell_origin(_note_words(tree, given, like), given, like)


def _note_words(tree: dict[str, Any], given: Mapping[Path, Entry], like: str) -> dict[str, Any]:
    """Return the tree in which needs and pools say what else of theirs is borrowed, in place of old notes."""
    for section, keys in NOTED.items():
        parts = {}
        for name, part in tree.get(section, {}).items():
            kept = {key: node for key, node in part.items() if key != "note"}
            lent = [key for key in keys if key in part and not _is_touched((section, name, key), given)]
            note = f"{BORROWED_WORDS} {like}: {' and '.join(lent)}"
            parts[name] = {**kept, "note": note} if lent else kept
        tree = {**tree, section: parts}
    return tree


def _is_touched(path: Path, given: Mapping[Path, Entry]) -> bool:
    return any(other[: len(path)] == path for other in given)


def _is_number(path: Path, numbers: Mapping[Path, str]) -> bool:
    """Whether source and grade may stand beside it: it is a number, or a parameter of a distribution."""
    return any(path[:length] in numbers for length in range(1, len(path) + 1))


def _make_node(entry: Entry, is_number: bool) -> Any:
    if entry.is_list or (entry.path[-1] == SEVERAL and ";" in entry.text):
        return [part.strip() for part in entry.text.split(";") if part.strip()]
    told = {"source": entry.source, "grade": entry.grade, "note": entry.note} if is_number else {}
    kept: dict[str, Any] = {key: words for key, words in told.items() if words}
    if entry.ends:
        kept = {"range": list(entry.ends), **kept}
    return {"value": entry.text, **kept} if kept else entry.text


def _mark(
    tree: dict[str, Any], path: Path, kind: str, given: Mapping[Path, Entry], like: str
) -> dict[str, Any]:
    """Return the tree with the number at a path marked, unless the analyst has given any part of it."""
    touched = [other for other in given if other[: len(path)] == path]
    node = get_node(tree, path)
    if not touched:
        marked = (
            {lead: _mark_node(share, like) for lead, share in node.items()}
            if path[-1] == BY_LEAD
            else _mark_node(node, like)
        )
        return put_node(tree, path, marked)  # type: ignore[no-any-return]
    if kind == "spread" and isinstance(node, Mapping) and path not in given:
        for parameter, leaf in _list_parameters(node, path):
            if parameter not in given:
                tree = put_node(tree, parameter, _mark_node(leaf, like))
        plain = {key: part for key, part in get_node(tree, path).items() if key not in ("source", "grade")}
        return put_node(tree, path, plain)  # type: ignore[no-any-return]
    return tree


def _list_parameters(node: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    for family, parameters in node.items():
        if isinstance(parameters, Mapping):
            yield from (
                ((*path, family, name), leaf)
                for name, leaf in parameters.items()
                if not isinstance(leaf, list)
            )


def _mark_node(node: Any, like: str) -> Any:
    """Return one number with source and grade: those of the library service, said to be borrowed."""
    if not isinstance(node, Mapping):
        return {"value": node, "source": f"borrowed from {like}", "grade": BORROWED}
    source = str(node.get("source", ""))
    return {
        **node,
        "source": f"borrowed from {like}: {source}" if source else f"borrowed from {like}",
        "grade": BORROWED,
    }


def _tell_origin(tree: dict[str, Any], given: Mapping[Path, Entry], like: str) -> dict[str, Any]:
    kept = {key: part for key, part in tree.items() if key not in ("example", "observed")}
    return {
        **kept,
        "story": (
            f"Described in a workbook. What was left empty there is borrowed from {like}; {len(given)} cells"
            " were filled in."
        ),
    }
