"""Work done ahead spares the busiest month, as far as the facts allow."""

from __future__ import annotations

import pytest

from opmodels.describe.edit import Changes, apply_changes
from opmodels.describe.read import parse_service
from opmodels.describe.service import Service
from opmodels.models.shift_ahead import list_early, plan_ahead
from tests.services import rush_line


def change(service: Service, share: float) -> Service:
    """Return the service with work done ahead."""
    edits = plan_ahead(service, share).edits
    return apply_changes(service, Changes(model="x", for_digest=service.digest, edits=edits))


def test_only_what_may_be_done_early_is() -> None:
    """By so many months as the facts say; nothing where they say nothing."""
    service = parse_service(rush_line())
    assert list_early(service) == {"review": 2}
    none = parse_service(rush_line().replace("review may be done early: {holds: yes", "x: {holds: yes"))
    assert (list_early(none), plan_ahead(none, 0.5).edits) == ({}, ())


def test_the_year_goes_round() -> None:
    """Cases of January come in November and December; at no strength nothing changes."""
    service = parse_service(rush_line())
    assert plan_ahead(service, 0.0).edits == ()
    before, after = service.needs["review"].year, change(service, 0.2).needs["review"].year
    assert after[0] == pytest.approx(0.8 * before[0], rel=0.02)
    assert after[10] + after[11] > before[10] + before[11]


def test_a_busy_summer_is_spared() -> None:
    """Cases of June come in April and May; the year's sum stays."""
    text = rush_line().replace("Jan: 2,", "Jan: 1,").replace("Jun: 1", "Jun: 2")
    service = parse_service(text)
    before, then = service.needs["review"].year, change(service, 0.2).needs["review"].year
    assert then[5] == pytest.approx(0.8 * before[5], rel=0.02)
    assert then[3] + then[4] > before[3] + before[4]
    assert then[6:] == pytest.approx(before[6:], rel=0.02)
    assert "busiest month" in plan_ahead(service, 0.2).told[0]


def test_a_month_without_cases_can_be_filled() -> None:
    """Nobody comes in May today; cases of June may come then, as those of any month before it."""
    text = rush_line().replace("Jan: 2,", "Jan: 1,").replace("May: 1, Jun: 1", "May: 0, Jun: 2")
    service = parse_service(text)
    before, then = service.needs["review"].year, change(service, 0.2).needs["review"].year
    assert sum(then) == pytest.approx(sum(before), rel=0.005)
    assert then[4] > before[4] == 0
    assert then[5] == pytest.approx(0.8 * before[5], rel=0.02)
