"""Groups, pools and figures that an analyst has added in a workbook by copying a block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from opmodels.describe.sourced import OTHERS
from opmodels.describe.workbook_borrowed import Entry
from opmodels.foundation.errors import Problem

OWN = ("role", "decides")
"""What a copied pool does not take over: its role is its name, and it decides nothing, unless written."""
ORIGIN = ("grade", "note", "source")


class Addition(NamedTuple):
    """A part that the library service does not have.

    Parameters
    ----------
    section
        ``groups``, ``pools`` or ``observed``.
    like
        The part that was copied; for a figure beyond the library's the name of its block.
    name
        What it is called, or its place among the figures.
    where
        The cell of its name, for messages.
    """

    section: str
    like: str | int
    name: str | int
    where: str


def find_clashes(tree: Mapping[str, Any], additions: Iterable[Addition]) -> list[Problem]:
    """Return what is wrong with the names of the added parts."""
    problems, taken = (
        [],
        {(section, name) for section in ("groups", "pools") for name in tree.get(section, {})},
    )
    for added in additions:
        if added.section != "observed" and (added.section, added.name) in taken:
            found = f"the name '{added.name}', which one of the {added.section} has already"
            problems.append(Problem(added.where, found, "a name of its own", None, "write another name"))
        taken.add((added.section, added.name))
    return problems


def add_parts(tree: dict[str, Any], additions: Iterable[Addition]) -> dict[str, Any]:
    """Return the description with the added groups and pools, each as the one that was copied.

    A new group has the needs, times and shares of the group that was copied, where those are told by group.
    """
    for added in additions:
        if added.section == "observed":
            continue
        part = tree[added.section][added.like]
        if added.section == "pools":
            part = {key: node for key, node in part.items() if key not in OWN}
        if added.section == "groups":
            kinds = {*tree["groups"], *tree["needs"], OTHERS}
            tree = {
                key: node if key == "groups" else _repeat(node, str(added.like), str(added.name), kinds)
                for key, node in tree.items()
            }
        tree = {**tree, added.section: {**tree[added.section], added.name: part}}
    return tree


def _repeat(node: Any, like: str, name: str, kinds: set[str]) -> Any:
    """Return a node in which everything that is told of group `like` is told of group `name` too."""
    if isinstance(node, list):
        return [_repeat(item, like, name, kinds) for item in node]
    if not isinstance(node, Mapping):
        return node
    inner = {key: _repeat(part, like, name, kinds) for key, part in node.items()}
    return {**inner, name: inner[like]} if like in inner and set(inner) <= kinds else inner


def list_figures(
    observed: Sequence[Mapping[str, Any]],
    further: Mapping[str, Mapping[str, Any]],
    entries: Sequence[Entry],
    additions: Iterable[Addition],
) -> list[dict[str, Any]]:
    """Return the figures that the analyst has seen, and no other; their sources are the analyst's.

    Parameters
    ----------
    observed, further
        The figures of the library service, and what is known of those that are offered beyond them.
    entries
        What was filled in.
    additions
        The figures beyond those, by their places.
    """
    bases: dict[int | str, Mapping[str, Any]] = dict(enumerate(observed))
    for added in additions:
        if added.section == "observed":
            like = added.like
            bases[added.name] = observed[like] if isinstance(like, int) else further[like]
    figures = []
    for place, base in bases.items():
        given = {entry.path[2]: entry for entry in entries if entry.path[:2] == ("observed", place)}
        if "value" in given:
            figures.append(_make_figure(base, given))
    return figures


def _make_figure(base: Mapping[str, Any], given: Mapping[str | int, Entry]) -> dict[str, Any]:
    seen = given["value"]
    kept = {key: part for key, part in base.items() if key not in ORIGIN}
    value = {"value": seen.text, "range": list(seen.ends)} if seen.ends else seen.text
    told = {str(key): entry.text for key, entry in given.items()}
    grade = {"grade": seen.grade} if seen.grade else {}
    return {**kept, **told, "value": value, "source": seen.source or seen.where, **grade}
