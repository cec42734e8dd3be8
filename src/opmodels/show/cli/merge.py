"""``opmodels merge``: the services of several places in one file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from opmodels.show.cli.options import Force, check_free, complete_service
from opmodels.show.cli.outcome import print_json

EXAMPLE = "Example: opmodels merge north.yaml south.yaml --into both.yaml"
First = Annotated[
    str, typer.Argument(metavar="FILE", help="The first service.", autocompletion=complete_service)
]
Others = Annotated[
    list[str], typer.Argument(metavar="OTHER...", help="The others; each is called like its file.")
]
Into = Annotated[Path, typer.Option("--into", metavar="FILE.yaml", help="Where to write.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")]


def merge(file: First, others: Others, into: Into, force: Force = False, json: AsJson = False) -> None:
    """Put the services of several places into one file, to compare what pools them.

    The first keeps its names; those of the others begin with the name of their file.
    """
    from opmodels.describe.read import read
    from opmodels.describe.write import save
    from opmodels.models.sites import put_beside, read_sites

    check_free(into, force)
    merged, _ = put_beside(read(file), read_sites(others))
    path = save(merged, into, force)
    if json:
        print_json({"written": str(path), "places": 1 + len(others), "steps": len(merged.steps)})
    else:
        sys.stdout.write(f"Written: {path}\nNext: opmodels check {path}\n")
