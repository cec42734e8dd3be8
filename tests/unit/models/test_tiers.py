"""Tiers of a diary: how many slots, at which price, and how people come to them."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.choosing import Choose
from opmodels.describe.edit import Changes, apply_changes
from opmodels.describe.pathway import Book
from opmodels.describe.service import Service
from opmodels.describe.soundness import find_problems
from opmodels.models.no_frills import SETTINGS
from opmodels.models.tiers import list_prices, list_tiered, make_tiers, plan_tiers, share_missed
from tests.unit.models.example import surgery


def tiered(step: str = "ask_routine", **given: str) -> Service:
    """Return the surgery with tiers in the diary of a step."""
    service, settings = surgery(), SETTINGS.but({"free_quota": "50 %", "buyers": "25 %", **given})
    edits = tuple(make_tiers(service, step, settings))
    return apply_changes(service, Changes(model="any", for_digest=service.digest, edits=edits))


def test_prices_fall_evenly_and_never_pass_the_cap() -> None:
    """Three tiers from £30 are £30, £20 and £10; a cap of £12 makes them £12, £8 and £4."""
    assert list_prices(SETTINGS.but({"tiers": "3", "price": "£30", "price_cap": "£30"})) == [30, 20, 10]
    assert list_prices(SETTINGS.but({"tiers": "3", "price": "£30", "price_cap": "£12"})) == [12, 8, 4]
    assert list_prices(SETTINGS.but({"tiers": "0"})) == []


def test_slots_are_shared_out() -> None:
    """What is taken from the diary is in the tiers, and no slot more; the core keeps its quota."""
    after = tiered()
    sizes = {name: int(diary.per_session.value) for name, diary in after.diaries.items()}
    paid = sum(size for name, size in sizes.items() if name.startswith("routine_paid"))
    assert paid > 0
    assert sizes["routine"] + paid == 14
    assert sizes["routine"] >= 7
    assert find_problems(after) == []


def test_first_attempts_choose_and_others_ask_for_a_free_slot() -> None:
    """Calls and reviews come to the choice; who found no slot on the day asks for a free one as before."""
    after = tiered()
    choice = after.steps["choose_ask_routine"]
    assert isinstance(choice, Choose)
    assert after.needs["review"].starts_at == "choose_ask_routine"
    assert "choose_ask_routine" in after.steps["phone"].then.to
    assert "ask_routine" in after.steps["ask_on_day"].full.to
    assert choice.choose["free"].price is None
    assert {"free", "asks"} < set(choice.choose)


def test_paid_falls_to_cheaper_and_then_to_free_and_what_is_left_is_given_away() -> None:
    """Only for the day itself can a slot be had for nothing that was kept for those who pay."""
    after = tiered()
    paid = [name for name in after.steps if name.startswith("paid_")]
    assert set(after.steps[paid[-1]].full.to) == {"ask_routine"}
    (first, *_), left = (
        set(after.steps["ask_routine"].full.to),
        [n for n in after.steps if n.startswith("left")],
    )
    assert first in left
    for name in left:
        step = after.steps[name]
        assert isinstance(step, Book)
        assert step.longest is not None and step.longest.value == 1440
    assert "unmet" in after.steps[left[0]].full.to


@pytest.mark.parametrize("seed", range(40))
def test_the_free_quota_holds_whatever_the_settings(seed: int) -> None:
    """With a fixed seed each: never are more slots kept for those who pay than the quota leaves."""
    draws = np.random.default_rng(seed)
    quota = int(draws.integers(0, 101))
    settings = SETTINGS.but({
        "free_quota": f"{quota} %", "buyers": f"{draws.integers(0, 101)} %",
        "worth": f"£{draws.integers(0, 300)}",
        "price": f"£{draws.integers(0, 900)}", "price_cap": f"£{draws.integers(0, 900)}",
        "tiers": str(draws.integers(1, 5)),
    })  # fmt: skip
    for step, slots in (("ask_on_day", 6), ("ask_routine", 14)):
        plan = plan_tiers(surgery(), step, settings)
        assert slots - max(plan.levels) >= slots * quota / 100 - 1e-9
        assert max(list_prices(settings)) <= settings.number("price_cap")


def test_missed_bookings_are_booked_over() -> None:
    """Where nobody misses a slot nothing is overbooked; each diary is led by its busiest step."""
    assert all(diary.overbook is None for diary in tiered().diaries.values())
    assert list_tiered(surgery()) == ["ask_on_day", "ask_routine"]
    assert share_missed(surgery().steps["ask_routine"]) == 0.0
