"""Replications of several services side by side, measured and dropped as they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

import numpy as np

from opmodels.appraise.intervals import F8
from opmodels.appraise.outcomes.catalogue import measure_run
from opmodels.appraise.person_sums import PersonSums
from opmodels.appraise.samples import Sample, Tree, stack_trees
from opmodels.appraise.subject import MS_PER_HOUR, Subject, View
from opmodels.simulate import columns as c
from opmodels.simulate.replicate import FEWEST, Progress, run_pool
from opmodels.simulate.run import Run

BATCH = 10
MOST = 200


@dataclass
class Track:
    """One service that is run again and again; only measures and sums are kept of its runs.

    Parameters
    ----------
    subject
        What is run.
    first
        Number of the first replication; others than those of another track mean the same people, other luck.
    persons
        Sums by person, where they are kept.
    """

    subject: Subject
    first: int = 0
    persons: PersonSums | None = None
    trees: list[Tree] = field(default_factory=list)
    hours: F8 = field(default_factory=lambda: np.zeros(0))

    def take(self, runs: Sequence[Run]) -> None:
        """Measure some runs."""
        for run in runs:
            hours = run.record.pool_hours.reshape(-1, c.POOL_KINDS, 168) / MS_PER_HOUR
            self.hours = hours.copy() if not self.trees else self.hours + hours
            if self.persons is not None:
                self.persons.add(len(self.trees), run.record.person)
            self.trees.append(measure_run(View(self.subject, run.record)))

    @property
    def sample(self) -> Sample:
        """What was measured in every replication so far."""
        return stack_trees(self.trees)

    @property
    def load(self) -> F8:
        """Mean number at work by hour of the week, (pools, 4, 168): open, busy, in overtime, called."""
        return np.asarray(self.hours / (max(len(self.trees), 1) * self.subject.weeks), np.float64)


def follow(
    tracks: Sequence[Track],
    seed: int,
    count: int | None = None,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    enough: Callable[[], bool] | None = None,
    most: int = MOST,
) -> None:
    """Run the same replications of every track, in batches of ten.

    Parameters
    ----------
    tracks
        What is run; results are added to them.
    seed
        Addresses every draw.
    count
        How many replications; when None as many as `enough` asks for, from ten to `most`.
    workers
        How many run at the same time; results do not depend on it.
    progress
        Called with the number of runs done, over all tracks, and the number planned where it is known.
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
    limit = count if count is not None else most
    done, told = 0, 0
    with ExitStack() as stack:
        pools = [
            stack.enter_context(run_pool(one.subject.compiled, seed, workers, one.persons is not None))
            for one in tracks
        ]
        while done < limit:
            numbers = range(done, min(done + BATCH, limit))
            for track, run_batch in zip(tracks, pools, strict=True):
                tell = _tell_from(told, None if count is None else count * len(tracks), progress)
                track.take(run_batch([track.first + number for number in numbers], tell))
                told += len(numbers)
            done += len(numbers)
            if count is None and done >= FEWEST and (enough is None or enough()):
                break


def _tell_from(start: int, planned: int | None, progress: Progress | None) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if progress is not None:
            progress(start + done, planned)

    return tell


def say_why(count: int, asked: int | None, precision: float | None, most: int = MOST) -> str:
    """Return why there are so many replications, in words."""
    if asked is not None:
        return f"{count} were asked for"
    if precision is None:
        return f"{count}, the fewest, as no precision was asked for"
    if count < most:
        return f"{count} are enough for the precision of ±{100 * precision:g} % that is wanted"
    return f"{most}, the most allowed; the precision of ±{100 * precision:g} % that is wanted was not reached"
