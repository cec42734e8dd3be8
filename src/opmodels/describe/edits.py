"""The typed changes: what can be done to the description of a service, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from opmodels.describe.choosing import CHOOSES
from opmodels.describe.edit_base import AnyEdit, NodeByPath, as_node
from opmodels.describe.edits_of_money import EffectOn, Fund, Price
from opmodels.describe.edits_of_pools import Regroup, Unite
from opmodels.describe.edits_of_sites import Merge
from opmodels.describe.part import REST, Part, as_list, refuse, show
from opmodels.describe.paths import (
    ANY,
    EditError,
    Path,
    Tree,
    find_paths,
    get_node,
    split_path,
    write_path,
)
from opmodels.describe.scaled import Rounding, read_multiplier, scale_node
from opmodels.describe.strokes import Stroke
from opmodels.describe.yaml_lines import Node
from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.units import UnitError

NAMED_SECTIONS = frozenset(
    {"groups", "needs", "campaigns", "pools", "diaries", "consults", "exchanges", "steps", "ends"}
    | {"payers", "outcomes", "facts"}
)
"""Sections whose keys are names that other parts refer to; what is new there has to be added."""

LISTED_SECTIONS = frozenset({"at_start", "observed", "guardrails", "red_lines"})
"""Sections that are lists."""

PLACES_OF_EXITS: Mapping[str, tuple[str, ...]] = {
    "then": ("then",),
    "gives_up_to": ("gives_up_to",),
    "turned_away_to": ("turned_away_to",),
    "full": ("full",),
    "nothing": ("nothing",),
    "joins_at": ("joins_at",),
    "too_few": ("too_few",),
    "branch": ("branch",),
    "no_show": ("no_show", "to"),
    "cancels": ("cancels", "to"),
}
"""Where the description of a step says where a case goes, by the name of the exit."""


class Set(AnyEdit):
    """Says something else: a number, a distribution, a route, or a key that was not said before."""

    kind: ClassVar = "set"
    set: NodeByPath
    """The new value by path."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each place."""
        return [Stroke(path, node) for text, node in self.set.items() for path in _find_or_make(tree, text)]


def _find_or_make(tree: Tree, text: str) -> list[Path]:
    try:
        return find_paths(tree, text)
    except EditError as missing:
        names = split_path(text)
        *above, last = names
        key = last.removeprefix('"')
        if ANY in names or (len(above) == 1 and above[0] in NAMED_SECTIONS):
            raise
        parents = find_paths(tree, _join(above)) if above else [()]
        if not all(isinstance(get_node(tree, parent), Mapping) for parent in parents):
            raise missing from None
        return [(*parent, key) for parent in parents]


def _join(names: list[str]) -> str:
    return ".".join(name if name == ANY else write_path((name.removeprefix('"'),)) for name in names)


class Scale(AnyEdit):
    """Multiplies numbers, with their ranges; whole people stay whole."""

    kind: ClassVar = "scale"
    scale: NodeByPath
    """The factor by path, e.g. 1.5 or 150 %."""
    round: Rounding = "nearest"
    """How whole numbers are rounded."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each place."""
        return [
            Stroke(path, scale_node(get_node(tree, path), _read_factor(node, text), self.round, path))
            for text, node in self.scale.items()
            for path in find_paths(tree, text)
        ]


def _read_factor(node: Any, text: str) -> Any:
    try:
        return read_multiplier(node)
    except UnitError as error:
        found = f"{error.found} as the factor of {text}"
        raise EditError(found, error.expected, error.nearest, error.next) from None


class Add(AnyEdit):
    """Adds parts that were not there: a step, a pool, an end, a guardrail."""

    kind: ClassVar = "add"
    add: NodeByPath
    """The new parts by path of the section: ``{steps: {ring_back: {...}}}``."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each new part."""
        return [stroke for text, node in self.add.items() for stroke in _add_below(tree, text, node)]


