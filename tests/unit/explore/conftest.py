"""What the tests of the matrix share."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.explore.matrix import Matrix
from tests.unit.explore.grid import fill


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the cells of the small matrix are kept."""
    return tmp_path_factory.mktemp("cells")


@pytest.fixture(scope="session")
def matrix(store_folder: Path) -> Matrix:
    """Return the small matrix, worked out from nothing."""
    return fill(store_folder)
