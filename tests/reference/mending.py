"""Mends a random service where its parts, made one by one, do not fit together.

Without it every second service would be refused; what is left is refused when it is read, and made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.reference.words_shared import PARTS

if TYPE_CHECKING:
    from tests.reference.random_services import Tree

WAYS = ("then", "to", "full", "gives_up_to", "turned_away_to", "too_few", "nothing", "goes_to", "joins_at")
TRAITS = {"online": {"online": "50 %"}, "carer": {"traits": {"carer": "40 %"}}}


def mend(tree: Tree) -> None:
    """Let names be known, exchanges have both sides, and every step be reached."""
    _complete_exchanges(tree)
    _look_at_queues(tree)
    _know_people(tree)
    _reach_all(tree)


def _walk(node: Any) -> Iterator[Tree]:
    """Yield every mapping in a tree."""
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _walk(inner)


def _complete_exchanges(tree: Tree) -> None:
    """Give every exchange a giver and a taker; one at which nobody seeks is left out."""
    for name in [step["match"] for step in tree["steps"].values() if "match" in step]:
        tree.setdefault("exchanges", {}).setdefault(name, {"matches": "at once"})
    for name in list(tree.get("exchanges", {})):
        steps = [step for step in tree["steps"].values() if step.get("match") == name]
        sides = {step["side"] for step in steps}
        if not steps:
            del tree["exchanges"][name]
        elif len(sides) == 1:
            _turn(tree, steps, "taker" if "giver" in sides else "giver")


def _turn(tree: Tree, steps: list[Tree], side: str) -> None:
    """Let one more step be of a side: one of several at the exchange, else one that was served or waited."""
    others = [step for name, step in tree["steps"].items() if not name.startswith(PARTS)]
    found = steps[1:] or [step for step in others if "wait" in step or "serve" in step]
    if found:
        then, match = found[0]["then"], steps[0]["match"]
        found[0].clear()
        found[0] |= {"match": match, "side": side, "then": then}


def _look_at_queues(tree: Tree) -> None:
    """Let conditions look only at steps that have a queue."""
    queues = [name for name, step in tree["steps"].items() if {"serve", "batch", "match"} & set(step)]
    for node in _walk(tree["steps"]):
        if isinstance(node.get("queue"), str) and node["queue"] not in queues:
            if queues:
                node["queue"] = queues[0]
            else:
                node.pop("at_least", None)
                del node["queue"]
                node.setdefault("need", list(tree["needs"])[:1])


def _know_people(tree: Tree) -> None:
    """Let somebody have each trait that is asked for, and everybody an income where one is asked for."""
    asked = {node[key] for node in _walk(tree) for key in ("has", "lacks") if isinstance(node.get(key), str)}
    choices = [one for step in tree["steps"].values() for one in step.get("choose", {}).values()]
    asked |= {trait for one in choices for trait in one.get("needs", ())}
    groups = list(tree["groups"].values())
    for trait in sorted(asked):
        if not any(trait in group or trait in group.get("traits", ()) for group in groups):
            groups[0] |= {key: value for key, value in TRAITS[trait].items()}
    if any("income_at_least" in one for one in choices):
        for group in groups:
            group.setdefault("income", "£28k")


def _reach_all(tree: Tree) -> None:
    """Lead a way to every step to which there is none."""
    for name in tree["steps"]:
        reached = _find_reached(tree)
        if name not in reached and (name == "apart" or not name.startswith(PARTS)):
            _lead(tree, [one for one in tree["steps"] if one in reached and not one.startswith(PARTS)], name)


def _find_reached(tree: Tree) -> set[str]:
    starts = [need["starts_at"] for need in tree["needs"].values()]
    starts += [line["step"] for line in tree["at_start"]]
    starts += [place for need in tree["needs"].values() for place in _list_places(need.get("worsens", {}))]
    reached = set[str]()
    while starts:
        place = starts.pop()
        if place in tree["steps"] and place not in reached:
            reached.add(place)
            starts += _list_places(tree["steps"][place])
    return reached


def _list_places(node: Tree) -> list[str]:
    """Return where the ways in a part of a description lead."""
    found = list(node.get("side_by_side", ()))
    for inner in _walk(node):
        for way in (inner[key] for key in WAYS if key in inner):
            found += [way] if isinstance(way, str) else list(way)
    return found


def _lead(tree: Tree, steps: list[str], name: str) -> None:
    """Add a way to a step from the last of some steps that leads on."""
    for step in (tree["steps"][one] for one in reversed(steps)):
        lines = [*step.get("branch", ()), *step.get("choose", {}).values(), {}]
        holder, key = (step, "then") if "then" in step else (lines[-2], "to") if lines[1:] else ({}, "to")
        way = holder.get(key)
        if isinstance(way, str):
            holder[key] = {name: "30 %", way: "rest"}
        elif isinstance(way, dict):
            holder[key] = {name: "15 %", **way}
        if way:
            return
