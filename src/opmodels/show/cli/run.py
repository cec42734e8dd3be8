"""``opmodels run``: a service as it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from opmodels.show.cli.options import (
    File,
    Force,
    Json,
    Out,
    Replications,
    Seed,
    Strict,
    WarmUp,
    Workers,
    check_free,
    read_file,
)
from opmodels.show.cli.outcome import FAILED, print_json
from opmodels.show.cli.progress import show_progress
from opmodels.show.saved import write_json

if TYPE_CHECKING:
    from opmodels.appraise.appraisal import Appraisal

EXAMPLE = "Example: opmodels run gp-surgery --json --out as-is.json"


def run(
    file: File, seed: Seed = 1, replications: Replications = None, workers: Workers = None,
    warm_up: WarmUp = None, strict: Strict = False, out: Out = None, force: Force = False, json: Json = False,
) -> None:  # fmt: skip
    """Run a service as it is and check it against figures seen."""
    check_free(out, force)
    service = read_file(file, warm_up, ask=True)
    from opmodels.describe.write import save_text
    from opmodels.show.work import Asked, run_service, run_tree

    with show_progress("running", service) as tell:
        made = run_service(service, Asked(seed, replications, workers, command=f"opmodels run {file}"), tell)
    tree = {**run_tree(made), "guardrails": [rail.as_dict() for rail in _judge(made)]}
    if out is not None:
        save_text(write_json(tree), out, force)
    if json:
        print_json(tree)
    else:
        from opmodels.show.summary import write_run

        sys.stdout.write(write_run(made))
    if strict and any(rail.holds is False and rail.hard for rail in _judge(made)):
        raise typer.Exit(FAILED)


def _judge(made: Appraisal) -> tuple[Any, ...]:
    from opmodels.appraise.guardrails import judge_guardrails

    return judge_guardrails(made.service.guardrails, made.sample)
