"""Random changes from one service to another, and how they come in."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from opmodels.describe.service import Service
from tests.reference.mending import mend
from tests.reference.random_services import MOST_TRIES, SHARES, Maker, Tree, make_tree, read_tree
from tests.reference.words_staff import align_hours


@dataclass(frozen=True)
class Change:
    """A change from one service to another, and how it comes in."""

    before: Service
    after: Service
    live_after: int
    """Days from the first measured day to go-live."""
    dual_minutes: float
    adoption: tuple[float, float]
    adoption_minutes: float
    under_way: str = "finish"
    trees: tuple[Tree, ...] = ()
    """Both services as they are written."""

    @property
    def live(self) -> date:
        """The day of go-live."""
        return self.before.time.start + timedelta(days=self.live_after)


def mutate(tree: Tree, chance: random.Random) -> Tree:
    """Return a service with some parts made anew; groups, and the time, stay."""
    other = Maker(chance)
    other.groups = list(tree["groups"])
    other.needs, other.pools = list(tree["needs"]), list(tree["pools"])
    other.diaries, other.steps = list(tree["diaries"]), list(tree["steps"])
    _borrow_words(other, tree)
    if other.often(4) and len(other.pools) > 1:
        other.pools = other.pools[:-1]
    if other.often(3):
        other.pools.append("new_pool")
    if other.often(4):
        other.needs.append("new_need")
    if other.often(4):
        other.steps.append("new_step")
    if other.often(5):
        other.diaries = other.diaries[:-1]
    made = other.make()
    consults = tree.get("consults", {})
    if other.often(2) and all(set(one["pools"]) <= set(made["pools"]) for one in consults.values()):
        made["consults"] = consults
        if other.often(2):
            made["pools"] |= {name: tree["pools"][name] for one in consults.values() for name in one["pools"]}
    lost = {name for key in ("pools", "diaries") for name in tree[key] if name not in made[key]}
    for section in ("pools", "needs", "diaries", "steps"):
        for name in list(made[section]):
            if name in tree[section] and not other.often(2) and not lost & _list_words(tree[section][name]):
                made[section][name] = tree[section][name]
    align_hours(made)
    _keep_campaigns(made, tree, other)
    for key in ("exchanges", "distances"):
        if key in tree:
            made[key] = {**tree[key], **made.get(key, {})}
    groups = {name: {**group} for name, group in tree["groups"].items()}
    for group in groups.values():
        if "online" in group:
            group["online"] = chance.choice(SHARES)
    changed = {**made, "groups": groups, "time": tree["time"], "at_start": tree["at_start"]}
    changed = deepcopy(changed)
    mend(changed)
    return changed


def _list_words(node: Any) -> set[str]:
    """Return every name and text in a part of a tree."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = {node} if isinstance(node, str) else set(node) if isinstance(node, dict) else set[str]()
    return own.union(*map(_list_words, inner))


def _keep_campaigns(made: Tree, tree: Tree, other: Maker) -> None:
    """Let a changed service have the campaigns that its needs name, old ones or new."""
    both = [tree.get("campaigns", {}), made.get("campaigns", {})]
    known = {**both[0], **both[1]} if other.often(2) else {**both[1], **both[0]}
    used = [need["campaign"] for need in made["needs"].values() if "campaign" in need]
    made["campaigns"] = {name: known[name] for name in used}


def _borrow_words(other: Maker, tree: Tree) -> None:
    """Let a maker know the areas and levels of a service, and mostly use them."""
    levels = dict.fromkeys(level for need in tree["needs"].values() for level in need.get("severity", ()))
    for word, names, known in (("areas", other.areas, tree.get("areas")), ("severity", other.levels, levels)):
        if known and not other.often(5):
            names[:] = sorted(known)
            other.words = list({*other.words, word})
    has_rises = any("absence_rises" in pool for pool in tree["pools"].values())
    other.words = [word for word in other.words if word != "absence_rises"]
    if has_rises and other.often(2):
        other.words.append("absence_rises")


def make_change(seed: int, *, small: bool = False) -> Change:
    """Return a change from one random service to another, the same for the same seed."""
    chance = random.Random(f"change {seed}")
    while True:
        before = make_tree(chance, small=small)
        after = _change(before[0], chance) if before else None
        if before and after:
            break
    return Change(
        before[1],
        after[1],
        chance.randint(0, 2),
        float(chance.choice((0, 0, 600, 1440, 5000))),
        chance.choice(((1.0, 1.0), (0.5, 0.5), (0.0, 1.0), (0.2, 0.7))),
        float(chance.choice((0, 900, 4000))),
        chance.choice(("finish", "move")),
        (before[0], after[0]),
    )


def _change(tree: Tree, chance: random.Random) -> tuple[Tree, Service] | None:
    for _ in range(MOST_TRIES):
        changed = mutate(tree, chance)
        if (service := read_tree(changed)) is not None:
            return changed, service
    return None
