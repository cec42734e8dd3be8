"""Those who were chosen, followed: what is counted, what is refused."""

from __future__ import annotations

import pytest

from opmodels.appraise.chosen import Fate, follow_chosen, list_new_invited
from opmodels.foundation.errors import InputError
from opmodels.models.catalogue import find_model
from tests.unit.models.example import surgery


def test_a_fate_says_what_is_true_and_what_seems() -> None:
    """Before less after is not untreated less after; sums and means go by part."""
    fate = Fate(asked=20, took_part=10, followed=10, before=30, after=8, untreated=12, false_alarms=4)
    assert (fate.seems_saved, fate.saved, fate.needed_for_one) == (22, 4, 2.5)
    assert (fate + fate).over(2) == fate
    assert fate.as_dict()["saved"] == 4
    assert Fate(followed=3, after=2, untreated=1).needed_for_one is None


def test_who_cannot_be_followed_is_left_out() -> None:
    """In twelve weeks without a warm-up nobody can be followed for half a year on both sides; for two weeks
    some can, all of those who were asked in the middle."""
    redesign = find_model("prevent").plan(surgery(), {"capacity": "80 %", "who": "random"})
    long, short = (follow_chosen(redesign, "same_day", weeks, 1) for weeks in (26, 2))
    assert all(fate.followed == 0 < fate.took_part for fate in long.values())
    assert all(0 < fate.followed < fate.took_part < fate.asked for fate in short.values())
    assert list_new_invited(redesign.before, redesign.after) == ("prevention",)


def test_what_cannot_be_asked_is_refused() -> None:
    """A model without a campaign, and a need that is not there."""
    with pytest.raises(InputError, match="chooses nobody"):
        follow_chosen(find_model("trim").plan(surgery()), "same_day")
    with pytest.raises(InputError, match="same_day"):
        follow_chosen(find_model("prevent").plan(surgery()), "same_days")


def test_how_far_it_is_is_told() -> None:
    """After each pair of runs."""
    told: list[tuple[int, int | None]] = []
    redesign = find_model("prevent").plan(surgery(), {"who": "random"})
    follow_chosen(redesign, "same_day", 2, 3, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(1, 3), (2, 3), (3, 3)]
