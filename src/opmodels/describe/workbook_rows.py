"""Which numbers of a library service stand in a workbook, on which sheet, under which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from opmodels.describe.difference import write_node
from opmodels.describe.notes import EXEMPT
from opmodels.describe.part import Part
from opmodels.describe.paths import Path
from opmodels.describe.service import Service
from opmodels.describe.sourced import Varied
from opmodels.describe.split import Route
from opmodels.describe.targets import Observed
from opmodels.describe.workbook_borrowed import find_numbers
from opmodels.describe.workbook_cells import DATE
from opmodels.describe.workbook_figures import FURTHER_KEYS, SPARE, SPARE_KEYS, list_further, tell_further
from opmodels.describe.workbook_further import FURTHER, HEADING, ROWS
from opmodels.describe.workbook_volumes import IN_ALL, RATES, count_monthly
from opmodels.describe.workbook_words import find_words

SHEETS: Mapping[str, tuple[str, ...]] = {
    "Service": ("service", "time", "gap", "red_lines", "payers", "money"),
    "Groups": ("groups",),
    "Needs": ("needs",),
    "Pools": ("pools", "diaries"),
    "Steps": ("steps", "ends", FURTHER),
    "Checks": ("observed", "guardrails"),
}
"""The sheets, and the sections of a description that stand on each."""
READ_ME, LIKE, WHICH_IS = "Read me", "Library service", "which is"
NOTES_SHEET = "Notes"
"""How the name of a sheet begins that is an analyst's own and is not read."""
COLUMNS = (
    "What", "What it means", "Library value", "Yours", "Low", "High", "A bare number is in", "Your source",
    "Grade", "Path",
)  # fmt: skip
WHAT, MEANING, LIBRARY, YOURS, LOW, HIGH, UNIT, SOURCE, GRADE, PATH = range(10)
"""Columns from 0; a workbook is read by their titles, so that they may be moved."""
FIRST_ROW = 4
MOST_ROWS, MOST_COLUMNS = 20_000, 40
GRADES = ("A", "B", "C", "assumption")
TOLD = frozenset({"source", "grade", "range", "note", "story"})
"""Keys that say something about a number and are no numbers to fill in."""
ADDABLE: Mapping[str, str] = {
    "groups": "A group of people. Its name in 'Yours' renames it; to add one, copy this block to the end.",
    "pools": "A pool of staff. Its name in 'Yours' renames it; to add one, copy this block to the end.",
    "observed": "A figure you have seen; without a value it is left out.",
}
"""Sections of which a copied block is one more, and what the first row of their blocks says."""
RENAMED: Mapping[str, str] = {"needs": "A need. Its name in 'Yours' renames it."}
"""Sections whose parts can be renamed, but not copied, and what the first row of each says."""
FIRST = (
    "service", "time.start", "gap.amount", "groups.*.people", "needs.*.per_person_per_year.*",
    "needs.*.in_all", "needs.*.rate.*", "pools.*.staff", "pools.*.hours", "pools.*.cost",
    "pools.*.absence", "observed.*.value",
)  # fmt: skip
"""Where to begin; ``*`` stands for one name."""
LENT = ("pools.*.absence",)
"""Numbers to begin with that a copied block has from the one that was copied."""
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
    has_range
        Whether a low and a high end may stand beside it.
    opens
        Whether it begins a block that can be copied; what is written there is the name of the copy.
    sheet
        The sheet on which it stands.
    """

    path: Path
    heading: str
    title: str
    meaning: str
    value: str
    unit: str
    is_list: bool = False
    has_range: bool = False
    opens: bool = False
    sheet: str = ""

    @property
    def name(self) -> str:
        """The path as it stands in the last column."""
        return ".".join(str(step + 1 if isinstance(step, int) else step) for step in self.path)

    @property
    def is_first(self) -> bool:
        """Whether it is among the numbers to begin with."""
        return any(_fits(pattern.split("."), self.name.split(".")) for pattern in FIRST)

    @property
    def is_lent(self) -> bool:
        """Whether a copied block may leave it empty although it is a number to begin with."""
        return any(_fits(pattern.split("."), self.name.split(".")) for pattern in LENT)


def _fits(pattern: list[str], names: list[str]) -> bool:
    same = all(want in ("*", name) for want, name in zip(pattern, names, strict=False))
    return same and len(names) in (len(pattern), *([len(pattern) - 1] if pattern[-1] == "*" else []))


def list_rows(service: Service) -> dict[str, list[Row]]:
    """Return the rows of each sheet, in order; the rates of a group stand with it."""
    ranged = find_ranged(service)
    rows = {
        sheet: [row for section in sections for row in _rows_of(service, section)]
        for sheet, sections in SHEETS.items()
    }
    rates = [row for row in rows["Needs"] if _find_rated(row.path, service)]
    rows["Needs"] = list(_add_totals([row for row in rows["Needs"] if row not in rates], rates, service))
    rows["Groups"] = list(_add_rates(rows["Groups"], rates))
    return {
        sheet: [replace(row, has_range=_is_ranged(row, ranged), sheet=sheet) for row in listed]
        for sheet, listed in rows.items()
    }


def _find_rated(path: Path, service: Service) -> str:
    """Return the group whose rate a path is, or nothing."""
    is_rate = len(path) == 4 and path[0] == "needs" and path[2] in ("per_person_per_year", "rate")
    return str(path[3]) if is_rate and path[3] in service.groups else ""


def _add_totals(rows: list[Row], rates: list[Row], service: Service) -> Iterator[Row]:
    """Yield the rows of the needs; before each that is told by group, how many cases there are in all."""
    by_group = {row.path[1] for row in rates if row.path[2] == RATES}
    told: set[str | int] = set()
    for row in rows:
        need = row.path[1]
        if need in by_group - told and not row.opens:
            told.add(need)
            words = find_words(("needs", need, IN_ALL))
            title, meaning = words or ("", "")
            meaning += f" In the library service: about {count_monthly(service, str(need)):,.0f} per month."
            yield Row(("needs", need, IN_ALL), row.heading, title, meaning, "", "per month")
        yield row


def _add_rates(rows: list[Row], rates: list[Row]) -> Iterator[Row]:
    """Yield the rows of the groups, after each group the rates at which it has its needs."""
    names = list(dict.fromkeys(row.path[1] for row in rows))
    for name in names:
        yield from (row for row in rows if row.path[1] == name)
        for row in rates:
            if row.path[3] == name:
                title = f"{row.title.rpartition(':')[0] or row.title}: {row.heading}"
                yield replace(row, heading=str(name).replace("_", " "), title=title)


def find_ranged(service: Service) -> dict[Path, str]:
    """Return the paths of numbers that may have a range: those that describe the world."""
    return {
        path: kind
        for path, kind in find_numbers(service).items()
        if not (EXEMPT - {"gap", "observed"}) & set(map(str, path))
    }


def _is_ranged(row: Row, ranged: Mapping[Path, str]) -> bool:
    """Whether a row is a number of its own, or a parameter of a distribution."""
    if row.path[-1] == IN_ALL:
        return True
    if row.opens or row.is_list or (row.path[0] == "observed" and row.path[2:] != ("value",)):
        return False
    within = any(row.path[:length] in ranged for length in range(2, len(row.path)))
    return row.path[0] == "observed" or ranged.get(row.path) == "quantity" or within


def _rows_of(service: Service, section: str) -> Iterator[Row]:
    node = service.tree.get(section)
    if section == FURTHER:
        for key, (meaning, unit) in ROWS.items():
            yield Row((FURTHER, key), HEADING, key, meaning, "", unit)
    elif section == "service":
        yield _make_row(service, (section,), service.service)
    elif section in ("observed", "guardrails"):
        yield from _figure_rows(service, section, node or [])
    elif node is not None:
        is_block = section in ADDABLE or section in RENAMED
        for key in node if is_block else ():
            yield _open_block(section, key, str(key))
            yield from (_make_row(service, *leaf) for leaf in walk_leaves(node[key], (section, key)))
        if not is_block:
            yield from (_make_row(service, path, leaf) for path, leaf in walk_leaves(node, (section,)))


def _open_block(section: str, key: str | int, value: str) -> Row:
    """Return the first row of a block that can be copied."""
    name = value.replace("_", " ")
    meaning = {**ADDABLE, **RENAMED}[section]
    return Row((section, key), name, name, meaning, value, "", opens=True)


def _figure_rows(service: Service, section: str, figures: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield the rows of each figure, its value first, and those of a spare one."""
    for place, figure in enumerate(figures):
        heading = f"{'figure' if section == 'observed' else 'guardrail'} {place + 1}: {_tell_figure(figure)}"
        if section == "observed":
            yield replace(_open_block(section, place, ""), heading=heading, title=heading)
        values = [key for key in ("value", "at_most", "at_least") if key in figure]
        for key in (*values, *(key for key in figure if key not in (*TOLD, *values))):
            row = _make_row(service, (section, place, key), _plain_value(figure[key]))
            yield replace(row, heading=heading, title=key.replace("_", " "))
    if section == "observed":
        for name in list_further(service):
            yield from _further_rows(name)


