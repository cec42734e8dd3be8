"""Pools of like work are found by role, or by the steps they serve, and compared by how long jobs take."""

from __future__ import annotations

import pytest

from opmodels.describe.read import parse_service
from opmodels.models.like_work import find_like_work, minutes_by_pool, steps_served
from tests.services import home_teams, mmc
from tests.unit.models.district import district, unlike_jobs


def test_like_work_has_one_role_and_the_same_hours() -> None:
    """Two teams of nurses; assistants are one pool, and the doctor is alone."""
    assert find_like_work(district()) == (("nurses_north", "nurses_south"),)
    late = district("staff: 4, people: 6, layer: 1, role: nurse", "staff: 4, layer: 1, role: matron")
    assert find_like_work(late) == ()
    assert find_like_work(parse_service(mmc(), "test.yaml")) == ()


def test_without_roles_the_steps_tell() -> None:
    """Three teams that serve the same step, of which one is paid half as much again."""
    assert find_like_work(parse_service(home_teams(), "test.yaml")) == (("north", "south", "town"),)


def test_jobs_are_measured_by_pool() -> None:
    """One minute and ten."""
    assert steps_served(district(), "assistants") == ("care",)
    assert minutes_by_pool(unlike_jobs(), ("short", "long")) == pytest.approx({"short": 1, "long": 10})
