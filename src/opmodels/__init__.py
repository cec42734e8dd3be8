"""A laboratory for the operating models of public services: ``import opmodels as om``.

The public names are loaded when they are first used, so that importing the package costs nothing::

    service = om.read("gp-surgery")
    comparison = om.compare(service, ["trim", "call_back_first"])
    print(comparison.page())
    comparison.waits  # a DataFrame
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opmodels.appraise.alone import run as run
    from opmodels.appraise.appraisal import Appraisal as Appraisal
    from opmodels.appraise.comparison import Comparison as Comparison
    from opmodels.describe.library import list_services as list_services
    from opmodels.describe.read import parse_service as parse_service
    from opmodels.describe.read import read as read
    from opmodels.describe.service import Service as Service
    from opmodels.explore.matrix import Matrix as Matrix
    from opmodels.explore.matrix import fill_matrix as fill_matrix
    from opmodels.foundation.errors import InputError as InputError
    from opmodels.foundation.errors import OpmodelsError as OpmodelsError
    from opmodels.foundation.provenance import VERSION as __version__
    from opmodels.models.catalogue import find_model as find_model
    from opmodels.models.catalogue import list_models as list_models
    from opmodels.show.from_python import compare as compare
    from opmodels.show.from_python import page as page

_PLACES = {
    "Appraisal": "opmodels.appraise.appraisal",
    "Comparison": "opmodels.appraise.comparison",
    "InputError": "opmodels.foundation.errors",
    "Matrix": "opmodels.explore.matrix",
    "OpmodelsError": "opmodels.foundation.errors",
    "Service": "opmodels.describe.service",
    "compare": "opmodels.show.from_python",
    "fill_matrix": "opmodels.explore.matrix",
    "find_model": "opmodels.models.catalogue",
    "list_models": "opmodels.models.catalogue",
    "list_services": "opmodels.describe.library",
    "page": "opmodels.show.from_python",
    "parse_service": "opmodels.describe.read",
    "read": "opmodels.describe.read",
    "run": "opmodels.appraise.alone",
}

__all__ = [
    "Appraisal",
    "Comparison",
    "InputError",
    "Matrix",
    "OpmodelsError",
    "Service",
    "__version__",
    "compare",
    "fill_matrix",
    "find_model",
    "list_models",
    "list_services",
    "page",
    "parse_service",
    "read",
    "run",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first used.

    Raises
    ------
    AttributeError
        When there is no such name; it tells the nearest.
    """
    if name == "__version__":
        return import_module("opmodels.foundation.provenance").VERSION
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    from difflib import get_close_matches

    near = get_close_matches(name, __all__, n=1)
    hint = f"; the nearest is '{near[0]}'" if near else ""
    raise AttributeError(f"opmodels has no '{name}'{hint}")


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
