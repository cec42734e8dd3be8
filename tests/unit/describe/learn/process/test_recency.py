"""Early cases are forgotten where the service has changed, and only there."""

from __future__ import annotations

import numpy as np

from opmodels.describe.learn.process.recency import count_recent
from tests.unit.describe.learn.process.made_logs import make_traces


def count_of(means: np.ndarray, seed: int) -> int:
    """Return how many cases are kept of some that take exponential times."""
    luck = np.random.default_rng(seed)
    spans = luck.exponential(means)
    begins = [[case, case + span] for case, span in enumerate(spans)]
    return count_recent(make_traces([[0, 1]] * len(means), begins))


def test_a_steady_service_keeps_all() -> None:
    """In 20 logs of 800 cases, all are kept in 18 at least."""
    assert sum(count_of(np.full(800, 10.0), seed) == 800 for seed in range(20)) >= 18


def test_a_service_that_became_faster_forgets() -> None:
    """Where the last third takes a third of the time, only late cases are kept, in each of 20 logs."""
    means = np.where(np.arange(1200) < 800, 30.0, 10.0)
    kept = [count_of(means, seed) for seed in range(20)]
    assert max(kept) <= 600


def test_few_cases_are_all_kept() -> None:
    """A fraction of 100 cases is too little to learn from."""
    assert count_of(np.where(np.arange(100) < 70, 30.0, 3.0), 1) == 100
