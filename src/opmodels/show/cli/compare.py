"""``opmodels compare``: operating models on the same citizens."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opmodels.show.cli.options import (
    File,
    Force,
    Given,
    Json,
    Models,
    Out,
    Replications,
    Report,
    Seed,
    Strict,
    WarmUp,
    Workers,
    check_free,
    quote_file,
    read_file,
    split_models,
    split_settings,
)
from opmodels.show.cli.outcome import FAILED, print_json, say
from opmodels.show.cli.progress import show_progress
from opmodels.show.saved import write_json

if TYPE_CHECKING:
    from opmodels.appraise.comparison import Comparison

EXAMPLE = 'Example: opmodels compare gp-surgery --models trim,call_back_first --set "trim.cut=10 %"'
MORE = 10
"""How many times the replications are advised where they were too few for the as-is check."""
DropOne = Annotated[
    bool,
    typer.Option("--drop-one", help="Also run each model without each of its changes: what did the work?"),
]


def compare(
    file: File, models: Models, given: Given = None, drop_one: DropOne = False, seed: Seed = 1,
    replications: Replications = None, workers: Workers = None, warm_up: WarmUp = None,
    strict: Strict = False, out: Out = None, report: Report = None, force: Force = False, json: Json = False,
) -> None:  # fmt: skip
    """Compare operating models with the service as it is; prints page one."""
    names, settings = split_models(models), split_settings(given)
    check_free(out, force)
    check_free(report, force)
    service = read_file(file, warm_up, ask=True)
    from opmodels.show.work import Asked, compare_models, compare_tree

    asked = Asked(seed, replications, workers, command=f"opmodels compare {file} --models {models}")
    with show_progress("comparing", service) as tell:
        made = compare_models(service, names, asked, settings, drop_one, tell)
    save_all(made, names, out, report, force)
    if json:
        print_json(compare_tree(made, names))
    else:
        from opmodels.show.page import write_page

        sys.stdout.write(
            write_page(made, "" if report is None else str(report), next_command(made, file, drop_one))
        )
    if strict and not all(model.verdict.words == "holds" for model in made.models.values()):
        raise typer.Exit(FAILED)


def save_all(made: Comparison, names: list[str], out: Path | None, report: Path | None, force: bool) -> None:
    """Write the result and the report where they are asked for.

    Raises
    ------
    InputError
        When a file is there and may not be overwritten.
    """
    from opmodels.describe.write import save_text
    from opmodels.show.work import compare_tree

    if out is not None:
        save_text(write_json(compare_tree(made, names)), out, force)
        say(f"Saved: {out}")
    if report is not None:
        from opmodels.show.report.build import write_report

        save_text(write_report(made), report, force)


def next_command(made: Comparison, file: str, drop_one: bool) -> str:
    """Return the command to go on with: never with a model that does not fit, or that changes nothing.

    Where a figure that matters is missed, the description is to be mended first, and run as it is.
    """
    if made.service.example:
        return "opmodels new --workbook my-service.xlsx"
    if drop_one:
        return f"opmodels export {file} --format stress"
    open_ = {check.state for check in made.as_is.checks if check.matters and not check.reproduced}
    fitting = [name for name, model in made.models.items() if not model.redesign.changes_nothing]
    if not fitting:
        return f"opmodels models --for {file}"
    models = ",".join(fitting)
    asked = f'"{models}"' if set(models) & set(" ()") else models
    file = quote_file(file)
    if "missed" in open_:
        return f"opmodels run {file}"
    if open_ == {"cannot tell"}:
        return f"opmodels compare {file} --models {asked} --replications {MORE * made.replications}"
    return f"opmodels compare {file} --models {asked} --drop-one"
