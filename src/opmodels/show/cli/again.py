"""``opmodels again``: makes a saved result again, and says whether it is the same."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from opmodels.foundation.units import count_of
from opmodels.show.cli.options import Json, Workers
from opmodels.show.cli.outcome import FAILED, print_json
from opmodels.show.cli.progress import show_progress

EXAMPLE = "Example: opmodels again result.json"
MOST_SHOWN = 20
Result = Annotated[
    Path, typer.Argument(metavar="RESULT.json", help="A result that --json or --out has written.")
]


def again(result: Result, workers: Workers = None, json: Json = False) -> None:
    """Make a saved result again: "identical", or what differs (exit code 1)."""
    from opmodels.show.saved import find_differences, read_result, tell_machines

    old = read_result(result)
    from opmodels.show.work import as_saved, make_again

    with show_progress("running again") as tell:
        new = as_saved(make_again(old, tell, workers))
    differing = list(find_differences({key: part for key, part in old.items() if key in new}, new))
    machines = tell_machines(old, new)
    if json:
        print_json({"identical": not differing, "differences": differing, "machines": machines})
    elif not differing:
        sys.stdout.write("identical\n")
    else:
        shown = [f"  {place}" for place in differing[:MOST_SHOWN]]
        more = [f"  and {len(differing) - MOST_SHOWN} more"] if len(differing) > MOST_SHOWN else []
        why = ["Made differently:", *(f"  {words}" for words in machines)] if machines else []
        sys.stdout.write(
            "\n".join(
                [f"{count_of(len(differing), 'number differs', 'numbers differ')}:", *shown, *more, *why]
            )
            + "\n"
        )
    if differing:
        raise typer.Exit(FAILED)
