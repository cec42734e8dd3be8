"""What an analyst does not have: a group of 0 people, a pool of 0 staff, people without shifts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from opmodels.describe.paths import Path
from opmodels.describe.sourced import OTHERS
from opmodels.describe.workbook_borrowed import Entry
from opmodels.describe.workbook_volumes import RATES
from opmodels.foundation.errors import Problem
from opmodels.foundation.numerals import UnitError, parse_count

NOBODY = frozenset({"no", "none", "nobody", "nil", "nothing", "zero", "n/a", "na", "-", "x"})
"""Words that people write for nought."""


def find_nobody(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield words where a number of people is meant; 0 says that there are none."""
    for entry in entries:
        section, key = entry.path[0], entry.path[-1]
        if is_nobody(entry.path, entry.text):
            expected = f"a whole number; {COUNTS[section, key]}"
            yield Problem(entry.where, f"'{entry.text}'", expected, "0", "write 0 if there is nobody")


COUNTS: Mapping[tuple[Any, Any], str] = {
    ("groups", "people"): "0 leaves this group out of the service",
    ("pools", "staff"): "0 says that you have nobody here",
    ("pools", "people"): "0 says that you have nobody here",
}


def is_nobody(path: Path, text: str) -> bool:
    """Whether a text is a word for nought where people are counted."""
    return (path[0], path[-1]) in COUNTS and text.casefold() in NOBODY


def find_left_out(tree: Mapping[str, Any], entries: Sequence[Entry]) -> list[str]:
    """Return the groups to leave out: those of which 0 people are said."""
    return [
        str(entry.path[1])
        for entry in entries
        if entry.path[0] == "groups" and entry.path[2:] == ("people",) and _read(entry) == 0
        if entry.path[1] in tree["groups"]
    ]


def refuse_empty(tree: Mapping[str, Any], gone: Sequence[str], entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield a problem where no group is left."""
    if set(gone) >= set(tree["groups"]):
        where = next(entry.where for entry in entries if entry.path == ("groups", gone[-1], "people"))
        yield Problem(where, "0 people in the last group that was left", "people in at least one group")


def drop_entries(entries: Sequence[Entry], gone: Sequence[str]) -> list[Entry]:
    """Return the entries without those of groups that are left out."""
    return [
        entry
        for entry in entries
        if not (entry.path[0] == "groups" and entry.path[1] in gone)
        if not (entry.path[0] == "needs" and entry.path[-1] in gone)
    ]


def leave_out(tree: dict[str, Any], gone: Sequence[str]) -> dict[str, Any]:
    """Return the description without some groups: nothing is told of them any more."""
    kinds = {*tree["groups"], *tree["needs"], OTHERS}
    for name in gone:
        groups = {key: part for key, part in tree["groups"].items() if key != name}
        tree = {key: _without(node, name, kinds) for key, node in tree.items() if key != "groups"}
        tree = {**tree, "groups": groups}
    return tree


def _without(node: Any, name: str, kinds: set[str]) -> Any:
    if isinstance(node, list):
        return [_without(item, name, kinds) for item in node if not _is_of(item, name)]
    if not isinstance(node, Mapping):
        return node
    if name in node and set(node) <= kinds:
        rest = {key: part for key, part in node.items() if key != name}
        return rest[OTHERS] if set(rest) == {OTHERS} else rest or node[name]
    inner = {
        key: "0" if key == RATES and _is_only(part, name) else _without(part, name, kinds)
        for key, part in node.items()
        if not _is_open_to(part, name)
    }
    named = inner.get("group")
    return {**inner, "group": [one for one in named if one != name]} if isinstance(named, list) else inner


def _is_only(node: Any, name: str) -> bool:
    return isinstance(node, Mapping) and set(node) == {name}


def _is_open_to(part: Any, name: str) -> bool:
    """Whether a named part is there for one group alone: something that only its people can choose."""
    asked = part.get("if") if isinstance(part, Mapping) else None
    return isinstance(asked, Mapping) and asked.get("group") in (name, [name])


def _is_of(item: Any, name: str) -> bool:
    """Whether a line of a list is told of one group alone: a guardrail, a backlog, a line of a branch."""
    if not isinstance(item, Mapping):
        return False
    named = [item.get("group"), item["if"].get("group") if isinstance(item.get("if"), Mapping) else None]
    return any(one in (name, [name]) for one in named)


def forget_people(tree: dict[str, Any], entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the description without the library's number of people where the analyst has another staff.

    How many are employed follows from how many are on duty; the library's own number would not fit.
    """
    given = {entry.path for entry in entries}
    pools = {
        name: {key: part for key, part in pool.items() if key != "people"}
        if ("pools", name, "staff") in given and ("pools", name, "people") not in given
        else pool
        for name, pool in tree["pools"].items()
    }
    return {**tree, "pools": pools}


def find_odd_people(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield people employed for shifts that nobody works, and shifts worked by nobody."""
    given = {entry.path: entry for entry in entries}
    for path, entry in given.items():
        staff = given.get((*path[:-1], "staff"))
        if path[0] != "pools" or path[2:] != ("people",) or staff is None:
            continue
        people, on_duty = _read(entry), _read(staff)
        if people is not None and on_duty is not None and (people == 0) != (on_duty == 0):
            found = f"{entry.text} people beside {staff.text} on duty"
            step = "write 0 in both if you have none, or leave people empty"
            yield Problem(
                entry.where, found, "people where staff are on duty, and none where none are", None, step
            )


def _read(entry: Entry) -> float | None:
    try:
        return parse_count(entry.text)
    except UnitError:
        return None
