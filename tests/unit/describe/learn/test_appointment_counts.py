"""The table of counts, and what is read off it."""

from __future__ import annotations

import numpy as np
import pytest

from opmodels.describe.learn.appointment_counts import AXES, SHAPE, AppointmentCounts


@pytest.fixture
def counts() -> AppointmentCounts:
    """Return two months and two areas, with every cell a different number."""
    table = np.arange(2 * 2 * int(np.prod(SHAPE))).reshape(2, 2, *SHAPE)
    return AppointmentCounts("made-up.csv", ("2019-03", "2019-04"), ("Elm", "Oak"), table)


def test_every_category_ends_with_the_unknown() -> None:
    """The last category of each axis is the unknown one, as the sums rely on."""
    assert SHAPE == (5, 8, 3, 3)
    assert all(list(axis.values())[-1] == "unknown" for axis in AXES.values())


def test_known_leaves_out_what_is_unknown(counts: AppointmentCounts) -> None:
    """Known counts leave out unknown modes, lead times and statuses, but not unknown professionals."""
    by_hand = counts.counts[:, :, :4, :7, :2, :].sum(axis=(1, 5))
    assert np.array_equal(counts.known, by_hand)
    assert counts.known.shape == (2, 4, 7, 2)


def test_months_between(counts: AppointmentCounts) -> None:
    """Choosing months keeps their counts and nothing else."""
    chosen = counts.between("2019-04", "2019-12")
    assert chosen.months == ("2019-04",)
    assert chosen.total == counts.by_month[1] == counts.counts[1].sum()


def test_bounds_and_professionals(counts: AppointmentCounts) -> None:
    """The bounds hold the share among the known, and the shares of professionals sum to 1."""
    low, high = counts.missed_bounds()
    attended, missed = counts.counts[..., 0, :].sum(), counts.counts[..., 1, :].sum()
    assert low < missed / (attended + missed) < high
    assert sum(counts.by_professional().values()) == pytest.approx(1.0)
    assert set(counts.by_professional()) == {"gp", "other_staff"}
