"""A part of a description with its numbers multiplied: units, ranges, sources and whole people kept."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from opmodels.describe.distributions.catalogue import FAMILIES
from opmodels.describe.part import REST
from opmodels.describe.paths import EditError, Path, write_path
from opmodels.describe.yaml_lines import Node
from opmodels.foundation import units
from opmodels.foundation.units import UnitError

Rounding = Literal["nearest", "down", "up"]

WHOLE_FIELDS: Mapping[str, frozenset[str]] = {
    "groups": frozenset({"people"}),
    "needs": frozenset({"priority"}),
    "campaigns": frozenset({"up_to", "who.had.times"}),
    "pools": frozenset(
        {"staff", "places", "layer", "people", "outages.takes", "on_call.staff", "on_call.at_least"}
        | {"funded_by.at_most", "funded_by.at_least", "funded_by.moves_at_most"}
    ),
    "consults": frozenset({"least"}),
    "diaries": frozenset({"per_session"}),
    "steps": frozenset(
        {"priority", "room", "batch", "fewest", "room_for", "waits_for"}
        | {"branch.*.if.times", "branch.*.if.at_least", "choose.*.if.times", "choose.*.if.at_least"}
    ),
    "at_start": frozenset({"cases"}),
}
"""Fields that hold whole numbers, by section, with those that lead to them; ``*`` for any name or line."""

NOT_NUMBERS = frozenset({"note", "source", "grade", "why"})
_TINY = 1e-9


@dataclass(frozen=True)
class Multiplier:
    """A factor with the range and the source that it brings along.

    Parameters
    ----------
    value
        The factor.
    low, high
        Its range; equal to `value` when it has none.
    told
        Source, grade and note, to stand beside what is multiplied.
    """

    value: float
    low: float
    high: float
    told: Mapping[str, str]

    @property
    def has_range(self) -> bool:
        """Whether low and high differ."""
        return self.low < self.high


def read_multiplier(node: Any) -> Multiplier:
    """Read a factor: ``1.5``, ``150 %``, or ``{value: 1.5, range: [1.2, 1.8], source: ...}``.

    Raises
    ------
    UnitError
        When it is no factor of 0 or more, or its range does not hold it.
    """
    if not isinstance(node, Mapping):
        value = units.parse_factor(str(node))
        return Multiplier(value, value, value, {})
    if not isinstance(node.get("value"), str):
        raise UnitError("a factor without value", "a factor such as 1.5, or {value, range, source, grade}")
    value = units.parse_factor(node["value"])
    ends = node.get("range", [node["value"], node["value"]])
    if not isinstance(ends, list) or len(ends) != 2:
        raise UnitError(f"{ends!r} as a range", "two factors: [low, high]")
    low, high = (units.parse_factor(str(end)) for end in ends)
    if not low <= value <= high:
        raise UnitError(f"the range {ends[0]} to {ends[1]}", "a range that holds the factor")
    told = {key: text for key, text in node.items() if key in NOT_NUMBERS}
    return Multiplier(value, low, high, told)


def is_whole(path: Path) -> bool:
    """Return whether the field that `path` leads to, or into, holds whole numbers."""
    section, below = (str(path[0]), path[2:]) if path else ("", ())
    return any(_leads(field.split("."), below) for field in WHOLE_FIELDS.get(section, ()))


def _leads(field: Sequence[str], below: Path) -> bool:
    names = zip(field, below, strict=False)
    return len(below) >= len(field) and all(name in ("*", str(key)) for name, key in names)


def scale_node(node: Any, by: Multiplier, how: Rounding, path: Path) -> Node:
    """Return `node` with every number in it multiplied.

    A sourced number keeps its range, multiplied end by end; a distribution keeps its shape. Texts that are no
    numbers are left only where they may stand beside numbers: ``rest``, source, grade, note.

    Raises
    ------
    EditError
        When something below `path` is no number.
    """
    if by.value == 1 and not by.has_range:
        return node  # type: ignore[no-any-return]
    if isinstance(node, Mapping):
        return _scale_mapping(node, by, how, path)
    if isinstance(node, list | tuple):
        return [scale_node(item, by, how, (*path, number)) for number, item in enumerate(node)]
    if by.has_range and node != REST:
        return _scale_sourced({"value": node}, by, how, path)
    return _scale_plain(node, by.value, how, path)


def _scale_mapping(node: Mapping[str, Any], by: Multiplier, how: Rounding, path: Path) -> Node:
    if isinstance(node.get("value"), str):
        return _scale_sourced(node, by, how, path)
    family = next((key for key in node if key in FAMILIES), None)
    plain = Multiplier(by.value, by.value, by.value, {})
    scaled: dict[str, Node] = {}
    for key, child in node.items():
        below = (*path, key)
        if key in NOT_NUMBERS:
            scaled[key] = child
        elif key == family:
            scaled[key] = scale_family(key, child, plain, path)
        else:
            scaled[key] = scale_node(child, plain if family else by, how, below)
    return scaled


def scale_family(family: str, node: Any, by: Multiplier, path: Path) -> Node:
    """Return the parameters of a distribution with those that carry the unit multiplied.

    Raises
    ------
    EditError
        When a parameter is no number.
    """
    pure = _pure_fields(family)
    if pure >= set(_field_kinds(family)):
        found = f"a {family} at {write_path(path)}, which has no mean to multiply"
        raise EditError(found, "a distribution told by its mean", next="use set")
    if not isinstance(node, Mapping):
        return scale_node(node, by, "nearest", (*path, family))
    return {
        key: child if key in pure else scale_node(child, by, "nearest", (*path, family, key))
        for key, child in node.items()
    }


def _pure_fields(family: str) -> set[str]:
    """Return the parameters that stay as they are: of a number of times, all but its mean and deviation."""
    carry = {"mean", "sd"} if getattr(FAMILIES[family], "counts", False) else set()
    kinds = _field_kinds(family).items()
    return {field for field, kind in kinds if kind not in ("scale", "distribution") and field not in carry}


def _field_kinds(family: str) -> dict[str, str]:
    fields: Mapping[str, Any] = FAMILIES[family].fields
    return {name: getattr(field, "kind", field) for name, field in fields.items()}


def _scale_sourced(node: Mapping[str, Any], by: Multiplier, how: Rounding, path: Path) -> Node:
    value = node["value"]
    low, high = node.get("range", [value, value])
    scaled: dict[str, Node] = {**node, "value": _scale_plain(value, by.value, how, path)}
    if "range" in node or by.has_range:
        ends = (_scale_plain(low, by.low, "down", path), _scale_plain(high, by.high, "up", path))
        scaled["range"] = list(ends)
    return {**scaled, **{key: text for key, text in by.told.items() if key not in node}}


def _scale_plain(text: Any, factor: float, how: Rounding, path: Path) -> str:
    if text == REST:
        return REST
    try:
        scaled = units.scale_text(str(text), factor)
        return _round_text(scaled, how) if is_whole(path) else scaled
    except UnitError as error:
        found = f"{error.found} at {write_path(path)}"
        raise EditError(found, error.expected, error.nearest, error.next) from None


def _round_text(text: str, how: Rounding) -> str:
    value = units.parse_count(text)
    if how == "down":
        return str(math.floor(value + _TINY))
    return str(math.ceil(value - _TINY) if how == "up" else math.floor(value + 0.5 + _TINY))
