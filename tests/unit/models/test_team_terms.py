"""Absence, pay and work in self-managing teams are those of the settings, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.models.self_manage import SELF_MANAGE
from opmodels.models.team_terms import absence_of, change_absence, change_pay, change_work, turnover_of
from tests.services import mmc
from tests.unit.models.district import district

ROLES = ("nurses_south", "assistants", "nurses_north")


def settings(**given: Any) -> Any:
    """Return the settings with some given."""
    return SELF_MANAGE.choose_settings(given or None)


def test_own_time_is_taken_off_every_shift() -> None:
    """With nothing else, 7.5 % of nine tenths of the shifts."""
    told = settings(sickness="1", leavers="1")
    assert absence_of(district(), "nurses_north", told) == pytest.approx(1 - 0.9 * 0.925)
    none = settings(sickness="1", leavers="1", own_time="0 %")
    assert absence_of(district(), "nurses_north", none) == pytest.approx(0.1)
    assert absence_of(district(), "assistants", none) == 0.0


def test_only_sickness_and_empty_posts_answer_to_autonomy() -> None:
    """Of 10 % away 7 points are sickness; 14 % leave, each with a post empty for 8 weeks of 52."""
    told = settings(sickness="0.57", leavers="0.67", own_time="0 %")
    by_hand = 0.1 - 0.07 * 0.43 - 0.14 * 0.33 * 8 / 52
    assert absence_of(district(), "nurses_north", told) == pytest.approx(by_hand)
    worse = settings(sickness="1.1", leavers="1.1", own_time="0 %")
    assert absence_of(district(), "nurses_north", worse) > 0.1


def test_turnover_is_what_the_facts_say() -> None:
    """26 % of assistants; of the others the setting."""
    assert turnover_of(district(), "assistants", settings()) == pytest.approx(0.26)
    assert turnover_of(district(), "nurses_north", settings()) == pytest.approx(0.14)


def test_absence_rises_alike_in_all() -> None:
    """So that they can become one pool."""
    rises = [
        value
        for edit in change_absence(district(), ROLES, settings(strain="0.3"))
        for path, value in edit.set.items()
        if path.endswith("rises")
    ]
    assert rises == [{"above": "85 %", "by": "0.3"}] * 3


def test_lower_pay_is_raised_part_of_the_way() -> None:
    """Half of £16 to £24 is £20; nobody else is touched."""
    (edit,) = change_pay(district(), ROLES, settings()["upgraded"])
    assert edit.scale == {"pools.assistants.cost": "1.25"}
    assert list(change_pay(district(), ROLES, settings(upgraded="0 %")["upgraded"])) == []


def test_hours_left_out_are_somebody_elses_bill() -> None:
    """Nine visits of ten: each bears a ninth of what a visit costs, at the payer elsewhere."""
    edits = list(change_work(district(), ROLES, settings(hours="0.9")))
    scaled, costs, known = (next(iter(one)) for one in (edit.model_dump()[edit.kind] for edit in edits))
    assert (scaled, costs, known) == (
        "steps.care.repeat.visits", "steps.care.costs", "steps.care.same_worker",
    )  # fmt: skip
    bill = float(edits[1].set["steps.care.costs"]["hospital"].removeprefix("£"))
    assert bill == pytest.approx(16 * 40 / 60 / 9, abs=0.01)
    assert not [edit for edit in change_work(district(), ROLES, settings(hours="1")) if "costs" in str(edit)]
    more = list(change_work(district(), ROLES, settings(hours="0.9", passed_on="0 %")))
    assert [edit.kind for edit in more] == ["scale", "set"]


def test_callers_do_not_hold_the_line_for_a_known_voice() -> None:
    """A tenth of what they bear, not half an hour."""
    from opmodels.describe.read import parse_service

    more = "patience: {exponential: 20 min}, gives_up_to: lost"
    service = parse_service(mmc(more=more), "calls.yaml")
    edits = [edit for edit in change_work(service, ("desk",), settings()) if edit.kind == "set"]
    assert {path: value for edit in edits for path, value in edit.set.items()}[
        "steps.answer.same_worker"
    ] == "2 min"


def test_turnover_a_year_is_a_share_and_what_is_denied_is_none() -> None:
    """However the fact is written; the setting where it is denied."""
    yearly = district("up_to: 26 %", "up_to: 26 % per year")
    assert turnover_of(yearly, "assistants", settings()) == pytest.approx(0.26)
    denied = district(
        "turnover of assistants: {holds: yes, up_to: 26 %", "turnover of assistants: {holds: no, up_to: 26 %"
    )
    assert turnover_of(denied, "assistants", settings()) == pytest.approx(0.14)
