"""Cells are found again when nothing that they depend on has changed, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.explore import cell_store
from opmodels.explore.cell_store import CellStore, address_of, hash_code
from opmodels.explore.matrix import Matrix
from opmodels.models.catalogue import find_model
from tests.unit.explore.grid import list_desks

ASKED = {"seed": 1, "replications": 4}


def address(model: str = "trim", service: str = "desk", **asked: int) -> str:
    """Return the address of a cell."""
    return address_of(list_desks()[service], find_model(model), {**ASKED, **asked})


def test_what_is_kept_is_found(tmp_path: Path, matrix: Matrix) -> None:
    """A cell is found at its address by another store of the same folder, and is the same."""
    cell = matrix.cells[0]
    CellStore(tmp_path).keep(address(), cell)
    assert CellStore(tmp_path).find(address()) == cell


def test_nothing_is_found_where_nothing_was_kept(tmp_path: Path) -> None:
    """An unknown address has no cell."""
    assert CellStore(tmp_path).find(address()) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"service": "desk"}', '{"service": 1, "model": 2, "x": 3}'])
def test_a_file_that_is_not_whole_counts_as_nothing(tmp_path: Path, text: str) -> None:
    """A cell that was half written, or by another version, is worked out again."""
    (tmp_path / f"{address()}.json").write_text(text, encoding="utf-8")
    assert CellStore(tmp_path).find(address()) is None


def test_everything_that_matters_changes_the_address() -> None:
    """Another service, model, setting, seed or number of runs is another cell."""
    others = [
        address("withdraw"), address("trim(cut=20 %)"), address("trim+call_back_first"),
        address(service="queue"), address(seed=2), address(replications=5),
    ]  # fmt: skip
    assert len({address(), *others}) == len(others) + 1
    assert address() == address()


def test_other_code_is_another_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the code that decides what stands in a cell changes, every cell is worked out again."""
    before = address()
    monkeypatch.setattr(cell_store, "hash_code", lambda: "0" * 64)
    assert address() != before
    assert len(hash_code()) == 64
