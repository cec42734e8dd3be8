"""What more cores bring: the same replications on one thread and on several, in turn."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.workloads import network
from opmodels.describe.read import parse_service
from opmodels.simulate.compile.assemble import compile_service
from opmodels.simulate.replicate import replicate


@dataclass(frozen=True)
class Cost:
    """What the replications took once."""

    wall: float
    """Seconds by the clock on the wall."""
    cpu: float
    """CPU seconds of all threads together."""


def choose_threads(cores: int) -> list[int]:
    """Return 1, 2, 4 and so on, at most as many as there are cores, and all of them; at least 1 and 2."""
    doubled = [2**power for power in range(cores.bit_length()) if 2**power <= cores]
    return sorted({1, 2, *doubled, cores})


def summarise(costs: dict[int, list[Cost]]) -> list[dict[str, float]]:
    """Return for each number of threads what it brings, as medians over the rounds.

    Returns
    -------
    list of dict
        `threads`; `speedup` against one thread in the same round; `best`, the same by the shortest round of
        each; `efficiency`, the speed-up for each thread; `cores` kept busy, fewer than threads where others
        use the machine; `cpu`, CPU seconds against those of one thread: above 1, threads hinder each other.
    """
    shortest = min(cost.wall for cost in costs[1])
    found = []
    for threads, each in costs.items():
        pairs = list(zip(costs[1], each, strict=True))
        speedup = statistics.median(one.wall / many.wall for one, many in pairs)
        found.append(
            {
                "threads": threads,
                "speedup": speedup,
                "best": shortest / min(cost.wall for cost in each),
                "efficiency": speedup / threads,
                "cores": statistics.median(cost.cpu / cost.wall for cost in each),
                "cpu": statistics.median(many.cpu / one.cpu for one, many in pairs),
            }
        )
    return found


def measure_scaling(
    cases: int, rounds: int, replications: int = 8, threads: Sequence[int] | None = None
) -> list[dict[str, float]]:
    """Run replications of the network on several numbers of threads in turn.

    Parameters
    ----------
    cases
        In each replication.
    rounds
        How often; medians are taken.
    replications
        How many in each run; a multiple of the threads, so that none is idle at the end.
    threads
        How many at a time; when None, up to as many as there are cores.
    """
    compiled = compile_service(parse_service(network(cases).text))
    replicate(compiled, 1, 1, workers=1)
    costs: dict[int, list[Cost]] = {count: [] for count in threads or choose_threads(os.cpu_count() or 1)}
    for _ in range(rounds):
        for count, kept in costs.items():
            wall, cpu = time.perf_counter(), time.process_time()
            replicate(compiled, 1, replications, workers=count)
            kept.append(Cost(time.perf_counter() - wall, time.process_time() - cpu))
    return summarise(costs)
