"""The services that ship with opmodels."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from opmodels.foundation.errors import InputError, Problem, find_nearest, name_list

SERVICE_FILE = "service.yaml"


def find_library() -> Path:
    """Return the folder that holds the library services and the schema."""
    return Path(str(files("opmodels.describe"))).parent / "library"


def list_services() -> list[str]:
    """Return the names of the library services."""
    return sorted(path.parent.name for path in find_library().glob(f"*/{SERVICE_FILE}"))


def find_service(name: str) -> Path:
    """Return the file of a library service; ``gp-surgery`` and ``gp_surgery`` are the same.

    Raises
    ------
    InputError
        When there is no such service; names the nearest service or file.
    """
    folded = {service.replace("_", "-").casefold(): service for service in list_services()}
    service = folded.get(name.strip().replace("_", "-").casefold())
    if service:
        return find_library() / service / SERVICE_FILE
    here = [path.name for pattern in ("*.yaml", "*.yml") for path in Path().glob(pattern)]
    expected = f"a service file, or a library service: {name_list(list(folded.values()))}"
    raise InputError(
        Problem(repr(name), "no such service", expected, find_nearest(name, [*folded.values(), *here]))
    )
