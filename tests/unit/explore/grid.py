"""A small matrix for tests: two desks, one without a gap, and four models."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.explore.cell_store import CellStore
from opmodels.explore.matrix import Matrix, fill_matrix
from tests.services import mmc
from tests.unit.show.desk import DESK

MODELS = ("keep", "trim(cut=30 %)", "withdraw", "call_back_first")


@cache
def list_desks() -> dict[str, Service]:
    """Return a desk with money, lines and a gap, and a queue that has nothing but its staff."""
    queue = mmc(run="2 weeks").replace("hours: always", "hours: always, cost: £15 per hour")
    return {"desk": parse_service(DESK), "queue": parse_service(queue)}


def fill(folder: Path, **options: object) -> Matrix:
    """Return the matrix, with its cells kept in a folder."""
    return fill_matrix(list_desks(), MODELS, replications=4, store=CellStore(folder), **options)  # type: ignore[arg-type]
