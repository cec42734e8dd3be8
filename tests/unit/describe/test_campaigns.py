"""Campaigns: when people are chosen, who may be, and who comes first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from opmodels.describe.campaigns import FIRST, Campaign


def campaign(**more: Any) -> dict[str, Any]:
    """Return a campaign as it is written."""
    return {"every": "4 weeks", "up_to": "120", **more}


def test_what_is_not_said() -> None:
    """Everybody may be chosen, by lot, at midnight, from the start to the end."""
    plain = Campaign.model_validate(campaign())
    assert (plain.days, plain.minute, plain.first, plain.start, plain.until) == (28, 0, "random", None, None)
    assert plain.concerns("anybody")


def test_what_is_said() -> None:
    """Days and times of day are read, and only the groups named are concerned."""
    full = Campaign.model_validate(campaign(**{"from": "2025-02-03"}, at="09:30", who={"group": "old"}))
    assert (full.start, full.minute) == (date(2025, 2, 3), 570)
    assert full.concerns("old") and not full.concerns("young")


@pytest.mark.parametrize(
    ("more", "found", "mend"),
    [
        ({"first": "score"}, "first: score without correlation", "add correlation:"),
        ({"correlation": "60 %"}, "first: random with a correlation", "write first: score"),
        ({"first": "most_cases"}, "first: most_cases without had", "add had:"),
    ],
)
def test_an_order_knows_what_it_goes_by(more: dict[str, Any], found: str, mend: str) -> None:
    """A score has its correlation and nothing else has; most cases says of what."""
    with pytest.raises(ValidationError) as caught:
        Campaign.model_validate(campaign(**more))
    (line,) = caught.value.errors()
    assert line["ctx"]["found"] == found
    assert mend in line["ctx"]["next"]


def test_every_order_can_be_written() -> None:
    """The orders by code are those that the grammar allows."""
    had = {"had": {"need": "fall", "within": "1 year"}}
    for first in FIRST:
        more = {"correlation": "0 %"} if first == "score" else {}
        assert Campaign.model_validate(campaign(first=first, who=had, **more)).first == first
