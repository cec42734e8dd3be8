"""``opmodels demo``: page one and a report for a library service."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opmodels.show.cli.options import (
    Force,
    Json,
    Replications,
    Seed,
    Workers,
    check_free,
    complete_service,
    read_file,
)
from opmodels.show.cli.outcome import print_json
from opmodels.show.cli.progress import show_progress

if TYPE_CHECKING:
    from opmodels.describe.service import Service

EXAMPLE = "Example: opmodels demo contact-centre"
FIRST = "gp-surgery"
Name = Annotated[
    str, typer.Argument(metavar="[SERVICE]", help="A library service.", autocompletion=complete_service)
]
ReportTo = Annotated[
    Path | None,
    typer.Option("--report", help="Where the report goes; opmodels-demo.html in this folder unless given."),
]
REPORT = "opmodels-demo.html"


def demo(
    service: Name = FIRST, report: ReportTo = None, seed: Seed = 1, replications: Replications = None,
    workers: Workers = None, force: Force = False, json: Json = False,
) -> None:  # fmt: skip
    """Show page one and a report for a library service, with business as usual, cuts and a recipe.

    What needs more of the engine takes longer: opmodels matrix SERVICE tries every model.
    """
    path = report if report is not None else find_place(Path(REPORT), force)
    check_free(path, force)
    described = read_file(service)
    from opmodels.describe.write import save_text
    from opmodels.show.report.build import write_report
    from opmodels.show.work import Asked, compare_models, compare_tree

    names = list_fitting(described)
    with show_progress("comparing") as tell:
        made = compare_models(
            described,
            names,
            Asked(seed, replications, workers, command=f"opmodels demo {service}"),
            progress=tell,
        )
    save_text(write_report(made), path, force)
    if json:
        print_json({**compare_tree(made, names), "report": str(path)})
    else:
        from opmodels.show.page import write_page

        sys.stdout.write(write_page(made, _tell_place(path), "opmodels new --workbook my-service.xlsx"))


def find_place(path: Path, force: bool) -> Path:
    """Return a name that is free, so that a second demo does not fail: opmodels-demo-2.html and so on."""
    if force or not path.exists():
        return path
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, 1000))
    return next((other for other in numbered if not other.exists()), path)


def list_fitting(service: Service) -> list[str]:
    """Return the comparators and recipes that can be applied to a service, in the order of the catalogue.

    A first look is to take less than a minute, the engine's first compile included; the other models use
    more of the engine, which takes as long again to compile.
    """
    from opmodels.foundation.errors import DoesNotFit
    from opmodels.models.catalogue import COMPARATORS, shipped_models
    from opmodels.models.recipe import Recipe

    names = []
    for name, model in shipped_models().items():
        if name not in COMPARATORS and not isinstance(model, Recipe):
            continue
        try:
            model.plan(service)
        except DoesNotFit:
            continue
        names.append(name)
    return names


def _tell_place(path: Path) -> str:
    return str(path) if path.is_absolute() else f"./{path.as_posix()}"
