"""Cells that were worked out before, kept by what they depend on: only what has changed is run again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from opmodels.appraise.winners import Material
from opmodels.describe.service import Service
from opmodels.describe.write import save_text
from opmodels.explore.cell import Cell
from opmodels.foundation.digest import digest_tree
from opmodels.foundation.provenance import read_versions
from opmodels.models.base import OperatingModel
from opmodels.models.recipe import Recipe
from opmodels.models.stack import Stack
from opmodels.simulate.compile_cache import make_cache_folder

PACKAGE = Path(__file__).resolve().parent.parent
STAGES = ("foundation", "describe", "planners", "simulate", "models", "appraise", "explore")
"""Folders whose code decides what stands in a cell."""
FOLDER = "matrix"


@cache
def hash_code() -> str:
    """Return a digest of all code that decides what stands in a cell."""
    digest = hashlib.sha256()
    for stage in STAGES:
        for path in sorted((PACKAGE / stage).rglob("*.py")):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def address_of(service: Service, model: OperatingModel, asked: Mapping[str, Any]) -> str:
    """Return the digest of everything that a cell depends on: service, model, settings, runs, and code.

    Parameters
    ----------
    service
        The service as it is.
    model
        The model with its settings.
    asked
        Seed, replications and warm-up, as plain values.
    """
    parts = model.parts if isinstance(model, Stack) else (model,)
    told = {
        "service": service.digest,
        "model": [_tell_model(part) for part in parts],
        "settings": model.settings.as_dict(),
        "given": sorted(model.settings.given),
        "asked": dict(asked),
        "material": Material().as_dict(),
        "code": hash_code(),
        "packages": {**read_versions(), "holidays": metadata.version("holidays")},
    }
    return digest_tree(told)


def _tell_model(model: OperatingModel) -> dict[str, Any]:
    recipe = model.document.tree if isinstance(model, Recipe) and model.document else None
    return {"name": model.name, "card": model.card.model_dump(mode="json", warnings=False), "recipe": recipe}


class CellStore:
    """A folder with one file for each cell.

    Parameters
    ----------
    folder
        Where the files are; the user's cache folder unless said.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = make_cache_folder(FOLDER) if folder is None else folder
        self.folder.mkdir(parents=True, exist_ok=True)

    def find(self, address: str) -> Cell | None:
        """Return the cell at an address; None where there is none, or its file is not whole."""
        try:
            return Cell.model_validate_json((self._path(address)).read_text(encoding="utf-8"))
        except (OSError, ValidationError):  # not there, or half written: it is worked out again
            return None

    def keep(self, address: str, cell: Cell) -> None:
        """Keep a cell; another process never sees half of it."""
        save_text(json.dumps(cell.model_dump(mode="json")), self._path(address), force=True)

    def _path(self, address: str) -> Path:
        return self.folder / f"{address}.json"
