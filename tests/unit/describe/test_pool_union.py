"""Pools become one with all their posts and the pay of the mean post, or it is said why they cannot."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodels.describe.paths import EditError
from opmodels.describe.pool_union import check_alike, find_pools, join_pools, share_out
from opmodels.describe.staff import Pool

TREE: dict[str, Any] = {
    "pools": {
        "a": {
            "staff": "3",
            "people": "4",
            "cost": "£20 per hour",
            "on_costs": "20 %",
            "skills": "wound",
            "absence": "5 %",
            "pays": "council",
            "layer": "1",
            "hours": "Mon-Fri 08:00-16:00",
        },
        "b": {
            "staff": "1",
            "people": "2",
            "cost": {"value": "£30 per hour", "range": ["£28 per hour", "£34 per hour"]},
            "skills": ["wound", "insulin"],
            "pays": "council",
            "layer": "1",
            "hours": "Mon-Fri 08:00-16:00",
        },
        "night": {"staff": "1", "hours": "7 days 20:00-24:00"},
        "beds": {"places": "4", "hours": "Mon-Fri 08:00-16:00"},
        "paid": {"staff": "1", "pays": "nhs", "hours": "Mon-Fri 08:00-16:00"},
        "helped": {
            "staff": "1",
            "hours": "Mon-Fri 08:00-16:00",
            "funded_by": {"per_post": "9", "at_most": "2"},
        },
    }
}


def test_posts_and_people_add_up_and_pay_is_the_mean() -> None:
    """The bill for the pools is what it was: three posts at £24 with on-costs and one at £30."""
    node = join_pools(TREE, ("a", "b"))
    pool = Pool.model_validate(node)
    assert (pool.size, pool.people.value if pool.people else 0) == (4, 6)
    assert pool.hourly_cost * 4 == pytest.approx(3 * 24 + 30)
    assert pool.cost is not None
    assert (pool.cost.low, pool.cost.high) == pytest.approx((25.0, 26.5))
    assert pool.skills == ("wound", "insulin")
    assert pool.absence is not None
    assert pool.absence.value == pytest.approx(0.0375)
    assert (pool.pays, node["layer"]) == ("council", "1")


def test_what_is_the_same_stays_as_it_is_written() -> None:
    """Two pools alike make one with their very words."""
    tree = {"pools": {"a": TREE["pools"]["a"], "c": TREE["pools"]["a"]}}
    assert join_pools(tree, ("a", "c")) == {
        **TREE["pools"]["a"],
        "staff": "6",
        "people": "8",
        "skills": ["wound"],
    }


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("a", "nigt"), "'nigt', which pools does not have"),
        (("a", "beds"), "beds, which is places"),
        (("a", "night"), "a and night, which differ in hours"),
        (("a", "paid"), "pools paid by council, nhs"),
        (("a", "helped"), r"pools\.helped\.funded_by"),
    ],
)
def test_what_cannot_become_one_is_refused(names: tuple[str, ...], found: str) -> None:
    """The message names the pools and what they differ in."""
    with pytest.raises(EditError, match=found):
        join_pools(TREE, names)


def test_one_payer_can_be_named() -> None:
    """Then pools of two payers become one of this payer's."""
    assert join_pools(TREE, ("a", "paid"), "nhs")["pays"] == "nhs"


def test_alike_is_judged_on_what_is_read() -> None:
    """The same hours in other words are the same hours."""
    tree = {
        "pools": {
            "a": {"staff": "1", "hours": "Mon-Fri 08:00-16:00"},
            "b": {"staff": "1", "hours": ["Mon-Fri 08:00-12:00", "Mon-Fri 12:00-16:00"]},
        }
    }
    pools = find_pools(tree, ("a", "b"))
    if pools["a"].hours == pools["b"].hours:
        check_alike(pools)
    else:
        with pytest.raises(EditError, match="hours"):
            check_alike(pools)


@given(st.integers(0, 60), st.lists(st.floats(0, 100), min_size=1, max_size=8), st.integers(0, 1))
def test_shares_add_up(whole: int, weights: list[float], least: int) -> None:
    """Whole numbers, none below the least, each within one of its fair part where nothing is lifted."""
    by_name = {str(place): weight for place, weight in enumerate(weights)}
    if whole < least * len(weights):
        return
    shared = share_out(whole, by_name, least)
    assert sum(shared.values()) == whole
    assert min(shared.values()) >= least
    if not least and sum(weights) > 0:
        for name, weight in by_name.items():
            assert abs(shared[name] - whole * weight / sum(weights)) < 1 + 1e-6


def test_shares_go_to_the_largest_remainders() -> None:
    """23 posts by people: 38, 44 and 18 of a hundred."""
    assert share_out(23, {"north": 38.0, "town": 44.0, "south": 18.0}) == {"north": 9, "town": 10, "south": 4}
