"""``opmodels matrix``: every operating model in every service."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opmodels.show.cli.options import (
    Force,
    Given,
    Json,
    Report,
    Seed,
    Workers,
    check_free,
    complete_models,
    complete_service,
    quote_file,
    read_file,
    split_models,
    split_settings,
)
from opmodels.show.cli.outcome import print_json, say
from opmodels.show.cli.progress import show_progress

if TYPE_CHECKING:
    from opmodels.describe.service import Service
    from opmodels.explore.matrix import Matrix

EXAMPLE = (
    "Example: opmodels matrix gp-surgery contact-centre --models trim,self_manage,prevent --svg matrix.svg"
)
NARROW, WIDE = 80, 120
Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]...",
        help="Service files, or names of library services; the whole library unless given.",
        autocompletion=complete_service,
    ),
]
Models = Annotated[
    str | None,
    typer.Option(
        "--models",
        metavar="A,B,A+B",
        help="Operating models, parted by commas; every one there is unless given.",
        autocompletion=complete_models,
    ),
]
Replications = Annotated[
    int, typer.Option("--replications", min=1, help="How many for each cell; the same for all.")
]
Again = Annotated[bool, typer.Option("--again", help="Run every cell, also those that are known.")]
Out = Annotated[Path | None, typer.Option("--out", help="Save the matrix as JSON.")]
Drawing = Annotated[Path | None, typer.Option("--svg", help="Draw the matrix into this SVG file.")]


def matrix(
    files: Files = None, models: Models = None, given: Given = None, seed: Seed = 1,
    replications: Replications = 10, workers: Workers = None, again: Again = False, out: Out = None,
    svg: Drawing = None, report: Report = None, force: Force = False, json: Json = False,
) -> None:  # fmt: skip
    """Try every operating model in every service: the transfer matrix.

    Cells that were worked out before are not run again; Ctrl-C loses nothing that is done.
    """
    for path in (out, svg, report):
        check_free(path, force)
    from opmodels.explore.matrix import fill_matrix

    services = _read_services(files)
    names, settings = _list_names(models), split_settings(given)
    _check_settings(names, settings)
    with show_progress("matrix") as tell:
        made = fill_matrix(
            services, names, seed=seed, replications=replications, workers=workers, settings=settings,
            again=again, told=lambda done, whole, _: tell(done, whole),
            command=_tell_command(files, models, given, seed, replications),
        )  # fmt: skip
    _save_all(made, out, svg, report, force)
    if json:
        print_json(made.as_json())
        return
    from opmodels.show.matrix_table import write_matrix

    width = min(WIDE, max(NARROW, shutil.get_terminal_size((WIDE, 24)).columns))
    sys.stdout.write(write_matrix(made, width, _next(made)))


def _read_services(files: list[str] | None) -> dict[str, Service]:
    from opmodels.describe.library import list_services

    return {name: read_file(name) for name in files or list_services()}


def _list_names(models: str | None) -> list[str]:
    from opmodels.models.catalogue import list_models

    return list(dict.fromkeys(split_models(models))) if models is not None else list(list_models())


def _check_settings(names: list[str], settings: dict[str, dict[str, str]]) -> None:
    from opmodels.show.work import check_settings

    check_settings(names, settings)


def _tell_command(
    files: list[str] | None, models: str | None, given: list[str] | None, seed: int, replications: int
) -> str:
    told = [quote_file(name) for name in files or []] + ([f"--models {models}"] if models else [])
    told += [f'--set "{one}"' for one in given or []] + [f"--seed {seed} --replications {replications}"]
    return " ".join(["opmodels matrix", *told])


def _save_all(made: Matrix, out: Path | None, svg: Path | None, report: Path | None, force: bool) -> None:
    from opmodels.describe.write import save_text
    from opmodels.show.saved import write_json

    if out is not None:
        save_text(write_json(made.as_json()), out, force)
        say(f"Saved: {out}")
    if svg is not None:
        from opmodels.show.matrix_drawing import draw_matrix

        save_text(draw_matrix(made) + "\n", svg, force)
        say(f"Drawn: {svg}")
    if report is not None:
        from opmodels.show.report.matrix_report import write_matrix_report

        save_text(write_matrix_report(made), report, force)
        say(f"Report: {report}")


def _next(made: Matrix) -> str:
    """Return the command that looks closer at the first cell with a result that changes anything."""
    found = next((cell for cell in made.cells if cell.has_result and cell.model != "keep"), None)
    if found is None:
        return "opmodels models"
    return f"opmodels compare {quote_file(found.service)} --models {found.model}"
