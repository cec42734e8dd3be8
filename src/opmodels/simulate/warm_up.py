"""How long a service runs before anything is measured (E4.3): whole weeks, the same for every operating
model."""

from __future__ import annotations

import numpy as np

from opmodels.describe.service import Service
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.run import run_once

PILOTS = 5
MOST_WEEKS = 26
HOURS_PER_WEEK = 168
LONGEST_PILOT_HOURS = 2 * MOST_WEEKS * HOURS_PER_WEEK


def truncate_mser(series: np.ndarray, batch: int = 5) -> int:
    """Return how many values to drop from the start by the rule MSER-5.

    The truncation that makes the squared standard error of the remaining mean smallest, over means of
    batches of five, within the
    first half (White 1997, Simulation 69(6)).

    Parameters
    ----------
    series
        (n,) float64.
    batch
        Values in each batch.
    """
    count = len(series) // batch
    if count < 2:
        return 0
    means = series[: count * batch].reshape(count, batch).mean(axis=1)
    drops = np.arange(count // 2 + 1)
    scores = np.array([means[d:].var() / (count - d) for d in drops])
    return int(drops[int(np.argmin(scores))]) * batch


def find_warm_up(service: Service, seed: int = 1) -> int:
    """Return whole weeks of warm-up for a service that starts empty or from its backlog.

    The number inside is followed over pilot runs of twice the longest warm-up considered, averaged by week
    over pilots, and cut by
    MSER with single weeks as batches. A service that states its warm-up is left as it is.

    Parameters
    ----------
    service
        The service as it is.
    seed
        Addresses the draws of the pilots, which differ from those of the runs.
    """
    if service.time.warm_up != "auto":
        return 0
    compiled = compile_service(service, warm_weeks=_pilot_weeks(service))
    pilots = [run_once(compiled, seed, -1 - pilot).record.inside for pilot in range(PILOTS)]
    hourly = np.mean(pilots, axis=0)
    weeks = len(hourly) // HOURS_PER_WEEK
    weekly = hourly[: weeks * HOURS_PER_WEEK].reshape(weeks, HOURS_PER_WEEK).mean(axis=1)
    return min(max(truncate_mser(weekly, batch=1), 1), MOST_WEEKS) if weekly.any() else 1


def _pilot_weeks(service: Service) -> int:
    run_weeks = service.time.run.value / (60 * HOURS_PER_WEEK)
    return max(min(2 * MOST_WEEKS, 17 * 52 - int(run_weeks) - 2) - int(run_weeks), 0)
