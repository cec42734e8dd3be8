"""``opmodels library``: the services that ship with opmodels."""

from __future__ import annotations

import re
import sys
from itertools import accumulate
from typing import Annotated, Any

import typer

from opmodels.show.cli.options import Json, complete_service
from opmodels.show.cli.outcome import print_json

MOST_STORY = 330
END = re.compile(r"(?<=[.!?]) ")
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
    from opmodels.show.words import fold

    story = cut_sentences(str(one["story"] or ""), MOST_STORY)
    return [f"{one['name']}: {one['service']}", *(fold(story, "  ") if story else []), ""]


def cut_sentences(text: str, most: int) -> str:
    """Return the first whole sentences of a text, so many letters of them; at least one."""
    sentences = END.split(" ".join(text.split()))
    lengths = list(accumulate(len(one) + 1 for one in sentences))
    return " ".join(sentences[: max(sum(length - 1 <= most for length in lengths), 1)])
