"""Replications on all cores, as many as the asked precision needs; the same whatever the number of workers
(E6.4)."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from opmodels.foundation.errors import Interrupted, Problem
from opmodels.simulate.compile.assemble import Compiled
from opmodels.simulate.run import Run, run_once

FEWEST, MOST = 10, 400
BATCH = 10
LOOK_SECONDS = 0.2

Progress = Callable[[int, int | None], None]
"""Called with the number of replications done and the number planned, when it is known."""


@dataclass(frozen=True)
class Runs:
    """The replications of one service.

    Parameters
    ----------
    compiled
        The service.
    runs
        One for each replication, in order.
    seed
        Addresses every draw.
    why
        Why there are this many.
    """

    compiled: Compiled
    runs: tuple[Run, ...]
    seed: int
    why: str


def count_workers(workers: int | None) -> int:
    """Return how many replications run at the same time: one for each core unless given."""
    return workers if workers is not None else (os.cpu_count() or 1)


def replicate(
    compiled: Compiled,
    seed: int = 1,
    count: int | None = None,
    *,
    workers: int | None = None,
    persons: bool = False,
    progress: Progress | None = None,
    enough: Callable[[Sequence[Run]], bool] | None = None,
    most: int = MOST,
) -> Runs:
    """Run replications until there are enough.

    Parameters
    ----------
    compiled
        The service.
    seed
        Addresses every draw, together with the number of the replication.
    count
        How many; when None, as many as `enough` asks for, in steps of ten, from 10 to `most`.
    workers
        How many run at the same time; results do not depend on it.
    persons
        Whether to record what happens to each person.
    progress
        Called when a replication is done.
    enough
        Whether the replications so far are precise enough.
    most
        Where to stop when they never are.

    Raises
    ------
    Interrupted
        When the user stops it.
    SimulationFault
        When a run breaks a rule of the engine.
    """

    def tell(start: int) -> Callable[[int], None]:
        return lambda done: progress(start + done, count) if progress else None

    with run_pool(compiled, seed, workers, persons) as run_batch:
        runs = run_batch(range(FEWEST if count is None else count), tell(0))
        while count is None and enough is not None and not enough(runs) and len(runs) < most:
            start = len(runs)
            runs += run_batch(range(start, min(start + BATCH, most)), tell(start))
    why = f"{count} were asked for" if count is not None else _say_why(len(runs), most, enough is not None)
    return Runs(compiled, tuple(runs), seed, why)


def _say_why(count: int, most: int, judged: bool) -> str:
    if not judged:
        return f"{count}, the fewest, as no precision was asked for"
    return (
        f"{count} gave the asked precision"
        if count < most
        else f"{most}, the most allowed, whatever the precision"
    )


@contextmanager
def run_pool(
    compiled: Compiled, seed: int, workers: int | None, persons: bool
) -> Iterator[Callable[[Sequence[int], Callable[[int], None]], list[Run]]]:
    """Give a function that runs replications on several threads; the kernel leaves the interpreter's lock.

    Raises
    ------
    Interrupted
        When the user stops it with Ctrl-C.
    """
    stop = np.zeros(1, np.int8)
    with ThreadPoolExecutor(count_workers(workers)) as executor:

        def run_batch(numbers: Sequence[int], tell: Callable[[int], None]) -> list[Run]:
            futures = [
                executor.submit(run_once, compiled, seed, number, persons=persons, stop=stop)
                for number in numbers
            ]
            return _gather(futures, tell)

        try:
            yield run_batch
        except KeyboardInterrupt:
            stop[0] = 1
            executor.shutdown(cancel_futures=True)
            problem = Problem(
                "the run", "Ctrl-C", "the end of the run", None, "start it again; the results are the same"
            )
            raise Interrupted(problem) from None
        except BaseException:
            stop[0] = 1
            executor.shutdown(cancel_futures=True)
            raise


def _gather(futures: Sequence[Future[Run]], tell: Callable[[int], None]) -> list[Run]:
    """Wait for every run, telling of each, looking up now and then so that Ctrl-C is heard."""
    waiting: set[Future[Run]] = set(futures)
    while waiting:
        done, waiting = wait(waiting, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
        for future in done:
            future.result()
        if done:
            tell(len(futures) - len(waiting))
    return [future.result() for future in futures]


def half_width(values: Sequence[float] | np.ndarray) -> float:
    """Return half the length of the 95 % interval of a mean over replications; infinite below two."""
    from scipy.special import stdtrit

    array = np.asarray(values, np.float64)
    if len(array) < 2:
        return math.inf
    return float(stdtrit(len(array) - 1, 0.975) * array.std(ddof=1) / math.sqrt(len(array)))
