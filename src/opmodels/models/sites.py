"""Services of several places in one description, each with its place's name before its own names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from opmodels.describe.edit import Changes, Merge, apply_changes
from opmodels.describe.read import read
from opmodels.describe.service import Service
from opmodels.foundation.errors import InputError, Problem, name_list

LEFT = str.maketrans("-. ", "___")
"""What cannot stand in a name, and what stands there instead."""


def read_sites(files: Sequence[str]) -> dict[str, Service]:
    """Return the services in files or in the library, by the name of the file.

    Raises
    ------
    InputError
        When one cannot be read, or two would have the same name.
    """
    sites: dict[str, Service] = {}
    for file in files:
        name = Path(file).stem.translate(LEFT)
        if name in sites:
            found = f"two places that would be called {name}"
            raise InputError(Problem(file, found, "files with names of their own", next="rename one of them"))
        sites[name] = read(file)
    return sites


def put_beside(service: Service, sites: Mapping[str, Service]) -> tuple[Service, Merge]:
    """Return a service with others beside it, and the change that puts them there.

    Raises
    ------
    InputError
        When they cannot stand in one description.
    """
    trees = {name: site.tree for name, site in sites.items()}
    why = f"beside {service.service}: {name_list([site.service for site in sites.values()], 6)}"
    edit = Merge.model_validate({"merge": trees, "why": why})
    changes = Changes(model="merge", for_digest=service.digest, edits=(edit,))
    return apply_changes(service, changes), edit
