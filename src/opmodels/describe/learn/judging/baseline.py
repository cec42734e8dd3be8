"""What costs nothing to know: the cases of the past once more, in another order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opmodels.describe.learn.judging.distances import Distances, measure_distances
from opmodels.describe.learn.judging.event_table import EventTable, make_table, to_table
from opmodels.describe.learn.judging.later_slice import Split

DRAWS = 10
SEED = 20_260_101


@dataclass(frozen=True)
class Judged:
    """How far several simulated logs are from the one held out.

    Parameters
    ----------
    mean
        The six distances, averaged.
    draws
        Those of each simulated log.
    """

    mean: Distances
    draws: tuple[Distances, ...]

    def as_dict(self) -> dict[str, dict[str, float]]:
        """Return mean, least and most of each distance by name."""
        tables = [one.as_dict() for one in self.draws]
        return {
            name: {
                "mean": value,
                "least": min(one[name] for one in tables),
                "most": max(one[name] for one in tables),
            }
            for name, value in self.mean.as_dict().items()
        }


def judge(held_out: EventTable, simulated: list[EventTable]) -> Judged:
    """Return how far simulated logs are from the one held out, each and on average.

    Parameters
    ----------
    held_out
        The later slice.
    simulated
        At least one log.
    """
    draws = tuple(measure_distances(held_out, one) for one in simulated)
    tables = [one.as_dict() for one in draws]
    mean = Distances(**{name: float(np.mean([one[name] for one in tables])) for name in tables[0]})
    return Judged(mean, draws)


def judge_baseline(split: Split, draws: int = DRAWS, seed: int = SEED) -> Judged:
    """Return how far the training slice, drawn anew, is from the slice held out.

    A service that was learned is worth its trouble where it comes nearer than this.

    Parameters
    ----------
    split
        The two slices.
    draws
        Logs that are drawn, and averaged.
    seed
        Decides all draws; the same seed gives the same figures.
    """
    training, held_out = to_table(split.training), to_table(split.held_out)
    luck = np.random.default_rng(seed)
    return judge(held_out, [draw_log(training, held_out, luck) for _ in range(draws)])


def draw_log(training: EventTable, held_out: EventTable, luck: np.random.Generator) -> EventTable:
    """Return as many cases as were held out, each one of training with the times between its own events.

    Cases are drawn with replacement. The first arrives with the first that was held out; each of the others
    follows the one before it after a time drawn, with replacement, from those between arrivals in training.

    Parameters
    ----------
    training, held_out
        The two slices.
    luck
        Where draws come from.
    """
    chosen = luck.integers(training.cases, size=held_out.cases)
    gaps = luck.choice(np.diff(np.sort(training.arrivals)), held_out.cases - 1)
    arrivals = int(held_out.arrivals.min()) + np.concatenate([[0], np.cumsum(gaps)])
    firsts = training.firsts
    lengths = np.diff(firsts)[chosen]
    case = np.repeat(np.arange(held_out.cases), lengths)
    within = np.arange(len(case)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    event = firsts[chosen][case] + within
    moved = (arrivals - training.arrivals[chosen])[case]
    start, end = training.start[event] + moved, training.end[event] + moved
    return make_table(training.activities, case, training.activity[event], start, end, training.zone)
