"""A description whose names begin with that of its site, so that several can stand in one.

Payers, areas, levels of severity and traits keep their names: they mean the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from opmodels.describe.paths import Tree
from opmodels.describe.sourced import OTHERS

OWN = (
    "groups",
    "needs",
    "campaigns",
    "pools",
    "diaries",
    "consults",
    "exchanges",
    "steps",
    "ends",
    "outcomes",
)
"""Sections whose names are the site's own."""

LINES = ("at_start", "observed", "guardrails")
"""Sections that are lists of lines in which such names stand."""

PLACES = ("steps", "ends")
KINDS = ("groups", "needs")
"""What numbers differ by, beside areas and levels."""

WAYS = frozenset(
    {"starts_at", "then", "gives_up_to", "turned_away_to", "full", "nothing", "joins_at", "too_few", "to"}
    | {"goes_to", "branch", "side_by_side"}
)
"""Keys below which it is said where cases go."""

NAMES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("been_at", "queue", "last", "published", "exact", "step"), ("steps",)),
    **dict.fromkeys(("pool", "pools"), ("pools",)),
    "book": ("diaries",),
    "match": ("exchanges",),
    "campaign": ("campaigns",),
    "need": ("needs",),
    "group": ("groups",),
    "end": ("ends",),
    "ends": ("ends",),
}
"""Keys below which one name stands, or a list of names, of these sections."""

KEYED: Mapping[str, tuple[str, ...]] = {"effects": ("needs",), "per": ("ends",), "per_case": ("ends",)}
"""Keys below which names of these sections are keys."""

PLAIN = frozenset({"note", "source", "role", "skills", "decides", "hours", "week", "year", "nests", "traits"})
"""Keys below which no such name stands."""


@dataclass(frozen=True)
class SiteNames:
    """Puts the site's name before the names of its description.

    Parameters
    ----------
    site
        The site's name.
    known
        The names of each section.
    told_apart
        All by which values may differ: groups, needs, areas, levels of severity, and the others.
    """

    site: str
    known: Mapping[str, frozenset[str]]
    told_apart: frozenset[str]

    def name(self, name: str, sections: tuple[str, ...]) -> str:
        """Return a name with the site's before it, if it is one of these sections'."""
        return f"{self.site}_{name}" if any(name in self.known[one] for one in sections) else name

    def part(self, node: Any) -> Any:
        """Return any part of a description with the names in it."""
        if isinstance(node, list | tuple):
            return [self.part(item) for item in node]
        if not isinstance(node, Mapping):
            return node
        # A trait or a key of the grammar may be called like a need; where all keys are such names, they are.
        kinds = KINDS if self.told_apart.issuperset(node) else ()
        return {self.name(key, kinds): self.below(key, child) for key, child in node.items()}

    def below(self, key: str, child: Any) -> Any:
        """Return what stands below a key."""
        if key in PLAIN:
            return child
        if key in WAYS:
            return self.way(child)
        if key in NAMES:
            return self.names(child, NAMES[key])
        if key in KEYED:
            return {self.name(name, KEYED[key]): self.part(one) for name, one in child.items()}
        special = self.special.get(key)
        return special(child) if special is not None else self.part(child)

    @property
    def special(self) -> Mapping[str, Callable[[Any], Any]]:
        """What is said in a way of its own, by key."""
        return {
            "serve": self.served,
            "keeps": self.kept,
            "choose": lambda node: {name: self.part(one) for name, one in node.items()},
            "worsens": lambda node: {level: self.worsening(one) for level, one in node.items()},
            "times": lambda node: self.times(node) if isinstance(node, list) else node,
        }

    def names(self, node: Any, sections: tuple[str, ...]) -> Any:
        """Return one name, or a list of them."""
        return (
            [self.name(one, sections) for one in node]
            if isinstance(node, list)
            else self.name(node, sections)
        )

    def way(self, node: Any) -> Any:
        """Return where cases go: a place, shares by place, or lines of a branch."""
        if isinstance(node, str):
            return self.name(node, PLACES)
        if isinstance(node, list):
            return [self.way(one) if isinstance(one, str) else self.part(one) for one in node]
        if set(node) == {"to"} and isinstance(node["to"], Mapping):
            return {"to": self.way(node["to"])}
        return {self.name(place, PLACES): self.part(share) for place, share in node.items()}

    def served(self, node: Any) -> Any:
        """Return who serves: a pool, several, what is needed together, or one of these by name."""
        if isinstance(node, Mapping):
            return {self.name(key, KINDS): self.served(child) for key, child in node.items()}
        return [self.served(one) for one in node] if isinstance(node, list) else self.name(node, ("pools",))

    def kept(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """Return the pools that a case keeps, and up to where."""
        return {self.name(pool, ("pools",)): self.way(place) for pool, place in node.items()}

    def worsening(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """Return what becomes of those who wait; the level to which they come keeps its name."""
        return {key: child if key == "to" else self.below(key, child) for key, child in node.items()}

    def times(self, node: list[Any]) -> list[Any]:
        """Return a list of times, of which some say whose they are."""
        return [[one[0], self.name(one[1], ("groups",))] if isinstance(one, list) else one for one in node]

    def money(self, money: Mapping[str, Any]) -> dict[str, Any]:
        """Return fixed costs and income; who pays and who receives stays as it is."""
        return {
            kind: {
                f"{self.site}_{name}": {
                    key: self.below(key, child) if key == "per_case" else child for key, child in line.items()
                }
                for name, line in lines.items()
            }
            for kind, lines in money.items()
        }


def _list_told_apart(tree: Tree) -> Iterator[str]:
    """Yield every name by which a value may differ."""
    yield from (OTHERS, *tree.get("groups", ()), *tree.get("needs", ()), *tree.get("areas", ()))
    for need in tree.get("needs", {}).values():
        yield from need.get("severity", ())


def name_site(tree: Tree, site: str) -> dict[str, Any]:
    """Return a description in which every name of its own begins with the site's, and an underscore."""
    known = {section: frozenset(tree.get(section, ())) for section in OWN}
    names = SiteNames(site, known, frozenset(_list_told_apart(tree)))
    made: dict[str, Any] = {}
    for section, part in tree.items():
        if section in OWN:
            made[section] = {f"{site}_{name}": names.part(one) for name, one in part.items()}
        elif section in LINES:
            made[section] = names.part(part)
        else:
            made[section] = names.money(part) if section == "money" else part
    return made
