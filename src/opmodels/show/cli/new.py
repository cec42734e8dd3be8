"""``opmodels new``: a service of your own, begun from one in the library."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from opmodels.foundation.errors import InputError, Problem
from opmodels.show.cli.options import Force, Json, check_free, complete_service
from opmodels.show.cli.outcome import print_json

EXAMPLE = "Example: opmodels new --workbook my-service.xlsx --like gp-surgery"
FIRST = "gp-surgery"
Name = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]", help="Library service to copy into a YAML file.", autocompletion=complete_service
    ),
]
Workbook = Annotated[
    Path | None,
    typer.Option("--workbook", metavar="FILE.xlsx", help="Write an Excel workbook to fill in instead."),
]
Like = Annotated[
    str | None,
    typer.Option(
        "--like", metavar="NAME", help="Library service to begin from.", autocompletion=complete_service
    ),
]
Into = Annotated[
    Path | None,
    typer.Option("--into", metavar="FILE.yaml", help="Where to write; my-NAME.yaml unless given."),
]


From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE.xlsx", help="Write a workbook that is filled in as a YAML file."),
]


def new(
    name: Name = None,
    workbook: Workbook = None,
    like: Like = None,
    from_: From = None,
    into: Into = None,
    force: Force = False,
    json: Json = False,
) -> None:
    """Begin a service of your own: an Excel workbook, or a YAML file."""
    if from_ is not None:
        path = _write_text(from_, into, force)
        step = f"edit {path.name}, then: opmodels check {path}"
    elif workbook is not None:
        path = _write_workbook(workbook, like or name or FIRST, force)
        step = f"open {path.name}, fill in the column 'yours', then: opmodels check {path}"
    else:
        path = _copy_service(like or name or FIRST, into, force)
        step = f"edit {path.name}, then: opmodels check {path}"
    if json:
        print_json({"file": str(path), "next": step})
    else:
        sys.stdout.write(f"Written: {path}\nNext: {step}\n")


def _write_workbook(path: Path, like: str, force: bool) -> Path:
    from opmodels.describe.workbook import write_workbook

    if path.suffix.casefold() != ".xlsx":
        step = f"--workbook {path.with_suffix('.xlsx')}"
        raise InputError(
            Problem("--workbook", f"'{path}'", "the name of a file that ends in .xlsx", next=step)
        )
    check_free(path, force)
    return write_workbook(path, like)


def _write_text(source: Path, into: Path | None, force: bool) -> Path:
    """Write what a workbook describes as a text file, in which steps and needs can be added and renamed."""
    from opmodels.describe.read import read
    from opmodels.describe.write import save

    path = into if into is not None else source.with_suffix(".yaml")
    check_free(path, force)
    return save(read(source), path, force)


def _copy_service(like: str, into: Path | None, force: bool) -> Path:
    from opmodels.describe.library import find_service
    from opmodels.describe.write import find_schema, save_text

    source = find_service(like)
    path = into or Path(f"my-{source.parent.name}.yaml")
    check_free(path, force)
    head = [
        f"# yaml-language-server: $schema={find_schema().as_uri()}",
        f"# Begun from the library service {source.parent.name}.",
    ]
    lines = [
        line
        for line in source.read_text(encoding="utf-8").splitlines()
        if not line.startswith("# yaml-language-server:")
    ]
    return save_text("\n".join([*head, *lines]) + "\n", path, force)
