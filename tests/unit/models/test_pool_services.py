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
    assert after.money.fixed["shared_platform"].cost.value * 8766 == pytest.approx(7 * 1500)
    transition = redesign.transition
    assert transition.set_up.value == pytest.approx(7 * 8000 * 1.56)
    assert transition.set_up.low == pytest.approx(7 * 3000 * 1.06)
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


TWO_SETS = """\
opmodels: 1
service: Clerks and judges
time: {start: 2025-01-06, run: 4 weeks, zone: UTC}
groups: {people: {people: 1000}}
needs: {form: {rate: 6 per hour, starts_at: fill}, plea: {rate: 2 per hour, starts_at: hear}}
payers: {town: {}, crown: {}}
pools:
  clerk_a: {staff: 4, role: clerk, hours: always, cost: £10 per hour, pays: town, speed: 80 %}
  clerk_b: {staff: 4, role: clerk, hours: always, cost: £20 per hour, pays: town}
  judge_a: {staff: 3, role: judge, hours: always, cost: £90 per hour, pays: crown}
  judge_b: {staff: 3, role: judge, hours: always, cost: £90 per hour, pays: crown}
steps:
  fill: {serve: [clerk_a, clerk_b], takes: 30 min, then: done}
  hear: {serve: [judge_a, judge_b], takes: 60 min, then: done}
ends: {done: met}
"""


def test_each_set_pays_for_itself() -> None:
    """The platform of the judges is the crown's to pay, for the posts that join and no others."""
    after = POOL_SERVICES.plan(parse_service(TWO_SETS), {"joins": "100 %", "customised": "30 %"}).after
    lines = {line.pays: line.cost.value * 8766 for line in after.money.fixed.values()}
    assert lines == {"town": pytest.approx(4 * 1500), "crown": pytest.approx(4 * 1500)}


def test_posts_that_end_are_paid_off_at_their_own_pay() -> None:
    """One of eight clerks goes, at the mean of £15 an hour, and one of six judges, at £90."""
    service = parse_service(TWO_SETS)
    paid, free = (
        POOL_SERVICES.plan(service, {**PLAIN, "staff": "85 %", "redundancy": weeks}).transition.set_up.value
        for weeks in ("12 weeks", "0 weeks")
    )
    assert paid - free == pytest.approx(12 * 168 * (15 + 90))


def test_slower_work_is_slower_than_the_mean_of_those_who_join() -> None:
    """Four at 80 % and four at 100 % are 90 % before anything is lost."""
    after = POOL_SERVICES.plan(parse_service(TWO_SETS), {**PLAIN, "slower": "1.25"}).after
    assert after.pools["shared_clerk"].speed.value == pytest.approx(0.9 / 1.25, abs=1e-6)
    assert after.pools["shared_judge"].speed.value == pytest.approx(0.8, abs=1e-6)


def test_pools_whose_absence_rises_otherwise_are_not_taken_for_alike() -> None:
    """They cannot become one, so none is made of them unasked."""
    rises = "nurses_south: {absence_rises: {above: 85 %, by: 0.2}, staff: 6,"
    service = district("nurses_south: {staff: 6,", rises)
    assert choose_sets(district(), "auto") == (("nurses_north", "nurses_south"),)
    with pytest.raises(DoesNotFit, match="no two pools of staff with the same role"):
        POOL_SERVICES.plan(service)
