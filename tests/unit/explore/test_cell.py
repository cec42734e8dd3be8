"""A cell says what a model comes to: the same figures as the comparison that it was taken from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opmodels.appraise.compare import compare
from opmodels.appraise.evaluate import read_limit
from opmodels.appraise.guardrails import RailResult
from opmodels.appraise.intervals import Estimate
from opmodels.describe.read import parse_tree
from opmodels.explore.cell import Cell, find_binding
from opmodels.explore.matrix import Matrix
from tests.unit.explore.grid import list_desks


def rail(measure: str, value: float | None, **limit: str) -> RailResult:
    """Return a guardrail with what a run says of it."""
    tree = {**list_desks()["desk"].tree, "guardrails": [{"measure": measure, "step": "ask", **limit}]}
    (line,) = parse_tree(tree, "desk").guardrails
    figure = line.at_most or line.at_least
    assert figure is not None
    return RailResult(line, Estimate(value), read_limit(line, figure))


def test_a_cell_has_the_figures_of_the_comparison(matrix: Matrix) -> None:
    """Gap, wait, worst-off group and jobs are those that `compare` finds with the same seed and runs."""
    made = compare(list_desks()["desk"], ["trim(cut=30 %)"], replications=4).models["trim(cut=30 %)"]
    cell = matrix.cell("desk", "trim(cut=30 %)")
    assert cell.gap_closed == made.gap_closed
    assert cell.gap_state == made.gap_state
    assert cell.wait is not None
    assert cell.wait.after == made.result.estimate("steps", cell.wait.step, "wait", "p90")
    assert cell.worst_off == made.winners.worst_off
    assert cell.posts is not None
    assert cell.posts.ended == made.staff.posts["ended"]["people"] == 1
    assert cell.so_far == made.verdict.words


def test_doing_nothing_closes_nothing(matrix: Matrix) -> None:
    """Keeping a service as it is closes none of the gap, exactly, and no job changes."""
    cell = matrix.cell("desk", "keep")
    assert cell.gap_closed == Estimate(0.0, 0.0, 0.0)
    assert cell.posts is not None
    assert (cell.posts.ended, cell.posts.created, cell.posts.changed) == (0, 0, 0)


def test_a_red_line_that_is_crossed_is_named(matrix: Matrix) -> None:
    """Switching off ends jobs, which this desk's red line forbids."""
    assert "no compulsory redundancy" in matrix.cell("desk", "withdraw").red_lines


def test_a_model_that_does_not_fit_has_a_reason_and_no_figure(matrix: Matrix) -> None:
    """The JSON has null for its gap, zero counts of fit, and one line that says why."""
    cell = matrix.cell("desk", "call_back_first")
    assert not cell.has_result
    assert "\n" not in cell.reason
    tree = cell.as_dict()
    assert tree["gap_closed"] is None
    assert tree["fit"] == {"held": 0, "fails": 0, "unknown": 0}


def test_a_cell_comes_back_from_a_file_as_it_was(matrix: Matrix) -> None:
    """JSON and back is the same cell, for every cell."""
    for cell in matrix.cells:
        assert Cell.model_validate_json(cell.model_dump_json()) == cell


def test_the_guardrail_that_binds_is_passed_furthest() -> None:
    """Of one that is passed by half of its limit and one by a tenth, the first binds."""
    near, far = rail("wait", 11.0, at_most="10 min"), rail("wait", 30.0, at_most="20 min")
    found = find_binding([near, far])
    assert found is not None
    assert (found.limit, found.state) == (20.0, "fails")


def test_where_all_hold_the_nearest_binds() -> None:
    """9 of at most 10 minutes is nearer than 5 of at most 20."""
    wait, share = rail("wait", 9.0, at_most="10 min"), rail("wait", 5.0, at_most="20 min")
    found = find_binding([share, wait])
    assert found is not None
    assert (found.limit, found.state, found.at_most) == (10.0, "holds", True)


def test_the_gravest_binds_before_the_furthest() -> None:
    """One that fails by a little is not hidden by one that is too close to call, nor by one that holds what a
    model took away."""
    close = replace(rail("wait", 15.0, at_most="10 min"), value=Estimate(15.0, 5.0, 25.0))
    fails = replace(rail("wait", 21.0, at_most="20 min"), value=Estimate(21.0, 20.5, 21.5))
    gone, holds = rail("wait", None, at_most="10 min"), rail("wait", 9.0, at_most="10 min")
    found = [find_binding(pair) for pair in ([close, fails], [gone, holds], [gone, close])]
    assert [one.state for one in found if one] == ["fails", "not measured", "not measured"]


@pytest.mark.parametrize("rails", [[], [rail("wait", None, at_most="10 min")]])
def test_what_is_not_measured_is_not_taken_for_kept(rails: list[RailResult]) -> None:
    """Without a guardrail nothing binds; one that cannot be measured says so."""
    found = find_binding(rails)
    assert found is None if not rails else found is not None and found.state == "not measured"