def _add_below(tree: Tree, text: str, node: Node) -> Iterator[Stroke]:
    names = tuple(name.removeprefix('"') for name in split_path(text))
    if names[0] not in tree:
        yield Stroke((names[0],), as_list(node) if names[0] in LISTED_SECTIONS else _nest(names[1:], node))
        return
    for path in _find_or_make(tree, text):
        target = _get_or_none(tree, path)
        if target is None:
            yield Stroke(path, node)
        elif isinstance(target, Mapping):
            yield from _add_named(target, path, node)
        elif isinstance(target, list | tuple):
            yield from (Stroke((*path, len(target) + i), item) for i, item in enumerate(as_list(node)))
        elif isinstance(node, list):
            yield Stroke(path, [target, *node])
        else:
            raise EditError(f"'{text}', which holds '{target}'", "a section or a list", next="use set")


def _nest(names: tuple[str, ...], node: Node) -> Node:
    return {names[0]: _nest(names[1:], node)} if names else node


def _get_or_none(tree: Tree, path: Path) -> Any:
    parent = get_node(tree, path[:-1])
    return parent.get(path[-1]) if isinstance(parent, Mapping) else parent[path[-1]]


def _add_named(target: Mapping[str, Any], path: Path, node: Node) -> Iterator[Stroke]:
    if not isinstance(node, Mapping):
        raise EditError(f"'{node}' for {write_path(path)}", "new parts by name: {name: {...}}")
    for name, part in node.items():
        if name in target:
            found = f"'{name}', which {write_path(path)} has already"
            below = f"{write_path((*path, name))}: ..."
            next_step = f"add to what is there by its path, add: {{{below}}}; or use replace, or another name"
            raise EditError(found, "a name that is new", next=next_step)
        yield Stroke((*path, name), part)


class Remove(AnyEdit):
    """Takes parts away."""

    kind: ClassVar = "remove"
    remove: Annotated[
        tuple[str, ...], BeforeValidator(lambda node: tuple(as_list(node))), Field(min_length=1)
    ]
    """The paths of the parts."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each part."""
        found = [path for text in self.remove for path in find_paths(tree, text)]
        return [Stroke(path, None) for path in dict.fromkeys(found)]


class Replace(AnyEdit):
    """Puts a whole part in the place of one that is there."""

    kind: ClassVar = "replace"
    replace: NodeByPath
    """The new part by path of the old one."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each part."""
        return [Stroke(path, node) for text, node in self.replace.items() for path in find_paths(tree, text)]


class NewRoute(Part):
    """Where cases go when they leave a step."""

    from_: str = Field(alias="from")
    """The step."""
    to: Annotated[Any, BeforeValidator(as_node)]
    """The step or end, or shares by step or end."""
    exit: str = ""
    """By which way out; ``then``, or the branch itself, unless said. Of a choice: ``choose car``."""
    instead_of: str = ""
    """Only those who went here go to the new place, which has to be one name; everybody, unless said."""

    @model_validator(mode="after")
    def _names_one_place(self) -> NewRoute:
        if self.instead_of and not isinstance(self.to, str):
            raise refuse(show(self.to), "the name of one step or end, with instead_of", key="to")
        return self


class Reroute(AnyEdit):
    """Sends cases another way."""

    kind: ClassVar = "reroute"
    reroute: NewRoute
    """From which step to where."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return the strokes for the one exit."""
        (path,) = find_paths(tree, _join(["steps", self.reroute.from_]))
        place = (*path, *_find_exit(get_node(tree, path), self.reroute))
        if not self.reroute.instead_of:
            return [Stroke(place, self.reroute.to)]
        return _swap_place(get_node(tree, place), self.reroute, place)

    @property
    def title(self) -> str:
        """The change in a few words."""
        return f"reroute {self.reroute.from_}"


def _find_exit(step: Mapping[str, Any], route: NewRoute) -> Path:
    wanted = route.exit or ("branch" if "branch" in step else "then")
    if wanted.startswith("line ") and wanted[5:].isdecimal() and isinstance(step.get("branch"), list):
        line = int(wanted[5:]) - 1
        if line < len(step["branch"]):
            return ("branch", line, "to")
    alternatives = {f"{CHOOSES}{name}": name for name in step.get("choose", ())}
    if wanted in alternatives:
        return ("choose", alternatives[wanted], "to")
    there = [name for name, place in PLACES_OF_EXITS.items() if place[0] in step]
    if wanted in there and (len(PLACES_OF_EXITS[wanted]) == 1 or isinstance(step[wanted], Mapping)):
        return PLACES_OF_EXITS[wanted]
    found = f"the exit '{wanted}', which step {route.from_} does not have"
    known = [*alternatives, *there]
    raise EditError(found, f"one of {name_list(known)}", find_nearest(wanted, known))


