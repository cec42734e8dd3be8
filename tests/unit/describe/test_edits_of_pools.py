"""Staff are regrouped into teams and pools are united: nobody is lost, everybody is still served."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from opmodels.describe.edits import Edit
from opmodels.describe.paths import EditError
from opmodels.describe.read import parse_service
from opmodels.foundation.errors import InputError
from tests import services
from tests.unit.describe.changed import change

READ: TypeAdapter[Any] = TypeAdapter(Edit)
UNFUNDED = {"remove": ["pools.north.funded_by"]}
POOLS = ["north", "south", "town"]
SPECIALISTS = """\
opmodels: 1
service: Specialists
time: {start: 2025-01-06, run: 1 week, zone: UTC}
groups: {patients: {people: 900}}
needs: {wound: {rate: 1 per hour, starts_at: care}, insulin: {rate: 1 per hour, starts_at: care}}
pools:
  registered: {staff: 14, people: 22, hours: always, skills: wound, decides: plan of care}
  assistants: {staff: 9, people: 14, hours: always, skills: insulin}
steps: {care: {serve: {insulin: [assistants, registered], others: registered}, takes: 5 min, then: done}}
ends: {done: met}
guardrails: [{measure: utilisation, pool: registered, at_most: 90 %}]
"""


def test_specialists_become_teams_with_patches_of_their_own() -> None:
    """23 posts in teams of at most 8: three teams of 8, 8 and 7, each for its part of the people."""
    after = change(
        SPECIALISTS, {"regroup": {"pools": ["registered", "assistants"], "into": "team", "at_most": 8}}
    )
    assert {name: pool.size for name, pool in after.pools.items()} == {"team_1": 8, "team_2": 8, "team_3": 7}
    assert sum(pool.people.value for pool in after.pools.values() if pool.people) == 36
    assert after.pools["team_1"].skills == ("wound", "insulin")
    assert after.pools["team_1"].decides == ("plan of care",)
    assert after.tree["steps"]["care"]["serve"] == {
        "patch_1": "team_1",
        "patch_2": "team_2",
        "patch_3": "team_3",
    }
    assert after.tree["areas"] == {"patch_1": "34.782609 %", "patch_2": "34.782609 %", "patch_3": "rest"}
    assert [rail.pool for rail in after.guardrails] == ["team_1", "team_2", "team_3"]


def test_neighbours_can_help() -> None:
    """The own team first, then whoever is free."""
    edit = {"pools": ["registered", "assistants"], "into": "team", "at_most": 12, "neighbours": "help"}
    after = change(SPECIALISTS, {"regroup": edit})
    assert after.tree["steps"]["care"]["serve"] == {
        "patch_1": ["team_1", "team_2"], "patch_2": ["team_2", "team_1"],
    }  # fmt: skip


def test_pools_by_area_stay_in_their_area() -> None:
    """The three of the north become two teams, the others one each; consults share among all of them."""
    after = change(
        services.home_teams(), UNFUNDED, {"regroup": {"pools": POOLS, "into": "team", "at_most": 2}}
    )
    assert {name: pool.size for name, pool in after.pools.items()} == {
        "team_north_side_1": 2, "team_north_side_2": 1, "team_south_side": 2, "team_centre": 2,
    }  # fmt: skip
    assert list(after.tree["areas"]) == ["north_side_1", "north_side_2", "south_side", "centre"]
    assert after.consults["noon"].pools == tuple(after.pools)


def test_one_team_needs_no_areas() -> None:
    """Its name is what was asked for, and a diary goes with it, with as many slots as before."""
    after = change(services.surgery(), {"regroup": {"pools": "gp", "into": "doctors", "at_most": 12}})
    assert "areas" not in after.tree
    assert after.pools["doctors"].size == 5
    assert (after.diaries["on_day"].pool, after.diaries["on_day"].per_session.value) == ("doctors", 6)


def test_united_pools_have_all_posts_or_as_many_as_said() -> None:
    """The step is then served by one pool for everybody, and consults of one pool end."""
    after = change(services.home_teams(), UNFUNDED, {"unite": {"pools": POOLS, "into": "shared"}})
    assert after.pools["shared"].size == 7
    assert after.tree["steps"]["visit"]["serve"] == "shared"
    assert after.consults == {}
    fewer = change(services.home_teams(), UNFUNDED, {"unite": {"pools": POOLS, "into": "town", "posts": 5}})
    assert {name: pool.size for name, pool in fewer.pools.items()} == {"town": 5}


def test_some_can_stay_where_they_are() -> None:
    """A fifth of three, two and two is one each; they help when nobody of the others is free."""
    after = change(
        services.home_teams(), UNFUNDED, {"unite": {"pools": POOLS, "into": "shared", "stays": "20 %"}}
    )
    assert {name: pool.size for name, pool in after.pools.items()} == {
        "north": 1,
        "south": 1,
        "town": 1,
        "shared": 4,
    }
    assert after.tree["steps"]["visit"]["serve"]["south_side"] == ["shared", "south"]


@pytest.mark.parametrize(
    ("text", "node", "found"),
    [
        ("home", {"regroup": {"pools": POOLS, "into": "team", "at_most": 2}}, r"pools\.north\.funded_by"),
        ("surgery", {"regroup": {"pools": ["gp"], "into": "team", "at_most": 2}}, "diary on_day of gp"),
        ("surgery", {"regroup": {"pools": ["gp", "nurse"], "into": "team", "at_most": 9}}, "which differ in"),
        (
            "surgery",
            {"regroup": {"pools": "nurs", "into": "team", "at_most": 9}},
            "'nurs', which pools does not",
        ),
        (
            "surgery",
            {"regroup": {"pools": "nurse", "into": "gp", "at_most": 9}},
            "into: gp, a pool that there is",
        ),
        (
            "two",
            {"unite": {"pools": ["south", "town"], "into": "north"}},
            "into: north, a pool that there is",
        ),
        ("two", {"unite": {"pools": ["south", "town"], "into": "x", "stays": "90 %"}}, "which leaves nobody"),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, node: Any, found: str) -> None:
    """Names that are not there or taken, what belongs to one pool alone, slots that several would own."""
    texts = {"home": services.home_teams(), "two": services.home_teams(), "surgery": services.surgery()}
    tree = parse_service(texts[text], "test.yaml").tree
    with pytest.raises(EditError, match=found):
        READ.validate_python(node).strokes(tree)


@pytest.mark.parametrize(
    ("node", "found"),
    [
        ({"regroup": {"pools": "a", "into": "team"}}, "at_most"),
        ({"regroup": {"pools": "a", "into": "team", "at_most": "many"}}, "many"),
        ({"regroup": {"pools": "a", "into": "2 teams", "at_most": 8}}, "into"),
        ({"regroup": {"pools": [], "into": "team", "at_most": 8}}, "pools"),
        ({"regroup": {"pools": "a", "into": "team", "at_most": 8, "neighbours": "no"}}, "neighbours"),
        ({"unite": {"pools": "a", "into": "x"}}, "two or more pools"),
        ({"unite": {"pools": ["a", "a"], "into": "x"}}, "two or more pools"),
        ({"unite": {"pools": ["a", "b"], "into": "x", "stays": "120 %"}}, "120 %"),
        ({"unite": {"pools": ["a", "b"], "into": "x", "post": 3}}, "post"),
    ],
)
def test_what_is_written_wrongly_is_refused(node: Any, found: str) -> None:
    """Each mistake is told at its key."""
    with pytest.raises(ValidationError) as caught:
        READ.validate_python(node)
    assert found in str(caught.value)


def test_a_step_that_others_serve_as_well_says_what_to_do() -> None:
    """Areas and needs cannot be told apart at once."""
    text = SPECIALISTS.replace("others: registered}", "others: doctor}").replace(
        "assistants:", "doctor: {staff: 1}\n  assistants:"
    )
    with pytest.raises(InputError, match="unite all pools that serve it"):
        change(text, {"regroup": {"pools": ["registered", "assistants"], "into": "team", "at_most": 8}})


def test_teams_of_one_area_leave_the_others_alone() -> None:
    """The three of the north become two teams there; south and centre are served as before."""
    after = change(
        services.home_teams(), UNFUNDED, {"regroup": {"pools": "north", "into": "team", "at_most": 2}}
    )
    assert after.tree["steps"]["visit"]["serve"] == {
        "north_side_1": "team_1", "north_side_2": "team_2", "south_side": "south", "centre": "town",
    }  # fmt: skip


def test_posts_that_are_too_few_for_the_areas_are_told() -> None:
    """Two posts cannot be a team in each of three areas, where one of them is to be enough for none."""
    text = services.home_teams().replace("{north_side: north, south_side: south, centre: town}", "south")
    with pytest.raises(InputError, match="2 posts for 3 areas"):
        change(text, {"regroup": {"pools": "south", "into": "team", "at_most": 1}})
