"""Shares that belong to a list of things, and together make the whole."""

from __future__ import annotations

from opmodels.describe.distributions.errors import DistributionError

CLOSE = 1e-6


def check_shares(shares: tuple[float, ...], count: int, of_what: str) -> None:
    """Check that there is one share for each thing, and that they make the whole.

    Raises
    ------
    DistributionError
        When there are too few or too many, or they do not sum to 1.
    """
    if len(shares) != count:
        raise DistributionError(
            f"{len(shares)} shares for {count} {of_what}", f"one share for each of {of_what}", parameter=None
        )
    total = sum(shares)
    if abs(total - 1) > CLOSE:
        raise DistributionError(
            f"shares that sum to {100 * total:.6g} %",
            "shares that sum to 100 %",
            next="write rest for one of them",
        )