class Retime(AnyEdit):
    """Gives pools other hours."""

    kind: ClassVar = "retime"
    retime: NodeByPath
    """The hours by pool: ``{gp: Mon-Fri 08:00-20:00}``."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each pool."""
        return [
            Stroke((*path, "hours"), node)
            for pool, node in self.retime.items()
            for path in find_paths(tree, f"pools.{pool}")
        ]


def _swap_place(route: Any, new: NewRoute, place: Path) -> list[Stroke]:
    """Return what gives one place's share of a route to another."""
    if isinstance(route, str) and route == new.instead_of:
        return [Stroke(place, new.to)]
    shares: dict[str, Any] = {route: REST} if isinstance(route, str) else dict(route)
    if set(shares) == {"to"} and isinstance(shares["to"], Mapping):
        return _swap_place(shares["to"], new, (*place, "to"))
    if new.instead_of not in shares:
        found = f"'{new.instead_of}', where {new.from_} sends nobody"
        raise EditError(found, f"one of {name_list(list(shares))}", find_nearest(new.instead_of, shares))
    if new.to in shares:
        found = f"'{new.to}', where {new.from_} sends people already"
        raise EditError(found, "a place that is new to it", next="add a branch between, or give all shares")
    return [Stroke((*place, new.to), shares[new.instead_of]), Stroke((*place, new.instead_of), None)]


PAY_KEYS = ("cost", "grade", "on_costs", "overtime")


class Pay(AnyEdit):
    """Pays pools otherwise."""

    kind: ClassVar = "pay"
    pay: NodeByPath
    """The pay by pool: ``{gp: £100 per hour}``, or ``{gp: {cost: ..., grade: ..., overtime: ...}}``."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each pool and part of its pay."""
        return [
            Stroke((*path, key), node)
            for pool, terms in self.pay.items()
            for path in find_paths(tree, f"pools.{pool}")
            for key, node in _read_terms(terms).items()
        ]


def _read_terms(terms: Any) -> Mapping[str, Node]:
    if not isinstance(terms, Mapping) or "value" in terms:
        return {"cost": as_node(terms)}
    for key in terms:
        if key not in PAY_KEYS:
            raise EditError(f"'{key}' in pay", f"one of {', '.join(PAY_KEYS)}", find_nearest(key, PAY_KEYS))
    return terms


OneEdit: TypeAlias = (
    Set
    | Scale
    | Add
    | Remove
    | Replace
    | Reroute
    | Retime
    | Pay
    | Price
    | Fund
    | EffectOn
    | Regroup
    | Unite
    | Merge
)
_ALL: tuple[type[OneEdit], ...] = (
    Set, Scale, Add, Remove, Replace, Reroute, Retime, Pay, Price, Fund, EffectOn, Regroup, Unite, Merge,
)  # fmt: skip
KINDS: Mapping[str, type[OneEdit]] = {edit.kind: edit for edit in _ALL}
"""Every kind of change by its key."""


def kind_of(node: Any) -> str:
    """Return which kind of change this is.

    Raises
    ------
    PydanticCustomError
        When it is none, or more than one.
    """
    if isinstance(node, AnyEdit):
        return node.kind
    names = list(KINDS)
    found = [kind for kind in names if isinstance(node, Mapping) and kind in node]
    if len(found) == 1:
        return found[0]
    keys = list(map(str, node)) if isinstance(node, Mapping) else [show(node)]
    near = next((name for name in (find_nearest(key, names) for key in keys) if name and not found), None)
    what = f"a change with {' and '.join(found)}" if found else f"a change with the keys {', '.join(keys)}"
    raise refuse(what, f"exactly one of the keys {', '.join(names)}", near)


def read_edit(node: Any) -> OneEdit:
    """Read a change.

    Raises
    ------
    PydanticCustomError
        When it is no change, or more than one.
    pydantic.ValidationError
        When a part of it does not fit.
    """
    return KINDS[kind_of(node)].model_validate(node)


Edit = Annotated[OneEdit, PlainValidator(read_edit)]
"""Any typed change."""
