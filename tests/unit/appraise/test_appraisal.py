"""The appraisal of one service."""

from __future__ import annotations

import json

import numpy as np
import pytest

from opmodels.appraise.appraisal import appraise, drop_unused
from opmodels.appraise.subject import prepare_redesign
from opmodels.appraise.tracks import Track, follow
from opmodels.models.catalogue import find_model
from opmodels.simulate.replicate import replicate
from tests.unit.appraise.laboratory import surgery, surgery_as_is, surgery_track

APPRAISAL = appraise(surgery(), replicate(surgery_as_is().compiled, 3, 6))
TOLD = APPRAISAL.as_json()
STEP = {"started", "wait", "service", "gave_up", "queue"}


def test_promised_keys() -> None:
    """Everything that other programs rely on is there, under its key."""
    assert set(TOLD) >= {
        "provenance",
        "replications",
        "groups",
        "steps",
        "pools",
        "system",
        "money",
        "outcomes",
    }
    assert all(
        set(group) >= {"arrived", "finished", "gave_up", "inside"} for group in TOLD["groups"].values()
    )
    assert all(
        set(step) >= STEP and set(step["wait"]) >= {"mean", "p50", "p90"} for step in TOLD["steps"].values()
    )
    hours = {"utilisation", "open_hours", "busy_hours", "overtime_hours"}
    assert all(set(pool) >= hours for pool in TOLD["pools"].values())
    assert set(TOLD["system"]["time"]) >= {"mean", "p50", "p90"} and "number" in TOLD["system"]
    assert all(set(payer) == {"cost", "revenue"} for payer in TOLD["money"].values())
    assert set(TOLD["outcomes"]) == {"helped"}
    assert set(TOLD["groups"]["children"]["arrived"]) == {"mean", "low", "high"}


def test_it_is_json() -> None:
    """It is written and read back without loss, and holds no NaN."""
    assert json.loads(json.dumps(TOLD, allow_nan=False)) == TOLD


def test_given_runs_or_a_track_are_the_same() -> None:
    """Runs that were made before and runs measured as they come say the same."""
    assert np.array_equal(APPRAISAL.sample.values, surgery_track().sample.values, equal_nan=True)
    assert APPRAISAL.replications == 6 and APPRAISAL.why == "6 were asked for"
    assert np.allclose(APPRAISAL.load, surgery_track().load)


def test_provenance_holds_the_service() -> None:
    """The service, the number of replications and the warm-up are kept, so that it can be made again."""
    settings = APPRAISAL.provenance.settings
    assert settings["service"] == dict(surgery().tree) and settings["replications"] == 6
    assert settings["warm_up_weeks"] == 4.0 and APPRAISAL.provenance.seed == 3


def test_as_is_check() -> None:
    """Both observed figures are checked, and the line counts them."""
    assert len(APPRAISAL.checks) == 2 == len(TOLD["observed"])
    assert APPRAISAL.check_line == "1 of 2 observed figures reproduced, 1 missed"


def test_load_by_hour_of_week() -> None:
    """Reception is shut at night and three strong on the nine Mondays of twelve that are no holidays."""
    load = APPRAISAL.load_of("reception")
    assert load["open"].shape == (168,) and load["open"][3] == 0.0
    assert load["open"][10] == pytest.approx(3.0 * 9 / 12)
    assert 0 < load["busy"][10] <= 3.0


def test_tables_are_made() -> None:
    """Waits, pools, groups, ends and money are tables."""
    for frame in (APPRAISAL.waits, APPRAISAL.pools, APPRAISAL.groups, APPRAISAL.ends, APPRAISAL.money):
        assert len(frame)


def test_what_ended_and_saw_nothing_is_dropped() -> None:
    """After a withdrawal from the first day on, the old steps and pools are gone from the results."""
    service = surgery().model_copy(update={"time": surgery().time.model_copy(update={"go_live": None})})
    subject = prepare_redesign(find_model("withdraw").plan(service))
    track = Track(subject)
    follow([track], seed=1, count=2)
    kept = drop_unused(track.sample, subject)
    assert set(kept.names("steps")) >= {"closed_same_day", "closed_review"}
    assert "phone" not in kept.names("steps") and "phone" in track.sample.names("steps")
    assert "phone" not in kept.names("steps_by_group", "children")
