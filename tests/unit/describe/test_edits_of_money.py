"""Short words for prices, money that follows people, and effects on them."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.describe.edits import read_edit
from opmodels.describe.paths import EditError
from opmodels.describe.read import parse_service
from tests import services
from tests.unit.describe.changed import change


def test_a_price_is_set_at_the_choice() -> None:
    """By step and alternative."""
    after = change(
        services.night_out(), {"price": {"how.bus": "£1", "how.car": {"workers": "£5", "others": "£7"}}}
    )
    choose = after.tree["steps"]["how"]["choose"]
    assert (choose["bus"]["price"], choose["car"]["price"]) == ("£1", {"workers": "£5", "others": "£7"})


def test_posts_follow_people_or_no_longer() -> None:
    """A pool is funded by its cases, and `no` ends it."""
    after = change(services.home_teams(), {"fund": {"south": {"per_post": 40, "at_most": 3}, "north": "no"}})
    assert after.pools["south"].funded_by is not None
    assert after.pools["north"].funded_by is None


def test_an_effect_is_left_by_a_step_or_an_end() -> None:
    """Beside those that are there; an end that said only how it ends says more."""
    lump = {"factor": 0.9, "lasts": "4 weeks"}
    after = change(
        services.day_hospital(),
        {"effect": {"cured": {"lump": lump}, "see": {"lump": lump}, "course": {"lift": lump}}},
    )
    assert after.tree["ends"]["cured"] == {
        "as": "met",
        "effects": {"lump": {"factor": "0.9", "lasts": "4 weeks"}},
    }
    assert set(after.tree["steps"]["course"]["effects"]) == {"lump", "lift"}
    assert set(after.tree["steps"]["see"]["effects"]) == {"lump"}


@pytest.mark.parametrize(
    ("node", "found"),
    [
        ({"price": {"how": "£1"}}, "'how'"),
        ({"price": {"how.buss": "£1"}}, "'buss'"),
        ({"fund": {"souht": {"per_post": 4}}}, "'souht'"),
        ({"fund": {"town": "no"}}, "'funded_by'"),
        ({"effect": {"vist": {"visit": {"factor": 1}}}}, "'vist'"),
        ({"effect": {"visit": "0.8"}}, "'0.8' for visit"),
    ],
)
def test_what_is_not_there_is_refused(node: Any, found: str) -> None:
    """The message names the place, and what would fit."""
    text = services.night_out() if "price" in node else services.home_teams()
    with pytest.raises(EditError, match=found):
        read_edit(node).strokes(parse_service(text, "test.yaml").tree)
