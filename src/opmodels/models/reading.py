"""Reads one part of a YAML file, so that whatever does not fit is told with file and line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from opmodels.describe.explain import explain_error
from opmodels.describe.part import Faults
from opmodels.describe.places import Places
from opmodels.describe.yaml_lines import Document
from opmodels.foundation.errors import InputError

_P = TypeVar("_P", bound=BaseModel)


def read_part(
    read: Callable[[Any], _P], node: Any, document: Document, path: tuple[str | int, ...] = ()
) -> _P:
    """Return what `read` makes of a part of a document.

    Parameters
    ----------
    read
        Makes the part, and raises what does not fit.
    node
        The part as it is written, or with something put into it.
    document
        The file, for its lines.
    path
        Where the part stands in it.

    Raises
    ------
    InputError
        When it does not fit; all that is found wrong is told with file and line.
    """
    faults, made = Faults(), list[_P]()
    with faults.at(*path):
        made.append(read(node))
    try:
        faults.raise_any()
    except ValidationError as error:
        raise InputError(*explain_error(error, document.tree, Places([document]))) from None
    return made[0]
