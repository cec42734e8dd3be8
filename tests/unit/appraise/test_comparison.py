"""What a comparison tells."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from opmodels.appraise.comparison import ElementShare
from opmodels.appraise.intervals import Estimate
from opmodels.foundation.provenance import make_provenance
from tests.unit.appraise.laboratory import surgery, surgery_comparison

COMPARISON = surgery_comparison()
TOLD = COMPARISON.as_json()
TRIM = TOLD["models"]["trim(cut=30 %)"]


def test_promised_keys() -> None:
    """Everything that other programs rely on is there, under its key."""
    assert set(TOLD) >= {"provenance", "as_is", "models"}
    assert set(TOLD["models"]) == {"keep", "trim(cut=30 %)", "withdraw"}
    for model in TOLD["models"].values():
        assert set(model) >= {"result", "difference", "winners", "changes", "guardrails"}
        assert set(model["result"]) >= {"groups", "steps", "pools", "system", "money", "outcomes"}
        assert all(set(one) >= {"better", "worse", "same"} for one in model["winners"].values())
        assert all(set(rail) >= {"measure", "holds", "value", "limit"} for rail in model["guardrails"])


def test_it_is_json() -> None:
    """It is written and read back without loss, and holds no NaN."""
    assert json.loads(json.dumps(TOLD, allow_nan=False)) == TOLD


def test_keep_differs_in_nothing() -> None:
    """The service as it is, beside itself, has differences of exactly nought and no winners."""
    keep = COMPARISON.models["keep"]
    known = keep.difference.values[~(keep.difference.values != keep.difference.values)]
    assert not known.any()
    assert keep.winners.everyone.same.mean == 1.0
    assert keep.verdict.words == "fails gap" and keep.gap_closed == Estimate(0.0, 0.0, 0.0)


def test_differences_are_paired() -> None:
    """The interval of a paired difference is that of the differences by replication."""
    model = COMPARISON.models["trim(cut=30 %)"]
    path = ("steps", "phone", "wait", "mean")
    by_hand = model.result.sample.column(*path) - model.as_is.sample.column(*path)
    told = TRIM["difference"]["steps"]["phone"]["wait"]["mean"]
    assert told["mean"] == pytest.approx(by_hand.mean())
    assert told["mean"] > 0


def test_difference_is_null_where_one_side_lacks_the_step() -> None:
    """Withdrawal ends the phone and adds a closed door: neither has a difference, in all and by group."""
    difference = TOLD["models"]["withdraw"]["difference"]
    for steps in (difference["steps"], difference["steps_by_group"]["children"]):
        assert steps["phone"] is None and steps["closed_same_day"] is None
    assert difference["pools"]["gp"] is None
    assert difference["groups"]["children"]["finished"]["mean"] < 0
    assert difference["system"]["number"]["mean"] is not None


def test_changes_say_why() -> None:
    """Each place that a model changes is told with what stood there, what stands there and why."""
    assert {"path", "before", "after", "why"} == set(TRIM["changes"][0])
    assert any(change["path"] == "pools.nurse.staff" and change["after"] == "1" for change in TRIM["changes"])


def test_verdicts_so_far() -> None:
    """Cutting by redundancy crosses a red line; no probability is claimed."""
    assert TRIM["verdict"] == "red line" and TOLD["models"]["keep"]["verdict"] == "fails gap"
    assert "probability" not in TRIM
    rails = {rail["measure"]: rail for rail in TOLD["models"]["withdraw"]["guardrails"]}
    assert rails["worse_off"]["state"] == "fails" and rails["worse_off"]["hard"] is False


def test_missed_figures_withhold_the_verdict() -> None:
    """Observed figures that matter and are missed are named; those that do not matter are not."""
    names = [check.name for check in COMPARISON.as_is.checks if check.matters and not check.reproduced]
    assert list(COMPARISON.withheld) == list(dict.fromkeys(names)) == TOLD["withheld"]
    assert not any("end seen" in name for name in COMPARISON.withheld)


def test_digest_covers_results_and_not_when_they_were_made() -> None:
    """The digest stands for the numbers: another time of day leaves it, another model changes it."""
    later = replace(
        COMPARISON,
        provenance=make_provenance(seed=3, service_digest=surgery().digest, settings={"later": True}),
    )
    assert later.result_digest == COMPARISON.result_digest == TOLD["result_digest"]
    assert replace(COMPARISON, models={}).result_digest != COMPARISON.result_digest


def test_go_live_is_the_services_own() -> None:
    """Without a day of its own a model goes live on the service's day."""
    assert TRIM["go_live"] == "2025-04-28"


def test_elements_are_told() -> None:
    """What each element did is part of the answer."""
    told = ElementShare("1. set", (1,), Estimate(5.0), Estimate(-1.0)).as_dict()
    assert told["numbers"] == [1] and told["gap_closed"]["mean"] == 5.0


def test_tables_are_made() -> None:
    """Waits, money, staff and winners of all models are tables."""
    for frame in (COMPARISON.waits, COMPARISON.money, COMPARISON.staff, COMPARISON.winners):
        assert len(frame) and frame.index.names[0] == "model"
