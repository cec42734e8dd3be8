"""Posts end where less work comes, in whole people, and never those of a diary."""

from __future__ import annotations

from copy import deepcopy

import pytest

from opmodels.models.spare_posts import cut_spare_posts
from tests.unit.models.example import SURGERY, surgery


def shorter(mean: str) -> list[dict[str, object]]:
    """Return what is changed when calls take so long, in place of four minutes."""
    steps = deepcopy(SURGERY["steps"])
    steps["phone"]["takes"] = {"lognormal": {"mean": mean, "sd": "3 min"}}
    return [edit.set for edit in cut_spare_posts(surgery(), surgery(steps=steps), 1.0)]


@pytest.mark.parametrize(("mean", "left"), [("2 min", "2"), ("1 min", "1"), ("0.1 min", "1")])
def test_whole_people_and_at_least_one(mean: str, left: str) -> None:
    """Of three at reception half the work leaves two, a quarter one, next to nothing one."""
    assert shorter(mean) == [{"pools.reception.staff": left}]


def test_as_much_work_or_more_ends_no_post() -> None:
    """And less work for the staff of a diary ends none either."""
    assert shorter("4 min") == shorter("6 min") == []
    steps = deepcopy(SURGERY["steps"])
    steps["consult"]["takes"] = "2 min"
    assert list(cut_spare_posts(surgery(), surgery(steps=steps), 1.0)) == []


def with_reception(**keys: str) -> list[dict[str, object]]:
    """Return what is changed at half the work, where more is known of reception."""
    pools, steps = deepcopy(SURGERY["pools"]), deepcopy(SURGERY["steps"])
    pools["reception"] |= keys
    steps["phone"]["takes"] = {"lognormal": {"mean": "2 min", "sd": "3 min"}}
    before, after = surgery(pools=pools), surgery(pools=pools, steps=steps)
    return [edit.set for edit in cut_spare_posts(before, after, 1.0)]


def test_people_go_with_their_posts() -> None:
    """Of six people for three on duty four are left for two; of whom none is said, none is written."""
    assert with_reception(people="6") == [{"pools.reception.staff": "2"}, {"pools.reception.people": "4"}]
    assert with_reception() == [{"pools.reception.staff": "2"}]


@pytest.mark.parametrize("provider", ["voluntary", "citizens"])
def test_who_is_not_on_the_payroll_stays(provider: str) -> None:
    """No post of a charity's or of citizens ends when less work comes."""
    assert with_reception(provider=provider) == []
