"""Writing a service as a file that reads back as the same service."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opmodels.describe.library import find_library
from opmodels.describe.service import Service
from opmodels.describe.yaml_lines import write_yaml
from opmodels.foundation.errors import InputError, Problem

SCHEMA_FILE = "service.schema.json"


def find_schema() -> Path:
    """Return the JSON Schema of service files, by which editors complete and check them."""
    return find_library() / SCHEMA_FILE


def write(service: Service) -> str:
    """Return the YAML of a service, complete in itself: what it included stands in it.

    Comments of the file it was read from are not kept; the first lines say so.

    Raises
    ------
    ValueError
        When the service was not read from a description.
    """
    if not service.tree:
        raise ValueError(
            "a service that was read from a description can be written; this one was made otherwise"
        )
    return write_tree(service.tree)


def write_tree(tree: Mapping[str, Any]) -> str:
    """Return the YAML of a description, with the line by which editors find its schema."""
    header = [
        f"# yaml-language-server: $schema={find_schema().as_uri()}",
        "# Written by opmodels. Comments of an earlier file are not kept.",
    ]
    return "\n".join(header) + "\n" + write_yaml(tree)


def save(service: Service, path: Path, force: bool = False) -> Path:
    """Write a service to a file, whole or not at all.

    Parameters
    ----------
    service
        What to write.
    path
        Where; its folder must be there.
    force
        Whether a file that is there may be replaced.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        When the file is there already and `force` is not given, or the folder cannot be written to.
    """
    return save_text(write(service), path, force)


def save_text(text: str, path: Path, force: bool = False) -> Path:
    """Write a text to a file, whole or not at all; see `save`.

    Raises
    ------
    InputError
        When the file is there already and `force` is not given, or the folder cannot be written to.
    """
    if path.is_dir():
        raise InputError(Problem(str(path), "a folder", "the name of a file"))
    if path.exists() and not force:
        raise InputError(
            Problem(
                str(path), "a file that is there already", "a new file", next="name another, or use --force"
            )
        )
    try:
        _replace(text, path)
    except OSError as error:
        problem = Problem(
            str(path), f"a place that cannot be written to ({error.strerror or error})", "a folder of yours"
        )
        raise InputError(problem) from None
    return path


def _replace(text: str, path: Path) -> None:
    """Write beside the file first: a crash half-way leaves the old file as it was."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
