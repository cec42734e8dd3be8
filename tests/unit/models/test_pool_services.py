"""Pools of like work become one: whole people, somebody for every case, and every loss on the way told."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.describe.soundness import find_problems
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.pool_services import POOL_SERVICES, choose_sets, shared_posts
from opmodels.models.sites import put_beside
from tests.services import home_teams
from tests.unit.models.district import DISTRICT, district, unlike_jobs
from tests.unit.models.example import surgery

PLAIN = {"joins": "100 %", "customised": "0 %", "slower": "1", "travel": "100 %", "lost": "0 %"}
"""Pooling without any of what is lost on the way."""


def plan(service: Service, **given: Any) -> Service:
    """Return the service after pooling with some settings."""
    return POOL_SERVICES.plan(service, given).after


def test_plain_pooling_is_one_queue_for_all_posts() -> None:
    """Ten nurses in one pool for both valleys, at the same pay; assistants are one pool already."""
    after = plan(district(), **PLAIN)
    shared = after.pools["shared_nurse"]
    assert (shared.size, shared.people.value if shared.people else 0) == (10, 15)
    assert shared.hourly_cost == district().pools["nurses_north"].hourly_cost
    assert after.tree["steps"]["care"]["serve"] == ["assistants", "shared_nurse"]
    assert shared.speed is None
    assert after.needs == district().needs


def test_what_is_lost_is_in_the_bill() -> None:
    """A quarter stays, rounded up, the rest is slower, further away and dearer; one in a hundred is lost."""
    redesign = POOL_SERVICES.plan(district(), {"joins": "100 %"})
    after = redesign.after
    assert {name: after.pools[name].size for name in ("nurses_north", "nurses_south", "shared_nurse")} == {
        "nurses_north": 1, "nurses_south": 2, "shared_nurse": 7,
    }  # fmt: skip
    assert after.tree["steps"]["care"]["serve"]["north"] == ["assistants", "shared_nurse", "nurses_north"]
    assert after.pools["shared_nurse"].speed.value == pytest.approx(1 / 1.05, abs=1e-6)
    assert after.tree["steps"]["care"]["travel"]["value"] == "11 min"
    assert after.tree["needs"]["wound"]["starts_at"] == "too_far_wound"
    assert after.tree["steps"]["too_far_wound"]["branch"]["unmet"]["value"] == "1 %"
    assert after.money.fixed["shared_platform"].cost.value * 8766 == pytest.approx(15000)
    transition = redesign.transition
    assert transition.set_up.value == pytest.approx(10 * 8000 * 1.56)
    assert transition.set_up.low == pytest.approx(10 * 3000 * 1.06)
    assert (transition.adoption.start.value, transition.adoption.end.value) == (0.75, 0.75)
    assert (transition.under_way, transition.posts_end_by) == ("move", None)


def test_fewer_posts_end_with_what_that_costs() -> None:
    """85 % of ten is nine, halves up; one post ends, with twelve weeks of pay."""
    redesign = POOL_SERVICES.plan(district(), {**PLAIN, "staff": "85 %"})
    assert redesign.after.pools["shared_nurse"].size == 9
    assert redesign.transition.posts_end_by == "redundancy"
    one = POOL_SERVICES.plan(district(), {**PLAIN, "staff": "85 %", "redundancy": "0 weeks"}).transition
    assert redesign.transition.set_up.value - one.set_up.value == pytest.approx(12 * 56 * 24, rel=0.02)


def test_places_join_or_do_not() -> None:
    """Three teams, of which two join; where one would, nothing changes."""
    service = parse_service(home_teams(), "home.yaml")
    after = plan(service, **{**PLAIN, "joins": "60 %"})
    assert {name: pool.size for name, pool in after.pools.items()} == {"shared_north": 5, "town": 2}
    assert after.pools["shared_north"].funded_by is None
    assert plan(service, **{**PLAIN, "joins": "30 %"}) is service
    assert plan(service, pools="none") is service


def test_sets_can_be_named() -> None:
    """With spaces between names and strokes between sets; a wrong name is told."""
    assert choose_sets(unlike_jobs(), "short long") == (("short", "long"),)
    assert choose_sets(district(), "office leads/nurses_north, nurses_south") == (
        ("office", "leads"), ("nurses_north", "nurses_south"),
    )  # fmt: skip
    with pytest.raises(DoesNotFit, match="no pool 'nurses'"):
        choose_sets(district(), "nurses nurses_south")


@pytest.mark.parametrize(
    ("service", "given", "found"),
    [
        (surgery(), {}, "no two pools of staff with the same role"),
        (unlike_jobs(), {}, "nobody is left to pool"),
        (district(), {"pools": "nurses_north office"}, "which differ in hours"),
    ],
)
def test_where_it_does_not_fit_it_says_why(service: Service, given: dict[str, str], found: str) -> None:
    """One place only, one person at each, other hours."""
    with pytest.raises(DoesNotFit, match=found):
        POOL_SERVICES.plan(service, given)


def test_places_that_were_merged_are_pooled_by_role() -> None:
    """Two valleys from two files: twenty nurses in one team, ten assistants in another."""
    text = DISTRICT.replace("areas: {north: 40 %, south: rest}\n", "").replace(
        "      north: [assistants, nurses_north]\n      south: [assistants, nurses_south]\n",
        "      wound: nurses_north\n      others: [assistants, nurses_south]\n",
    )
    valley = parse_service(text, "valley.yaml")
    both, _ = put_beside(valley, {"west": valley})
    after = plan(both, **PLAIN)
    assert (after.pools["shared_nurse"].size, after.pools["shared_assistant"].size) == (20, 10)
    assert after.tree["steps"]["west_care"]["serve"]["west_wound"] == "shared_nurse"


def test_under_any_settings_posts_are_whole_and_everybody_is_served() -> None:
    """40 draws: the service holds together, posts add up to those left, and nobody is made up."""
    draw, service = random.Random(7), district()
    pools = ("nurses_north", "nurses_south")
    for _ in range(40):
        given = {
            "joins": f"{draw.randint(51, 100)} %",
            "customised": f"{draw.randint(0, 74)} %",
            "slower": str(draw.randint(90, 200) / 100),
            "lost": f"{draw.randint(0, 100)} %",
            "staff": f"{draw.randint(50, 120)} %",
            "travel": f"{draw.randint(50, 300)} %",
        }
        settings = POOL_SERVICES.choose_settings(given)
        after = POOL_SERVICES.plan(service, given).after
        assert find_problems(after) == []
        kept = settings.number("customised")
        stay = sum(math.ceil(service.pools[name].size * kept - 1e-9) for name in pools)
        left = sum(pool.size for name, pool in after.pools.items() if "nurse" in name)
        assert left == stay + shared_posts(service, pools, settings)
        assert left <= max(10 * settings.number("staff") + 0.5, 10)
