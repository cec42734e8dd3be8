"""A cell in words: the mark says the gravest, the sentence says all of it, and nothing is called good."""

from __future__ import annotations

import pytest

from opmodels.appraise.intervals import Estimate
from opmodels.explore.cell import Binding, Cell, Evidence, FitCount, Posts, Wait
from opmodels.show.matrix_words import mark_cell, tell_cell
from tests.unit.explore.grid import list_desks

DESK, QUEUE = list_desks()["desk"], list_desks()["queue"]


def cell(**told: object) -> Cell:
    """Return a cell of a desk whose gap is £40k."""
    given: dict[str, object] = {
        "service": "desk", "model": "trim", "evidence": Evidence(grade="B", adverse=True),
        "gap_closed": Estimate(10_000.0, 9_000.0, 11_000.0), "gap_state": "fails", **told,
    }  # fmt: skip
    return Cell(**given)  # type: ignore[arg-type]


def binding(state: str) -> Binding:
    """Return a guardrail on waiting in that state."""
    value = Estimate(12.0, 11.0, 13.0)
    return Binding(name="wait at ask", measure="wait", state=state, value=value, limit=10.0, at_most=True)


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        ({}, "25 %"),
        ({"binding": binding("holds")}, "25 %"),
        ({"binding": binding("fails")}, "25 %x"),
        ({"binding": binding("too close to call")}, "25 %?"),
        ({"unchecked": ("free at need",)}, "25 %?"),
        ({"red_lines": ("free at need",), "binding": binding("fails")}, "25 %!"),
        ({"gap_closed": Estimate(-10.0, -20.0, 0.0)}, "0 %"),
        ({"gap_closed": Estimate(-4_000.0, -5_000.0, -3_000.0)}, "-10 %"),
        ({"gap_closed": Estimate(4e6, 4e6, 4e6)}, "> 999 %"),
        ({"gap_closed": Estimate()}, "-"),
        ({"gap_closed": None, "reason": "no staff"}, "."),
    ],
)
def test_the_mark(told: dict[str, object], mark: str) -> None:
    """The share of the gap, and the gravest that speaks against the model."""
    assert mark_cell(cell(**told), DESK) == mark


def test_without_a_gap_the_mark_is_money() -> None:
    """Where no gap is stated there is nothing to be a share of."""
    assert mark_cell(cell(), QUEUE) == "£10k"
    assert tell_cell(cell(), QUEUE).startswith("Saves £10k (£9k to £11k) a year.")


def test_the_sentence_says_all_of_it() -> None:
    """Gap, wait, lines, worst off, jobs, evidence, fit: each in a sentence."""
    words = tell_cell(
        cell(
            wait=Wait(step="ask", before=Estimate(5.0), after=Estimate(8.0)), binding=binding("fails"),
            red_lines=("free at need",), unchecked=("no redundancy",), worst_off="over_75",
            worse=Estimate(0.06, 0.05, 0.07), posts=Posts(ended=1, changed=4), fails=("a fact",),
            fit=FitCount(held=4, fails=1, unknown=1),
        ),
        DESK,
    )  # fmt: skip
    assert words == (
        "Closes £10k (£9k to £11k) of £40k. Nine in ten wait at most 8 min at ask; today 5 min. Crosses a red"
        " line: free at need. Cannot be checked: no redundancy. Binding guardrail wait at ask: 12 min, at"
        " most 10 min: fails. Worst off: over 75, 6 % of them worse off. Staff: 1 job ends and 4 change."
        " Evidence B, adverse. Fit 4 of 6; not so: a fact; unknown: 1."
    )


def test_a_cell_without_a_result_says_why() -> None:
    """The reason is the sentence."""
    assert tell_cell(cell(gap_closed=None, reason="no pool of staff"), DESK) == "No result: no pool of staff."


def test_where_nobody_waits_any_more_it_says_so() -> None:
    """A step that is gone has no wait to tell."""
    gone = cell(wait=Wait(step="ask", before=Estimate(5.0), after=Estimate()))
    assert "Nobody waits at ask any more." in tell_cell(gone, DESK)


def test_nothing_found_is_said_plainly() -> None:
    """Nobody worse off, no job changed, nothing relied on, no evidence, close to the gap."""
    plain = cell(
        gap_state="too close to call", evidence=Evidence(grade=None, adverse=False), gap_closed=Estimate(1e4)
    )
    words = tell_cell(plain, DESK)
    assert "Closes £10k of £40k (too close to call)." in words
    assert "Nobody is seen to be worse off. No job ends or changes. Evidence none." in words
