"""The layers of a service are found by themselves: who meets people, who plans, who leads."""

from __future__ import annotations

import pytest

from opmodels.models.front_line import (
    are_like,
    contacts_per_case,
    front_pools,
    leading_pools,
    like_pools,
    planning_pools,
)
from tests.unit.models.district import district
from tests.unit.models.example import surgery


def test_the_layers_of_a_district() -> None:
    """The office does work above the first layer, leads and manager do none of any step."""
    service = district()
    assert set(front_pools(service)) == {"nurses_north", "nurses_south", "assistants", "doctor"}
    assert front_pools(service)[0] == "nurses_south"
    assert planning_pools(service) == ("office",)
    assert leading_pools(service) == ("leads", "manager")


def test_like_work_is_of_the_same_hours_and_about_the_same_pay() -> None:
    """A doctor is no nurse, nor is who works other hours, or keeps a diary."""
    service = district()
    assert set(like_pools(service, front_pools(service))) == {"nurses_north", "nurses_south", "assistants"}
    night = district("insulin, hours: 7 days 08:00-16:00", "insulin, hours: 7 days 12:00-20:00")
    assert "assistants" not in like_pools(night, front_pools(night))
    assert like_pools(surgery(), front_pools(surgery())) == ("reception",)


def test_contacts_count_every_visit() -> None:
    """A wound in ten visits, insulin in forty, five to one; one in ten sees the doctor once besides."""
    assert contacts_per_case(district()) == pytest.approx((5 * 10 + 40) / 6 + 0.1, rel=1e-3)


def test_who_asks_says_what_is_made_the_same_first() -> None:
    """Teams are given one rule of absence and can differ in it before; pools that are united cannot."""
    rises = "nurses_south: {absence_rises: {above: 85 %, by: 0.2}, staff: 6,"
    service = district("nurses_south: {staff: 6,", rises)
    assert not are_like(service, "nurses_north", "nurses_south")
    assert are_like(service, "nurses_north", "nurses_south", made_same=("absence_rises",))
    assert set(like_pools(service, front_pools(service))) == {"nurses_north", "nurses_south", "assistants"}
