"""Runs a service as it is and appraises it."""

from __future__ import annotations

import numpy as np

from opmodels.appraise.appraisal import Appraisal, appraise_track, settle
from opmodels.appraise.evaluate import read_values
from opmodels.appraise.intervals import estimate
from opmodels.appraise.subject import prepare_as_is
from opmodels.appraise.tracks import MOST, Track, follow, say_why
from opmodels.appraise.watched import SMALLEST_WAIT, find_watched
from opmodels.describe.service import Service
from opmodels.describe.targets import Measured
from opmodels.foundation.provenance import make_provenance
from opmodels.simulate.replicate import Progress
from opmodels.simulate.warm_up import find_warm_up

PRECISION = 0.05
"""Half-width asked of the watched wait, as a share of it; an assumption."""


def run(
    service: Service,
    *,
    seed: int = 1,
    replications: int | None = None,
    precision: float | None = PRECISION,
    warm_weeks: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    most: int = MOST,
    command: str = "",
    replay: int | None = None,
) -> Appraisal:
    """Run a service as it is.

    Parameters
    ----------
    service
        The service.
    seed
        Addresses every draw.
    replications
        How many; as many as the precision needs when None.
    precision
        Half-width asked of the watched wait, as a share of it; ten replications when None.
    warm_weeks
        Weeks of warm-up; found by pilot runs where the service leaves them open and None is given.
    workers
        How many replications run at the same time; results do not depend on it.
    progress
        Called with the runs done and, where it is known, planned.
    most
        The most replications, whatever the precision.
    command
        What the user typed or called.
    replay
        How many replications a saved result came to: as many are run, and what was asked of their number
        is told as it was then.

    Raises
    ------
    InputError
        When the run is longer than 17 years.
    Interrupted
        When the user stops it.
    SimulationFault
        When a run breaks a rule of the engine.
    """
    weeks = find_warm_up(service, seed) if warm_weeks is None else warm_weeks
    track, watched = Track(prepare_as_is(service, weeks)), find_watched(service)
    enough = None if precision is None else (lambda: _is_precise(track, watched, precision))
    planned = replications if replay is None else replay
    follow([track], seed, planned, workers=workers, progress=progress, enough=enough, most=most)
    count = len(track.trees)
    asked = {"replications": replications, "precision": precision, "most": most}
    settings = settle(service, "run", count, weeks, asked)
    provenance = make_provenance(seed=seed, service_digest=service.digest, settings=settings, command=command)
    return appraise_track(track, say_why(count, replications, precision, most), provenance)


def _is_precise(track: Track, watched: Measured | None, precision: float) -> bool:
    if watched is None:
        return True
    values = read_values(watched, track.sample)
    if np.isnan(values).all():
        return True
    found = estimate(values)
    wanted = precision * max(abs(found.mean or 0.0), SMALLEST_WAIT)
    return found.half_width is not None and found.half_width <= wanted
