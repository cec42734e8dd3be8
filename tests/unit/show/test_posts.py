"""What becomes of those who work in the service."""

from __future__ import annotations

import re
from dataclasses import replace

from opmodels.appraise.comparison import Comparison
from opmodels.models.catalogue import find_model
from opmodels.models.staff_effect import Decisions, PoolEffect
from opmodels.show.posts import list_settled, list_staff, tell_decisions, tell_pool


def pool(before: int, after: int, people: tuple[int, int] | None = None, *changed: str) -> PoolEffect:
    """Return a pool of so many on duty, before and after."""
    return PoolEffect(
        "front_desk", "adviser", "", (before, after), people or (before, after), (1.0, 1.0), changed
    )


def test_staff(comparison: Comparison) -> None:
    """Which posts, by how many and why so many, and whether anybody asked."""
    told = dict(list_staff(comparison))
    assert told["trim(cut=30 %)"] == (
        "-1 person: desk 3 to 2 on duty (30 % of 3 is 0.9: 1 person, 33 %); not consulted"
    )
    assert "no desk any more (3 on duty) and no counter any more (1 on duty, 2 people)" in told["withdraw"]
    assert "adviser" not in told["withdraw"]
    assert "keep" not in told


def test_pools() -> None:
    """Each fate of a pool has its words; people employed are told where they differ from those on duty."""
    assert tell_pool(pool(5, 4, (7, 6))) == "front desk 5 to 4 on duty, 7 to 6 people"
    assert tell_pool(pool(5, 4), "20 % of 5 is 1: 1 person, 20 %").endswith(
        "(20 % of 5 is 1: 1 person, 20 %)"
    )
    assert tell_pool(pool(5, 4), "fewer calls come") == "front desk 5 to 4 on duty"
    assert tell_pool(pool(0, 2)) == "front desk is new (2 on duty)"
    assert (
        tell_pool(pool(2, 2, None, "hours a week each 40 -> 35")) == "front desk: hours a week each 40 -> 35"
    )


def test_decisions() -> None:
    """What a role gains stands before what it loses."""
    assert tell_decisions("nurse", Decisions(("treatment",), ("rota", "spending"))) == (
        "nurse decides treatment and no longer decides rota and spending"
    )
    assert tell_decisions("nurse", Decisions((), ("rota",))) == "nurse no longer decides rota"


def test_a_settled_cut_is_told(comparison: Comparison) -> None:
    """Where a model has chosen how much it cuts, it is told how much and why."""
    model = comparison.models["trim(cut=30 %)"]
    assert list_settled(model) == []
    redesign = find_model("trim").plan(comparison.service)
    (told,) = list_settled(replace(model, redesign=redesign))
    assert re.fullmatch(r"cut [\d.]+ %, the smallest that closes the gap of £40k per year", told)
