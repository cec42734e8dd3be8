"""Which numbers of a library service stand in a workbook, on which sheet, under which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from opmodels.describe.difference import write_node
from opmodels.describe.part import Part
from opmodels.describe.paths import Path
from opmodels.describe.service import Service
from opmodels.describe.sourced import Varied
from opmodels.describe.split import Route
from opmodels.describe.workbook_cells import DATE

SHEETS: Mapping[str, tuple[str, ...]] = {
    "Service": ("service", "time", "gap", "red_lines", "payers", "money"),
    "Groups": ("groups",),
    "Needs": ("needs",),
    "Pools": ("pools", "diaries"),
    "Steps": ("steps", "ends"),
    "Checks": ("observed", "guardrails"),
}
"""The sheets, and the sections of a description that stand on each."""
READ_ME, LIKE = "Read me", "Library service"
COLUMNS = (
    "What",
    "What it means",
    "Library value",
    "Yours",
    "A bare number is in",
    "Your source",
    "Grade",
    "Path",
)
YOURS, SOURCE, GRADE, PATH = 3, 5, 6, 7
"""Columns from 0 that are read back."""
FIRST_ROW = 4
GRADES = ("A", "B", "C", "assumption")
TOLD = frozenset({"source", "grade", "range", "note", "story", "tolerance"})
"""Keys that say something about a number and are no numbers to fill in."""
FIRST = (
    "service", "time.start", "gap.amount", "groups.*.people", "needs.*.per_person_per_year.*",
    "needs.*.rate.*", "pools.*.staff", "pools.*.hours", "pools.*.cost", "observed.*.*",
)  # fmt: skip
"""Where to begin; ``*`` stands for one name."""
AMOUNT = re.compile(
    r"\s*(?P<sign>[£$€]?)\s*-?[\d.,]*\d\s*(?P<many>[km](?![a-z]))?(?P<unit>(?:\s*[^\d\s].*)?)", re.IGNORECASE
)
DATE_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d")
LIST_MARK = "; "


@dataclass(frozen=True)
class Row:
    """One line of a workbook: one number or text of the library service.

    Parameters
    ----------
    path
        Where it stands in the description.
    heading
        The part to which it belongs, such as ``gp``.
    title
        What it is, in the words of the description.
    meaning
        What that means, in a sentence.
    value
        What the library service has.
    unit
        What a bare number would be: ``min``, ``%``, ``£ per hour``, ``date``; empty for texts and counts.
    is_list
        Whether several may stand there, parted by semicolons.
    """

    path: Path
    heading: str
    title: str
    meaning: str
    value: str
    unit: str
    is_list: bool = False

    @property
    def name(self) -> str:
        """The path as it stands in the last column."""
        return ".".join(str(step + 1 if isinstance(step, int) else step) for step in self.path)

    @property
    def is_first(self) -> bool:
        """Whether it is among the numbers to begin with."""
        return any(_fits(pattern.split("."), self.name.split(".")) for pattern in FIRST)


def _fits(pattern: list[str], names: list[str]) -> bool:
    same = all(want in ("*", name) for want, name in zip(pattern, names, strict=False))
    return same and len(names) in (len(pattern), *([len(pattern) - 1] if pattern[-1] == "*" else []))


def list_rows(service: Service) -> dict[str, list[Row]]:
    """Return the rows of each sheet, in the order of the description."""
    return {
        sheet: [row for section in sections for row in _rows_of(service, section)]
        for sheet, sections in SHEETS.items()
    }


def _rows_of(service: Service, section: str) -> Iterator[Row]:
    node = service.tree.get(section)
    if section == "service":
        yield _make_row(service, (section,), service.service)
    elif section in ("observed", "guardrails"):
        yield from _figure_rows(service, section, node or [])
    elif node is not None:
        yield from (_make_row(service, path, leaf) for path, leaf in walk_leaves(node, (section,)))


def _figure_rows(service: Service, section: str, figures: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield one row for each figure: its value; what it measures stands in the title."""
    for place, figure in enumerate(figures):
        for key in ("value", "at_most", "at_least"):
            if key in figure:
                row = _make_row(service, (section, place, key), _plain_value(figure[key]))
                title = _tell_figure(figure) + ("" if key == "value" else f": {key.replace('_', ' ')}")
                yield replace(row, heading=section, title=title)


def _tell_figure(figure: Mapping[str, Any]) -> str:
    """Return what a figure measures, in words: ``wait, step phone, quantile 90 %``."""
    hidden = TOLD | {"measure", "value", "at_most", "at_least", "matters", "hard"}
    told = [f"{name} {write_node(part)}" for name, part in figure.items() if name not in hidden]
    return ", ".join([str(figure["measure"]), *told]).replace("_", " ")


def _plain_value(node: Any) -> str:
    return str(node["value"]) if isinstance(node, Mapping) else str(node)


def walk_leaves(node: Any, path: Path) -> Iterator[tuple[Path, str | list[str]]]:
    """Yield each text, sourced number and list of texts below a node, with its path."""
    if isinstance(node, Mapping):
        if isinstance(node.get("value"), str):
            yield path, node["value"]
            return
        for key, child in node.items():
            if key not in TOLD:
                yield from walk_leaves(child, (*path, key))
    elif isinstance(node, list):
        if node and all(isinstance(item, str) for item in node):
            yield path, node
    elif node != "rest":
        yield path, str(node)


def _make_row(service: Service, path: Path, leaf: str | list[str]) -> Row:
    heading, title = _title(path)
    value = LIST_MARK.join(leaf) if isinstance(leaf, list) else leaf
    return Row(
        path, heading, title, tell_meaning(service, path), value, find_unit(value), isinstance(leaf, list)
    )


def _title(path: Path) -> tuple[str, str]:
    names = [str(step).replace("_", " ") for step in path]
    if len(names) == 1:
        return "service", "name" if names == ["service"] else names[0]
    if len(names) == 2 and path[0] in ("time", "gap"):
        return names[0], names[1]
    return (names[1], ": ".join(names[2:])) if len(names) > 2 else (names[0], names[1])


def find_unit(text: str) -> str:
    """Return the unit of a bare number in the place of `text`: ``%``, ``£ per hour``, ``min``, or nothing."""
    if DATE_WRITTEN.fullmatch(text):
        return DATE
    found = AMOUNT.fullmatch(text)
    if not found or ":" in text or text.count("-") > 1:
        return ""
    unit = re.split(r"\s*\d", found["unit"].strip())[0].strip()
    return " ".join(part for part in (found["sign"], unit) if part)


def tell_meaning(service: Service, path: Path) -> str:
    """Return what stands at a path, as the reference says it of the nearest part that has words."""
    node, told = service, ""
    for step in path:
        node, said = _step_into(node, step)
        told = said or told
    return told.split("\n\n")[0].replace("\n", " ").replace("``", "")


def _step_into(node: Any, step: str | int) -> tuple[Any, str]:
    """Return what stands below a node, and its meaning where the step is a field with one."""
    if isinstance(node, Varied):
        return node.by.get(str(step), node.everyone), ""
    if isinstance(node, Route):
        return node.to.get(str(step)), ""
    if isinstance(node, Part):
        names = {field.alias or name: name for name, field in type(node).model_fields.items()}
        if step not in names:
            return None, ""
        return getattr(node, names[str(step)]), type(node).meaning(str(step))
    if isinstance(node, Mapping):
        return node.get(step), ""
    if isinstance(node, tuple) and isinstance(step, int) and step < len(node):
        return node[step], ""
    return None, ""
