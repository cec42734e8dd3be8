"""Self-managing teams: everybody is in one, nobody goes unserved, and what is claimed is what is changed."""

from __future__ import annotations

import random

import pytest

from opmodels.describe.soundness import find_problems
from opmodels.foundation.errors import DoesNotFit
from opmodels.models.payroll import people_of, staff_pools
from opmodels.models.self_manage import SELF_MANAGE, choose_roles
from tests.unit.models.district import district
from tests.unit.models.example import surgery

TEAMS = {"team_north": 6, "team_south_1": 5, "team_south_2": 4}


def test_teams_take_the_place_of_roles_office_and_leads() -> None:
    """Fifteen posts in three teams of at most twelve people; the office's work is theirs, a lead is left."""
    after = SELF_MANAGE.plan(district()).after
    assert {name: pool.size for name, pool in after.pools.items() if name.startswith("team")} == TEAMS
    assert all(people_of(after.pools[name]) <= 12 for name in TEAMS)
    assert (set(after.pools) - set(TEAMS), after.pools["leads"].size) == ({"leads", "doctor"}, 1)
    assert after.tree["steps"]["refer"]["serve"] == after.tree["steps"]["care"]["serve"]
    team = after.pools["team_north"]
    assert (team.skills, team.role) == (("wound", "insulin"), "generalist")
    assert {"treatment", "who goes where", "own rota"} <= set(team.decides)
    assert [rail.measure for rail in after.guardrails] == ["late"]
    assert after.observed == ()


def test_what_it_costs_is_stated() -> None:
    """Three of 45 teams' coach, a fee for 23 people, training, and twelve weeks for each post that ends."""
    redesign = SELF_MANAGE.plan(district())
    fixed = redesign.after.money.fixed
    yearly = {name: line.cost.value * 8766 for name, line in fixed.items()}
    assert yearly == pytest.approx({"coaching": 62000 * 3 / 45, "platform": 23000}, rel=1e-4)
    pay = 12 * 40 * (2 * 15 + 2 * 30 + 40)
    assert redesign.transition.set_up.value == pytest.approx(23 * 1500 + pay)
    assert (redesign.transition.under_way, redesign.transition.posts_end_by) == ("move", "redundancy")
    assert redesign.transition.dual_running.value == 7 * 1440
    free = SELF_MANAGE.plan(district(), {"redundancy": "0 weeks"}).transition
    assert (free.set_up.value, free.posts_end_by) == (34500, "natural wastage")


def test_the_bill_for_pay_is_kept_but_for_what_is_raised() -> None:
    """Five assistants at £20 instead of £16: nothing else changes what an hour on duty costs."""
    service = district()
    after = SELF_MANAGE.plan(service).after
    cost = sum(after.pools[name].size * after.pools[name].hourly_cost for name in TEAMS)
    assert cost == pytest.approx(10 * 24 + 5 * 20, rel=1e-6)


def test_neighbours_wait_or_help() -> None:
    """Help puts the other teams behind the own one."""
    after = SELF_MANAGE.plan(district(), {"neighbours": "help"}).after
    assert after.tree["steps"]["care"]["serve"]["north"] == ["team_north", "team_south_1", "team_south_2"]


def test_roles_can_be_named() -> None:
    """Parted by spaces or commas; a wrong name is told."""
    named = SELF_MANAGE.choose_settings({"roles": "nurses_north nurses_south"})
    assert choose_roles(district(), named) == ("nurses_north", "nurses_south")
    with pytest.raises(DoesNotFit, match="no pool 'nurse'"):
        SELF_MANAGE.plan(district(), {"roles": "nurse"})


def test_none_is_no_change() -> None:
    """The service itself comes back."""
    service = district()
    assert SELF_MANAGE.plan(service, {"roles": "none"}).after is service


def test_where_there_is_nobody_to_manage_themselves_it_does_not_fit() -> None:
    """Too few people, or one role with nothing above it."""
    pools = {name: dict(pool) for name, pool in surgery().tree["pools"].items()}
    alone = {**pools, "reception": {**pools["reception"], "staff": "1"}}
    with pytest.raises(DoesNotFit, match="only 2 people of like work"):
        SELF_MANAGE.plan(surgery(pools=alone))
    flat = {
        name: {key: value for key, value in pool.items() if key != "layer"} for name, pool in pools.items()
    }
    with pytest.raises(DoesNotFit, match="one role at the front line, and no layer above it"):
        SELF_MANAGE.plan(surgery(pools=flat))


def test_under_any_settings_nobody_is_lost() -> None:
    """Posts at the front line are as many, teams keep their size, the service holds together (40 draws)."""
    draw, service = random.Random(4), district()
    posts = sum(service.pools[name].size for name in ("nurses_north", "nurses_south", "assistants"))
    for _ in range(40):
        given = {
            "team_size": str(draw.randint(3, 25)),
            "neighbours": draw.choice(["wait", "help"]),
            "own_time": f"{draw.randint(0, 30)} %",
            "layers_kept": f"{draw.randint(0, 100)} %",
            "upgraded": f"{draw.randint(0, 100)} %",
            "hours": str(draw.randint(50, 150) / 100),
            "minutes": str(draw.randint(50, 150) / 100),
            "sickness": str(draw.randint(0, 200) / 100),
            "leavers": str(draw.randint(0, 200) / 100),
        }
        after = SELF_MANAGE.plan(service, given).after
        assert find_problems(after) == []
        teams = [pool for name, pool in staff_pools(after).items() if name.startswith("team")]
        assert sum(pool.size for pool in teams) == posts
        assert all(people_of(pool) <= int(given["team_size"]) + 1 for pool in teams)
        assert all(0 <= (pool.absence.value if pool.absence else 0.0) <= 1 for pool in teams)
