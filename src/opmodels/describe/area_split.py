"""An area made into several, so that each can have a team: wherever it is named, all of them are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opmodels.describe.part import REST, as_list
from opmodels.describe.paths import EditError, Tree
from opmodels.describe.scaled import Multiplier, scale_node
from opmodels.describe.sourced import parse_people, read_quantity
from opmodels.describe.split import Split, read_parts
from opmodels.describe.yaml_lines import Node
from opmodels.foundation.units import write_number

AREA = "area"
SPOKEN_OF = ("needs", "campaigns", "exchanges", "steps")
"""Sections in which numbers differ by area, or conditions name one."""


def area_shares(tree: Tree) -> dict[str, float]:
    """Return the share of all people who live in each area; nothing where there are no areas."""
    if "areas" not in tree:
        return {}
    parts: Split = read_parts(tree["areas"])
    people = {name: _count_people(group) for name, group in tree["groups"].items()}
    whole = sum(people.values()) or 1.0
    by_group = {name: parts.shares(name) for name in people}
    return {area: sum(people[name] * by_group[name][area] for name in people) / whole for area in parts.to}


def _count_people(group: Any) -> float:
    return float(read_quantity(group["people"], parse_people).value)


def split_areas(tree: Tree, parts: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    """Return a description in which some areas are several.

    Parameters
    ----------
    tree
        A description.
    parts
        The new areas, with their weights, by the one that they take the place of; where the description has
        no areas, those of the whole by an empty name.

    Raises
    ------
    EditError
        When the distances between areas are told: nobody knows those between the parts.
    """
    made = dict(tree)
    if "" in parts:
        return {**made, "areas": _share_whole(parts[""])}
    split = {area: list(new) for area, new in parts.items() if list(new) != [area]}
    if not split:
        return made
    if "distances" in tree:
        found = f"distances, where {next(iter(split))} is to be several areas"
        raise EditError(found, "areas without distances between them, or no area that is split")
    made["areas"] = _split_shares(tree, parts)
    for section in SPOKEN_OF:
        if section in tree:
            made[section] = {name: _name_all(part, split) for name, part in tree[section].items()}
    return made


def _share_whole(weights: Mapping[str, float]) -> dict[str, Node]:
    total = sum(weights.values())
    *first, last = weights
    return {**{name: _write_share(weights[name] / total) for name in first}, last: REST}


def _write_share(share: float) -> str:
    return f"{write_number(round(100.0 * share, 6))} %"


def _split_shares(tree: Tree, parts: Mapping[str, Mapping[str, float]]) -> dict[str, Node]:
    shares: dict[str, Node] = {}
    for area, node in tree["areas"].items():
        weights = parts.get(area, {area: 1.0})
        total = sum(weights.values())
        if node == REST:
            shares |= _split_rest(tree, area, weights)
        else:
            shares |= {
                name: scale_node(node, _factor(weight / total), "nearest", ("areas", area))
                for name, weight in weights.items()
            }
    return shares


def _factor(value: float) -> Multiplier:
    return Multiplier(value, value, value, {})


def _split_rest(tree: Tree, area: str, weights: Mapping[str, float]) -> dict[str, Node]:
    """Return the shares of those who take the rest: told by group for all but the last, which takes it."""
    parts: Split = read_parts(tree["areas"])
    left = {group: parts.shares(group)[area] for group in tree["groups"]}
    total = sum(weights.values())
    *first, last = weights
    shares: dict[str, Node] = {}
    for name in first:
        by_group = {group: _write_share(share * weights[name] / total) for group, share in left.items()}
        same = len(set(by_group.values())) == 1
        shares[name] = next(iter(by_group.values())) if same else dict(by_group)
    return {**shares, last: REST}


def _name_all(node: Any, split: Mapping[str, list[str]]) -> Any:
    """Return a part of a description in which the parts of an area stand where the area was named."""
    if isinstance(node, list):
        return [_name_all(item, split) for item in node]
    if not isinstance(node, Mapping):
        return node
    made: dict[str, Any] = {}
    for key, child in node.items():
        if key == AREA and not isinstance(child, Mapping):
            made[key] = [new for area in as_list(child) for new in split.get(area, [area])]
        else:
            made |= {new: _name_all(child, split) for new in split.get(key, [key])}
    return made
