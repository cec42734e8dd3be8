"""Business as usual changes nothing, unless demand grows or pay drifts."""

from __future__ import annotations

import pytest

from opmodels.foundation.errors import InputError
from opmodels.models.keep import KEEP
from tests.unit.models.example import surgery


def test_by_default_it_is_the_service_itself() -> None:
    """The very object, and no change is recorded."""
    service = surgery()
    redesign = KEEP.plan(service)
    assert redesign.after is service
    assert redesign.changes.edits == ()


def test_demand_grows_for_every_need_and_group() -> None:
    """Three per cent more cases each; nothing else changes."""
    redesign = KEEP.plan(surgery(), {"demand_growth": "3 %"})
    needs = redesign.after.needs
    assert needs["same_day"].per_person_per_year.of("over_75").value == pytest.approx(3.4 * 1.03)
    assert needs["review"].per_person_per_year.of("over_75").value == pytest.approx(2.06)
    assert {line.path.split(".")[0] for line in redesign.differences} == {"needs"}


def test_demand_may_fall_and_rates_count_too() -> None:
    """A need with a rate for all shrinks by as much."""
    needs = {
        "same_day": {"rate": "48 per hour", "starts_at": "phone"},
        "review": {
            "rate": {"value": "2 per hour", "range": ["1 per hour", "3 per hour"]},
            "starts_at": "ask_routine",
        },
    }
    after = KEEP.plan(surgery(needs=needs), {"demand_growth": "-50 %"}).after
    assert after.needs["same_day"].rate.everyone.value == pytest.approx(24.0)
    assert after.needs["review"].rate.everyone.high == pytest.approx(1.5)


def test_pay_drifts_for_staff() -> None:
    """Every pool of staff that has a cost is dearer; places are not."""
    redesign = KEEP.plan(surgery(), {"pay_drift": "4 %"})
    assert redesign.after.pools["gp"].cost.value == pytest.approx(96 * 1.04)
    assert [line.path for line in redesign.differences] == [
        "pools.reception.cost", "pools.gp.cost", "pools.manager.cost",
    ]  # fmt: skip


def test_growth_has_limits() -> None:
    """Nobody loses more than nine tenths of demand by drift."""
    with pytest.raises(InputError, match="demand_growth"):
        KEEP.plan(surgery(), {"demand_growth": "-95 %"})
