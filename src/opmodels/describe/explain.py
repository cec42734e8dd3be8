"""What does not fit in a description, told with file and line in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from opmodels.describe.fault import Fault
from opmodels.describe.part import show
from opmodels.describe.places import Places, Spot, trace
from opmodels.foundation.errors import Problem, find_nearest, name_list

NAME_RULE = "a name of letters, digits, - and _ that starts with a letter, at most 60 long"


def explain_error(error: ValidationError, tree: Mapping[str, Any], places: Places) -> list[Problem]:
    """Return every problem that a validation error holds, sorted by file and line."""
    return _sort(_explain_line(line, tree, places) for line in error.errors(include_url=False))


def explain_faults(faults: Iterable[Fault], tree: Mapping[str, Any], places: Places) -> list[Problem]:
    """Return the problem that each fault is, sorted by file and line."""
    return _sort(_explain_fault(fault, tree, places) for fault in faults)


def _sort(told: Iterable[tuple[Spot, Problem]]) -> list[Problem]:
    in_order = sorted(told, key=lambda pair: pair[0])
    return list(dict.fromkeys(problem for _, problem in in_order))


def _explain_fault(fault: Fault, tree: Mapping[str, Any], places: Places) -> tuple[Spot, Problem]:
    spot = places.spot(trace(tree, fault.path), key=fault.key)
    return spot, Problem(str(spot), fault.found, fault.expected, fault.nearest, fault.next)


def _explain_line(line: ErrorDetails, tree: Mapping[str, Any], places: Places) -> tuple[Spot, Problem]:
    loc = [step for step in line["loc"] if step != "[key]"]
    context = line.get("ctx", {})
    if line["type"] == "opmodels":
        below = context.get("key")
        spot = places.spot(trace(tree, [*loc, *([below] if below else [])]), key=bool(below))
        found, expected = str(context["found"]), str(context["expected"])
        return spot, Problem(str(spot), found, expected, context["nearest"], context["next"])
    found, expected, nearest = _WORDS.get(line["type"], _say_what_it_says)(line)
    spot = places.spot(trace(tree, loc), key="[key]" in line["loc"])
    return spot, Problem(str(spot), found, expected, nearest)


Words = tuple[str, str, str | None]


def _say_literal(line: ErrorDetails) -> Words:
    options = re.findall(r"'([^']*)'", str(line["ctx"]["expected"]))
    given = line["input"]
    near = find_nearest(given, options) if isinstance(given, str) else None
    return show(given), f"one of {name_list(options, 30)}" if len(options) > 1 else options[0], near


def _say_name(line: ErrorDetails) -> Words:
    given = str(line["input"])
    mended = re.sub(r"[^A-Za-z0-9_\-]+", "_", given).lstrip("0123456789_-").rstrip("_")[:60]
    return f"the name {show(given)}", NAME_RULE, mended or None


def _say_short(line: ErrorDetails) -> Words:
    return show(line["input"]), f"at least {line['ctx']['min_length']} in it", None


def _say_kind(expected: str) -> Callable[[ErrorDetails], Words]:
    return lambda line: (show(line["input"]), expected, None)


def _say_what_it_says(line: ErrorDetails) -> Words:
    return show(line["input"]), line["msg"][:1].lower() + line["msg"][1:], None


_WORDS: dict[str, Callable[[ErrorDetails], Words]] = {
    "literal_error": _say_literal,
    "string_pattern_mismatch": _say_name,
    "string_too_long": _say_name,
    "too_short": _say_short,
    "string_type": _say_kind("a text"),
    "dict_type": _say_kind("a mapping of names: {name: ..., name: ...}"),
    "mapping_type": _say_kind("a mapping of names: {name: ..., name: ...}"),
    "tuple_type": _say_kind("a list: one item after each -"),
    "list_type": _say_kind("a list: one item after each -"),
}
