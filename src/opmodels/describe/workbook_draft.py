"""From what was filled in to a description; everything that is wrong with it is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from opmodels.describe.explain import explain_error, explain_faults
from opmodels.describe.include import Gathered
from opmodels.describe.paths import Path
from opmodels.describe.places import Places, Spot
from opmodels.describe.service import Service, describe
from opmodels.describe.soundness import find_problems
from opmodels.describe.workbook_added import Addition, add_parts, find_clashes, list_figures
from opmodels.describe.workbook_borrowed import Entry, merge_entries
from opmodels.describe.workbook_deleted import find_deleted
from opmodels.describe.workbook_figures import list_further
from opmodels.describe.workbook_further import FURTHER, add_step
from opmodels.describe.workbook_left_out import (
    drop_entries,
    find_left_out,
    find_nobody,
    find_odd_people,
    forget_people,
    leave_out,
    refuse_empty,
)
from opmodels.describe.workbook_names import list_names, spell_names
from opmodels.describe.workbook_renamed import Renaming, find_taken, rename_parts, rename_path
from opmodels.describe.workbook_rows import MOST_ROWS, READ_ME, SHEETS
from opmodels.describe.workbook_volumes import Volumes
from opmodels.describe.yaml_lines import Document
from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list

SHEET_OF = {section: sheet for sheet, sections in SHEETS.items() for section in sections}
"""The sheet on which each section of a description stands."""
MOST_ROUNDS = 6
"""More than there are stages at which a description can be refused."""
CELL = re.compile(r", sheet (?P<sheet>.+), (?:cell (?P<column>[A-Z]+)|row )(?P<row>\d+)$")


@dataclass(frozen=True, order=True)
class CellSpot(Spot):
    """A cell of a workbook, told as ``my-service.xlsx, sheet Pools, cell D7``."""

    words: str = ""

    def __str__(self) -> str:
        return self.words


@dataclass
class Cells(Places):
    """Where each part of a description stands in a workbook.

    Parameters
    ----------
    name, like
        The workbook's file, and the library service that stands behind it.
    cells
        By path: the order of the cell in the workbook, and its words.
    rows_at
        By path: the cell to fill in of every row that is there, filled in or not.
    """

    name: str = ""
    like: str = ""
    cells: Mapping[Path, tuple[int, str]] = field(default_factory=dict)
    rows_at: Mapping[Path, str] = field(default_factory=dict)

    def tell(self, path: Sequence[str | int]) -> str:
        """Return sheet and cell of a part, with the name of what it belongs to."""
        there = tuple(path)
        found = {**self.rows_at, **{place: cell[1] for place, cell in self.cells.items()}}
        for length in range(len(there), 1, -1):
            below = [words for other, words in found.items() if other[:length] == there[:length]]
            own = [words for words in below if f", sheet {SHEET_OF.get(str(there[0]))}," in words]
            if there[:length] in found or below:
                words = found.get(there[:length]) or (own or below)[0]
                whose = f" ({there[1].replace('_', ' ')})" if isinstance(there[1], str) else ""
                return words.removeprefix(f"{self.name}, ") + whose
        return super().tell(path)

    def spot(self, path: Sequence[str | int], *, key: bool = False) -> Spot:
        """Return the cell of a path: at it, above it, or the first below it; or say that it is borrowed."""
        there = tuple(path)
        for length in range(len(there), 0, -1):
            if there[:length] in self.cells:
                return self._make(self.cells[there[:length]])
        below = [found for other, found in self.cells.items() if there and other[: len(there)] == there]
        if below:
            return self._make(min(below))
        words = f"{self.name}, {'.'.join(map(str, there)) or 'the workbook'} (borrowed from {self.like})"
        return CellSpot(0, MOST_ROWS * len(SHEETS), self.name, words)

    def _make(self, found: tuple[int, str]) -> Spot:
        return CellSpot(0, found[0], self.name, found[1])


@dataclass(frozen=True)
class Draft:
    """What was filled in, as far as it could be read.

    Parameters
    ----------
    file, like
        The workbook, and the library service that stands behind it.
    service
        That service.
    entries, additions
        What was filled in, and the parts that the library service does not have.
    cells
        By path: the order of the cell in the workbook, and its words.
    failed
        Paths of numbers that were filled in and cannot be read.
    rows_at
        By path: the cell to fill in of every row that is there.
    template
        By path: the sheet of every row that the workbook was written with.
    renamings
        New names of parts of the library service.
    """

    file: FilePath
    like: str
    service: Service
    entries: Sequence[Entry]
    additions: Sequence[Addition]
    cells: Mapping[Path, tuple[int, str]]
    failed: frozenset[Path] = frozenset()
    rows_at: Mapping[Path, str] = field(default_factory=dict)
    template: Mapping[Path, str] = field(default_factory=dict)
    renamings: Sequence[Renaming] = ()

    def without(self, bad: Iterable[str]) -> Draft:
        """Return the draft without what stands in some cells."""
        named = set(bad)
        added = [one for one in self.additions if one.where not in named]
        gone = {(one.section, one.name) for one in self.additions if one.where in named}
        ends = {
            path[: path.index("range")]
            for path, cell in self.cells.items()
            if cell[1] in named and "range" in path
        }
        kept = [
            entry
            for entry in self.entries
            if not (entry.where in named or entry.path in ends or entry.path[:2] in gone)
            if ("groups", entry.path[-1]) not in gone
        ]
        lost = {entry.path for entry in self.entries} - {entry.path for entry in kept}
        renamed = [one for one in self.renamings if one.where not in named]
        return replace(self, entries=kept, additions=added, failed=self.failed | lost, renamings=renamed)


def gather_draft(draft: Draft, problems: Sequence[Problem]) -> Gathered:
    """Return the description of a draft.

    Parameters
    ----------
    draft
        What was filled in.
    problems
        What is wrong with the workbook already.

    Raises
    ------
    InputError
        With these problems and all further ones, in the order of the workbook. What cannot be used is taken
        away, so that what comes later can be looked at as well; what that alone makes wrong is not told.
    """
    gathered, found = _try(draft)
    tree = draft.service.tree
    problems = [*problems, *find_clashes(tree, draft.additions), *find_taken(tree, draft.renamings)]
    if gathered and not found and not problems:
        return gathered
    draft = draft.without(problem.where for problem in problems)
    for _ in range(MOST_ROUNDS):
        _, found = _try(draft)
        fresh = [one for one in found if not draft.failed or _is_own(one, draft)]
        problems += [one for one in fresh if one.where not in {other.where for other in problems}]
        smaller = draft.without(one.where for one in fresh)
        named = [(len(one.additions), len(one.renamings)) for one in (smaller, draft)]
        if smaller.failed == draft.failed and named[0] == named[1]:
            break
        draft = smaller
    raise InputError(*sorted(dict.fromkeys(problems), key=_find_order))


def _is_own(problem: Problem, draft: Draft) -> bool:
    """Whether a problem is that of a cell, rather than of what was taken away beside it."""
    paths = [path for path, cell in draft.cells.items() if cell[1] == problem.where]
    lost = {whole for path in draft.failed if (whole := _find_whole(path))}
    return bool(paths) and not lost & {_find_whole(path) for path in paths}


def _find_whole(path: Path) -> Path:
    """Return what makes sense only as a whole: a figure, shares side by side, a distribution; or nothing."""
    if path[0] == "observed":
        return path[:2]
    if path[0] == FURTHER:
        return path[:1]
    return path[:-1] if len(path) > 3 else ()


def _find_order(problem: Problem) -> tuple[int, int, int, str]:
    """Return where a problem stands: sheets as they are in the template, then rows, then columns."""
    found = CELL.search(problem.where)
    sheets = [READ_ME, *SHEETS]
    if not found:
        return len(sheets) + 1, 0, 0, ""
    sheet = sheets.index(found["sheet"]) if found["sheet"] in sheets else len(sheets)
    column = found["column"] or ""
    return sheet, int(found["row"]), len(column), column


def _try(draft: Draft) -> tuple[Gathered | None, list[Problem]]:
    """Return the description, if there can be one, and what is wrong with it."""
    draft = _spell(draft)
    found = [*_find_unknown_payers(draft), *find_nobody(draft.entries), *find_odd_people(draft.entries)]
    if found:
        return None, found
    wider = {key: node for key, node in draft.service.tree.items() if key != "observed"}
    further = add_step(add_parts(wider, draft.additions), draft.entries)
    wider, given = further.tree, further.entries
    gone = find_left_out(wider, given)
    found = [*further.problems, *refuse_empty(wider, gone, given)]
    if found:
        return None, found
    wider = forget_people(leave_out(wider, gone), given)
    volumes = Volumes(wider, drop_entries(given, gone))
    entries = volumes.turn()
    if volumes.problems:
        return None, volumes.problems
    turned = {entry.path: (MOST_ROWS * len(SHEETS), entry.where) for entry in entries}
    cells = {path: draft.cells[FURTHER, key] for path, key in further.cells.items()}
    gathered, found = _describe(draft, wider, entries, {**turned, **draft.cells, **cells})
    if gathered is not None:
        notes = [*volumes.notes, *find_deleted(draft.template, draft.rows_at, draft.like)]
        gathered.notes += [replace(note, path=rename_path(note.path, draft.renamings)) for note in notes]
    return gathered, found


def _spell(draft: Draft) -> Draft:
    """Return the draft with names as the description spells them."""
    added = [str(one.name) for one in draft.additions if one.section != "observed"]
    names = {name: name for name in (*list_names(draft.service.tree), *added)}
    names |= {one.new: one.old for one in draft.renamings}
    return replace(draft, entries=spell_names(draft.entries, names))


def _describe(
    draft: Draft, wider: dict[str, Any], entries: list[Entry], cells: Mapping[Path, tuple[int, str]]
) -> tuple[Gathered | None, list[Problem]]:
    name, tree = draft.file.name, wider
    places = Cells([Document(wider, {}, {}, name)], {}, name, draft.like, cells)
    try:
        service = describe(wider)
        tree = merge_entries(service, entries, draft.like)
        observed, further = draft.service.tree.get("observed", []), list_further(draft.service)
        seen = list_figures(observed, further, entries, draft.additions)
        tree = {**tree, "observed": seen} if seen else tree
        if ("service",) not in cells:
            tree["service"] = draft.file.stem
        tree = rename_parts(tree, draft.renamings)
        at: dict[Path, tuple[int, str]] = {(one.section, one.new): (0, one.where) for one in draft.renamings}
        at |= {rename_path(path, draft.renamings): cell for path, cell in _follow_seen(cells).items()}
        rows_at = {rename_path(path, draft.renamings): cell for path, cell in draft.rows_at.items()}
        places = Cells([Document(tree, {}, {}, name)], {}, name, draft.like, at, rows_at)
        service = describe(tree)
    except ValidationError as error:
        return None, explain_error(error, tree, places)
    return Gathered(tree, places), explain_faults(find_problems(service), tree, places)


def _find_unknown_payers(draft: Draft) -> Iterable[Problem]:
    """Yield the names of payers that there are not: a workbook has those of its library service."""
    known = draft.service.payer_names
    for entry in draft.entries:
        if entry.path[-1] in ("pays", "payer") and entry.text not in known:
            step = "leave it empty, or write one of these"
            near = find_nearest(entry.text, known)
            yield Problem(entry.where, f"'{entry.text}'", f"a payer: {name_list(known)}", near, step)


def _follow_seen(cells: Mapping[Path, tuple[int, str]]) -> dict[Path, tuple[int, str]]:
    """Return the cells by the places that their figures have once those left empty are gone."""
    seen = sorted({int(path[1]) for path in cells if path[0] == "observed" and path[2:] == ("value",)})
    return {
        (path[0], seen.index(int(path[1])), *path[2:]) if path[0] == "observed" else path: found
        for path, found in cells.items()
        if path[0] != "observed" or path[1] in seen
    }
