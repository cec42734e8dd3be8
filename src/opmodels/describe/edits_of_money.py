"""Short ways to say what many changes say: a price, money that follows people, an effect on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from opmodels.describe.edit_base import AnyEdit, NodeByPath
from opmodels.describe.paths import EditError, Tree, find_paths, get_node
from opmodels.describe.strokes import Stroke
from opmodels.foundation.errors import find_nearest, name_list


class Price(AnyEdit):
    """Asks another price of those who choose something."""

    kind: ClassVar = "price"
    price: NodeByPath
    """The price by step and alternative: ``{how.car: £3}``."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each alternative."""
        return [stroke for text, node in self.price.items() for stroke in _price(tree, text, node)]


def _price(tree: Tree, text: str, node: Any) -> list[Stroke]:
    step, _, alternative = text.rpartition(".")
    if not step:
        raise EditError(f"'{text}'", "a step and what is chosen there: how.car")
    return [Stroke((*path, "price"), node) for path in find_paths(tree, f"steps.{step}.choose.{alternative}")]


class Fund(AnyEdit):
    """Lets the posts of pools follow the people whom they serve, or no longer."""

    kind: ClassVar = "fund"
    fund: NodeByPath
    """How, by pool: ``{clinic: {per_post: 2700, at_most: 6}}``; ``no`` ends it."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each pool."""
        return [
            Stroke((*path, "funded_by"), None if node == "no" else node)
            for pool, node in self.fund.items()
            for path in find_paths(tree, f"pools.{pool}{'.funded_by' if node == 'no' else ''}")
            for path in [path[:2]]
        ]


class EffectOn(AnyEdit):
    """Lets steps or ends leave something on people: a factor on how often they have a need."""

    kind: ClassVar = "effect"
    effect: NodeByPath
    """What is left, by step or end: ``{class: {fall: {factor: 0.77, lasts: 52 weeks}}}``."""

    def strokes(self, tree: Tree) -> list[Stroke]:
        """Return one stroke for each step or end and each need."""
        return [stroke for place, node in self.effect.items() for stroke in _leave(tree, place, node)]


def _leave(tree: Tree, place: str, effects: Any) -> list[Stroke]:
    section = next((name for name in ("steps", "ends") if place in tree[name]), None)
    if section is None:
        known = [*tree["steps"], *tree["ends"]]
        raise EditError(f"'{place}'", f"a step or an end: {name_list(known, 12)}", find_nearest(place, known))
    if not isinstance(effects, Mapping):
        raise EditError(f"'{effects}' for {place}", "effects by need: {fall: {factor: 0.8}}")
    node = get_node(tree, (section, place))
    if isinstance(node, str):  # an end that says only how it ends
        return [Stroke((section, place), {"as": node, "effects": dict(effects)})]
    if "effects" not in node:
        return [Stroke((section, place, "effects"), dict(effects))]
    return [Stroke((section, place, "effects", need), one) for need, one in effects.items()]
