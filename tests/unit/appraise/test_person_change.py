"""Expected changes told from luck, on people whose true change is known."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.appraise.person_change import Belief, believe, change_per_case, measure_luck, measure_spread
from opmodels.simulate import columns as c

BLOCKS, PEOPLE, CASES = 5, 4000, 4


def draw(changes: np.ndarray, noise: float, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return people with four cases in each block whose waits change by so much, and by luck besides."""
    rng = np.random.default_rng(seed)
    sums = np.zeros((2, BLOCKS, len(changes), 3))
    sums[..., c.P_CASES], sums[..., c.P_MET] = CASES, CASES
    luck = rng.normal(0.0, noise / np.sqrt(2 * CASES), (2, BLOCKS, len(changes)))
    sums[..., c.P_WAITED] = CASES * (100.0 + luck)
    sums[1, ..., c.P_WAITED] += CASES * changes
    return sums[0], sums[1]


def share_above(changes: np.ndarray, noise: float, amount: float) -> float:
    """Return the share of people who are believed to change by more than an amount."""
    return float(believe(*draw(changes, noise), c.P_WAITED).chance_above(amount).mean())


def test_no_change_shows_no_losers() -> None:
    """Where nothing changed nobody is believed to wait longer, though by luck alone a third seem to.

    The plain count is the share of a normal number with deviation 60 / sqrt(20) above 5: 35 %.
    """
    before, after = draw(np.zeros(PEOPLE), 60.0)
    plain = (change_per_case(before.sum(axis=0), after.sum(axis=0), c.P_WAITED) > 5).mean()
    assert plain == pytest.approx(0.354, abs=0.04)
    assert share_above(np.zeros(PEOPLE), 60.0, 5.0) < 0.01


def test_change_for_all_is_seen() -> None:
    """Where everybody waits ten minutes longer all are above five and none above fifteen."""
    changes = np.full(PEOPLE, 10.0)
    assert share_above(changes, 60.0, 5.0) > 0.99
    assert share_above(changes, 60.0, 15.0) < 0.01


def test_normal_changes_are_counted_right() -> None:
    """Where true changes are normal with deviation 20, as much luck does not bias the share above 10."""
    changes = np.random.default_rng(3).normal(0.0, 20.0, PEOPLE)
    found = share_above(changes, 90.0, 10.0)
    assert found == pytest.approx((changes > 10.0).mean(), abs=0.03)


def test_little_luck_is_the_plain_count() -> None:
    """With next to no luck a tenth of losers is a tenth, however oddly changes are spread."""
    changes = np.where(np.arange(PEOPLE) % 10 == 0, 40.0, 0.0)
    assert share_above(changes, 1.0, 5.0) == pytest.approx(0.1, abs=0.001)


def test_no_luck_at_all_is_certain() -> None:
    """Identical blocks leave nothing to doubt."""
    belief = believe(*draw(np.array([0.0, 9.0]), 0.0), c.P_WAITED)
    assert belief.sd.tolist() == [0.0, 0.0]
    assert belief.chance_above(5.0).tolist() == [0.0, 1.0]


def test_luck_is_the_variance_of_a_case() -> None:
    """The variance within persons is that which was put in, half of it on either side, within 5 %."""
    luck = measure_luck(*draw(np.zeros(PEOPLE), 60.0), c.P_WAITED)
    assert luck.group == pytest.approx(1800.0, rel=0.05)
    assert luck.freedom.sum() == PEOPLE * (BLOCKS - 1)
    assert luck.own.mean() == pytest.approx(1800.0, rel=0.05)


def test_spread_is_the_variance_between_persons() -> None:
    """The variance between persons is that which was put in, within 10 %."""
    changes = np.random.default_rng(4).normal(7.0, 20.0, PEOPLE)
    before, after = draw(changes, 60.0)
    seen = change_per_case(before.sum(axis=0), after.sum(axis=0), c.P_WAITED)
    spread, middle = measure_spread(seen, np.full(PEOPLE, 10.0), measure_luck(before, after, c.P_WAITED))
    assert spread == pytest.approx(400.0, rel=0.1)
    assert middle == pytest.approx(7.0, abs=1.0)


def test_people_without_a_case_in_a_block() -> None:
    """Blocks without a case tell nothing of luck and count no freedom."""
    before, after = draw(np.zeros(3), 10.0)
    before[1:, 0], after[1:, 0] = 0.0, 0.0
    luck = measure_luck(before, after, c.P_WAITED)
    assert luck.freedom.tolist() == [0.0, 4.0, 4.0]
    assert luck.squares[0] == 0.0 and luck.own[0] == pytest.approx(luck.group)


def test_uneven_numbers_of_cases_are_no_change() -> None:
    """People with one case before and many after, or the reverse, show no change where there is none."""
    rng = np.random.default_rng(8)
    sums = np.zeros((2, BLOCKS, PEOPLE, 3))
    sums[..., c.P_CASES] = rng.poisson(0.6, (2, BLOCKS, PEOPLE))
    sums[..., c.P_WAITED] = sums[..., c.P_CASES] * 100 + rng.normal(0, 60, (2, BLOCKS, PEOPLE)) * np.sqrt(
        sums[..., c.P_CASES]
    )
    both = (sums[..., c.P_CASES].sum(axis=1) > 0).all(axis=0)
    belief = believe(sums[0][:, both], sums[1][:, both], c.P_WAITED)
    assert belief.chance_above(5.0).mean() < 0.01 and (1 - belief.chance_above(-5.0)).mean() < 0.01


def test_chance_of_the_normal() -> None:
    """One deviation above the mean has a chance of 15.87 %."""
    assert Belief(np.array([2.0]), np.array([3.0])).chance_above(5.0)[0] == pytest.approx(0.158655, abs=1e-6)
