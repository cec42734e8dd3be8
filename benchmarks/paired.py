"""What it buys that every citizen has the same luck in both models: how many times fewer replications a
comparison takes than with independent runs."""

from __future__ import annotations

import numpy as np

from benchmarks.workloads import SERVERS, network
from opmodels.describe.read import parse_service
from opmodels.simulate import columns as c
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.replicate import replicate

MORE_AT = 3
"""Where the second model has one more server: at the fourth node, the largest."""
RESAMPLES = 2000
SEED, OTHER_SEED = 1, 2


def find_times(servers: tuple[int, ...], cases: int, seed: int, replications: int) -> np.ndarray:
    """Return the mean time in the system in each replication, in minutes."""
    compiled = compile_service(parse_service(network(cases, servers).text))
    systems = [run.record.system.sum(axis=0) for run in replicate(compiled, seed, replications).runs]
    return np.array([system[c.TIME_SUM] / system[c.LEFT] / 60_000 for system in systems])


def compare_variances(before: np.ndarray, after: np.ndarray, other: np.ndarray) -> dict[str, float]:
    """Return how far keyed draws shrink the variance of a difference.

    Parameters
    ----------
    before, after
        The figure in each replication of two models, with the same draws.
    other
        The same for the second model, with draws of its own.

    Returns
    -------
    dict
        The mean `difference`; its standard deviation over replications, `paired` and `independent`; `fewer`,
        the ratio of the two variances, which is how many times fewer replications give the same precision;
        and its 95 % interval, `low` and `high`, by resampling replications.
    """
    paired, independent = after - before, other - before
    chosen = np.random.default_rng(1).integers(0, len(before), (RESAMPLES, len(before)))
    ratios = independent[chosen].var(axis=1, ddof=1) / paired[chosen].var(axis=1, ddof=1)
    return {
        "replications": len(before),
        "difference": float(paired.mean()),
        "paired": float(paired.std(ddof=1)),
        "independent": float(independent.std(ddof=1)),
        "fewer": float(independent.var(ddof=1) / paired.var(ddof=1)),
        "low": float(np.quantile(ratios, 0.025)),
        "high": float(np.quantile(ratios, 0.975)),
    }


def measure_pairing(cases: int, replications: int) -> dict[str, float]:
    """Compare the network with itself and one more server: same draws against independent runs."""
    more = tuple(count + (node == MORE_AT) for node, count in enumerate(SERVERS))
    before, after, other = (
        find_times(servers, cases, seed, replications)
        for servers, seed in ((SERVERS, SEED), (more, SEED), (more, OTHER_SEED))
    )
    return {"cases": cases, **compare_variances(before, after, other)}
