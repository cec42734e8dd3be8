"""``opmodels export``: the STRESS-DES text, the event log, the tables."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from opmodels.foundation.errors import InputError, Problem
from opmodels.show.cli.options import (
    Force,
    Replications,
    Seed,
    Workers,
    check_free,
    complete_service,
    read_file,
)
from opmodels.show.cli.outcome import print_json, say
from opmodels.show.cli.progress import show_progress, tell_first_start
from opmodels.show.saved import write_json

if TYPE_CHECKING:
    from opmodels.describe.service import Service

EXAMPLE = "Example: opmodels export gp-surgery --format stress --out stress.txt"


class Format(StrEnum):
    """What can be exported."""

    stress = "stress"
    vidigi = "vidigi"
    csv = "csv"
    json = "json"


Source = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="A service file, a library service, or a saved RESULT.json.",
        autocompletion=complete_service,
    ),
]
As = Annotated[
    Format,
    typer.Option(
        "--format", help="STRESS-DES text, event log for vidigi (CSV), tables (CSV), or the result as JSON."
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Where to write: a file, or a folder for --format csv.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")]


def export(
    file: Source, format_: As = Format.stress, out: Out = None, seed: Seed = 1,
    replications: Replications = None, workers: Workers = None, force: Force = False, json: AsJson = False,
) -> None:  # fmt: skip
    """Export STRESS-DES text, event log or tables, of a service or a saved result."""
    check_place(format_, out, force)
    if format_ is Format.vidigi:
        texts = {"": _write_log(file, seed)}
    else:
        service, result = load(file, seed, replications, workers)
        texts = _write_texts(format_, service, result)
    written = write_all(texts, out, force)
    if json and written:
        print_json({"format": format_.value, "written": [str(path) for path in written]})


def check_place(format_: Format, out: Path | None, force: bool) -> None:
    """See before long work that what is exported can be written.

    Raises
    ------
    InputError
        When tables are asked for without a folder, or a file is there and may not be overwritten.
    """
    if format_ is not Format.csv:
        check_free(out, force)
    elif out is None:
        raise InputError(Problem("--format csv", "no --out", "a folder for the tables, e.g. --out tables"))


def load(
    file: str, seed: int, replications: int | None, workers: int | None
) -> tuple[Service, dict[str, Any]]:
    """Return a service and its result: a saved one, or one that is run now.

    Raises
    ------
    InputError
        When there is no such file, or it cannot be used.
    """
    if file.casefold().endswith(".json"):
        from opmodels.describe.read import parse_tree
        from opmodels.show.saved import read_result

        result = read_result(Path(file))
        return parse_tree(result["provenance"]["settings"]["service"], "the saved description"), result
    service = read_file(file)
    from opmodels.show.work import Asked, run_service, run_tree

    with show_progress("running") as tell:
        made = run_service(
            service, Asked(seed, replications, workers, command=f"opmodels export {file}"), tell
        )
    return service, run_tree(made)


def _write_texts(format_: Format, service: Service, result: dict[str, Any]) -> dict[str, str]:
    if format_ is Format.json:
        return {"": write_json(result)}
    if format_ is Format.stress:
        from opmodels.show.stress import write_stress

        return {"": write_stress(service, result)}
    from opmodels.show.tables import list_tables, write_csv

    return {f"{table.name}.csv": write_csv(table.columns, table.rows) for table in list_tables(result)}


def _write_log(file: str, seed: int) -> str:
    service = read_file(file)
    tell_first_start()
    from opmodels.show.tables import write_csv
    from opmodels.simulate.compile.assemble import compile_service
    from opmodels.simulate.journey import VIDIGI_COLUMNS, list_vidigi_rows
    from opmodels.simulate.run import run_once
    from opmodels.simulate.warm_up import find_warm_up

    compiled = compile_service(service, warm_weeks=find_warm_up(service, seed))
    return write_csv(VIDIGI_COLUMNS, list_vidigi_rows(run_once(compiled, seed, traced=True), compiled))


def write_all(texts: dict[str, str], out: Path | None, force: bool) -> list[Path]:
    """Write texts to a file, a folder, or standard output; return what was written.

    Raises
    ------
    InputError
        When a file is there and may not be overwritten.
    """
    from opmodels.describe.write import save_text

    if out is None:
        sys.stdout.write("".join(texts.values()))
        return []
    paths = {out / name if name else out: text for name, text in texts.items()}
    for path in paths:
        if any(texts) and not out.exists():
            out.mkdir(parents=True)
        check_free(path, force)
    for path, text in paths.items():
        save_text(text, path, force)
        say(f"Written: {path}")
    return list(paths)
