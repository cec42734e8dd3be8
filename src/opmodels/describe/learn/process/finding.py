"""What was looked for in a log beside routes and lengths: found, not found, or not to be told, and how sure.

Where many places are tried at once, those that are sure are chosen so that in a log in which there is nothing
of the kind something is found once in twenty at most, and of what is found one in twenty is wrong on average
(Benjamini and Hochberg 1995). Ranges of sums are from drawing whole cases, weeks or days again with
replacement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.learn.variation import find_range

F8 = NDArray[np.float64]
ALARM = 0.05
"""Share of logs without anything of a kind in which something is found all the same, at most."""
DRAWS = 400
TOO_MANY = "{} {} were tried: too many to tell from chance what one of them seems to show"
Verdict = Literal["found", "not found", "cannot be told"]


@dataclass(frozen=True)
class Finding:
    """What came of looking for one kind of thing.

    Parameters
    ----------
    kind
        What was looked for, in a word or two.
    verdict
        What came of it.
    sentences
        What was found with its ranges, or why nothing can be told.
    details
        The same for programs: one for each thing that was found.
    """

    kind: str
    verdict: Verdict
    sentences: tuple[str, ...]
    details: tuple[Mapping[str, Any], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "verdict": self.verdict,
            "told": list(self.sentences),
            "found": [dict(one) for one in self.details],
        }


def choose_sure(chances: Sequence[float], alarm: float = ALARM) -> NDArray[np.bool_]:
    """Return which of several findings are sure, from the chance of each where there is nothing."""
    found = np.asarray(chances, np.float64)
    order = np.argsort(found, kind="stable")
    below = np.flatnonzero(found[order] <= alarm * (np.arange(len(found)) + 1) / max(len(found), 1))
    sure = np.zeros(len(found), np.bool_)
    sure[order[: below[-1] + 1 if len(below) else 0]] = True
    return sure


def is_too_many(chances: Sequence[float], trials: int, alarm: float = ALARM) -> bool:
    """Return whether so many were tried that one of them could not be told from chance.

    Trials show no chance below one in one more than there are; what is there has to be below `alarm` divided
    by how many were tried.
    """
    least = 1 / (trials + 1)
    return least > alarm / max(len(chances), 1) and bool((np.asarray(chances) <= least).any())


def find_chance(count: int, of: int, share: float) -> float:
    """Return the chance of so many or more, of so many, where each has a share."""
    from scipy.special import bdtrc

    return 1.0 if count <= 0 else float(bdtrc(count - 1, of, share))


def find_share_range(count: int, of: int) -> tuple[float, float]:
    """Return the 95 % range of a share seen in so many of so many (Jeffreys); of all or none too."""
    from scipy.special import betaincinv

    low = betaincinv(count + 0.5, of - count + 0.5, 0.025) if count else 0.0
    high = betaincinv(count + 0.5, of - count + 0.5, 0.975) if count < of else 1.0
    return float(low), float(high)


def find_ratio_range(part: F8, whole: F8) -> tuple[float, float]:
    """Return the 95 % range of a ratio of two sums, whose parts are drawn again with replacement.

    Of all or none the parts say the same whichever are drawn; then it is that of a share of so many parts.

    Parameters
    ----------
    part, whole
        (units,) what each case, week or day adds to the one and to the other.
    """
    some = whole > 0  # others say nothing of the ratio
    part, whole = part[some], whole[some]
    if not part.any() or (part == whole).all():
        return find_share_range(len(part) if part.any() else 0, len(part))
    rng = np.random.default_rng(1)
    weights = rng.multinomial(len(part), np.full(len(part), 1 / len(part)), DRAWS)
    low, high = find_range((weights @ part) / np.maximum(weights @ whole, 1e-12))
    return float(low), float(high)


def write_percent(share: float) -> str:
    """Return a share in words."""
    return f"{100 * share:.3g} %"


def write_span(span: tuple[float, float]) -> str:
    """Return the range of a share in words."""
    return f"95 % range {write_percent(span[0])} to {write_percent(span[1])}"
