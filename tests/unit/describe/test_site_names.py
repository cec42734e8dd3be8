"""Every name of a site begins with the site's, wherever it stands, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from opmodels.describe.read import parse_service
from opmodels.describe.service import describe
from opmodels.describe.site_names import name_site
from opmodels.describe.soundness import find_problems
from tests import services

TEXTS: tuple[Callable[[], str], ...] = (
    services.surgery, services.night_out, services.walk_in, services.home_teams, services.day_hospital,
    services.lifts, services.tandem,
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_description_with_other_names_holds_together(text: Callable[[], str]) -> None:
    """No reference is left behind: the rules of names, ways and numbers find nothing."""
    tree = name_site(parse_service(text(), "test.yaml").tree, "west")
    service = describe(tree)
    assert find_problems(service) == []
    for section in (
        "groups",
        "needs",
        "pools",
        "steps",
        "ends",
        "diaries",
        "consults",
        "exchanges",
        "campaigns",
    ):
        assert all(name.startswith("west_") for name in getattr(service, section))


def test_what_means_the_same_everywhere_keeps_its_name() -> None:
    """Payers, areas, levels, traits; roles and skills."""
    tree = parse_service(services.walk_in(), "test.yaml").tree
    named = name_site(tree, "west")
    assert named["areas"] == tree["areas"]
    assert named["needs"]["west_injury"]["severity"] == tree["needs"]["injury"]["severity"]
    assert named["needs"]["west_injury"]["worsens"]["serious"]["to"] == "critical"
    assert named["needs"]["west_injury"]["worsens"]["serious"]["goes_to"] == "west_hospital"
    assert named["groups"]["west_young"]["smartphone"] == "95 %"
    assert named["needs"]["west_check_up"]["planned"]["times"][2] == ["2025-06-04 09:15", "west_old"]
    assert named["steps"]["west_door"]["serve"] == {
        "north": ["west_north_nurses", "west_south_nurses"], "others": "west_south_nurses",
    }  # fmt: skip
    money = name_site(parse_service(services.surgery(), "test.yaml").tree, "west")["money"]
    assert all(name.startswith("west_") for kind in money.values() for name in kind)


def test_keys_of_the_grammar_keep_their_names_whatever_needs_are_called() -> None:
    """A need called phone does not rename who has a phone; values by need are renamed."""
    tree = {
        "groups": {"old": {"people": "10", "phone": "90 %"}},
        "needs": {
            "phone": {"rate": "1 per hour", "starts_at": "desk"},
            "visit": {"rate": {"old": "2 per hour"}},
        },
        "steps": {"desk": {"takes": {"phone": "5 min", "others": "9 min"}}},
    }
    named = name_site(tree, "west")
    assert named["groups"]["west_old"] == {"people": "10", "phone": "90 %"}
    assert named["needs"]["west_visit"]["rate"] == {"west_old": "2 per hour"}
    assert named["steps"]["west_desk"]["takes"] == {"west_phone": "5 min", "others": "9 min"}
