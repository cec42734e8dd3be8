"""``opmodels learn appointments``: a practice from NHS England's counts of appointments."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from opmodels.show.cli.options import Force, Json, check_free
from opmodels.show.cli.outcome import print_json

EXAMPLE = (
    "Example: opmodels learn appointments devon.csv.gz --list-size 9724 --months 2019-03..2019-08 --out"
    " my-practice.yaml"
)
Log = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Appointments in General Practice, one region: .csv or .csv.gz."),
]
ListSize = Annotated[int, typer.Option("--list-size", min=1, help="Registered patients of the practice.")]
Months = Annotated[
    str, typer.Option("--months", metavar="A..B", help="Months to learn from, e.g. 2019-03..2019-08.")
]
Region = Annotated[
    int | None,
    typer.Option(
        "--region-list-size", min=1, help="Registered patients of the whole region; it is not in the file."
    ),
]
Name = Annotated[str | None, typer.Option("--name", help="Name of the service.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.yaml", help="Write the description to this file.")
]


def appointments(
    file: Log, list_size: ListSize, months: Months, region_list_size: Region = None, name: Name = None,
    out: Out = None, force: Force = False, json: Json = False,
) -> None:  # fmt: skip
    """Learn a practice from NHS England's counts of appointments."""
    from opmodels.describe.learn.from_appointments import learn_appointments
    from opmodels.describe.read import parse_tree
    from opmodels.describe.write import save_text, write

    check_free(out, force)
    learned = learn_appointments(file, list_size, months, region_list_size, name)
    service = parse_tree(learned.service_tree, f"learned from {file.name}")
    if out is not None:
        save_text(write(service), out, force)
    if json:
        print_json({**learned.report.as_dict(), "file": None if out is None else str(out)})
        return
    sys.stdout.write(learned.report.text() + "\n")
    sys.stdout.write(
        f"\nWritten: {out}\nNext: opmodels run {out}\n"
        if out
        else "\nNext: the same with --out my-practice.yaml\n"
    )
