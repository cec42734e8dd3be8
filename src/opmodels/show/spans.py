"""What differs from case to case, in words: durations, shares, classes; one figure, or from low to high."""

from __future__ import annotations

from collections.abc import Callable

from opmodels.describe.sourced import OTHERS, Quantity, Spread, Varied
from opmodels.describe.split import Split
from opmodels.foundation.units import format_count, format_duration, format_share


def tell_times(times: Varied) -> str:
    """Return the mean of a duration: ``3.2 min``, or ``4 min to 9 min`` where it differs by case."""
    return _tell_means(times, format_duration)


def tell_counts(counts: Varied) -> str:
    """Return the mean of a number, in the same way: ``14``, or ``14 to 180``."""
    return _tell_means(counts, format_count)


def _tell_means(varied: Varied, write: Callable[[float], str]) -> str:
    means = [part.distribution.mean() for part in varied.parts if isinstance(part, Spread)]
    low, high = min(means), max(means)
    return write(low) if low == high else f"{write(low)} to {write(high)}"


def tell_share(split: Split, name: str) -> str:
    """Return a share: ``74 %``, or ``0 % to 38 %`` where it differs by case."""
    low, high = share_span(split, name)
    return format_share(low) if low == high else f"{format_share(low)} to {format_share(high)}"


def tell_shares(split: Split) -> str:
    """Return all shares: ``north 40 %, south 60 %``."""
    return ", ".join(f"{name} {tell_share(split, name)}" for name in split.to)


def share_span(split: Split, place: str) -> tuple[float, float]:
    """Return the lowest and the highest share of a place, over the names by which shares differ."""
    shares = [share for share in split.to.values() if share is not None]
    names = dict.fromkeys(name for share in shares for name in share.by)
    kinds: list[tuple[str, ...]] = [(name,) for name in names]
    kinds += [()] if all(share.everyone is not None for share in shares) else []
    found = [
        split.shares(*kind)[place] for kind in kinds if all(share.of(*kind) is not None for share in shares)
    ]
    return (round(min(found), 9), round(max(found), 9)) if found else (0.0, 1.0)


def tell_numbers(varied: Varied) -> str:
    """Return numbers as they are written: ``4``, or ``critical 1, others 5`` where they differ by case."""
    named = [(name, part) for name, part in varied.by.items() if isinstance(part, Quantity)]
    if not named:
        return str(varied.everyone.written)
    named += [(OTHERS, varied.everyone)] if varied.everyone is not None else []
    return ", ".join(f"{name} {part.written}" for name, part in named)
