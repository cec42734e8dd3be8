"""Places of two groups go together at the shortest ways."""

from __future__ import annotations

from opmodels.describe.read import parse_service
from opmodels.models.match_sites import tell_sites
from tests.services import lifts, mmc


def test_each_place_has_one_and_the_plan_is_proven() -> None:
    """Within an area the way is nothing, so each stays at home."""
    assert list(tell_sites(parse_service(lifts()))) == [
        "north goes to north, 0 min",
        "town goes to town, 0 min",
        "the shortest ways: optimal, at most 0.0 % from the best",
    ]


def test_without_distances_there_is_no_plan() -> None:
    """Nothing is told."""
    assert list(tell_sites(parse_service(mmc()))) == []
