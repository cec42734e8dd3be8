"""Tables for people who work in pandas."""

from __future__ import annotations

import pytest

from opmodels.appraise.intervals import Estimate
from opmodels.appraise.tables import (
    join_models,
    list_waits,
    tabulate_ledger,
    tabulate_section,
    tabulate_waits,
)
from tests.unit.appraise.laboratory import surgery_comparison

AS_IS = surgery_comparison().as_is


def test_waits_by_step_and_group() -> None:
    """Each step with a wait or a delay has a row for everyone and for each group, in minutes."""
    frame = tabulate_waits(AS_IS.estimates)
    assert frame.loc[("phone", "everyone"), "p90"] == AS_IS.estimate("steps", "phone", "wait", "p90").mean
    assert frame.loc[("ask_routine", "over_75"), "kind"] == "delay"
    assert ("fork", "everyone") not in frame.index
    assert {"mean", "mean_low", "mean_high", "p50", "p90", "started"} <= set(frame.columns)


def test_steps_without_waits_have_no_row() -> None:
    """Where nobody started there is no row."""
    nothing = {"steps": {"phone": {"wait": {"mean": Estimate()}, "started": Estimate(0.0)}}}
    assert not list(list_waits(nothing))
    assert tabulate_waits(nothing).empty


def test_sections() -> None:
    """A section becomes a row for each name; nested numbers have dotted columns."""
    frame = tabulate_section(AS_IS.estimates, "groups", "group")
    assert list(frame.index) == ["children", "working_age", "over_75"]
    assert frame.loc["over_75", "ends.seen"] == AS_IS.estimate("groups", "over_75", "ends", "seen").mean
    ends = tabulate_section(AS_IS.estimates, "ends", "end")
    assert ends.loc["unmet", "count"] == AS_IS.estimate("ends", "unmet").mean


def test_ledger() -> None:
    """Every line of the ledger is a row under its payer."""
    frame = tabulate_ledger(AS_IS.ledger)
    assert len(frame) == len(AS_IS.ledger)
    assert frame.loc[("practice", "fixed: building"), "amount"] == pytest.approx(52_000)


def test_models_are_joined() -> None:
    """The model is the first part of the index of a joined table."""
    frame = join_models({"a": AS_IS.waits, "b": AS_IS.waits})
    assert frame.index.names == ["model", "step", "group"]
    assert len(frame) == 2 * len(AS_IS.waits)


def test_staff_and_winners_by_model() -> None:
    """Posts before and after by model and pool; shares by model and group, the no-change twin first."""
    comparison = surgery_comparison()
    assert comparison.staff.loc[
        ("trim(cut=30 %)", "nurse"), ["on_duty_before", "on_duty_after"]
    ].tolist() == [2, 1]
    winners = comparison.winners
    assert winners.index[0][0] == "no change"
    assert winners.loc[("keep", "children"), "same"] == 1.0
