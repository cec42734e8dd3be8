"""Shares that make the whole."""

from __future__ import annotations

import pytest

from opmodels.describe.distributions.errors import DistributionError
from opmodels.describe.distributions.shares import check_shares


def test_the_whole() -> None:
    """Shares that make the whole pass, with the last digit of a rounded third forgiven."""
    check_shares((0.6, 0.4), 2, "of")
    check_shares((1 / 3, 0.3333333, 0.3333334), 3, "of")


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ((0.6, 0.3), "shares that sum to 90 %"),
        ((0.6, 0.3, 0.1), "3 shares for 2 of"),
        ((), "0 shares for 2 of"),
    ],
)
def test_not_the_whole(shares: tuple[float, ...], found: str) -> None:
    """Shares that do not, or do not fit what they belong to, are refused."""
    with pytest.raises(DistributionError) as caught:
        check_shares(shares, 2, "of")
    assert caught.value.found == found