def _further_rows(name: str) -> Iterator[Row]:
    """Yield the rows of a figure that is offered; a spare one says itself what was measured."""
    heading, meaning = tell_further(name), "How long people wait here on average; left empty, it is left out."
    if name == SPARE:
        meaning = "Fill in these rows for a figure of your own; for more, copy this block to the end."
    yield replace(_open_block("observed", name, ""), heading=heading, title=heading, meaning=meaning)
    for key in SPARE_KEYS if name == SPARE else FURTHER_KEYS:
        unit = "%" if key in ("quantile", "tolerance") else "min" if name != SPARE else ""
        yield Row(
            ("observed", name, key), heading, key, Observed.meaning(key), "", unit, False, key == "value"
        )


def _tell_figure(figure: Mapping[str, Any]) -> str:
    """Return what a figure measures, in words: ``wait, step phone, quantile 90 %``."""
    hidden = TOLD | {"measure", "value", "at_most", "at_least", "matters", "hard", "tolerance"}
    told = [f"{name} {write_node(part)}" for name, part in figure.items() if name not in hidden]
    return ", ".join([str(figure["measure"]), *told]).replace("_", " ")


def _plain_value(node: Any) -> str:
    return str(node["value"]) if isinstance(node, Mapping) else str(node)


def walk_leaves(node: Any, path: Path) -> Iterator[tuple[Path, str | list[str]]]:
    """Yield each text, sourced number and list of texts below a node, with its path; also within lists."""
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
        else:
            for place, item in enumerate(node):
                yield from walk_leaves(item, (*path, place))
    elif node != "rest":
        yield path, str(node)


def _make_row(service: Service, path: Path, leaf: str | list[str]) -> Row:
    heading, title = _title(path)
    value = LIST_MARK.join(leaf) if isinstance(leaf, list) else leaf
    words = find_words(path)
    title, meaning = (words.title or title, words.meaning) if words else (title, tell_meaning(service, path))
    return Row(path, heading, title, meaning, value, find_unit(value), isinstance(leaf, list))


def _title(path: Path) -> tuple[str, str]:
    names = [str(step + 1 if isinstance(step, int) else step).replace("_", " ") for step in path]
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
    unit = re.split(r"\s*\d", found["unit"].strip())[0].strip("; ")
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
