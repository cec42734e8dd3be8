"""What is run, with its hours and its parts before and after."""

from __future__ import annotations

import pytest

from opmodels.appraise.subject import plan_rollout, prepare_as_is, prepare_redesign
from opmodels.describe.read import parse_service
from opmodels.models.catalogue import find_model
from opmodels.models.transition import Transition
from tests import services
from tests.unit.appraise.laboratory import surgery, surgery_as_is, trimmed


def test_hours_of_the_measured_stretch() -> None:
    """Twelve weeks are measured; the warm-up is not among them."""
    subject = surgery_as_is()
    assert subject.weeks == pytest.approx(12.0)
    assert subject.live_hours == subject.hours == pytest.approx(12 * 168)
    assert not subject.changes


def test_hours_from_go_live_on() -> None:
    """The surgery goes live three weeks into the stretch, so nine are under the new rules."""
    assert trimmed().changes
    assert trimmed().live_hours == pytest.approx(9 * 168)


def test_parts_of_both_sides() -> None:
    """Steps, ends and payers of both services are known, those of after first."""
    subject = prepare_redesign(find_model("withdraw").plan(surgery()))
    assert "phone" in subject.steps and "closed_same_day" in subject.steps
    assert set(subject.payers) >= {"practice", "nhs", "patients"}
    assert set(subject.ends) >= set(surgery().ends)


def test_redesign_without_change_is_as_is() -> None:
    """A model at zero strength compiles to the very program of as-is."""
    same = prepare_redesign(find_model("trim(cut=0 %)").plan(surgery()))
    assert same.compiled.digest == surgery_as_is().compiled.digest


def test_warm_up_is_that_asked_for() -> None:
    """Weeks of warm-up hold where the service leaves them open."""
    service = parse_service(services.mmc(warm_up="auto"))
    assert prepare_as_is(service, 3).compiled.timeline.warm_days == 21


def test_rollout_carries_the_transition() -> None:
    """Dual running, adoption and its time reach the engine in minutes."""
    told = {
        "dual_running": "2 weeks",
        "adoption": {"from": "40 %", "to": "90 %", "over": "8 weeks"},
        "go_live": "2026-01-05",
    }
    rollout = plan_rollout(Transition.model_validate(told))
    assert rollout.dual_minutes == 2 * 10080 and rollout.adoption_minutes == 8 * 10080
    assert rollout.adoption == (0.4, 0.9)
    assert rollout.live is not None and rollout.live.isoformat() == "2026-01-05"
