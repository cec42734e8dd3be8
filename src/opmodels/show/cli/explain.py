"""``opmodels explain``: what happened to one case, in words."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from opmodels.show.cli.options import File, Json, Seed, WarmUp, read_file
from opmodels.show.cli.outcome import print_json
from opmodels.show.cli.progress import tell_first_start

EXAMPLE = "Example: opmodels explain gp-surgery --case 17"
Case = Annotated[int, typer.Option("--case", min=1, help="Which case, in order of arrival.")]
Replication = Annotated[int, typer.Option("--replication", min=0, help="Of which replication, from 0.")]


def explain(
    file: File,
    case: Case = 1,
    replication: Replication = 0,
    seed: Seed = 1,
    warm_up: WarmUp = None,
    json: Json = False,
) -> None:
    """Tell what happened to one case: waits, bookings, who served it, how it ended."""
    from opmodels.simulate.compile.assemble import compile_service
    from opmodels.simulate.journey import tell_journey
    from opmodels.simulate.run import run_once
    from opmodels.simulate.warm_up import find_warm_up

    service = read_file(file, warm_up)
    tell_first_start()
    compiled = compile_service(service, warm_weeks=find_warm_up(service, seed))
    lines = tell_journey(run_once(compiled, seed, replication, traced=True), compiled, case)
    if json:
        print_json(
            {
                "service": service.service,
                "seed": seed,
                "replication": replication,
                "case": case,
                "journey": lines,
            }
        )
    else:
        sys.stdout.write(
            "\n".join([f"{service.service}, case {case} of replication {replication}", *lines]) + "\n"
        )
