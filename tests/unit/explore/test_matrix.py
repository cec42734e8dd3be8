"""The matrix has a result or a reason for every pair, runs only what is not known, and never loses work."""

from __future__ import annotations

from pathlib import Path

import pytest

from opmodels.appraise.comparison import Comparison
from opmodels.describe.read import parse_service, parse_tree
from opmodels.explore import matrix as work
from opmodels.explore.cell_store import CellStore
from opmodels.explore.matrix import Matrix, fill_matrix, tell_reason
from opmodels.foundation.errors import DoesNotFit, InputError, Interrupted, Problem, SimulationFault
from tests.services import mmc
from tests.unit.explore.grid import MODELS, fill, list_desks


def test_every_pair_has_a_cell_in_order(matrix: Matrix) -> None:
    """Service by service, model by model, each with a result or one line that says why there is none."""
    assert [(cell.service, cell.model) for cell in matrix.cells] == [
        (service, model) for service in list_desks() for model in MODELS
    ]
    assert all(cell.has_result == (cell.gap_closed is not None) for cell in matrix.cells)
    assert matrix.fresh == len(matrix.cells)


def test_what_is_known_is_not_run_again(
    matrix: Matrix, store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second matrix compares nothing and has the same cells."""
    monkeypatch.setattr(work, "compare", refuse_to_run)
    second = fill(store_folder)
    assert second.fresh == 0
    assert second.cells == matrix.cells


def refuse_to_run(*_: object, **__: object) -> Comparison:
    """Stand for a comparison that must not be made."""
    raise AssertionError("a known cell was run again")


def test_only_the_changed_service_is_run_again(matrix: Matrix, store_folder: Path) -> None:
    """One more at the queue leaves the cells of the desk as they were."""
    changed = dict(list_desks())
    text = dict(changed["queue"].tree)
    changed["queue"] = parse_tree(
        {**text, "pools": {"desk": {**text["pools"]["desk"], "staff": "4"}}}, "queue"
    )
    second = fill_matrix(changed, MODELS, replications=4, store=CellStore(store_folder))
    assert second.fresh == len(MODELS)
    for model in MODELS:
        assert second.cell("desk", model) == matrix.cell("desk", model)


def test_a_cell_does_not_depend_on_its_neighbours(matrix: Matrix, tmp_path: Path) -> None:
    """A model alone has the same cell as among others: the same citizens, the same runs."""
    alone = fill_matrix(
        {"desk": list_desks()["desk"]}, ["withdraw"], replications=4, store=CellStore(tmp_path)
    )
    assert alone.cell("desk", "withdraw") == matrix.cell("desk", "withdraw")


def test_a_run_that_breaks_spoils_only_its_own_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model at fault gets the reason; the others get their results."""
    real = work.compare

    def breaks(service: object, plans: list[object], **options: object) -> Comparison:
        if any(plan.name == "trim" for plan in plans):  # type: ignore[attr-defined]
            raise SimulationFault(Problem("a run", "a case that was lost", "every case accounted for"))
        return real(service, plans, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "compare", breaks)
    found = fill(tmp_path)
    assert "a case that was lost" in found.cell("desk", "trim(cut=30 %)").reason
    assert found.cell("desk", "withdraw").has_result


def test_work_that_is_stopped_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done of the first service is there after a stop in the second."""
    real, runs = work.compare, []

    def stops(service: object, plans: object, **options: object) -> Comparison:
        runs.append(service)
        if len(runs) == 2:
            raise Interrupted(Problem("opmodels", "Ctrl-C", "the end of the work"))
        return real(service, plans, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "compare", stops)
    with pytest.raises(Interrupted):
        fill(tmp_path)
    found = fill(tmp_path)
    assert len(runs) == 3
    assert found.fresh == len(MODELS) - 1  # the reason of the one that does not fit was kept too


def test_progress_is_told_and_never_falls_back(tmp_path: Path) -> None:
    """The number of cells done grows to all of them."""
    told: list[tuple[int, int]] = []
    fill(tmp_path, told=lambda done, whole, _: told.append((done, whole)))
    counts = [done for done, _ in told]
    assert counts == sorted(counts)
    assert told[-1] == (len(MODELS) * 2, len(MODELS) * 2)


def test_settings_reach_their_model(tmp_path: Path) -> None:
    """A setting by the name of the model changes its cell; a wrong one is refused before anything runs."""
    options = {"replications": 4, "store": CellStore(tmp_path)}
    desk = {"desk": list_desks()["desk"]}
    half = fill_matrix(desk, ["trim"], settings={"trim": {"cut": "60 %"}}, **options)  # type: ignore[arg-type]
    posts = half.cell("desk", "trim").posts
    assert posts is not None and posts.ended == 2
    with pytest.raises(InputError):
        fill_matrix(desk, ["trim"], settings={"trim": {"cutt": "60 %"}}, **options)  # type: ignore[arg-type]


def test_json_and_table_have_a_row_for_each_cell(matrix: Matrix) -> None:
    """The keys that programs rely on are there; probabilities, which nobody has worked out, are not."""
    tree = matrix.as_json()
    wanted = {"service", "model", "fit", "gap_closed", "reason", "binding", "worst_off", "posts", "evidence"}
    assert all(wanted <= set(cell) and "probability" not in cell for cell in tree["cells"])
    assert len(matrix.table) == len(tree["cells"])


def test_a_reason_is_one_line() -> None:
    """It says what was found, and what would have to be there."""
    error = DoesNotFit(Problem("here", "no pool of staff", "at least one pool with staff:"))
    assert tell_reason(error) == "no pool of staff; it needs at least one pool with staff"


def test_the_reason_is_what_stopped_the_model(tmp_path: Path) -> None:
    """A model in Python says itself why it does not fit, whatever else it relies on; a recipe is told by what
    it relies on."""
    services = {"queue": parse_service(mmc(run="2 weeks"))}
    made = fill_matrix(services, ["trim", "call_back_first"], replications=1, store=CellStore(tmp_path))
    assert made.cell("queue", "call_back_first").reason.startswith("it relies on has step")
    people = "pools: {desk: {staff: 3, hours: always}}"
    places = parse_service(mmc(run="2 weeks").replace(people, "pools: {desk: {places: 3, hours: always}}"))
    bare = fill_matrix({"places": places}, ["trim"], replications=1, store=CellStore(tmp_path))
    assert bare.cell("places", "trim").reason.startswith("no pool of staff to take from")
