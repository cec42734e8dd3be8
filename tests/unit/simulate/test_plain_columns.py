"""Columns that only the plain loop uses have places of their own, also where they take those of others."""

from __future__ import annotations

import pytest

from opmodels.simulate import columns as c
from opmodels.simulate import plain_columns as p

ARRAYS = {
    "plain_rule": (p.PLAIN_KIND, p.PLAIN_SEGMENT, p.PLAIN_COLS),
    "coming": (p.COMES_AT, p.FIRST_PATIENCE, p.COMING_COLS),
    "draft": (p.DRAFT_CASE, p.DRAFT_OPEN, p.DRAFT_ROWS),
}


@pytest.mark.parametrize("name", sorted(ARRAYS))
def test_there_are_columns_for_all(name: str) -> None:
    """The first column is 0, and the last has a place."""
    first, last, size = ARRAYS[name]
    assert first == 0
    assert last < size


def test_borrowed_columns_are_not_used_otherwise() -> None:
    """What the plain loop writes into a case or a pool stands in no column that it or the clock needs."""
    of_case = {p.ONWARD, p.NEXT_WORK, p.NEXT_ONWARD, p.NEXT_BEARS, p.BY, p.SEAT}
    needed = {c.KEY, c.ARRIVED, c.SEG, c.PERSON, c.AT, c.PHASE, c.SINCE, c.DUE, c.EXIT_DRAW, c.BOOKED}
    needed |= {c.REASON, c.MOVES, c.MOVED_AT, c.WORK_MS, c.WAITED}
    assert len(of_case) == 6
    assert not of_case & needed
    assert {p.LANES_USED, p.LANE_FROM}.isdisjoint({c.CAP, c.BUSY, c.POOL_SINCE, c.BASE, c.EXTRA, c.DOWN})


def test_arrivals_are_drawn_in_whole_drafts() -> None:
    """Those drawn ahead fill whole drafts, later visits stand behind them, and buckets of the wheel are found
    by their last bits."""
    assert p.COMING % p.WIDE == 0
    assert p.DRAFT_COLS == p.LATER + p.WAITING
    assert p.WHEEL & (p.WHEEL - 1) == 0
