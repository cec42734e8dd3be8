"""What a family of outcomes is."""

from __future__ import annotations

from opmodels.appraise.outcomes.base import Outcome, divide
from tests.unit.appraise.laboratory import surgery_as_is, view_of


def test_share_of_nothing_is_unknown() -> None:
    """There is no share of nothing."""
    assert divide(1.0, 4.0) == 0.25
    assert divide(0.0, 0.0) is None


def test_outcome_measures_a_view() -> None:
    """An outcome is a key, a function and a unit."""
    outcome = Outcome("weeks", lambda view: {"all": view.subject.weeks}, "weeks")
    assert outcome.measure(view_of(surgery_as_is())) == {"all": 12.0}
