"""Models on top of one another: each sees what the one before has left."""

from __future__ import annotations

import pytest

from opmodels.describe.edit import apply_changes
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.catalogue import find_model
from opmodels.models.keep import KEEP
from opmodels.models.stack import join_cards, stack_models
from opmodels.models.trim import TRIM
from opmodels.models.withdraw import WITHDRAW
from tests.unit.models.example import surgery


def test_the_second_sees_the_service_of_the_first() -> None:
    """Pay that drifts first makes a smaller cut close the gap."""
    service = surgery(gap={"amount": "£240k", "by": "2027-03-31"})
    alone = TRIM.plan(service)
    stacked = stack_models([KEEP.with_settings({"pay_drift": "60 %"}), TRIM]).plan(service)
    assert alone.settings.number("cut") == pytest.approx(0.167)
    assert stacked.settings.number("trim.cut") == pytest.approx(0.1)
    assert stacked.after.pools["gp"].cost.value == pytest.approx(96 * 1.6)


def test_the_changes_of_all_lead_from_the_first_service_to_the_last() -> None:
    """They are one list, made for the service as it is."""
    service = surgery()
    redesign = find_model("trim(cut=20 %)+call_back_first").plan(service)
    assert redesign.before is service
    assert redesign.changes.for_digest == service.digest
    assert apply_changes(service, redesign.changes).digest == redesign.after.digest
    one_by_one = find_model("call_back_first").plan(TRIM.plan(service, {"cut": "20 %"}).after)
    assert one_by_one.after.digest == redesign.after.digest


def test_labels_and_settings_keep_apart() -> None:
    """The settings of each part are named by it."""
    model = find_model("trim(cut=20 %)+call_back_first(window=2 hours)")
    assert model.name == "trim+call_back_first"
    assert model.label == "trim(cut=20 %)+call_back_first(window=2 hours)"
    assert model.settings.number("call_back_first.window") == 120.0
    other = model.plan(surgery(), {"trim.cut": "0 %"})
    assert other.label == "trim(cut=0 %)+call_back_first(window=2 hours)"
    assert other.after.pools["gp"].size == 5


def test_the_way_there_is_that_of_both() -> None:
    """Costs add up; what does nothing adds nothing."""
    service = surgery()
    both = find_model("trim+call_back_first").plan(service).transition
    alone = TRIM.plan(service).transition
    assert both.set_up.value == pytest.approx(alone.set_up.value + 8000)
    assert both.posts_end_by == "redundancy"
    assert both.adoption.share_at(0.0) == pytest.approx(0.4)
    idle = find_model("keep+trim(cut=0 %)").plan(service)
    assert idle.transition.is_at_once
    assert idle.after is service


def test_zero_settings_of_all_change_nothing() -> None:
    """Each part at its own zero."""
    model = find_model("trim+call_back_first")
    assert set(model.zero_settings) == {"trim.cut", "call_back_first.reach"}
    assert model.plan(surgery(), model.zero_settings).changes_nothing


def test_fit_is_asked_of_what_each_would_find() -> None:
    """A predicate that two ask is told once."""
    fit = find_model("keep+trim").judge(surgery())
    assert [one.relies_on for one in fit] == ["pay is known", "gap is stated"]
    assert find_model("keep+trim").plan(surgery()).fit == fit


def test_a_part_that_does_not_fit_stops_the_stack() -> None:
    """After everything is switched off there is nobody left to take from."""
    with pytest.raises(DoesNotFit, match="no pool of staff"):
        stack_models([WITHDRAW, TRIM]).plan(surgery())


def test_cards_are_joined() -> None:
    """Lists together, the weaker evidence, and consultation if either needs it."""
    card = join_cards(KEEP.card, TRIM.card)
    assert card.evidence_level == "2"
    assert card.staff.consult == "yes"
    assert set(card.failed) == {*KEEP.card.failed, *TRIM.card.failed}
    assert card.relies_on == ({"pay is known": {}}, {"gap is stated": {}})
    assert len(card.staff.roles["all"].changed) == 2


def test_a_stack_takes_each_model_once() -> None:
    """One alone is itself; none, or one twice, is a mistake."""
    assert stack_models([TRIM]) is TRIM
    for models in ([], [TRIM, TRIM]):
        with pytest.raises(ValueError, match="each model once"):
            stack_models(models)
