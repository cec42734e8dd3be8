"""How many of the last cases to learn from, where a service has changed since its log began.

A log may begin before a reform, a new system or a backlog. Whether it tells more to forget the early cases
is asked of the log itself: at several times in it, the cases before are used to foretell how long those
just after take, once all of them and once only the last of them. Early cases are forgotten where that
would have been clearly better, on average, and where the late ones differ from them by more than chance
would.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opmodels.describe.learn.process.shapes import GRID, score_quantiles
from opmodels.describe.learn.process.traces import Traces

F8 = NDArray[np.float64]
WINDOWS = (1 / 2, 1 / 4, 1 / 8)
"""Which share of the cases may be all that is learned from."""
FEWEST = 150
"""Fewer cases than this are not enough."""
ORIGINS = (4, 5, 6, 7)
EIGHTHS = 8
"""After how many eighths of the cases it is asked how those of the next eighth are foretold."""
BETTER = 0.95
DOUBT = 0.01


def count_recent(traces: Traces) -> int:
    """Return of how many of the last cases to learn; of all, unless the service has clearly changed."""
    from scipy.stats import ks_2samp

    spans = np.maximum.reduceat(traces.end, traces.starts) - traces.first
    lengths: F8 = spans[np.argsort(traces.first, kind="stable")].astype(np.float64)
    all_cases = len(lengths)
    losses = {share: _look_back(lengths, share) for share in (1.0, *WINDOWS) if share * all_cases >= FEWEST}
    if not losses:
        return all_cases
    best = min(losses, key=lambda share: losses[share])
    kept = round(best * all_cases)
    if kept == all_cases or losses[best] > BETTER * losses[1.0]:
        return all_cases
    return kept if ks_2samp(lengths[-kept:], lengths[:-kept]).pvalue < DOUBT else all_cases


def _look_back(spans: F8, share: float) -> float:
    """Return the mean quantile score of lengths foretold by the last of those before."""
    eighth = len(spans) / EIGHTHS
    total = 0.0
    for origin in ORIGINS:
        before, after = spans[: round(origin * eighth)], spans[round(origin * eighth) :][: round(eighth)]
        window = before[-max(round(share * len(before)), 1) :]
        total += score_quantiles(np.quantile(window, GRID), after)
    return total / len(ORIGINS)
