"""Random words on who comes: areas, severity, parties, lists, effects, campaigns."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.reference.words_shared import WAITS, served_steps, split_shares

if TYPE_CHECKING:
    from tests.reference.random_services import Maker, Tree

MOMENTS = ("00:05", "01:30", "02:15:30", "09:00", "09:00", "09:00:00.250", "17:45")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def add_areas(maker: Maker, tree: Tree) -> None:
    """Say where people live, and let steps be served by area."""
    tree["areas"] = split_shares(maker, maker.areas)
    _serve_by(maker, tree, maker.areas)
    _ask_for(maker, tree, "area", maker.areas)


def add_severity(maker: Maker, tree: Tree) -> None:
    """Tell levels of severity apart, some of which worsen."""
    for need in tree["needs"].values():
        if not maker.often(4):
            levels = maker.levels[:1] if maker.often(4) else maker.levels
            need["severity"] = split_shares(maker, levels)
            need["worsens"] = {
                level: _worsening(maker, levels[place + 1 :])
                for place, level in enumerate(levels)
                if maker.often(3) or not place
            }
    if maker.often(2):
        _serve_by(maker, tree, maker.levels[:1])
    _ask_for(maker, tree, "severity", maker.levels[:1])
    for step in served_steps(tree):
        if maker.often(2):
            step["priority"] = {level: str(maker.chance.randint(1, 4)) for level in maker.levels[:1]} | {
                "others": str(maker.chance.randint(2, 7))
            }


def _worsening(maker: Maker, later: list[str]) -> Tree:
    rule: Tree = {"after": maker.by_group(lambda: maker.spread(WAITS))}
    if later and not maker.often(5):
        rule["to"] = maker.pick(later)
    if "to" not in rule or maker.often(4):
        rule["goes_to"] = maker.leave(0)
    return rule


def _serve_by(maker: Maker, tree: Tree, names: list[str]) -> None:
    for step in served_steps(tree):
        if maker.often(2):
            step["serve"] = {name: maker.make_servers() for name in maker.some(names)} | {
                "others": maker.make_servers()
            }


def _ask_for(maker: Maker, tree: Tree, what: str, names: list[str]) -> None:
    for step in tree["steps"].values():
        if "branch" in step and maker.often(2):
            step["branch"][0] = {"if": {what: maker.some(names)}, **step["branch"][0]}
            if len(step["branch"]) == 1:
                step["branch"].append({"to": maker.pick(maker.ends)})


def add_party(maker: Maker, tree: Tree) -> None:
    """Let some come together."""
    for need in tree["needs"].values():
        if not maker.often(3):
            need["party"] = "2" if maker.often(3) else split_shares(maker, maker.some(["1", "2", "3", "5"]))


def add_planned(maker: Maker, tree: Tree) -> None:
    """Let some come by a list."""
    for need in tree["needs"].values():
        if maker.often(2):
            need.pop("per_person_per_year", None)
            need.pop("rate", None)
            count = maker.chance.randint(1, 12)
            planned: Tree = {"times": [_entry(maker, tree) for _ in range(count)]}
            if maker.often(2):
                planned["early"] = maker.pick(WAITS)
            if maker.often(2):
                planned["late"] = maker.by_group(lambda: maker.spread(WAITS))
            if maker.often(2):
                planned["comes"] = maker.share()
            need["planned"] = planned if len(planned) > 1 else planned["times"]


def _entry(maker: Maker, tree: Tree) -> Any:
    """Return a time of a list."""
    first = date.fromisoformat(tree["time"]["start"])
    day = first + timedelta(days=maker.chance.randint(-1, 4))
    time = f"{maker.pick(WEEKDAYS) if maker.often(3) else day} {maker.pick(MOMENTS)}"
    return [time, maker.pick(maker.groups)] if maker.often(3) else time


def add_effects(maker: Maker, tree: Tree) -> None:
    """Let steps and ends leave effects on people, of whom there are few, so that they come again."""
    for group in tree["groups"].values():
        group["people"] = str(maker.pick((1, 2, 3, 8)))
    for need in tree["needs"].values():
        if "per_person_per_year" in need:
            del need["per_person_per_year"]
            need["rate"] = maker.pick(("0.5 per hour", "2 per hour"))
    tree["ends"] = {name: {"as": end} for name, end in tree["ends"].items()}
    for place in [*served_steps(tree), *tree["ends"].values()]:
        if maker.often(2):
            place["effects"] = {need: _effect(maker, tree, need) for need in maker.some(list(tree["needs"]))}


def _effect(maker: Maker, tree: Tree, need: str) -> Tree:
    high = () if "planned" in tree["needs"][need] else ("1", "1.6", "3")
    effect: Tree = {"factor": maker.varied(lambda: maker.pick(("0", "0.2", "50 %", "0.9", *high)))}
    if maker.often(3) and isinstance(effect["factor"], dict):
        effect["factor"].pop("others")
    if not maker.often(3):
        effect["after"] = maker.pick(WAITS)
    if not maker.often(4):
        effect["lasts"] = maker.pick(WAITS[1:])
        if not maker.often(4):
            effect["fades"] = maker.pick(WAITS)
    return effect


def add_who(maker: Maker, tree: Tree) -> None:
    """Let only some people have some needs; a trait that nobody has makes it nobody's."""
    for need in tree["needs"].values():
        if "campaign" not in need and maker.often(2):
            need["who"] = {key: maker.pick(("online", "carer")) for key in maker.some(["has", "lacks"])}


