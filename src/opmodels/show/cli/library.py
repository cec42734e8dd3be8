"""``opmodels library``: the services that ship with opmodels."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from opmodels.show.cli.options import Json, complete_service
from opmodels.show.cli.outcome import print_json

EXAMPLE = "Example: opmodels library gp-surgery"
Name = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help="One of them, to read it in full.", autocompletion=complete_service),
]


def library(name: Name = None, json: Json = False) -> None:
    """List the library services, or print one with its sources."""
    if name is not None and not json:
        sys.stdout.write(read_text(name))
        return
    services = [describe_service(one) for one in ([name] if name else list_names())]
    if json:
        print_json({"services": services})
    else:
        sys.stdout.write("\n".join(line for one in services for line in list_lines(one)) + "\n")


def list_names() -> list[str]:
    """Return the names of the library services."""
    from opmodels.describe.library import list_services

    return list_services()


def read_text(name: str) -> str:
    """Return the file of a library service.

    Raises
    ------
    InputError
        When there is none of this name.
    """
    from opmodels.describe.library import find_service

    return find_service(name).read_text(encoding="utf-8")


def describe_service(name: str) -> dict[str, Any]:
    """Return what is told of a library service: name, story, size, file.

    Raises
    ------
    InputError
        When there is none of this name.
    """
    from opmodels.describe.library import find_service
    from opmodels.describe.yaml_lines import read_yaml

    path = find_service(name)
    tree = read_yaml(path).tree
    return {
        "name": path.parent.name,
        "service": tree.get("service"),
        "story": tree.get("story"),
        "steps": len(tree.get("steps", {})),
        "file": str(path),
    }


def list_lines(one: dict[str, Any]) -> list[str]:
    """Return the lines that are printed for one service."""
    from textwrap import wrap

    story = wrap(str(one["story"] or ""), 76)
    return [f"{one['name']}: {one['service']}", *(f"  {line}" for line in story[:3]), ""]
