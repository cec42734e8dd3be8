"""People whose pools get another name have not lost their posts."""

from __future__ import annotations

from typing import Any

import pytest

from opmodels.appraise.workforce import StaffTable, count_layers
from opmodels.models.pool_services import POOL_SERVICES
from opmodels.models.red_lines import check_red_lines
from opmodels.models.regrouped import find_moves
from opmodels.models.self_manage import SELF_MANAGE
from opmodels.models.staff_effect import compare_staff
from opmodels.show.posts import tell_pool
from tests.unit.models.district import district

ONE_PLACE: dict[str, Any] = {"layers_kept": "100 %", "hours": "1"}


def test_moves_tell_from_where_to_where() -> None:
    """23 people before and after; nobody else moves."""
    (move,) = find_moves(SELF_MANAGE.plan(district()))
    assert set(move.before) == {"nurses_north", "nurses_south", "assistants"}
    assert set(move.after) == {"team_north", "team_south_1", "team_south_2"}
    assert move.people == (23, 23)
    assert move.full_time[0] == pytest.approx(move.full_time[1])


def test_regrouped_posts_do_not_end() -> None:
    """The red line is crossed for the office alone; who is regrouped is told as such."""
    redesign = SELF_MANAGE.plan(district(), ONE_PLACE)
    (line,) = check_red_lines(redesign)
    assert (line.state, line.why) == ("broken", "posts end by redundancy: 3 of 3 in office")
    effect = compare_staff(redesign)
    fates = {one.pool: one.fate for one in effect.pools}
    assert (fates["nurses_north"], fates["team_north"], fates["office"]) == ("regrouped", "formed", "ended")
    nurses = next(one for one in effect.pools if one.pool == "nurses_north")
    assert tell_pool(nurses) == "nurses north join team north, team south 1 and team south 2"
    assert "nurses_north become team_north, team_south_1, team_south_2" in effect.because
    assert effect.summary.startswith("-3 people")


def test_the_table_counts_them_as_changed() -> None:
    """Three posts of planners end, 23 people work otherwise, none is new."""
    redesign = SELF_MANAGE.plan(district(), ONE_PLACE)
    layers = (count_layers(redesign.before), count_layers(redesign.after))
    posts = StaffTable(compare_staff(redesign), {}, layers, "not consulted").posts
    assert (posts["ended"]["people"], posts["created"]["people"], posts["changed"]["people"]) == (3, 0, 23)


def test_who_stays_is_told_apart() -> None:
    """Three of four nurses join the shared team, and one stays in the north."""
    redesign = POOL_SERVICES.plan(district(), {"joins": "100 %"})
    nurses = next(one for one in compare_staff(redesign).pools if one.pool == "nurses_north")
    assert tell_pool(nurses) == "3 of 4 nurses north join shared nurse"
    (move,) = find_moves(redesign)
    assert (move.new, move.people) == (("shared_nurse",), (15, 15))