def add_campaigns(maker: Maker, tree: Tree) -> None:
    """Let cases of some needs begin for people who are chosen."""
    found = [name for name in tree["needs"] if maker.often(2)] or [next(iter(tree["needs"]))]
    for name in found:
        need = tree["needs"][name]
        for key in ("per_person_per_year", "rate", "planned", "party"):
            need.pop(key, None)
        need["campaign"] = f"c_{name}"
    for place in [*tree["steps"].values(), *tree["ends"].values()]:
        for name in found if isinstance(place, dict) else ():
            place.get("effects", {}).pop(name, None)
    tree["campaigns"] = {f"c_{name}": _campaign(maker, tree) for name in found}


def _campaign(maker: Maker, tree: Tree) -> Tree:
    campaign: Tree = {"every": maker.pick(("1 day", "24 h", "2 days", "4 days"))}
    start = date.fromisoformat(tree["time"]["start"])
    if maker.often(2):
        campaign["from"] = str(start + timedelta(days=maker.chance.randint(-9, 1)))
    if maker.often(3):
        campaign["until"] = str(start + timedelta(days=maker.chance.randint(1, 3)))
    if maker.often(2):
        campaign["at"] = maker.pick(("00:00", "01:30", "02:00", "09:00", "17:45"))
    campaign["up_to"] = str(maker.pick((1, 2, 5, 12, 40)))
    campaign["who"] = _known(maker, tree)
    ways = ("random", "most_frail", "score", *(["most_cases"] if "had" in campaign["who"] else []))
    campaign["first"] = maker.pick(ways)
    if campaign["first"] == "score":
        campaign["correlation"] = maker.pick(("0 %", "60 %", "100 %"))
    if maker.often(2):
        campaign["not_again_for"] = maker.pick(("0 min", "1 h", "1 day", "47 h", "1 week"))
    return campaign


def _known(maker: Maker, tree: Tree) -> Tree:
    who: Tree = {"group": maker.some(maker.groups)} if maker.often(2) else {}
    if tree.get("areas") and maker.often(2):
        who["area"] = maker.some(sorted(tree["areas"]))
    for key in ("has", "lacks"):
        if maker.often(4):
            who[key] = maker.pick(("online", "carer"))
    if not maker.often(3):
        who["had"] = {"need": maker.pick(list(tree["needs"])), "within": maker.pick(("1 ms", "8 h", "30 h"))}
        if maker.often(2):
            who["had"]["times"] = str(maker.pick((0, 1, 2, 3)))
    return who
