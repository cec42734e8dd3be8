"""Lets the engine and its peers run in turn, round by round, and takes medians of CPU time."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from benchmarks.contenders import Field, Lap
from benchmarks.peers import Result


@dataclass(frozen=True)
class Score:
    """One contender in one workload."""

    per_second: float
    """Cases in a CPU second, median over the rounds."""
    ratio: float
    """How many times as fast the engine is: median of the ratios within each round, in which the machine was
    the same."""
    result: Result
    """What it found in the last round."""


def race(field: Field, rounds: int) -> dict[str, Score]:
    """Let everybody run in turn.

    Each round begins with another one, so that nobody always follows the same.

    Parameters
    ----------
    field
        Who races; the others are compared to the first.
    rounds
        How often; medians are taken.
    """
    names = list(field.contenders)
    laps: dict[str, list[Lap]] = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in [*names[first:], *names[:first]]:
            laps[name].append(field.contenders[name]())
    return score(laps)


def score(laps: dict[str, list[Lap]]) -> dict[str, Score]:
    """Return medians of speeds, and of the ratios within the rounds."""
    speeds = {name: [lap.cases / max(lap.seconds, 1e-9) for lap in done] for name, done in laps.items()}
    own = next(iter(speeds.values()))
    return {
        name: Score(
            statistics.median(speeds[name]),
            statistics.median(ours / theirs for ours, theirs in zip(own, speeds[name], strict=True)),
            done[-1].result,
        )
        for name, done in laps.items()
    }
