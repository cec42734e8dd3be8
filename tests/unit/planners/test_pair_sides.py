"""Pairs of the most worth, and pairs that nobody would leave: known cases, all ways tried, and bars kept."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodels.planners.pair_sides import Sides, find_blocking, pair_best, pair_stable

HOSPITALS = {"M": "DLSJ", "C": "DASLJ", "G": "DJL"}
RESIDENTS = {"A": "C", "S": "CM", "D": "CMG", "J": "CGM", "L": "MCG"}
ROOM = [2, 2, 2]


def likings() -> tuple[list[list[int]], list[list[int]]]:
    """Return whom hospitals and residents like, best first, by number."""
    hospitals, residents = list(HOSPITALS), list(RESIDENTS)
    return (
        [[residents.index(name) for name in liked] for liked in HOSPITALS.values()],
        [[hospitals.index(name) for name in liked] for liked in RESIDENTS.values()],
    )


def without_bars(worth: np.ndarray, room: list[int]) -> Sides:
    """Return two sides of whom any may go with any."""
    return Sides(worth, np.array(room), np.zeros(worth.shape))


def test_the_cheapest_assignment() -> None:
    """Three tasks and three people: five is the least, with the second, the first and the third."""
    costs = np.array([[4, 1, 3], [2, 0, 5], [3, 2, 2]], float)
    pairing = pair_best(without_bars((10 - costs).T, [1, 1, 1]))
    assert pairing.giver_of.tolist() == [1, 0, 2]
    assert 30 - pairing.objective == pytest.approx(5.0)
    assert (pairing.status, pairing.gap, pairing.left_out) == ("optimal", 0.0, ())


def test_stable_is_not_best() -> None:
    """Worth 10, 9, 9 and 1: pairs that nobody leaves are worth 11, the best 18, which one pair leaves."""
    worth = np.array([[10, 9], [9, 1]], float)
    liked = [[0, 1], [0, 1]]
    stable = pair_stable(liked, liked, [1, 1])
    assert sum(worth[giver, taker] for taker, giver in enumerate(stable)) == 11
    best = pair_best(without_bars(worth, [1, 1]))
    assert best.objective == pytest.approx(18.0)
    assert find_blocking(liked, liked, [1, 1], best.giver_of.tolist()) == [(0, 0)]


def test_hospitals_and_residents() -> None:
    """The published five and three: L and S at M, D and A at C, J at G."""
    hospitals, residents = likings()
    found = pair_stable(hospitals, residents, ROOM)
    placed = {name: list(HOSPITALS)[giver] for name, giver in zip(RESIDENTS, found, strict=True)}
    assert placed == {"A": "C", "D": "C", "L": "M", "S": "M", "J": "G"}
    assert find_blocking(hospitals, residents, ROOM, found) == []


def test_a_bar_is_never_broken_and_told() -> None:
    """Who is barred from everybody has nobody, however much it would be worth, and so for want of room."""
    worth = np.full((2, 4), 5.0)
    worth[:, 3] = 0.0
    barred = np.zeros((2, 4))
    barred[:, 0] = 1
    pairing = pair_best(Sides(worth, np.array([1, 0]), barred))
    assert pairing.giver_of[0] == -1
    assert pairing.objective == pytest.approx(5.0)
    why = {one.pool: one.why for one in pairing.left_out}
    assert why[0] == "barred from every giver"
    assert why[3].startswith("worth nothing")
    assert sum(reason.startswith("no room") for reason in why.values()) == 1


def test_a_giver_takes_part_only_with_enough() -> None:
    """Two at least, at a cost of three for opening: one taker of worth four opens nobody."""
    sides = Sides(np.array([[4.0]]), np.array([5]), np.zeros((1, 1)), least=np.array([2]))
    assert pair_best(sides).giver_of.tolist() == [-1]
    dear = Sides(np.array([[4.0, 4.0]]), np.array([5]), np.zeros((1, 2)), opening=np.array([9.0]))
    assert pair_best(dear).objective == 0.0
    cheap = Sides(np.array([[4.0, 4.0]]), np.array([5]), np.zeros((1, 2)), opening=np.array([3.0]))
    assert pair_best(cheap).objective == pytest.approx(5.0)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_other_pairing_is_better(data: st.DataObject) -> None:
    """Of all ways to pair up to three givers with up to four takers; room and bars are kept."""
    givers, takers = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 4))
    cells = st.lists(st.integers(-3, 9), min_size=givers * takers, max_size=givers * takers)
    worth = np.array(data.draw(cells), float).reshape(givers, takers)
    barred = np.array(data.draw(cells)).reshape(givers, takers) > 5
    room = np.array(data.draw(st.lists(st.integers(0, 2), min_size=givers, max_size=givers)))
    pairing = pair_best(Sides(worth, room, barred))
    best = max(
        sum(worth[giver, taker] for taker, giver in enumerate(way) if giver >= 0)
        for way in itertools.product(range(-1, givers), repeat=takers)
        if all(way.count(giver) <= room[giver] for giver in range(givers))
        and not any(giver >= 0 and barred[giver, taker] for taker, giver in enumerate(way))
    )
    assert pairing.objective == pytest.approx(best, abs=1e-6)
    for taker, giver in enumerate(pairing.giver_of.tolist()):
        assert giver < 0 or not barred[giver, taker]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_stable_pairs_are_stable_and_leave_the_same_out(data: st.DataObject) -> None:
    """Nobody blocks, whichever side asks; and, as in the country's hospitals, the same have nobody."""
    givers, takers = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    liked_by = [data.draw(st.permutations(range(takers))) for _ in range(givers)]
    likes = [
        data.draw(st.permutations(range(givers)).map(lambda p: p[: len(p) // 2 + 1])) for _ in range(takers)
    ]
    asked = pair_stable(liked_by, likes, [1] * givers)
    assert find_blocking(liked_by, likes, [1] * givers, asked) == []
    mutual = [[t for t in liked if g in likes[t]] for g, liked in enumerate(liked_by)]
    other = pair_stable([list(one) for one in likes], mutual, [1] * takers)
    assert {t for t, g in enumerate(asked) if g < 0} == set(range(takers)) - set(other)
