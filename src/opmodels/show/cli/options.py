"""What the commands have in common: their arguments and options, with help and completion."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from opmodels.foundation.errors import InputError, Problem
from opmodels.show.words import fold


def complete_service(start: str) -> Iterator[str]:
    """Yield the library services and the service files of this folder that begin like `start`."""
    from opmodels.describe.library import list_services

    here = [path.name for pattern in ("*.yaml", "*.yml", "*.xlsx") for path in sorted(Path().glob(pattern))]
    yield from (name for name in [*list_services(), *here] if name.startswith(start))


def complete_models(start: str) -> Iterator[str]:
    """Yield the operating models that may come next in a list such as ``trim,call``."""
    from opmodels.models.catalogue import list_models

    place = max(start.rfind(","), start.rfind("+")) + 1
    done, last = start[:place], start[place:]
    yield from (done + name for name in list_models() if name.startswith(last))


FILE_HELP = "A service file (.yaml, or an Excel workbook .xlsx), or the name of a library service."
File = Annotated[str, typer.Argument(metavar="FILE", help=FILE_HELP, autocompletion=complete_service)]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Addresses every random number.")]
Replications = Annotated[
    int | None,
    typer.Option("--replications", min=1, help="How many; as many as precision needs unless given."),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, help="How many run at the same time; all cores unless given."),
]
WarmUp = Annotated[
    str | None,
    typer.Option("--warm-up", metavar="T", help="Weeks before anything is measured, e.g. '4 weeks'."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 when a guardrail fails.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")]
Out = Annotated[Path | None, typer.Option("--out", help="Save the result as JSON, for opmodels again.")]
Report = Annotated[Path | None, typer.Option("--report", help="Write the report to this HTML file.")]
Given = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="MODEL.SETTING=VALUE", help="Give a setting of a model; may be repeated."),
]
Models = Annotated[
    str,
    typer.Option(
        "--models",
        metavar="A,B,A+B",
        help="Operating models, parted by commas; + puts one on top of another.",
        autocompletion=complete_models,
    ),
]


def study_file(source: str) -> Any:
    """Read the service that FILE means, with what is worth knowing of it.

    Returns
    -------
    Reading
        As `opmodels.describe.read.read_with_notes` gives it.

    Raises
    ------
    InputError
        With every problem found.
    """
    from opmodels.describe.read import read_with_notes

    return read_with_notes(source)


def read_file(source: str, warm_up: str | None = None, *, ask: bool = False) -> Any:
    """Read the service that FILE means, with another warm-up where one is asked for.

    With `ask`, numbers that are in doubt are told on standard error.

    Returns
    -------
    Service
        As `opmodels.describe.read.read` gives it.

    Raises
    ------
    InputError
        With every problem found.
    """
    from opmodels.describe.read import parse_tree

    reading = study_file(source)
    service = reading.service
    for note in reading.notes if ask else ():
        if note.asks:
            sys.stderr.write("\n".join(fold(f"Is this right? {reading.tell(note)}")) + "\n")
    if warm_up is None:
        return service
    tree = dict(service.tree)
    tree["time"] = {**tree["time"], "warm_up": warm_up}
    return parse_tree(tree, "--warm-up")


def quote_file(file: str) -> str:
    """Return the name of a file as it is typed: in quotation marks where it has spaces."""
    return f'"{file}"' if set(file) & set(" ()&;") else file


def check_free(path: Path | None, force: bool) -> None:
    """See before long work that its result can be written.

    Raises
    ------
    InputError
        When the file is there and may not be overwritten, or its folder is not there.
    """
    if path is None:
        return
    if path.is_dir() or (path.exists() and not force):
        found = "a folder" if path.is_dir() else "a file that is there already"
        raise InputError(
            Problem(str(path), found, "a new file", next="name another, or add --force to write over it")
        )
    if not path.parent.is_dir():
        raise InputError(Problem(str(path), "a folder that is not there", "a file in a folder that is there"))


def split_settings(given: list[str] | None) -> dict[str, dict[str, str]]:
    """Return settings by model from ``model.setting=value``.

    Raises
    ------
    InputError
        When one is written otherwise.
    """
    settings: dict[str, dict[str, str]] = {}
    for text in given or []:
        name, sign, value = text.partition("=")
        model, dot, setting = name.strip().partition(".")
        if not (sign and dot and model and setting and value.strip()):
            expected = 'model.setting=value, e.g. --set "trim.cut=10 %"'
            raise InputError(Problem("--set", f"'{text}'", expected, next="put quotation marks around it"))
        settings.setdefault(model, {})[setting] = value.strip()
    return settings


def split_models(text: str) -> list[str]:
    """Split a list of models at the commas outside brackets.

    Raises
    ------
    InputError
        When nothing stands between two commas.
    """
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    names = [part.strip() for part in parts]
    if not all(names):
        raise InputError(Problem("--models", f"'{text}'", "names parted by commas, e.g. trim,withdraw"))
    return names
