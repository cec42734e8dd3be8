"""Reading a service: from a file, from text, or from the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from opmodels.describe.explain import explain_error, explain_faults
from opmodels.describe.fault import Note
from opmodels.describe.include import Gathered, gather
from opmodels.describe.library import find_service
from opmodels.describe.places import Places
from opmodels.describe.service import Service, describe
from opmodels.describe.soundness import find_notes, find_problems
from opmodels.describe.yaml_lines import Document, parse_yaml, read_yaml
from opmodels.foundation.errors import InputError, Problem

WORKBOOK = ".xlsx"
OTHER_SHEETS = {
    ".xls": "an Excel workbook of the old kind",
    ".xlsm": "an Excel workbook with macros",
    ".xlsb": "a binary Excel workbook",
    ".ods": "an OpenDocument spreadsheet",
    ".numbers": "a Numbers spreadsheet",
    ".csv": "a table of text",
    ".tsv": "a table of text",
}
ENDINGS = (".yaml", ".yml", WORKBOOK, *OTHER_SHEETS)


@dataclass(frozen=True)
class Reading:
    """A service, with what its file shows beside it.

    Parameters
    ----------
    service
        The service.
    places
        Where each part of it stands in the file.
    notes
        What is no mistake, but what a reader of the results should know; what is asked comes first.
    """

    service: Service
    places: Places
    notes: tuple[Note, ...]

    def tell(self, note: Note) -> str:
        """Return a note with where it belongs: a path, or sheet and cell."""
        place = self.places.tell(note.path)
        return f"{place}: {note.text}" if place else note.text


def read_with_notes(source: str | Path) -> Reading:
    """Read a service, and tell what is worth knowing of it and where that stands.

    Raises
    ------
    InputError
        With every problem of the file, or when there is none of this name.
    """
    gathered = _gather(source, None)
    service = _build(gathered)
    told = {note.path for note in gathered.notes if note.asks}
    later = [note for note in find_notes(service) if not (note.asks and note.path in told)]
    notes = sorted([*gathered.notes, *later], key=lambda note: not note.asks)
    return Reading(service, gathered.places, tuple(notes))


def read(source: str | Path, *, folder: Path | None = None) -> Service:
    """Read a service.

    Parameters
    ----------
    source
        A YAML file, a workbook that ``opmodels new --workbook`` wrote, or the name of a library service
        such as ``gp-surgery``.
    folder
        Where the files that it names lie, and which they may not leave; its own folder unless said.

    Raises
    ------
    InputError
        With every problem of the file, or when there is none of this name.
    """
    return _build(_gather(source, folder))


def _gather(source: str | Path, folder: Path | None) -> Gathered:
    path = find_file(source)
    if path.suffix.casefold() == WORKBOOK:
        from opmodels.describe.workbook import gather_workbook

        return gather_workbook(path)
    _refuse_sheet(path)
    return gather(read_yaml(path), folder or path.parent, path)


def _refuse_sheet(path: Path) -> None:
    """Refuse a table that is no workbook to fill in, before it is taken for a badly written service file."""
    ending = path.suffix.casefold()
    if ending not in OTHER_SHEETS or not path.is_file():
        return
    step = "open it in Excel and save it as .xlsx (Excel Workbook)"
    if ending in (".csv", ".tsv"):
        step = "open the workbook in Excel and save it as .xlsx: a table of text holds one sheet only"
    found = f"{OTHER_SHEETS[ending]} ({ending})"
    raise InputError(Problem(path.name, found, "a service file (.yaml) or a workbook (.xlsx)", next=step))


def find_file(source: str | Path) -> Path:
    """Return the file that a path or the name of a library service means.

    Raises
    ------
    InputError
        When it is the name of no library service, nor looks like a path.
    """
    path = Path(source)
    if isinstance(source, Path) or _is_path(source, path):
        return path
    return find_service(source)


def _is_path(source: str, path: Path) -> bool:
    if source.casefold().endswith(ENDINGS) or "/" in source or "\\" in source:
        return True
    try:
        return path.is_file()
    except (OSError, ValueError):
        return True  # reading it says what is wrong with the name


def parse_service(text: str, name: str = "service.yaml", folder: Path | None = None) -> Service:
    """Read a service from text.

    Parameters
    ----------
    text
        YAML.
    name
        What messages call it.
    folder
        Where the files that it names lie, and which they may not leave; None where it may name none.

    Raises
    ------
    InputError
        With every problem of the text.
    """
    document: Document = parse_yaml(text, name)
    return _build(gather(document, folder))


def parse_tree(tree: Mapping[str, Any], name: str = "service") -> Service:
    """Read a service from nested mappings, lists and texts, checked like a file.

    Raises
    ------
    InputError
        With every problem of the tree; there are no lines to tell, so each is said to be on the first.
    """
    return _build(Gathered(dict(tree), Places([Document(dict(tree), {}, {}, name)])))


def _build(gathered: Gathered) -> Service:
    tree, places = gathered.tree, gathered.places
    try:
        service = describe(tree)
    except ValidationError as error:
        raise InputError(*gathered.problems, *explain_error(error, tree, places)) from None
    problems = [*gathered.problems, *explain_faults(find_problems(service), tree, places)]
    if problems:
        raise InputError(*problems)
    return service
